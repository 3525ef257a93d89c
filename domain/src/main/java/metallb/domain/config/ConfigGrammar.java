package metallb.domain.config;

import java.util.List;

/** Reads the grammar of the ConfigMap: from the neutral tree to the {@link Config}, finding every problem at once. */
public final class ConfigGrammar {
    private ConfigGrammar() {}

    /** What the document means, or everything that is wrong with it. Never throws, whatever the document. */
    public static Judgement judge(Reading reading) {
        return switch (reading) {
            case Reading.Unreadable unreadable -> new Judgement.Refused(unreadable.problems());
            case Reading.Document document -> new Judgement.Acceptable(Config.EMPTY, List.of());
        };
    }
}
