package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A right is compared with what was done by it, in both directions. */
class AccessTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # granted                                    | done                                         | beyond                      | too wide
            list services                                | list services                                | -                           | -
            list services                                | -                                            | -                           | list services
            -                                            | list services                                | list services               | -
            list secrets @metallb-system                 | list secrets @metallb-system                 | -                           | -
            list secrets                                 | list secrets @metallb-system                 | -                           | list secrets
            list secrets @metallb-system                 | list secrets                                 | list secrets                | list secrets @metallb-system
            list secrets @metallb-system                 | list secrets @default                        | list secrets @default       | list secrets @metallb-system
            patch services/status                        | patch services/status @default web           | -                           | -
            get configmaps @metallb-system config        | get configmaps @metallb-system config        | -                           | -
            get configmaps @metallb-system config        | get configmaps @metallb-system other         | get configmaps @metallb-system other | get configmaps @metallb-system config
            get configmaps @metallb-system               | get configmaps @metallb-system config        | -                           | get configmaps @metallb-system
            watch configmaps @metallb-system             | watch configmaps @metallb-system config      | -                           | watch configmaps @metallb-system
            get configmaps                               | get configmaps @metallb-system config        | -                           | get configmaps
            create leases @metallb-system                | create leases @metallb-system mine           | -                           | -
            get nodes; list nodes                        | list nodes                                   | -                           | get nodes
            """)
    void rightsAreAsNarrowAsWhatWasDoneByThem(String granted, String done, String beyond, String tooWide) {
        assertEquals(all(beyond), Access.beyond(all(granted), all(done)), "beyond");
        assertEquals(all(tooWide), Access.tooWide(all(granted), all(done)), "too wide");
    }

    private static TreeSet<Access> all(String texts) {
        return texts == null ? new TreeSet<>()
                : Arrays.stream(texts.split("; ")).map(AccessTest::access).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Access access(String text) {
        String[] words = text.split(" ");
        return new Access(words[0], words[1], words.length > 2 ? words[2].substring(1) : "", words.length > 3 ? words[3] : "");
    }
}
