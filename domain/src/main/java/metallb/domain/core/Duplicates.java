package metallb.domain.core;

import java.util.List;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.IpAddress;
import metallb.domain.pool.AddressBook;
import metallb.domain.service.Refusal;

/**
 * Counts statuses that came to show an address of another service. The book holds no address twice; what the API shows
 * may: somebody edits it, or a write of an earlier leader lands late. What is counted here is put right as any foreign
 * edit is, and the service that held the address first keeps it.
 */
final class Duplicates {
    private final AddressBook book;
    private long count;

    Duplicates(AddressBook book) {
        this.book = book;
    }

    /** Found when the statuses were claimed. */
    void refused(List<Refusal> refusals) {
        count += refusals.stream().filter(refusal -> refusal.reason() == Refusal.Reason.ADDRESS_HELD).count();
    }

    /**
     * Found while a leader acts.
     *
     * @param before the addresses that the status showed before
     */
    void shown(ObjectKey service, List<IpAddress> before, List<IpAddress> now) {
        count += now.stream().filter(address -> !before.contains(address))
                .filter(address -> book.holders(address).stream().anyMatch(holder -> !holder.equals(service)))
                .count();
    }

    long count() {
        return count;
    }
}
