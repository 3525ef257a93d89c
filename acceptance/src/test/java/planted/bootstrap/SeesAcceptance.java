package planted.bootstrap;

/** Breaks: bootstrap does not see acceptance. */
public class SeesAcceptance {
    planted.acceptance.Suite suite;
}
