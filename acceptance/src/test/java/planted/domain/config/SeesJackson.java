package planted.domain.config;

/** Breaks: domain depends on the JDK only; Jackson only where JSON is spoken. */
public class SeesJackson {
    tools.jackson.databind.JsonNode node;
}
