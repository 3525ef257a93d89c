package planted.adapters.http;

/** Breaks: what tests of adapters.http compare with is seen by tests only. */
public class SeesOracle {
    io.prometheus.Planted oracle;
}
