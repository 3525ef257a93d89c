package metallb.bootstrap.scenario.world;

/** How much of what happens is written down. */
public enum Detail {
    /** What people would see in the logs. */
    REPORTS,
    /** All of it: every event that a core takes in, every effect that comes out, every byte between them. */
    EVERYTHING
}
