package metallb.domain.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Judgement;
import metallb.domain.config.Problem;
import metallb.domain.config.Reading;

/**
 * Which configuration is in force. What the controller accepted is; while it accepted none yet, the ConfigMap's own
 * text is, if it has no errors. What runs stays when its text goes or a new one is refused. A text is judged once.
 */
final class SpeakerConfig {
    private static final String SUBJECT = "config";

    private final Function<Reading, Judgement> judge;
    private final Consumer<SpeakerEffect> effects;
    private Optional<Reading> own = Optional.empty();
    private Optional<Reading> accepted = Optional.empty();
    private Optional<InForce> inForce = Optional.empty();
    private Optional<Refused> refused = Optional.empty();
    private boolean changed = true;
    private boolean saidGone;
    private long refusals;

    SpeakerConfig(Function<Reading, Judgement> judge, Consumer<SpeakerEffect> effects) {
        this.judge = judge;
        this.effects = effects;
    }

    /** Whose text it is, with the stable word for its refusal. */
    enum Origin {
        ACCEPTED("the accepted configuration", "acceptedConfigRefused"),
        OWN("the ConfigMap's configuration", "InvalidConfig");

        private final String words;
        private final String refusal;

        Origin(String words, String refusal) {
            this.words = words;
            this.refusal = refusal;
        }
    }

    /** What runs. */
    record InForce(Origin origin, ConfigText text, Config config) {}

    /** The newest text, which has errors. */
    record Refused(Origin origin, ConfigText text, Problems problems) {
        String sentence() {
            return switch (origin) {
                case ACCEPTED -> origin.words + " " + text + " is refused by this version: " + problems.text();
                case OWN -> origin.words + " " + text + " is refused: " + problems.text();
            };
        }
    }

    /** What the operator's ConfigMap says; empty where it says nothing. */
    void own(Optional<Reading> reading) {
        own = reading;
        changed = true;
    }

    /** What the accepted copy says; empty where it says nothing. */
    void accepted(Optional<Reading> reading) {
        accepted = reading;
        changed = true;
    }

    /** Whether there is something to {@link #reconsider}. */
    boolean isChanged() {
        return changed;
    }

    Optional<InForce> inForce() {
        return inForce;
    }

    /** The newest text, where it has errors; what is in force is older. */
    Optional<Refused> refused() {
        return refused;
    }

    long refusals() {
        return refusals;
    }

    /**
     * Looks at both texts again; to be called once both are known. Returns the configuration that came into force by
     * this, if another one did.
     */
    Optional<Config> reconsider() {
        changed = false;
        if (accepted.isPresent()) {
            saidGone = false;
            return consider(Origin.ACCEPTED, accepted.get());
        }
        boolean runsAccepted = inForce.filter(running -> running.origin() == Origin.ACCEPTED).isPresent();
        if (own.isPresent() && !runsAccepted) {
            saidGone = false;
            return consider(Origin.OWN, own.get());
        }
        refused = Optional.empty();
        inForce.filter(_ -> !saidGone).ifPresent(running -> {
            saidGone = true;
            effects.accept(Report.info(SUBJECT, "configGone", running.origin().words + " is gone, "
                    + running.text() + " stays in force"));
        });
        return Optional.empty();
    }

    private Optional<Config> consider(Origin origin, Reading reading) {
        ConfigText text = reading.text();
        if (inForce.filter(running -> running.text().equals(text)).isPresent()) {
            stay(origin, inForce.get());
            return Optional.empty();
        }
        if (refused.filter(last -> last.origin() == origin && last.text().equals(text)).isPresent()) {
            return Optional.empty();
        }
        return switch (judge.apply(reading)) {
            case Judgement.Acceptable(Config config, List<Problem> _) -> {
                inForce = Optional.of(new InForce(origin, text, config));
                refused = Optional.empty();
                effects.accept(Report.info(SUBJECT, "configInForce", loaded(origin, text)));
                yield Optional.of(config);
            }
            case Judgement.Refused(List<Problem> problems) -> {
                Refused refusal = new Refused(origin, text, new Problems(problems));
                refused = Optional.of(refusal);
                refusals++;
                effects.accept(Report.warning(SUBJECT, origin.refusal, refusal.sentence() + "; "
                        + inForce.map(running -> running.text() + " stays in force").orElse("none is in force")));
                yield Optional.empty();
            }
        };
    }

    /** The text that runs is the newest one, again or still. */
    private void stay(Origin origin, InForce running) {
        if (refused.isPresent() || running.origin() != origin) {
            refused = Optional.empty();
            inForce = Optional.of(new InForce(origin, running.text(), running.config()));
            effects.accept(Report.info(SUBJECT, "configInForce", loaded(origin, running.text())));
        }
    }

    private static String loaded(Origin origin, ConfigText text) {
        return switch (origin) {
            case ACCEPTED -> origin.words + " " + text + " is in force";
            case OWN -> origin.words + " " + text + " is in force, because the controller accepted none yet";
        };
    }
}
