package metallb.bootstrap.scenario.world;

import java.util.Comparator;

/**
 * Somebody in the world.
 *
 * @param name of the node or router; empty for the first controller
 */
public record Who(Role role, String name) implements Comparable<Who> {
    private static final Comparator<Who> ORDER = Comparator.comparing(Who::role).thenComparing(Who::name);

    /** What somebody is; in the order in which they are served at one moment. */
    public enum Role {
        CONTROLLER("controller"),
        SPEAKER("speaker"),
        ROUTER("router");

        private final String word;

        Role(String word) {
            this.word = word;
        }
    }

    /** The one that is there from the beginning. */
    public static Who controller() {
        return controller("");
    }

    /** Another one. */
    public static Who controller(String name) {
        return new Who(Role.CONTROLLER, name);
    }

    /** The speaker of a node. */
    public static Who speaker(String node) {
        return new Who(Role.SPEAKER, node);
    }

    public static Who router(String name) {
        return new Who(Role.ROUTER, name);
    }

    @Override
    public int compareTo(Who other) {
        return ORDER.compare(this, other);
    }

    /** {@code controller}, {@code controller-b}, {@code speaker a}, {@code router r1}. */
    @Override
    public String toString() {
        return name.isEmpty() ? role.word : role.word + (role == Role.CONTROLLER ? "-" : " ") + name;
    }
}
