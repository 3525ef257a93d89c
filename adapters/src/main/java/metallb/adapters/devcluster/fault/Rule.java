package metallb.adapters.devcluster.fault;

import java.util.Objects;

/**
 * What befalls which calls, how often.
 *
 * @param times how often at most; 0 for no end
 * @param probability of each call that is selected, above 0 and up to 1
 */
public record Rule(Selection selection, Fault fault, int times, double probability) {
    public Rule {
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(fault, "fault");
        if (times < 0) {
            throw new IllegalArgumentException("times counts from 0: " + times);
        }
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability above 0 and up to 1: " + probability);
        }
    }

    /** Befalls every selected call until it is taken back. */
    public static Rule always(Selection selection, Fault fault) {
        return new Rule(selection, fault, 0, 1);
    }

    /** Befalls the next selected call. */
    public static Rule once(Selection selection, Fault fault) {
        return new Rule(selection, fault, 1, 1);
    }

    public Rule times(int most) {
        return new Rule(selection, fault, most, probability);
    }

    public Rule withProbability(double each) {
        return new Rule(selection, fault, times, each);
    }
}
