package metallb.domain.core;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import metallb.domain.cluster.ConfigSource;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Write;
import metallb.domain.cluster.WriteId;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigText;
import metallb.domain.config.Judgement;
import metallb.domain.config.Reading;
import metallb.domain.net.Now;

/**
 * Which configuration is in force: what the accepted copy says. Has each text of the operator's ConfigMap judged, an
 * acceptable one written into the copy, and takes it into force when the copy is seen to say it.
 */
final class ControllerConfig {
    /** What log lines about configurations are about. */
    static final String SUBJECT = "config";
    /** More texts than that are not under way at once: each waits for the one before. */
    private static final int MOST_ASKED = 16;

    private final ControllerSettings settings;
    private final long term;
    private final Consumer<ControllerEffect> out;
    private final OperatorConfig source;
    private final AcceptedCopy copy;
    private final OrphanCheck orphans;
    private final ForeignEdits foreignEdits;
    /** The text that the copy said last, while it was what it should say. */
    private Optional<ConfigText> written = Optional.empty();
    private Optional<AcceptedText> inForce = Optional.empty();
    /** What this term asked the copy to say, the newest last: any of them may be what it says, and come into force. */
    private final ArrayDeque<ConfigText> asked = new ArrayDeque<>();
    /** What the copy is to say, where that is known. */
    private Optional<AcceptedText> wanted = Optional.empty();
    private boolean changed = true;
    /** Whether a write to the copy is answered by nothing, and is not waited for any more. */
    private boolean isOverdue;

    ControllerConfig(ControllerSettings settings, long term, Function<Reading, Judgement> judge, OrphanCheck orphans,
            ForeignEdits foreignEdits, Consumer<ControllerEffect> out) {
        this.foreignEdits = foreignEdits;
        this.settings = settings;
        this.term = term;
        this.out = out;
        this.orphans = orphans;
        this.source = new OperatorConfig(settings, term, judge, orphans, out);
        this.copy = new AcceptedCopy(settings, term, judge, this::isOfThisTerm, out);
    }

    void put(ConfigSource newest) {
        if (newest.key().equals(keyOf(newest.kind()))) {
            hold(newest.kind(), Optional.of(newest));
        }
    }

    void remove(Kind kind, ObjectKey key) {
        if (key.equals(keyOf(kind))) {
            hold(kind, Optional.empty());
        }
    }

    /** The time at which there is something to evaluate though nothing happened. */
    OptionalLong nextDeadline() {
        return foreignEdits.nextDeadline();
    }

    /** A write was settled without news of the copy: look again. */
    void revisit() {
        changed = true;
    }

    /**
     * Nobody knows whether the copy will ever say what it was asked to. So services are decided again, by what is in force,
     * and a text that lands in the end is judged anew by what they have then, as one that somebody else wrote.
     */
    void overdue() {
        asked.clear();
        if (!isOverdue) {
            isOverdue = true;
            copy.unanswered();
        }
    }

    /** What writes go to. */
    ApiWrites.Target target() {
        return new ApiWrites.Target(Kind.ACCEPTED_CONFIG, settings.acceptedConfig());
    }

    /** Whether there is something to evaluate, once both ConfigMaps were listed. */
    boolean isChanged(Now now) {
        return changed || orphans.hasNews() || foreignEdits.nextDeadline().orElse(Long.MAX_VALUE) <= now.nanos();
    }

    boolean isLoaded() {
        return inForce.isPresent();
    }

    /** Whether what is in force is not what the operator wrote last. */
    boolean isStale() {
        return source.isInTrouble() || copy.isMissing() || isGivingWay() || isOverdue && differs();
    }

    /** Texts refused so far. */
    long refusals() {
        return source.refusals();
    }

    /** Why the accepted copy's own text is no text to run: this version refuses it, or nobody accepted it. */
    Optional<String> refusedCopy() {
        return copy.refusal().or(() -> isLoaded() ? Optional.empty() : copy.alteration());
    }

