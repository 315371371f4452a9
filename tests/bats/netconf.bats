#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip netconf: the settings of devices, compared with the installed ip.

load helpers
load twins
load manual

setup() {
    make_twins
    in_both "$REFERENCE" link add v0 type veth peer name v1
    in_both "$REFERENCE" link add br0 type bridge
    in_both sh -c 'cd /proc/sys/net; echo 1 >ipv4/conf/v0/rp_filter; echo 2 >ipv4/conf/v1/rp_filter; echo 1 >ipv4/conf/br0/forwarding
        echo 1 >ipv4/conf/v1/proxy_arp; echo 1 >ipv6/conf/v0/forwarding; echo 1 >ipv6/conf/default/proxy_ndp
        echo 1 >ipv4/conf/all/ignore_routes_with_linkdown'
}
teardown() { take_twins_away; }

@test "all devices, and one" {
    for options in "" -4 -6 -j "-j -p" -o -s -d -M -0; do
        for words in "" show list lst s l "show dev v0" "show dev lo" "show dev br0" "show dev if2"; do
            # shellcheck disable=SC2086
            same $options netconf $words
        done
    done
    same -4 -j netconf
    check 0 ours -4 -j netconf show dev v0 # where the installed ip shows text
    says '[{"family":"inet","interface":"v0","forwarding":false,"rp_filter":"strict","mc_forwarding":false,"proxy_neigh":false,"ignore_routes_with_linkdown":false}]'
    [ "$(ours netconf | wc -l)" -eq 12 ]
    ours netconf show dev v1 | grep -q '^inet v1 forwarding off rp_filter loose mc_forwarding off proxy_neigh on '
}

@test "errors" {
    same_lines <<'EOF'
netconf show dev nosuch
netconf show dev
netconf frob
EOF
    # The installed ip ignores these.
    refuses 255 "Error: either \"dev\" is duplicate, or \"v0\" is garbage." ours netconf show v0
    refuses 255 "Error: either \"dev\" is duplicate, or \"v1\" is garbage." ours netconf show dev v0 dev v1
    check 255 ours netconf help
    has "Usage: ip netconf"
}

@test "all and default by their names" {
    for name in all default; do
        [ "$(ours netconf show dev $name)" = "$(theirs netconf | grep " $name ")" ]
        [ "$(ours -6 netconf show dev $name)" = "$(theirs -6 netconf | grep " $name ")" ]
    done
}

@test "closed standard descriptors" {
    [ "$(ours netconf <&- 2>&- | wc -l)" -eq 12 ]
    fails ours netconf >&-
    fails ours netconf >/dev/full
}

@test "the example of ip-netconf(8)" { replays ip-netconf.8 1; }
