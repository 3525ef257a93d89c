# Sourced from the project's root: builds what is not built, and sets java and classpath, that of the acceptance tests.
# With METALLB_NO_BUILD set it takes what was built before.
# shellcheck source=java.sh
. acceptance/java.sh
mkdir -p acceptance/target
[ -n "${METALLB_NO_BUILD:-}" ] || ${MVN:-mvn} -B -q -ntp test-compile dependency:build-classpath -pl acceptance -am \
    -Dmdep.outputFile="$PWD/acceptance/target/classpath" > acceptance/target/classpath.log 2>&1 \
    || { cat acceptance/target/classpath.log >&2; exit 1; }
classpath=$PWD/acceptance/target/test-classes:$(cat acceptance/target/classpath)
