package metallb.domain.service;

import java.util.List;
import java.util.Optional;
import metallb.domain.net.IpAddress;

/**
 * What was decided for a service.
 *
 * @param current what it is to show from now on; what it held beside that may be released once no status shows it
 * @param honoured the wish that {@code current} answers, which moves nothing as long as it stays the same
 */
public record Decision(Outcome outcome, List<IpAddress> current, Optional<Wanted> honoured, WaitsFor waitsFor) {
    public Decision {
        current = List.copyOf(current);
    }
}
