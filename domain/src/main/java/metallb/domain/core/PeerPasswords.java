package metallb.domain.core;

import java.util.Optional;
import java.util.TreeMap;
import metallb.domain.cluster.PasswordSecret;
import metallb.domain.cluster.PasswordSecret.Content;
import metallb.domain.config.Authentication;
import metallb.domain.config.PeerConfig;
import metallb.domain.net.Secret;

/** The passwords of the peers, which stand in the configuration or in Secrets; or why one is not known. */
final class PeerPasswords {
    /** By the names of the Secrets. */
    private final TreeMap<String, Content> secrets = new TreeMap<>();
    private boolean listed;
    private boolean changed;

    void put(PasswordSecret secret) {
        changed |= !secret.content().equals(secrets.put(secret.key().name(), secret.content()));
    }

    void remove(String name) {
        changed |= secrets.remove(name) != null;
    }

    /** All Secrets that there are have been put. */
    void listed() {
        changed |= !listed;
        listed = true;
    }

    /** Whether anything is different since the last call. */
    boolean takeChanged() {
        boolean taken = changed;
        changed = false;
        return taken;
    }

    /** The password that connections with the peer are signed with; empty where it has none, or where it is not known. */
    Optional<Secret> of(PeerConfig peer) {
        return peer.link().authentication().flatMap(authentication -> switch (authentication) {
            case Authentication.Password(Secret secret) -> Optional.of(secret);
            case Authentication.OfSecret(String name) -> secrets.get(name) instanceof Content.Password(Secret secret)
                    ? Optional.of(secret) : Optional.empty();
        });
    }

    /** Why the peer, which is to have a password, can have none; empty where nothing is missing. */
    Optional<Missing> missing(PeerConfig peer) {
        return peer.link().authentication().flatMap(authentication -> switch (authentication) {
            case Authentication.Password _ -> Optional.empty();
            case Authentication.OfSecret(String name) -> missing(name);
        });
    }

    private Optional<Missing> missing(String name) {
        String from = "its password is to come from Secret \"" + name + "\", ";
        return switch (secrets.get(name)) {
            case Content.Password _ -> Optional.empty();
            case Content.Unusable(String why) -> Optional.of(new Missing(false, from + why));
            case null -> Optional.of(listed
                    ? new Missing(false, from + "which is not there; expected one of type " + PasswordSecret.TYPE
                            + " with key " + PasswordSecret.KEY + " in the speaker's namespace")
                    : new Missing(true, from + "and Secrets are not known yet"));
        };
    }

    /**
     * A password that is not known.
     *
     * @param awaited whether that may change by itself, when the first list of Secrets comes
     * @param text names the Secret, and says what would be right
     */
    record Missing(boolean awaited, String text) {}
}
