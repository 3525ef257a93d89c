package planted.adapters.http;

/** Breaks: adapters do not see bootstrap; picocli only in bootstrap. */
public class SeesBootstrap {
    planted.bootstrap.SeesAcceptance main;
    picocli.CommandLine commandLine;
}
