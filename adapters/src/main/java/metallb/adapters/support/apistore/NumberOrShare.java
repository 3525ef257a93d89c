package metallb.adapters.support.apistore;

import java.util.List;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A field that holds a number of pods or a share of them ({@code 25%}), and what the server refuses in it. */
record NumberOrShare(String field, JsonNode value) {
    private static final String NO_SHARE = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or "
            + "'93%', regex used for validation is '[0-9]+%')";

    static NumberOrShare of(ObjectNode parent, String name, String place) {
        return new NumberOrShare(place + "." + name, Json.at(parent, name));
    }

    boolean isThere() {
        return value != null;
    }

    boolean isZero() {
        return value == null || value.isNumber() && value.intValue() == 0 || text().matches("0+%?");
    }

    /** Neither negative nor another text than a share. */
    void checkForm(List<FieldError> errors) {
        if (value == null) {
            return;
        }
        if (value.isNumber() && value.intValue() < 0) {
            errors.add(wrong("must be greater than or equal to 0"));
        } else if (value.isString() && !isShare()) {
            errors.add(wrong(NO_SHARE));
        }
    }

    void checkNotMoreThanAll(List<FieldError> errors) {
        if (value != null && isShare() && !text().matches("0*(100|[0-9]{1,2})%")) {
            errors.add(wrong("must not be greater than 100%"));
        }
    }

    /** With the value as it reads, without quotes: so the server shows it. */
    FieldError wrong(String why) {
        return new FieldError("FieldValueInvalid", field, "Invalid value: " + (value == null ? "0" : text()) + ": " + why);
    }

    private boolean isShare() {
        return value.isString() && text().matches("[0-9]+%");
    }

    private String text() {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
