package metallb.domain.service;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.net.Family;
import metallb.domain.net.IpAddress;

/**
 * Why a wish is not met.
 *
 * @param text the inner part of the sentence, without the service's name
 */
public record Refusal(Reason reason, String text) {
    public Refusal {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(text, "text");
    }

    /** Why, as a stable word. */
    public enum Reason {
        INVALID_ADDRESS("invalidAddress"),
        WRONG_FAMILY("wrongFamily"),
        ADDRESS_HELD("addressHeld"),
        ADDRESS_NOT_OWNED("addressNotOwned"),
        UNKNOWN_POOL("unknownPool"),
        POOL_EXHAUSTED("poolExhausted"),
        ALL_POOLS_EXHAUSTED("allPoolsExhausted"),
        CONTRADICTING_WISHES("contradictingWishes"),
        NOT_SUPPORTED("notSupported");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** @param where who says so: {@code spec.loadBalancerIP}, or an annotation */
    static Refusal invalidAddress(String where, String text) {
        return new Refusal(Reason.INVALID_ADDRESS, "invalid " + where + " " + Quoted.of(text));
    }

    static Refusal wrongFamily(IpAddress address) {
        return new Refusal(Reason.WRONG_FAMILY, "requested loadBalancer IP(s) [" + Quoted.of(address)
                + "] does not match the ipFamily of the service");
    }

    /** Of an address that a status shows. */
    static Refusal familyNotOfService(IpAddress address, ObjectKey service) {
        return new Refusal(Reason.WRONG_FAMILY, "cannot assign " + Quoted.of(address) + " to "
                + Quoted.of(service.toString()) + ", which has no " + address.family());
    }

    /**
     * @param pool the pool that was asked for; empty where any that assigns by itself would do
     * @param families what the service takes
     */
    static Refusal otherFamily(Optional<String> pool, List<Family> families) {
        String names = families.stream().map(Family::toString).collect(Collectors.joining(" or "));
        return new Refusal(Reason.WRONG_FAMILY, pool.map(name -> "pool " + Quoted.of(name) + " has")
                .orElse("pools that assign by themselves have") + " no " + names + " addresses, and spec.ipFamilies of the"
                + " service takes no others; ask for a pool that has some");
    }

    static Refusal addressHeld(ObjectKey service, IpAddress address, ObjectKey holder) {
        return new Refusal(Reason.ADDRESS_HELD, "cannot assign " + Quoted.of(address) + " to "
                + Quoted.of(service.toString()) + ", already owned by " + Quoted.of(holder.toString()));
    }

    static Refusal addressNotOwned(ObjectKey service, IpAddress address) {
        return new Refusal(Reason.ADDRESS_NOT_OWNED, "cannot assign " + Quoted.of(address) + " to "
                + Quoted.of(service.toString()) + ", no pool owns that IP");
    }

    static Refusal unknownPool(String pool) {
        return new Refusal(Reason.UNKNOWN_POOL, "pool " + Quoted.of(pool) + " does not exist");
    }

    static Refusal poolExhausted(String pool) {
        return new Refusal(Reason.POOL_EXHAUSTED, "no addresses available in pool " + Quoted.of(pool));
    }

    static Refusal allPoolsExhausted() {
        return new Refusal(Reason.ALL_POOLS_EXHAUSTED, "no addresses available in any pool");
    }

    static Refusal otherPool(IpAddress address, String pool) {
        return new Refusal(Reason.CONTRADICTING_WISHES, "requested loadBalancer IP(s) [" + Quoted.of(address)
                + "] is not compatible with requested address pool " + Quoted.of(pool));
    }

    /** @param what both want one of: {@code pool}, {@code address} */
    static Refusal twoWishes(String what, String annotation, String wish, String other, String otherWish) {
        return new Refusal(Reason.CONTRADICTING_WISHES, "annotation " + annotation + " wants " + what + " "
                + Quoted.of(wish) + ", annotation " + other + " wants " + what + " " + Quoted.of(otherWish));
    }

    static Refusal twoAddresses(String annotation) {
        return new Refusal(Reason.CONTRADICTING_WISHES,
                "service can not have both " + annotation + " and svc.Spec.LoadBalancerIP");
    }

    static Refusal manyAddresses(String annotation, String text) {
        return new Refusal(Reason.NOT_SUPPORTED, "annotation " + annotation + " wants " + Quoted.of(text)
                + ", and more than one address a service is not supported by this version");
    }
}
