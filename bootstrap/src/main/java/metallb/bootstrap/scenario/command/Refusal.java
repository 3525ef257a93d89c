package metallb.bootstrap.scenario.command;

/** A script asks for what cannot be. The message says why; where it stands, says who knows the line. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    public Refusal(String why) {
        super(why, null, false, false);
    }
}
