package metallb.bootstrap.cluster;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many nodes a cluster begins with, on the command line. */
final class NodeCountConverter implements ITypeConverter<Integer> {
    /** As many as Kubernetes itself is made for. */
    private static final int MOST = 5_000;

    @Override
    public Integer convert(String text) {
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) <= MOST) {
            return Integer.valueOf(text);
        }
        throw new TypeConversionException("'" + text + "' is no number of nodes; wanted one from 0 to " + MOST);
    }
}
