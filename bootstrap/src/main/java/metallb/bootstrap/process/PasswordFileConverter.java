package metallb.bootstrap.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import metallb.domain.net.Secret;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The first line of a file: a password on a command line would be seen by everybody on the machine. */
public final class PasswordFileConverter implements ITypeConverter<Secret> {
    @Override
    public Secret convert(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            Secret password = Secret.of(lines.findFirst().orElse(""));
            if (!password.isKey()) {
                throw new TypeConversionException("the first line of '" + file + "' is no password; wanted 1 to "
                        + Secret.LONGEST_KEY + " bytes");
            }
            return password;
        } catch (IOException | java.io.UncheckedIOException failure) {
            throw new TypeConversionException("cannot read '" + file + "': " + failure.getMessage());
        }
    }
}
