package metallb.acceptance.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import metallb.adapters.config.YamlTextReader;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.config.Config;
import metallb.domain.config.ConfigGrammar;
import metallb.domain.config.Judgement;
import metallb.domain.net.Family;
import metallb.domain.pool.AddressBook;
import metallb.domain.pool.Allocation;
import metallb.domain.pool.Wish;
import org.junit.jupiter.api.Test;

/** What allocating costs does not depend on how much is allocated; what is held costs little, what is free nothing. */
class AllocationBench {
    private static final Wish ANY = new Wish.AnyPool(List.of(Family.IPV4));
    private static final int OPERATIONS = 20_000;
    private static final int MILLION = 1_000_000;
    private static final int SIXTEEN = 1 << 16;
    private static final double MOST_BYTES = 200;

    @Test
    void costDoesNotGrowWithWhatIsHeld() {
        System.out.println("\nAllocate one address more, and release it:");
        compare(AllocationBench::oneMore, 1.5, 3);
        System.out.println("\nRelease one of those held, at random, and allocate one (memory's cache misses included):");
        compare(held -> new Churn(held, 1), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        System.out.println("\nThe same where every other address is free, so that there are as many gaps as addresses held:");
        compare(held -> new Churn(held, 2), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private static void compare(IntFunction<Measure.Work> beside, double goal, double goalOfMillion) {
        double reference = Measure.medianNanos(beside.apply(1_024));
        Measure.compare("65,536 held", Measure.medianNanos(beside.apply(SIXTEEN)), "1,024 held", reference, goal);
        Measure.compare("1,000,000 held", Measure.medianNanos(beside.apply(MILLION)), "1,024 held", reference,
                goalOfMillion);
    }

    private static Measure.Work oneMore(int held) {
        AddressBook book = book("10.0.0.0/8");
        for (ObjectKey key : keys(held)) {
            book.allocate(key, ANY);
        }
        ObjectKey more = new ObjectKey("default", "more");
        return work(() -> {
            book.allocate(more, ANY);
            return book.release(more).size();
        });
    }

    @Test
    void theLastFreeAddressOfASixteenIsFoundAsOthersFindABit() {
        System.out.println("\nThe one free address of a /16, allocated and released:");
        AddressBook book = book("10.0.0.0/16");
        ObjectKey[] keys = keys(SIXTEEN);
        for (int i = 0; i < SIXTEEN - 1; i++) {
            book.allocate(keys[i], ANY);
        }
        double ours = Measure.medianNanos(work(() -> {
            book.allocate(keys[SIXTEEN - 1], ANY);
            return book.release(keys[SIXTEEN - 1]).size();
        }));
        BitSet bits = new BitSet(SIXTEEN);
        bits.set(0, SIXTEEN - 1);
        double theirs = Measure.medianNanos(work(() -> {
            int bit = bits.nextClearBit(0);
            bits.set(bit);
            bits.clear(bit);
            return bit;
        }));
        Measure.compare("our address book, owner and pool counters included", ours, "BitSet.nextClearBit", theirs,
                Double.POSITIVE_INFINITY);
    }

    @Test
    void aHeldAddressTakesFewBytes() {
        ObjectKey[] keys = keys(MILLION);
        AddressBook book = book("10.0.0.0/8");
        long before = Measure.usedHeap();
        for (ObjectKey key : keys) {
            book.allocate(key, ANY);
        }
        double bytes = (double) (Measure.usedHeap() - before) / MILLION;
        System.out.printf(Locale.ROOT, "%nA held address takes %.0f bytes (1,000,000 held, keys excluded)   goal <= %.0f%n",
                bytes, MOST_BYTES);
        assertTrue(book.addresses(keys[MILLION - 1]).size() == 1);
        assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
    }

    @Test
    void whatIsFreeTakesNothing() {
        AddressBook[] books = new AddressBook[1_000];
        long before = Measure.usedHeap();
        Arrays.setAll(books, i -> book("10.0.0.0/8", "2001:db8::/64"));
        long bytes = (Measure.usedHeap() - before) / books.length;
        System.out.printf(Locale.ROOT, "%nA /8 and a /64 with nothing held take %d bytes (an average of 1,000)%n", bytes);
        assertTrue(books[0].use().getFirst().inUse() == 0);
        assertTrue(bytes < SIXTEEN, bytes + " bytes");
    }

    private static AddressBook book(String... ranges) {
        String text = "address-pools:\n- name: default\n  protocol: bgp\n  addresses: [\"" + String.join("\", \"", ranges)
                + "\"]\n";
        Config config = ((Judgement.Acceptable) ConfigGrammar.judge(new YamlTextReader().read("bench", text))).config();
        AddressBook book = new AddressBook();
        book.usePools(config);
        return book;
    }

    private static ObjectKey[] keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> new ObjectKey("default", "service-" + i)).toArray(ObjectKey[]::new);
    }

    private static Measure.Work work(IntSupplier operation) {
        return new Measure.Work() {
            @Override
            public long run() {
                long sum = 0;
                for (int i = 0; i < OPERATIONS; i++) {
                    sum += operation.getAsInt();
                }
                return sum;
            }

            @Override
            public int count() {
                return OPERATIONS;
            }
        };
    }

    /** So many are held; with a spread of two, every other address below them is free. */
    private static final class Churn implements Measure.Work {
        private final AddressBook book = book("10.0.0.0/8");
        private final ObjectKey[] keys;
        private final SplittableRandom random = new SplittableRandom(1);

        Churn(int held, int spread) {
            ObjectKey[] all = keys(spread * held);
            for (ObjectKey key : all) {
                book.allocate(key, ANY);
            }
            keys = new ObjectKey[held];
            for (int i = 0; i < all.length; i++) {
                if (i % spread == 0) {
                    keys[i / spread] = all[i];
                } else {
                    book.release(all[i]);
                }
            }
        }

        @Override
        public long run() {
            long sum = 0;
            for (int i = 0; i < OPERATIONS; i++) {
                ObjectKey key = keys[random.nextInt(keys.length)];
                sum += book.release(key).size();
                sum += ((Allocation.Allocated) book.allocate(key, ANY)).address().low();
            }
            return sum;
        }

        @Override
        public int count() {
            return OPERATIONS;
        }
    }
}
