package metallb.domain.cluster;

import java.util.Objects;

/** The identity of an object: an object deleted and created again under its name is another one. */
public record Uid(String text) implements Comparable<Uid> {
    public Uid {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public int compareTo(Uid other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
