# One line a check; a check is a command that is asked again and again until it holds or its seconds are over.
held=0
broken=0

title() { printf '\n== %s\n' "$*"; }

# check TEXT SECONDS COMMAND...
check() {
    local text=$1 seconds=$2 begin now answer
    shift 2
    begin=$(date +%s%N)
    while :; do
        if answer=$("$@" 2>&1); then
            now=$(date +%s%N)
            printf 'ok     %5d ms  %s%s\n' $(((now - begin) / 1000000)) "$text" "${answer:+ ($answer)}"
            held=$((held + 1))
            return 0
        fi
        now=$(date +%s%N)
        [ $(((now - begin) / 1000000000)) -ge "$seconds" ] && break
        read -r -t 0.2 <> <(:) || true
    done
    printf 'BROKEN %5d s   %s\n       last seen: %s\n' "$seconds" "$text" "$answer"
    broken=$((broken + 1))
    return 0
}

# same SEEN WANTED: two lists of words, in any order
same() {
    local seen wanted
    seen=$(printf '%s\n' $1 | sort | tr '\n' ' ')
    wanted=$(printf '%s\n' $2 | sort | tr '\n' ' ')
    printf '%s' "${seen% }"
    [ "$seen" = "$wanted" ]
}

verdict() {
    printf '\ninterop: %d passed, %d failed\n' "$held" "$broken"
    [ "$broken" = 0 ] && [ "$held" -gt 0 ]
    exit $?
}
