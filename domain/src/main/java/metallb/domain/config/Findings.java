package metallb.domain.config;

/**
 * What the grammar noticed so far.
 *
 * @param errors what forbids the configuration
 * @param warnings what perhaps was not meant
 */
record Findings(Problems errors, Problems warnings) {
    Findings() {
        this(new Problems(), new Problems());
    }

    void error(Where where, String what, String wanted) {
        errors.add(where, what, wanted);
    }

    void warn(Where where, String what, String wanted) {
        warnings.add(where, what, wanted);
    }
}
