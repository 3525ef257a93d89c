package metallb.domain.cluster;

import java.util.Objects;

/**
 * A version of an object. The API server counts upwards in decimal; where a server's versions are not numbers, the
 * later arrival counts as newer.
 */
public record ResourceVersion(String text) {
    public ResourceVersion {
        Objects.requireNonNull(text, "text");
    }

    /** Whether {@code this} is certainly older than {@code other}: both are numbers, and this one is smaller. */
    public boolean isOlderThan(ResourceVersion other) {
        if (!isNumber() || !other.isNumber()) {
            return false;
        }
        int byLength = Integer.compare(text.length(), other.text.length());
        return byLength != 0 ? byLength < 0 : text.compareTo(other.text) < 0;
    }

    private boolean isNumber() {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return text;
    }
}
