package io.prometheus;

/**
 * Stands for Prometheus' client library where the planted house sees it: only tests of the adapters have that, and its jars are
 * not on the class path here.
 */
public class Planted {}
