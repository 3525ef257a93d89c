package metallb.acceptance.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws histories: three nodes, two routers, a dozen services, and everything that can befall them. */
final class Drawing {
    /** What every history begins with. */
    static final List<String> BEGINNING = List.of("nodes a b c", "router r1 10.0.0.1 as 100",
            "router r2 10.0.0.2 as 200", config(0), "advance 5s");
    private static final int SERVICES = 12;
    private static final List<String> NODES = List.of("a", "b", "c");
    private static final List<String> EVERYBODY = List.of("controller", "speaker a", "speaker b", "speaker c",
            "router r1", "router r2");
    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";

    private final SplittableRandom random;
    /** So many statuses are edited by somebody else in one history: more would be a contest, and that has its own test. */
    private int edits = 2;

    private Drawing(SplittableRandom random) {
        this.random = random;
    }

    static History of(long seed, int length) {
        Drawing drawing = new Drawing(new SplittableRandom(seed));
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            commands.add(drawing.command());
            commands.add("advance " + drawing.pause());
        }
        return new History(commands);
    }

    private String command() {
        return switch (random.nextInt(26)) {
            case 0, 1, 2, 3, 4 -> declare("s" + random.nextInt(SERVICES));
            case 5, 6 -> "delete service default/s" + random.nextInt(SERVICES);
            case 7, 8, 9, 10 -> endpoints();
            case 11, 12 -> node();
            case 13, 14 -> config(random.nextInt(Texts.ALL.size()));
            case 15 -> edit();
            case 16, 17 -> "crash " + any(EVERYBODY);
            case 18 -> "stop " + any(EVERYBODY);
            case 19, 20 -> "start " + any(EVERYBODY);
            case 21 -> "cut " + any(NODES) + " " + router();
            case 22 -> "heal " + any(NODES) + " " + router();
            case 23 -> "outage " + any(EVERYBODY.subList(0, 4)) + " " + (1 + random.nextInt(20)) + "s";
            case 24 -> random.nextInt(3) == 0 ? "weather fair" : "weather mixed " + random.nextInt(1_000_000);
            default -> "clocks " + (random.nextBoolean() ? "forward " : "back ") + random.nextInt(100) + "h";
        };
    }

    /** Even ones say one thing all their lives, so that their address may never change. */
    private String declare(String name) {
        int number = Integer.parseInt(name.substring(1));
        SplittableRandom choice = isSteady(name) ? new SplittableRandom(number) : random;
        String policy = choice.nextBoolean() ? " policy=Local" : "";
        String wish = switch (choice.nextInt(6)) {
            case 0 -> " ip=10.0.0." + choice.nextInt(10);
            case 1 -> " ip=10.0.1." + choice.nextInt(5);
            case 2 -> " pool=closed";
            case 3 -> " pool=" + (choice.nextBoolean() ? "high" : "nowhere");
            default -> "";
        };
        String type = !isSteady(name) && choice.nextInt(6) == 0 ? " type=ClusterIP" : "";
        return "service default/" + name + type + policy + wish;
    }

    /** Whether that service's wish never changes. */
    static boolean isSteady(String name) {
        return Integer.parseInt(name.substring(1)) % 2 == 0;
    }

    private String endpoints() {
        StringBuilder command = new StringBuilder("endpoints default/s" + random.nextInt(SERVICES));
        for (int i = random.nextInt(4); i > 0; i--) {
            command.append(' ').append(any(NODES)).append(any(List.of("", "", ":notready", ":terminating")));
        }
        return command.toString();
    }

    private String node() {
        String change = any(List.of("label=" + EXCLUDED, "unlabel=" + EXCLUDED, "unlabel=" + EXCLUDED,
                "networkUnavailable=true", "networkUnavailable=false", "networkUnavailable=false"));
        return "node " + any(NODES) + " " + change;
    }

    private String edit() {
        if (edits == 0) {
            return "advance 1s";
        }
        edits--;
        int odd = 2 * random.nextInt(SERVICES / 2) + 1;
        return "overwrite default/s" + odd + (random.nextBoolean() ? " " + Watching.FOREIGN : "");
    }

    private static String config(int number) {
        return "config\n" + Texts.ALL.get(number).yaml();
    }

    private String router() {
        return random.nextBoolean() ? "r1" : "r2";
    }

    private String pause() {
        return any(List.of("1ms", "2ms", "5ms", "100ms", "1s", "7s", "40s"));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
