package metallb.ports.log;

import metallb.domain.core.Report;

/** Takes one line an outcome. Must return at once. */
public interface Journal {
    void report(Report report);
}
