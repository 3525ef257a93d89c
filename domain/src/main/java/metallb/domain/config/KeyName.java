package metallb.domain.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A key as problems name it. Where a blank, a quote or a comma is amiss, YAML takes what was to be a password for a key,
 * {@code password:x}, or the {@code x} of {@code {password: a,x}}; so among the keys of a peer those that are none of
 * ours are named only where they are surely none of a password.
 *
 * @param parent the path of the mapping that the key stands in, empty for the root
 * @param text the key as it was written
 * @param hasValue whether anything stands behind its colon
 */
public record KeyName(String parent, String text, boolean hasValue) {
    static final String NOT_SHOWN = "(not shown: it may be of a password)";
    private static final String WANTED = "write a password as password: \"...\", with a space behind the colon, in quotes";
    private static final String HIDDEN_IN_PATH = "***";
    private static final int LONGEST_IN_PATH = 60;
    private static final int SHORTEST_NEXT_KEY = 6;

    private static final Pattern PEER = Pattern.compile("(^|\\.)peers?\\[\\d+]$");
    private static final Pattern BELOW_PEERS = Pattern.compile("(^|\\.)peers?([.\\[]|$)");
    /** The mappings among peers that have keys of ours: what stands below any other key may be a password in pieces. */
    private static final Pattern READ =
            Pattern.compile("(^|\\.)peers?(\\[\\d+](\\.(node-selectors|password-secret)([.\\[].*)?)?)?$");
    private static final Pattern LABELS = Pattern.compile("\\.match-labels$");
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_./-]+");

    private static final List<String> WORDS_OF_PEERS = Stream.of(PeerGrammar.KNOWN,
            UnsupportedKeys.OF_THIS_VERSION.ofPeers(), SelectorGrammar.SELECTOR, SelectorGrammar.EXPRESSION,
            LinkGrammar.SECRET, List.of("<<")).flatMap(List::stream).toList();

    public KeyName {
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(text, "text");
    }

    /** Whether the path is that of a whole item of {@code peers}, whose text may hold a password if it is no mapping. */
    static boolean isPeer(String path) {
        return PEER.matcher(path).find();
    }

    /** As a part of a path: on one line, short, and without what is not shown. */
    public String inPath() {
        if (!isShown()) {
            return HIDDEN_IN_PATH;
        }
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST_IN_PATH ? line : line.substring(0, LONGEST_IN_PATH) + "...";
    }

    /** Behind the words "duplicate key". */
    public String inWords() {
        return isShown() ? inPath() : NOT_SHOWN;
    }

    /** Behind the words "unknown key". */
    String quoted() {
        return isShown() ? Quote.ofKey(text) : NOT_SHOWN;
    }

    /**
     * What would be right in place of an unknown key.
     *
     * @param nearest the known key that was probably meant
     * @param known what is said of the known ones where none is near
     */
    String wanted(Optional<String> nearest, String known) {
        if (isShown()) {
            return nearest.map(word -> "did you mean " + word + "?").orElse(known);
        }
        return nearest.filter(word -> !word.startsWith("password"))
                .map(word -> "did you mean " + word + "? Else " + WANTED).orElse(WANTED);
    }

    private boolean isShown() {
        boolean root = parent.isEmpty();
        boolean amongPeers = BELOW_PEERS.matcher(parent).find();
        if (text.isEmpty() || !root && !amongPeers && !Quote.speaksOfPasswords(text)) {
            return true;
        }
        boolean unlikely = WORDS_OF_PEERS.contains(text)
                || (root || hasValue) && looksLikeKey() && !holdsPassword() && !runsIntoNextKey();
        return unlikely && (!amongPeers || READ.matcher(parent).find());
    }

    private boolean looksLikeKey() {
        return (LABELS.matcher(parent).find() ? LABEL : KEY).matcher(text).matches();
    }

    /** {@code passwordx: y} may be a password without its colon; {@code passwort} is a typing mistake. */
    private boolean holdsPassword() {
        return Quote.lettersOf(text).contains("password");
    }

    /** {@code {password: a,xhold-time: 90s}}: a comma too many, and one is missing. */
    private boolean runsIntoNextKey() {
        return WORDS_OF_PEERS.stream().anyMatch(word -> word.length() >= SHORTEST_NEXT_KEY && text.endsWith(word));
    }
}
