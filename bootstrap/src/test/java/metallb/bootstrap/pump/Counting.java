package metallb.bootstrap.pump;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import metallb.domain.core.Answer;
import metallb.domain.core.Core;
import metallb.domain.core.MetricFamily;
import metallb.domain.core.Query;
import metallb.domain.net.Now;

/**
 * A core that says back what it hears. {@code work N} leaves N slices of work, {@code at N} sets a deadline,
 * {@code break} breaks it; it answers how many events it took.
 */
final class Counting implements Core<String, String> {
    private final List<String> effects = new ArrayList<>();
    private long last;
    private int work;
    private OptionalLong deadline = OptionalLong.empty();
    private int taken;

    @Override
    public void on(Now now, String event) {
        last = now.nanos();
        taken++;
        String[] words = event.split(" ");
        switch (words[0]) {
            case "work" -> work += Integer.parseInt(words[1]);
            case "at" -> deadline = OptionalLong.of(Long.parseLong(words[1]));
            case "break" -> throw new IllegalStateException("broken as asked");
            default -> effects.add(event);
        }
    }

    @Override
    public List<String> drain(Now now) {
        last = now.nanos();
        if (deadline.isPresent() && deadline.getAsLong() - now.nanos() <= 0) {
            effects.add("due " + deadline.getAsLong());
            deadline = OptionalLong.empty();
        }
        if (work > 0) {
            effects.add("slice " + work--);
        }
        List<String> drained = List.copyOf(effects);
        effects.clear();
        return drained;
    }

    @Override
    public OptionalLong nextDeadline() {
        return work > 0 ? OptionalLong.of(last) : deadline;
    }

    @Override
    public Answer answer(Now now, Query query) {
        return new Answer.Metrics(List.of(MetricFamily.single("taken", "Events.", MetricFamily.Type.COUNTER, taken)));
    }

    static int taken(Answer answer) {
        return (int) ((Answer.Metrics) answer).families().getFirst().samples().getFirst().value();
    }
}
