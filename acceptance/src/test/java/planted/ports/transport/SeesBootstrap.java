package planted.ports.transport;

/** Breaks: ports do not see bootstrap; they depend on domain only. */
public class SeesBootstrap {
    planted.bootstrap.SeesAcceptance main;
}
