package metallb.acceptance.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Draws histories: two controllers, three nodes, two routers, eight services, and everything that can befall them. */
final class Drawing {
    /** What every history begins with. */
    static final List<String> BEGINNING = Stream.concat(Place.commands().stream(),
            Stream.of("controller b", config(0), "advance 5s")).toList();
    private static final List<String> EVERYBODY = List.of("controller", "controller-b", "speaker a", "speaker b", "speaker c",
            "router r1", "router r2");
    /** Services that are there before anything befalls them. */
    private static final int OPENING = 4;

    /** How often a controller crashes in each history, beside what is drawn anyway. */
    private static final int CRASHES = 3;

    private final SplittableRandom random;
    private final DrawnObjects objects;

    private Drawing(SplittableRandom random) {
        this.random = random;
        this.objects = new DrawnObjects(random);
    }

    /** @param length so many things happen, with a pause after each, and between them controllers crash */
    static History of(long seed, int length) {
        Drawing drawing = new Drawing(new SplittableRandom(seed));
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < OPENING; i++) {
            commands.add(drawing.objects.service(i));
            commands.add(drawing.objects.endpoints("s" + i));
        }
        for (int i = 0; i < length; i++) {
            commands.add(drawing.command());
            commands.add("advance " + drawing.pause());
        }
        for (int i = 0; i < CRASHES; i++) {
            drawing.crashAController(commands);
        }
        drawing.overtakeAWrite(commands);
        return new History(commands);
    }

    /** Whichever it hits, amid whatever goes on; sooner or later it comes back. */
    private void crashAController(List<String> commands) {
        String who = any(EVERYBODY.subList(0, 2));
        int moment = random.nextInt(commands.size() + 1);
        commands.addAll(moment, List.of("crash " + who, "advance " + pause(), "start " + who));
    }

    /**
     * What who leads writes last lies in the network when all die, and comes out when the next one leads: by another
     * configuration, since it stands only where the next one had nothing to write to the same service.
     */
    private void overtakeAWrite(List<String> commands) {
        String next = any(EVERYBODY.subList(0, 2));
        int moment = random.nextInt(commands.size() + 1);
        commands.addAll(moment, List.of("weather stuck", objects.command(), "advance 5ms", "crash controller",
                "crash controller-b", "weather fair", objects.command(), config(random.nextInt(Texts.ALL.size())), "start " + next,
                "advance 40s", "start controller", "start controller-b"));
    }

    private String command() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> objects.command();
            case 2 -> random.nextInt(3) == 0 ? objects.edit() : config(random.nextInt(Texts.ALL.size()));
            case 3 -> life();
            default -> trouble();
        };
    }

    private String life() {
        return any(List.of("crash ", "crash ", "stop ", "start ", "start ")) + any(EVERYBODY);
    }

    private String trouble() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> any(List.of("cut ", "heal ")) + any(Place.NODES) + " " + any(Place.ROUTERS);
            case 2 -> "outage " + any(EVERYBODY.subList(0, 5)) + " " + seconds();
            case 3 -> any(List.of("freeze ", "partition ")) + any(EVERYBODY.subList(0, 2)) + " " + seconds();
            case 4 -> random.nextInt(3) == 0 ? "weather fair" : "weather mixed " + random.nextInt(1_000_000);
            default -> "clocks " + any(List.of("forward ", "back ")) + random.nextInt(100) + "h";
        };
    }

    private String seconds() {
        return 1 + random.nextInt(20) + "s";
    }

    private static String config(int number) {
        return "config\n" + Texts.ALL.get(number).yaml();
    }

    private String pause() {
        return any(List.of("1ms", "2ms", "5ms", "100ms", "1s", "7s", "40s"));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
