title="password-secret: the password is a Secret's, changes with it, and without it there is no session"
router_password=correct-horse
peer_keys="password-secret: {name: ${name-}}"

ask() {
    check "without the Secret the speaker says what lacks" $patience speaker_said passwordUnknown \
        "its password is to come from Secret \"$name\", which is not there; expected one of type kubernetes.io/basic-auth"
    check "and the router has no session" 1 router_has_no_session
    secret correct-horse
    stands 192.168.10.0/32 10.0.0.11 42
    router_kill
    router_password=battery-staple
    router_start
    check "the router has another password: no session" 30 speaker_said sessionFailed "connectTimedOut"
    check "the router has none either" 1 router_has_no_session
    secret battery-staple
    check "the Secret has it too: the session is back" 60 router_established
    check "and the route" 15 router_has 192.168.10.0/32 10.0.0.11 42
    api DELETE "/api/v1/namespaces/metallb-system/secrets/$name" >> "$work/api.log"
    check "the Secret goes, and the session with it" 15 router_has_no_session
    check "the speaker says why" 5 speaker_said sessionDown "its password is not known any more"
    check "no password stands in the log" 0 nothing_revealed
}

secret() {
    apply "/api/v1/namespaces/metallb-system/secrets/$name" <<YAML
apiVersion: v1
kind: Secret
metadata: {name: $name, namespace: metallb-system}
type: kubernetes.io/basic-auth
stringData: {password: $1}
YAML
}

nothing_revealed() { ! grep -E 'correct-horse|battery-staple' "$dir/speaker.log"; }
