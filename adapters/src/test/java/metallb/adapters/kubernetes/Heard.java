package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import metallb.domain.cluster.ClusterObject;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Uid;
import metallb.ports.cluster.ClusterFeed;

/** Writes down what a feed tells, a line each. */
final class Heard implements ClusterFeed.Listener {
    private static final long DEADLINE_MILLIS = 10_000;

    private final List<String> words = new ArrayList<>();

    @Override
    public void observed(ClusterObject object) {
        add("observed " + object.kind() + " " + object.key() + " " + object.uid() + " " + object.meta().version());
    }

    @Override
    public void vanished(Kind kind, ObjectKey key, Uid uid) {
        add("vanished " + kind + " " + key + " " + uid);
    }

    @Override
    public void listed(Kind kind, Map<ObjectKey, Uid> all) {
        add("listed " + kind + " " + all);
    }

    @Override
    public void disturbed(Kind kind, String why) {
        add("disturbed " + kind + " " + why);
    }

    /** Waits until exactly these lines were told, in this order. */
    void await(String... lines) throws InterruptedException {
        List<String> expected = List.of(lines);
        long deadline = System.currentTimeMillis() + DEADLINE_MILLIS;
        synchronized (words) {
            while (words.size() < expected.size() && System.currentTimeMillis() < deadline) {
                words.wait(100);
            }
            assertEquals(String.join("\n", expected), String.join("\n", words));
        }
    }

    /** Waits until exactly these lines were told of a kind, in this order, its disturbances left out. */
    void awaitOf(Kind kind, String... lines) throws InterruptedException {
        String expected = String.join("\n", lines);
        long deadline = System.currentTimeMillis() + DEADLINE_MILLIS;
        synchronized (words) {
            while (!expected.equals(of(kind)) && System.currentTimeMillis() < deadline) {
                words.wait(100);
            }
            assertEquals(expected, of(kind));
        }
    }

    /** Waits until this was told of a kind, and nothing after it but disturbances. */
    void awaitLast(Kind kind, String line) throws InterruptedException {
        long deadline = System.currentTimeMillis() + DEADLINE_MILLIS;
        synchronized (words) {
            while (!of(kind).endsWith(line) && System.currentTimeMillis() < deadline) {
                words.wait(100);
            }
            assertTrue(of(kind).endsWith(line), () -> line + " is not the last of\n" + String.join("\n", words));
        }
    }

    private String of(Kind kind) {
        return words.stream().filter(line -> line.split(" ")[1].equals(kind.name()) && !line.startsWith("disturbed"))
                .collect(Collectors.joining("\n"));
    }

    /** Waits until a disturbance of the kind was told. */
    void awaitDisturbed(Kind kind) throws InterruptedException {
        awaitDisturbed(kind, "");
    }

    /** Waits until a disturbance of the kind was told that has these words in it. */
    void awaitDisturbed(Kind kind, String why) throws InterruptedException {
        long deadline = System.currentTimeMillis() + DEADLINE_MILLIS;
        synchronized (words) {
            while (!isDisturbed(kind, why) && System.currentTimeMillis() < deadline) {
                words.wait(100);
            }
            assertTrue(isDisturbed(kind, why), () -> kind + " is not disturbed by \"" + why + "\": " + words);
        }
    }

    private boolean isDisturbed(Kind kind, String why) {
        return words.stream().anyMatch(line -> line.startsWith("disturbed " + kind + " ") && line.contains(why));
    }

    private void add(String line) {
        synchronized (words) {
            words.add(line);
            words.notifyAll();
        }
    }
}
