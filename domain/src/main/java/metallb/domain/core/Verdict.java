package metallb.domain.core;

import java.util.Optional;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Judgement;

/** What a text was found to be worth, kept so that it is judged once. */
record Verdict(ConfigText text, Judgement judgement) {
    /** What is wrong with it; empty where nothing is. */
    Optional<Problems> problems() {
        return switch (judgement) {
            case Judgement.Acceptable acceptable -> Optional.empty();
            case Judgement.Refused refused -> Optional.of(new Problems(refused.problems()));
        };
    }
}
