# Sourced, also by sh: sets java to that of a JDK 25, which METALLB_JAVA_HOME or JAVA_HOME names, or whose java is on the PATH,
# or which is in /usr/lib/jvm.
for home in "${METALLB_JAVA_HOME:-}" "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")" /usr/lib/jvm/*; do
    if grep -q '^JAVA_VERSION="25' "$home/release" 2> /dev/null; then
        java=$home/bin/java
        break
    fi
done
[ -n "${java:-}" ] || { echo "no JDK 25 found; name one in METALLB_JAVA_HOME" >&2; exit 2; }
