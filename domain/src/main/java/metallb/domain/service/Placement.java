package metallb.domain.service;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.cluster.Service;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;
import metallb.domain.pool.AddressBook;
import metallb.domain.pool.Allocation;
import metallb.domain.pool.Claim;
import metallb.domain.pool.Wish;

/**
 * Decides about one service at a time. It claims in the book what it grants and never releases anything: the caller
 * does, when no status shows the address any more.
 */
public final class Placement {
    private final AddressBook book;
    private final Ownership ownership;

    public Placement(AddressBook book, Ownership ownership) {
        this.book = Objects.requireNonNull(book, "book");
        this.ownership = Objects.requireNonNull(ownership, "ownership");
    }

    /**
     * Claims what the status shows, after a restart: of each family the first address. What a service that is no load
     * balancer's any more still shows is claimed as well, so that nobody else gets it before the status is cleared.
     *
     * @return what the service keeps, and why it cannot keep the rest
     */
    public Adoption adopt(Service service) {
        List<IpAddress> claimed = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        boolean isOurs = ownership.reasonAgainst(service).isEmpty();
        if (isOurs || !service.isLoadBalancer()) {
            Set<Family> families = EnumSet.noneOf(Family.class);
            for (String text : service.ingress()) {
                Optional<IpAddress> shown = IpAddress.parse(text).filter(address -> families.add(address.family()));
                if (shown.isPresent()) {
                    Optional<Refusal> refusal = isOurs ? keep(service, shown.get()) : claim(service.key(), shown.get());
                    refusal.ifPresentOrElse(refusals::add, () -> claimed.add(shown.get()));
                }
            }
        }
        if (!isOurs) {
            return new Adoption(List.of(), List.of(), Optional.empty());
        }
        Wanted wanted = Wanted.of(service);
        return new Adoption(claimed, refusals,
                Optional.of(wanted).filter(wish -> GivenFor.vouches(service, claimed, wish)));
    }

    private Optional<Refusal> keep(Service service, IpAddress shown) {
        return service.families().isEmpty() || service.families().contains(shown.family())
                ? claim(service.key(), shown) : Optional.of(Refusal.familyNotOfService(shown, service.key()));
    }

    /**
     * What the service gets. An address never moves but for a changed wish, and then only to one that is there.
     *
     * @param current what it has
     * @param honoured the wish that {@code current} answers; empty where nobody knows, as after a restart
     */
    public Decision settle(Service service, List<IpAddress> current, Optional<Wanted> honoured) {
        Optional<NotOurs> against = ownership.reasonAgainst(service);
        if (against.isPresent()) {
            return new Decision(new Outcome.Foreign(against.get()), List.of(), Optional.empty(),
                    new WaitsFor.Nothing());
        }
        Wanted wanted = Wanted.of(service);
        if (!current.isEmpty() && (honoured.equals(Optional.of(wanted)) || isMet(wanted, current))) {
            return assigned(current, wanted);
        }
        return switch (place(service.key(), wanted)) {
            case Placed.At at -> assigned(List.of(at.address()), wanted);
            case Placed.Not not -> unmet(service.key(), wanted, current, honoured, not.refusal());
        };
    }

    private boolean isMet(Wanted wanted, List<IpAddress> current) {
        return switch (wanted) {
            case Wanted.Exactly exactly -> current.contains(exactly.address())
                    && exactly.pool().stream().allMatch(pool -> isIn(pool, exactly.address()));
            case Wanted.Anywhere anywhere -> switch (anywhere.wish()) {
                case Wish.AnyPool any -> true;
                case Wish.FromPool from -> current.stream().allMatch(address -> isIn(from.pool(), address));
            };
            case Wanted.Impossible impossible -> false;
        };
    }

    private boolean isIn(String pool, IpAddress address) {
        return book.poolOf(address).equals(Optional.of(pool));
    }

