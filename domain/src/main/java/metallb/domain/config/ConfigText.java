package metallb.domain.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a configuration. It may hold passwords, so it prints and records as its hash; only who parses it or
 * writes it to the API asks for the text.
 */
public final class ConfigText {
    private final String text;
    private final String hash;

    private ConfigText(String text, String hash) {
        this.text = text;
        this.hash = hash;
    }

    public static ConfigText of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new ConfigText(text, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The text itself; never to be printed, logged or recorded. */
    public String reveal() {
        return text;
    }

    /** SHA-256 of the text in UTF-8, 64 hexadecimal digits. */
    public String hash() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigText that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "sha256:" + hash.substring(0, 12);
    }
}
