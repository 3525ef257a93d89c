package planted.adapters.support.apistore;

/** Something to be seen. */
public class Store {}
