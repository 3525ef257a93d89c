package planted.domain.config;

/** Breaks: domain depends on the JDK only; Jackson only where configuration or JSON is read. */
public class SeesJackson {
    tools.jackson.databind.JsonNode node;
}
