package metallb.adapters.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;

/**
 * What a page of a list says besides its items.
 *
 * @param version the list's resourceVersion, from which a watch goes on
 * @param next the token that asks for the next page; empty on the last one
 */
record ListPage(String version, String next) {
    /**
     * Reads a page without holding more than one item of it.
     *
     * @param items told each item, in their order
     * @throws IOException where the body breaks off or is no list; items that came before were told
     */
    static ListPage read(InputStream body, Consumer<JsonNode> items) throws IOException {
        ListPage page = new ListPage("", "");
        try (JsonParser parser = Json.parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the answer is no list");
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("items") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        JsonNode item = parser.readValueAsTree();
                        items.accept(item);
                    }
                } else if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
                    JsonNode metadata = parser.readValueAsTree();
                    page = new ListPage(text(metadata, "resourceVersion"), text(metadata, "continue"));
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (UnexpectedEndOfInputException e) {
            throw new IOException("the list breaks off", e);
        } catch (JacksonException e) {
            throw new IOException("the list is not JSON", e);
        }
        if (page.version().isEmpty()) {
            // taking such an answer for an empty list would make the core believe that everything is gone
            throw new IOException("the answer is no list: it has no resourceVersion");
        }
        return page;
    }

    private static String text(JsonNode metadata, String name) {
        JsonNode found = metadata.path(name);
        return found.isString() ? found.stringValue() : "";
    }
}
