package metallb.ports.config;

import metallb.domain.config.Reading;

/** Reads YAML into the neutral tree, or says what is wrong with it. Never throws, whatever the text. */
public interface TextReader {
    /**
     * @param source what the text is from, for the positions of problems: {@code metallb-system/config}, a file's name
     */
    Reading read(String source, String text);
}
