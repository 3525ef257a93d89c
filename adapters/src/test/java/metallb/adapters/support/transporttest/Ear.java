package metallb.adapters.support.transporttest;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkEnds;
import metallb.domain.net.LinkId;
import metallb.domain.net.SignatureFaults;
import metallb.ports.transport.Transport.Listener;

/** A listener that writes down what it is told, and wakes who waits for it. */
public final class Ear implements Listener {
    private final List<Heard> heard = new ArrayList<>();
    private final List<Optional<SignatureFaults>> counts = new ArrayList<>();

    @Override
    public void accepted(LinkId link, LinkEnds ends) {
        hear(new Heard.Accepted(link, ends.local(), ends.remote()));
    }

    @Override
    public synchronized void faultsCounted(Optional<SignatureFaults> soFar) {
        counts.add(soFar);
        notifyAll();
    }

    @Override
    public void up(LinkId link, LinkEnds ends) {
        hear(new Heard.Up(link, ends.local(), ends.remote()));
    }

    @Override
    public void received(LinkId link, Bytes chunk) {
        hear(new Heard.Received(link, chunk));
    }

    @Override
    public void probed(LinkId link) {
        hear(new Heard.Probed(link));
    }

    @Override
    public void drained(LinkId link, int bytes) {
        hear(new Heard.Drained(link, bytes));
    }

    @Override
    public void suspected(LinkId link, String cause) {
        hear(new Heard.Suspected(link, cause));
    }

    @Override
    public void down(LinkId link, String why) {
        hear(new Heard.Down(link, why));
    }

    public synchronized List<Heard> all() {
        return List.copyOf(heard);
    }

    /** What was told of dropped segments, which is about no link. */
    public synchronized List<Optional<SignatureFaults>> counts() {
        return List.copyOf(counts);
    }

    public List<Heard> of(LinkId link) {
        return all().stream().filter(it -> it.link().equals(link)).toList();
    }

    public <T extends Heard> List<T> of(LinkId link, Class<T> type) {
        return of(link).stream().filter(type::isInstance).map(type::cast).toList();
    }

    public Optional<String> why(LinkId link) {
        return of(link, Heard.Down.class).stream().map(Heard.Down::why).findFirst();
    }

    public List<Heard.Accepted> accepted() {
        return all().stream().filter(Heard.Accepted.class::isInstance).map(Heard.Accepted.class::cast).toList();
    }

    /** Everything received over a link, put together. */
    public byte[] bytes(LinkId link) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        of(link, Heard.Received.class).forEach(it -> bytes.writeBytes(it.chunk().toArray()));
        return bytes.toByteArray();
    }

    public int drained(LinkId link) {
        return of(link, Heard.Drained.class).stream().mapToInt(Heard.Drained::bytes).sum();
    }

    /** Waits until something more than {@code seen} was heard, or the nanoseconds have passed. */
    public synchronized void awaitMoreThan(int seen, long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        long left = nanos;
        while (heard.size() <= seen && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = until - System.nanoTime();
        }
    }

    private synchronized void hear(Heard what) {
        heard.add(what);
        notifyAll();
    }
}
