package metallb.adapters.support.apistore;

import java.util.List;
import java.util.stream.Collectors;
import metallb.adapters.support.apistore.schema.GoText;
import tools.jackson.databind.JsonNode;

/**
 * One thing wrong with one field, in the server's words.
 *
 * @param reason the machine's word for it, as in {@code details.causes}
 * @param field the path, such as {@code spec.ports[0].port}
 */
record FieldError(String reason, String field, String message) {
    /** {@code value} as JSON writes it, strings in quotes. */
    static FieldError invalid(String field, JsonNode value, String detail) {
        return new FieldError("FieldValueInvalid", field, "Invalid value: " + value + ": " + detail);
    }

    static FieldError invalid(String field, String value, String detail) {
        return new FieldError("FieldValueInvalid", field, "Invalid value: " + quoted(value) + ": " + detail);
    }

    static FieldError required(String field, String detail) {
        return new FieldError("FieldValueRequired", field, detail.isEmpty() ? "Required value" : "Required value: " + detail);
    }

    static FieldError unsupported(String field, String value, List<String> supported) {
        return unsupportedText(field, quoted(value), supported);
    }

    /** {@code value} as JSON writes it. */
    static FieldError unsupported(String field, JsonNode value, List<String> supported) {
        return unsupportedText(field, value.toString(), supported);
    }

    private static FieldError unsupportedText(String field, String value, List<String> supported) {
        return new FieldError("FieldValueNotSupported", field, "Unsupported value: " + value + ": supported values: "
                + supported.stream().map(FieldError::quoted).collect(Collectors.joining(", ")));
    }

    static FieldError forbidden(String field, String detail) {
        return new FieldError("FieldValueForbidden", field, "Forbidden: " + detail);
    }

    static FieldError duplicate(String field, String value) {
        return new FieldError("FieldValueDuplicate", field, "Duplicate value: " + value);
    }

    /** {@code most}: bytes. */
    static FieldError tooLong(String field, int most) {
        return new FieldError("FieldValueTooLong", field, "Too long: may not be more than " + most + " bytes");
    }

    static FieldError tooMany(String field, int count, int most) {
        return new FieldError("FieldValueTooMany", field, "Too many: " + count + ": must have at most " + most + " items");
    }

    String text() {
        return field + ": " + message;
    }

    /** As the server shows a string. */
    static String quoted(String text) {
        return GoText.quoted(text);
    }
}
