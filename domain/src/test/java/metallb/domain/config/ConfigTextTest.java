package metallb.domain.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class ConfigTextTest {
    /** The digest of {@code abc} is the first example of FIPS 180-2. */
    @Test
    void showsItsHashAndItsTextOnlyToWhoAsks() {
        ConfigText text = ConfigText.of("abc");
        assertEquals("abc", text.reveal());
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", text.hash());
        assertEquals("sha256:ba7816bf8f01", text.toString());
    }

    @Test
    void isWhateverHasTheSameText() {
        assertEquals(ConfigText.of("peers: []"), ConfigText.of("peers: []"));
        assertEquals(ConfigText.of("peers: []").hashCode(), ConfigText.of("peers: []").hashCode());
        assertNotEquals(ConfigText.of("peers: []"), ConfigText.of("peers: [] "));
        assertNotEquals(ConfigText.of("peers: []"), "peers: []");
    }
}
