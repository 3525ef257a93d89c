package planted.ports.transport;

/** Breaks: ports depend on domain only. */
public class SeesNio {
    planted.adapters.nio.SeesLibraries adapter;
}