    private Placed place(ObjectKey service, Wanted wanted) {
        return switch (wanted) {
            case Wanted.Exactly exactly -> placeExactly(service, exactly);
            case Wanted.Anywhere anywhere -> switch (book.allocate(service, anywhere.wish())) {
                case Allocation.Allocated allocated -> new Placed.At(allocated.address());
                case Allocation.UnknownPool unknown -> new Placed.Not(Refusal.unknownPool(unknown.pool()));
                case Allocation.OtherFamily other -> new Placed.Not(Refusal.otherFamily(other.pool(), other.families()));
                case Allocation.PoolExhausted exhausted -> new Placed.Not(Refusal.poolExhausted(exhausted.pool()));
                case Allocation.AllExhausted exhausted -> new Placed.Not(Refusal.allPoolsExhausted());
            };
            case Wanted.Impossible impossible -> new Placed.Not(impossible.refusal());
        };
    }

    private Placed placeExactly(ObjectKey service, Wanted.Exactly exactly) {
        Optional<String> owner = book.poolOf(exactly.address());
        if (exactly.pool().isPresent() && owner.isPresent() && !owner.equals(exactly.pool())) {
            return new Placed.Not(Refusal.otherPool(exactly.address(), exactly.pool().get()));
        }
        return claim(service, exactly.address()).<Placed>map(Placed.Not::new)
                .orElseGet(() -> new Placed.At(exactly.address()));
    }

    private Optional<Refusal> claim(ObjectKey service, IpAddress address) {
        return switch (book.claim(service, address)) {
            case Claim.Claimed claimed -> Optional.empty();
            case Claim.HeldBy held -> Optional.of(Refusal.addressHeld(service, address, held.holder()));
            case Claim.NotOwned notOwned -> Optional.of(Refusal.addressNotOwned(service, address));
        };
    }

    private Decision assigned(List<IpAddress> addresses, Wanted wanted) {
        Outcome outcome = new Outcome.Assigned(addresses, book.poolOf(addresses.getFirst()));
        return new Decision(outcome, addresses, Optional.of(wanted), new WaitsFor.Nothing());
    }

    private static Decision unmet(ObjectKey service, Wanted wanted, List<IpAddress> current,
            Optional<Wanted> honoured, Refusal refusal) {
        WaitsFor waitsFor = waitsFor(wanted, refusal);
        if (!current.isEmpty()) {
            return new Decision(new Outcome.Kept(service, current, refusal), current, honoured, waitsFor);
        }
        Outcome outcome = switch (waitsFor) {
            case WaitsFor.Freed freed -> new Outcome.Waiting(service, refusal);
            case WaitsFor.Room room -> new Outcome.Waiting(service, refusal);
            case WaitsFor.OtherPools pools -> new Outcome.Refused(service, refusal);
            case WaitsFor.Nothing nothing -> new Outcome.Refused(service, refusal);
        };
        return new Decision(outcome, List.of(), Optional.empty(), waitsFor);
    }

    private static WaitsFor waitsFor(Wanted wanted, Refusal refusal) {
        return switch (wanted) {
            case Wanted.Impossible impossible -> new WaitsFor.Nothing();
            case Wanted.Exactly exactly -> refusal.reason() == Refusal.Reason.ADDRESS_HELD
                    ? new WaitsFor.Freed(exactly.address()) : new WaitsFor.OtherPools();
            case Wanted.Anywhere anywhere -> switch (anywhere.wish()) {
                case Wish.AnyPool any -> refusal.reason() == Refusal.Reason.ALL_POOLS_EXHAUSTED
                        ? new WaitsFor.Room(Optional.empty(), any.families()) : new WaitsFor.OtherPools();
                case Wish.FromPool from -> refusal.reason() == Refusal.Reason.POOL_EXHAUSTED
                        ? new WaitsFor.Room(Optional.of(from.pool()), from.families()) : new WaitsFor.OtherPools();
            };
        };
    }

    /**
     * What came of claiming what a status shows.
     *
     * @param honoured the wish that the claimed addresses were given for, where the service's annotation says so
     */
    public record Adoption(List<IpAddress> claimed, List<Refusal> refusals, Optional<Wanted> honoured) {
        public Adoption {
            claimed = List.copyOf(claimed);
            refusals = List.copyOf(refusals);
        }
    }

    /** A place, or why there is none. */
    private sealed interface Placed {
        record At(IpAddress address) implements Placed {}

        record Not(Refusal refusal) implements Placed {}
    }
}
