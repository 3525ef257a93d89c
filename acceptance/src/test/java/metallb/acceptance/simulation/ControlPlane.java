package metallb.acceptance.simulation;

import java.time.Duration;

/** What the controller can know, and whether its writes get through. A second one will be one more to follow here. */
final class ControlPlane {
    /** From its start until it has listed and claimed what all statuses show, where nothing is in its way. */
    private static final Duration STARTING = Duration.ofMillis(50);
    /** After trouble, until the last write of it is over and done. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private boolean atWork = true;
    private Duration knowsFrom = STARTING;
    private boolean foul;
    private Duration troubledUntil = STARTING;

    /** Takes in what was done to the world. */
    void done(String command, Duration now) {
        String[] words = command.split("\\s+");
        if (words[0].equals("weather")) {
            foul = !words[1].equals("fair");
            troubledUntil = later(troubledUntil, now);
        } else if (words.length > 1 && words[1].equals("controller")) {
            controller(words, now);
        }
    }

    private void controller(String[] words, Duration now) {
        switch (words[0]) {
            case "start" -> {
                atWork = true;
                knowsFrom = now.plus(STARTING);
                troubledUntil = later(troubledUntil, knowsFrom);
            }
            case "outage" -> {
                Duration end = now.plus(Simulation.length(words[2])).plus(STARTING);
                knowsFrom = now.compareTo(knowsFrom) < 0 ? end : knowsFrom;
                troubledUntil = later(troubledUntil, end);
            }
            default -> atWork = false;
        }
    }

    /** Whether no controller is there that has claimed what the statuses show: what is in them now is what it will find. */
    boolean isBlind(Duration now) {
        return !atWork || now.compareTo(knowsFrom) < 0;
    }

    /** Whether everything that is decided now is decided of how things are, and written at once. */
    boolean isCalm(Duration now) {
        return atWork && !foul && now.compareTo(troubledUntil.plus(SETTLING)) >= 0;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
