package metallb.domain.core;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Holds all writes back while the API has more to do than it can, whichever object it was that it said so about. Nothing
 * is sent for as long as the server asks for, or for a pause that grows from time to time where it asks for less. Then one
 * write tries; each that is answered otherwise doubles the room, each that is not begins a pause again.
 */
final class WriteBrake {
    private final SplittableRandom random;
    private int room = ApiWrites.LIMIT;
    /** Pauses in a row. */
    private int pauses;
    private long lastBegan = Long.MIN_VALUE;
    private long until = Long.MIN_VALUE;

    WriteBrake(SplittableRandom random) {
        this.random = random;
    }

    boolean isOn() {
        return room < ApiWrites.LIMIT;
    }

    /** How many writes may be in flight, from {@link #until} on. */
    int room() {
        return room;
    }

    /** Before that time (in the nanoseconds of {@link metallb.domain.net.Now}) nothing is sent. */
    long until() {
        return until;
    }

    /**
     * The server refused for an overload. Of writes that were sent before the last pause began the answer is no news,
     * apart from how long the server wants to be left alone.
     *
     * @param sentAt when the write was sent, in nanoseconds
     * @param retryAfter what the server asks for; of that, {@link ApiWrites#BACKOFF}'s longest pause counts at most
     */
    void overloaded(long sentAt, long nanos, Duration retryAfter) {
        long pause = Math.min(retryAfter.toNanos(), ApiWrites.BACKOFF.cap().toNanos());
        if (sentAt > lastBegan) {
            pauses++;
            lastBegan = nanos;
            room = 1;
            pause = Math.max(pause, ApiWrites.BACKOFF.nanos(pauses, random));
        }
        until = Math.max(until, nanos + pause);
    }

    /** The server had another answer, or none, to a write that was sent at that time. */
    void otherwise(long sentAt) {
        if (sentAt > lastBegan && isOn()) {
            pauses = 0;
            room = Math.min(ApiWrites.LIMIT, 2 * room);
        }
    }
}
