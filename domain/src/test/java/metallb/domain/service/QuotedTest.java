package metallb.domain.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A user's text in a sentence: escaped where it would break the line or the quotes, and bounded. */
class QuotedTest {
    @Test
    void escapesQuotesBackslashesAndWhatDoesNotPrint() {
        assertEquals("\"plain\"", Quoted.of("plain"));
        assertEquals("\"a\\\"b\\\\c\"", Quoted.of("a\"b\\c"));
        assertEquals("\"a\\u000ab\\u001b\\u007f\\u0085\"", Quoted.of("a\nb\u001b\u007f\u0085"));
        assertEquals("\"\u00e9\ud83d\ude80\"", Quoted.of("\u00e9\ud83d\ude80"));
    }

    /** Half a surrogate pair is no character: no encoder would take it. */
    @Test
    void escapesHalvesOfSurrogatePairs() {
        assertEquals("\"\\ud800\\udbff\"", Quoted.of("\ud800\udbff"));
        assertEquals("\"\\udc00\\udfff\"", Quoted.of("\udc00\udfff"));
        assertEquals("\"\ud7ff\ue000\"", Quoted.of("\ud7ff\ue000"));
    }

    @Test
    void cutsWhatIsLongerThanAnyName() {
        assertEquals('"' + "x".repeat(253) + '"', Quoted.of("x".repeat(253)));
        assertEquals('"' + "x".repeat(253) + "...\"", Quoted.of("x".repeat(254)));
        assertEquals('"' + "\ud83d\ude80".repeat(253) + "...\"", Quoted.of("\ud83d\ude80".repeat(254)));
    }
}
