package metallb.adapters.support.apistore.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The bearer tokens of service accounts: JSON web tokens (RFC 7519) with the server's claims, signed with a key of this cluster. */
final class Tokens {
    static final String AUDIENCE = "https://kubernetes.default.svc";
    private static final String HEAD = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final byte[] key;
    private long issued;

    Tokens(byte[] key) {
        this.key = key.clone();
    }

    /** {@code account}: the ServiceAccount object; {@code bound}: with what the token ends before its time. */
    String issue(ObjectNode account, Optional<BoundObject> bound, Instant now, long seconds) {
        String namespace = Json.text(account, "metadata", "namespace");
        String name = Json.text(account, "metadata", "name");
        ObjectNode claims = Json.object();
        claims.putArray("aud").add(AUDIENCE);
        claims.put("exp", now.getEpochSecond() + seconds).put("iat", now.getEpochSecond()).put("iss", AUDIENCE)
                .put("jti", Long.toString(++issued));
        ObjectNode own = claims.putObject("kubernetes.io").put("namespace", namespace);
        bound.ifPresent(object -> object.enter(own));
        own.putObject("serviceaccount").put("name", name).put("uid", Json.text(account, "metadata", "uid"));
        claims.put("nbf", now.getEpochSecond()).put("sub", "system:serviceaccount:" + namespace + ":" + name);
        String signed = HEAD + "." + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        return signed + "." + encoded(signature(signed));
    }

    /** Whose token it is; empty if it is none of ours, is over, or its account is gone or what it is bound to. */
    Optional<Account> holder(String token, ApiStore store, Instant now) {
        int dot = token.lastIndexOf('.');
        if (!token.startsWith(HEAD + ".") || dot <= HEAD.length()) {
            return Optional.empty();
        }
        String signed = token.substring(0, dot);
        byte[] expected = encoded(signature(signed)).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, token.substring(dot + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        return claims(signed.substring(HEAD.length() + 1)).filter(claims -> now.getEpochSecond() < Json.number(claims, "exp"))
                .flatMap(claims -> account(claims, store));
    }

    private static Optional<JsonNode> claims(String encoded) {
        try {
            return Optional.of(Json.MAPPER.readTree(Base64.getUrlDecoder().decode(encoded)));
        } catch (JacksonException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Account> account(JsonNode claims, ApiStore store) {
        String namespace = Json.text(claims, "kubernetes.io", "namespace");
        String name = Json.text(claims, "kubernetes.io", "serviceaccount", "name");
        String uid = Json.text(claims, "kubernetes.io", "serviceaccount", "uid");
        return store.get(Target.object(Resources.SERVICE_ACCOUNTS, namespace, name))
                .filter(found -> Json.text(found, "metadata", "uid").equals(uid))
                .filter(_ -> BoundObject.claimed(claims.path("kubernetes.io")).stream().allMatch(bound -> bound.isThere(store, namespace)))
                .map(_ -> Account.ofServiceAccount(namespace, name, uid));
    }

    private byte[] signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            // every JDK has this algorithm
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