    /** Looks at both ConfigMaps anew; what has come into force by that, if anything. */
    Optional<Config> evaluate(Now now) {
        changed = false;
        foreignEdits.resumed(now.nanos()).forEach(key -> copy.resumed());
        Optional<Config> news = copy.next(inForce.map(AcceptedText::text), source.reading())
                .map(this::takeIntoForce);
        wanted = source.accepted(this::isSafe).or(this::lostCopy);
        noticeEdit(now);
        if (!isGivingWay()) {
            copy.tell(isLoaded(), wanted, orphans.hasWork());
        }
        return news;
    }

    /** What we wrote there is not there any more, while it is still what should be: that was somebody else. */
    private void noticeEdit(Now now) {
        Optional<ConfigText> shouldSay = wanted.map(AcceptedText::text).filter(text -> copy.object().isPresent());
        if (shouldSay.isEmpty()) {
            return;
        }
        if (!differs()) {
            written = shouldSay;
        } else if (written.equals(shouldSay)) {
            written = Optional.empty();
            foreignEdits.edited(settings.acceptedConfig(), now.nanos()).ifPresent(copy::contested);
        }
    }

    private boolean isGivingWay() {
        return foreignEdits.isPaused(settings.acceptedConfig());
    }

    /** Whether the copy says something else than it should, and nobody else insists on that. */
    boolean needsWrite() {
        return differs() && !isGivingWay();
    }

    /** Whether the copy is there and says something else than it should. */
    private boolean differs() {
        return wanted.isPresent() && copy.object().isPresent()
                && !wanted.map(AcceptedText::text).equals(copy.accepted().map(AcceptedText::text));
    }

    /** The write that makes the copy say what it should; who holds what may have changed since that was decided. */
    Optional<Write> compose() {
        if (!needsWrite() || !isHarmless(wanted.get().text())) {
            return Optional.empty();
        }
        ask(wanted.get().text());
        ConfigSource present = copy.object().orElseThrow();
        WriteId id =
                new WriteId(Kind.ACCEPTED_CONFIG, present.key(), present.uid(), present.meta().version(), 1, term);
        return Optional.of(new Write.Accept(id, wanted.get().text(), wanted.get().source()));
    }

    private void ask(ConfigText text) {
        asked.remove(text);
        asked.add(text);
        if (asked.size() > MOST_ASKED) {
            asked.remove();
        }
    }

    private boolean isOfThisTerm(ConfigText text) {
        return inForce.isEmpty() || inForce.get().text().equals(text) || asked.contains(text);
    }

    private Config takeIntoForce(Judgement.Acceptable acceptable) {
        AcceptedText accepted = copy.accepted().orElseThrow();
        inForce = Optional.of(accepted);
        out.accept(Report.info(SUBJECT, "configInForce", "configuration " + accepted.text() + " is in force"));
        acceptable.warnings().forEach(warning ->
                out.accept(Report.warning(SUBJECT, "configWarning", warning.toString())));
        return acceptable.config();
    }

    /**
     * Nobody loses anything by what is in force already. Where no text was ever accepted nothing can be orphaned; where
     * the copy's text is refused or altered, what statuses show is in use.
     */
    private boolean isSafe(ConfigText text) {
        return inForce.isPresent() ? inForce.get().text().equals(text) : !copy.hasText();
    }

    private boolean isHarmless(ConfigText text) {
        return isSafe(text) || orphans.verdict() instanceof OrphanCheck.Verdict.Harmless;
    }

    /** A copy that was emptied, edited or deleted is to say again what is in force, where the operator's text is no help. */
    private Optional<AcceptedText> lostCopy() {
        return copy.accepted().isEmpty() ? inForce : Optional.empty();
    }

    private void hold(Kind kind, Optional<ConfigSource> newest) {
        changed = true;
        if (kind == Kind.CONFIG) {
            source.put(newest);
        } else {
            isOverdue = false;
            copy.put(newest);
        }
    }

    private ObjectKey keyOf(Kind kind) {
        return kind == Kind.CONFIG ? settings.config() : settings.acceptedConfig();
    }
}
