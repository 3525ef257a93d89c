package metallb.acceptance.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the controller that leads can know, and whether its writes get through. */
final class ControlPlane {
    /** A lease that nobody renews is over after 15 s, which is seen a little later; then all is listed and claimed. */
    private static final Duration TAKEOVER = Duration.ofSeconds(20);
    /** After trouble, until the last write of it is over and done. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    /** Until when a controller does nothing, or nothing reaches it. */
    private final Map<String, Duration> awayUntil = new TreeMap<>();
    private boolean foul;
    private Duration troubledUntil = TAKEOVER;

    /** Takes in what was done to the world. */
    void done(String command, Duration now) {
        String[] words = command.split("\\s+");
        if (words[0].equals("weather")) {
            foul = !words[1].equals("fair");
            troubledUntil = later(troubledUntil, now);
        } else if (words.length > 1 && words[1].startsWith("controller")) {
            controller(words, now);
        }
    }

    private void controller(String[] words, Duration now) {
        Duration end = words.length > 2 ? now.plus(Simulation.length(words[2])) : now;
        troubledUntil = later(troubledUntil, end.plus(TAKEOVER));
        switch (words[0]) {
            case "freeze", "partition" -> awayUntil.merge(words[1], end, ControlPlane::later);
            case "crash", "start" -> awayUntil.remove(words[1]);
            default -> { /* it goes on until it says otherwise */ }
        }
    }

    /**
     * Whether nobody leads who has claimed what the statuses show, or who leads may lead no more when it comes back: what is
     * in them now may be what the next leader finds.
     */
    boolean isBlind(Duration now, Sight sight) {
        return sight.leaders().stream().allMatch(name -> now.compareTo(awayUntil.getOrDefault(name, Duration.ZERO)) < 0);
    }

    /** Whether everything that is decided now is decided of how things are, and written at once. */
    boolean isCalm(Duration now) {
        return !foul && now.compareTo(troubledUntil.plus(SETTLING)) >= 0;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
