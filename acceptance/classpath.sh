# Sourced from the project's root: builds what is not built, and sets java and classpath, that of the acceptance tests.
# With METALLB_NO_BUILD set it takes what was built before. Needs a JDK 25: METALLB_JAVA_HOME, JAVA_HOME, java on the PATH or
# one in /usr/lib/jvm.
for home in "${METALLB_JAVA_HOME:-}" "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")" /usr/lib/jvm/*; do
    if grep -q '^JAVA_VERSION="25' "$home/release" 2> /dev/null; then
        java=$home/bin/java
        break
    fi
done
[ -n "${java:-}" ] || { echo "no JDK 25 found; name one in METALLB_JAVA_HOME" >&2; exit 2; }
mkdir -p acceptance/target
[ -n "${METALLB_NO_BUILD:-}" ] || ${MVN:-mvn} -B -q -ntp test-compile dependency:build-classpath -pl acceptance -am \
    -Dmdep.outputFile="$PWD/acceptance/target/classpath" > acceptance/target/classpath.log 2>&1 \
    || { cat acceptance/target/classpath.log >&2; exit 1; }
classpath=$PWD/acceptance/target/test-classes:$(cat acceptance/target/classpath)
