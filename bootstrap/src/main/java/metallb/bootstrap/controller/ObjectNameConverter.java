package metallb.bootstrap.controller;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of objects on the command line (an RFC 1123 subdomain, as the API wants it). */
final class ObjectNameConverter implements ITypeConverter<String> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final int LONGEST = 253;

    @Override
    public String convert(String text) {
        if (text.length() > LONGEST || !NAME.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is no name of an object; wanted lower-case letters, digits,"
                    + " - and ., something like metallb-controller");
        }
        return text;
    }
}
