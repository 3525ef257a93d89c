package planted.domain.cluster;

/** Breaks: domain depends on itself and the JDK only, and nobody but acceptance sees bootstrap. */
public class SeesBootstrap {
    planted.bootstrap.SeesAcceptance main;
}
