# tshark's words for BGP (-O bgp) to one line a message:
#   UPDATE|ORIGIN: IGP; AS_PATH: 42; NEXT_HOP: 10.0.0.11|+192.168.10.0/32
# Attributes stand in the order of the message, prefixes told behind +, untold ones behind -. At the end a line "bytes SENT
# DECODED", and one that begins with "malformed" for everything that tshark takes offence at. Bytes count because tshark
# passes over what does not look like BGP to it, and offence is taken at path ids because it takes a prefix that is too
# long for one with such an id.

function end_message() {
    if (type == "") return
    sub(/^; /, "", attributes)
    print type "|" attributes "|" substr(prefixes, 2)
    type = ""
}

/^Transmission Control Protocol/ {
    match($0, /Src Port: [0-9]+, Dst Port: [0-9]+/)
    stream = substr($0, RSTART, RLENGTH)
    match($0, /Seq: [0-9]+/)
    first = substr($0, RSTART + 5, RLENGTH - 5)
    match($0, /Len: [0-9]+/)
    size = RSTART ? substr($0, RSTART + 5, RLENGTH - 5) + 0 : 0
    # a segment that came twice counts once
    if (size > 0 && first + size - 1 > sent[stream]) sent[stream] = first + size - 1
}
/^(Frame|Border Gateway Protocol)/ { end_message() }
/^Border Gateway Protocol - / { type = $5; attributes = prefixes = ""; part = "" }
/^    Length: / { decoded += $2 }
/^    [A-Z]/ { part = substr($0, 5) }
/^        Path Attribute - / {
    name = $4
    value = $0
    sub(/^ *Path Attribute - [A-Z0-9_]+:? */, "", value)
    sub(/ +$/, "", value)
    sub(/:$/, "", name)
    attributes = attributes "; " name ": " (value == "" && name == "AS_PATH" ? "empty" : value)
    sign = name == "MP_UNREACH_NLRI" ? "-" : "+"
}
/^                [A-Z][^:]*: .*\]$/ && name == "EXTENDED_COMMUNITIES" {
    sub(/^ +/, "")
    sub(/ \[.*/, "")
    attributes = attributes (attributes ~ /EXTENDED_COMMUNITIES: $/ ? "" : ", ") $0
}
/^            Next hop: / && name == "MP_REACH_NLRI" { sub(/^ *Next hop: /, ""); attributes = attributes $0 }
/^ +[0-9a-f.:]+\/[0-9]+$/ { prefixes = prefixes " " (part ~ /^Withdrawn/ ? "-" : part ~ /^Path/ ? sign : "+") $1 }
/^    (Subtype|Address family|Major|Minor)/ { sub(/^    [^:]*: /, ""); attributes = attributes "; " $0 }
/Malformed Packet|Expert Info \((Error|Warn)|PathId|Continuation/ { sub(/^ */, ""); print "malformed: " $0 }
END {
    end_message()
    for (stream in sent) all += sent[stream]
    print "bytes " all + 0 " " decoded + 0
}
