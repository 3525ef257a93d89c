package metallb.adapters.support.apistore.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What a call shows of its caller.
 *
 * @param authorization the header of that name: Bearer, or Basic with the token as password, which is how kubectl sends one
 *     over plain HTTP (from {@code http://user:token@host} in its kubeconfig; it keeps bearer tokens for TLS)
 * @param user whom the caller wants to be ({@code kubectl --as}); empty for itself
 */
public record Credentials(String authorization, String user, List<String> groups) {
    public Credentials {
        groups = List.copyOf(groups);
    }

    /** Shown by a caller that shows nothing. */
    public static final Credentials NONE = new Credentials("", "", List.of());

    boolean isNone() {
        return authorization.isEmpty();
    }

    /** Empty where there is none that can be read. */
    String token() {
        String[] words = authorization.split(" ", 2);
        if (words.length < 2) {
            return "";
        }
        if (words[0].equalsIgnoreCase("Bearer")) {
            return words[1].strip();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(words[1].strip()), StandardCharsets.UTF_8);
            return words[0].equalsIgnoreCase("Basic") ? pair.substring(pair.indexOf(':') + 1) : "";
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
