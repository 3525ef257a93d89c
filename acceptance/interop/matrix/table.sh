# docs/interop.md, from what the run saw.

# all_ended PAIR...
all_ended() {
    local pair ended=0
    for pair in "$@"; do [ -f "$work/$pair/result" ] && ended=$((ended + 1)); done
    printf '%s of %s' "$ended" "$#"
    [ "$ended" = "$#" ]
}

version() ( router=$1; . "$here/router-$1.sh"; router_version )

title_of() ( . "$here/rows/$1.sh"; echo "$title" )

note_of() ( note=; . "$here/rows/$1.sh"; [ -z "$note" ] || printf -- '- %s, %s: %s\n' "${1%%-*}" "${title%%:*}" "$note" )

# cell ROW ROUTER
cell() {
    local result=$work/$1/$2/result
    [ -f "$result" ] || { echo "-"; return; }
    [ "$(cat "$result")" = held ] && echo yes || echo NO
}

write_table() {
    local row
    cat <<MD
# Interoperability

Written by \`acceptance/interop/matrix/run --write\`: each cell is a speaker of ours and that router in network namespaces of their own, with
a real kernel between them. "yes": everything that the row asks held. "-": the router cannot do this, or was not asked.

| row | what | $(version frr) | $(version bird) | $(version gobgp) |
|---|---|---|---|---|
MD
    for row in $all; do
        [ -d "$work/$row" ] && printf '| %s | %s | %s | %s | %s |\n' "${row%%-*}" "$(title_of "$row")" \
            "$(cell "$row" frr)" "$(cell "$row" bird)" "$(cell "$row" gobgp)"
    done
    printf '\n%s messages of our side were captured in these rows. %s decodes all of them: none is malformed, no byte is left over, and\nthe routes have the attributes that their rows name. What it makes of broken messages is tested before.\n' \
        "$(cat "$work"/*/*/wire | grep -c '|')" "$(tshark --version 2> /dev/null | sed -n '1s/.*(Wireshark) \([0-9.]*\).*/tshark \1/p')"
    printf '\nWhat routers did otherwise than expected:\n\n'
    for row in $all; do [ -d "$work/$row" ] && note_of "$row"; done
    printf '\nWhat a row asks stands in `acceptance/interop/matrix/rows`.\n'
}
