package planted.adapters.http;

/** Breaks: adapters do not see bootstrap. */
public class SeesBootstrap {
    planted.bootstrap.SeesAcceptance main;
}
