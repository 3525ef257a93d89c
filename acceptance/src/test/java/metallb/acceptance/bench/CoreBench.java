package metallb.acceptance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the two cores cost a service does not grow with the number of services. */
class CoreBench {
    private static final int FEW = 100;
    private static final int MANY = 1_000;
    private static final int ALL = 10_000;
    private static final int ONE_BY_ONE = 500;
    private static final int MOST_UPDATES = 15;
    private static final double GOAL = 2;

    @Test
    void theControllersCostAServiceDoesNotGrow() {
        System.out.println("\nThe controller's core, from the lists to the last outcome, a service:");
        Measure.compare("10,000 services", Measure.medianNanos(controller(ALL)), "1,000 services",
                Measure.medianNanos(controller(MANY)), GOAL);
        System.out.println("\nThe controller's core, one service more and one less:");
        Measure.compare("beside 10,000", Measure.medianNanos(oneMoreInController(ALL)), "beside 100",
                Measure.medianNanos(oneMoreInController(FEW)), GOAL);
    }

    @Test
    void theSpeakersCostAServiceDoesNotGrow() {
        System.out.println("\nThe speaker's core, from the lists to the last UPDATE, a service:");
        Measure.compare("10,000 services", Measure.medianNanos(speaker(ALL)), "1,000 services",
                Measure.medianNanos(speaker(MANY)), GOAL);
        System.out.println("\nThe speaker's core, one service more and one less:");
        Measure.compare("beside 10,000", Measure.medianNanos(oneMoreInSpeaker(ALL)), "beside 100",
                Measure.medianNanos(oneMoreInSpeaker(FEW)), GOAL);
    }

    @Test
    void tenThousandRoutesLeaveInFewMessages() {
        SpeakerRun run = new SpeakerRun();
        run.begin(ALL);
        int updates = run.settle();
        // the last one is the End-of-RIB
        System.out.println("\n10,000 routes with equal attributes leave in " + (updates - 1) + " UPDATE messages   goal <= "
                + MOST_UPDATES);
        assertTrue(updates - 1 <= MOST_UPDATES, updates + " messages");
    }

    private static Measure.Work controller(int services) {
        return new Counted(services, () -> {
            ControllerRun run = new ControllerRun();
            run.begin(services);
            assertEquals(services, run.settle());
        });
    }

    private static Measure.Work speaker(int services) {
        return new Counted(services, () -> {
            SpeakerRun run = new SpeakerRun();
            run.begin(services);
            assertTrue(run.settle() > 1);
        });
    }

    private static Measure.Work oneMoreInController(int services) {
        ControllerRun run = new ControllerRun();
        run.begin(services);
        run.settle();
        return new Counted(ONE_BY_ONE, () -> {
            for (int i = 0; i < ONE_BY_ONE; i++) {
                int before = run.settle();
                run.add(services);
                assertEquals(before + 1, run.settle());
                run.remove(services);
                run.settle();
            }
        });
    }

    private static Measure.Work oneMoreInSpeaker(int services) {
        SpeakerRun run = new SpeakerRun();
        run.begin(services);
        run.settle();
        return new Counted(ONE_BY_ONE, () -> {
            for (int i = 0; i < ONE_BY_ONE; i++) {
                int before = run.settle();
                run.add(services);
                assertEquals(before + 1, run.settle());
                run.remove(services);
                assertEquals(before + 2, run.settle());
            }
        });
    }

    /** @param deed what is done, {@code count} times in one run */
    private record Counted(int count, Runnable deed) implements Measure.Work {
        @Override
        public long run() {
            deed.run();
            return count;
        }
    }
}
