title="localpref, over iBGP"
router_as=42
advertisement='{localpref: 250}'

ask() {
    local words="preference 250"
    [ "$router" != gobgp ] || words="{LocalPref: 250}"
    stands 192.168.10.0/32 10.0.0.11 ""
    wire_wanted="ORIGIN: IGP; AS_PATH: empty; NEXT_HOP: 10.0.0.11; LOCAL_PREF: 250|192.168.10.0/32"
    check "it is preferred so much" 15 router_says 192.168.10.0/32 "$words"
}
