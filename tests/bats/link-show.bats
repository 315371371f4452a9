#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip link show: both programs over the same links, in every form and with every filter.

load helpers
load links

setup_file() {
    "$REFERENCE" netns add other
    "$(reference unshare)" --net sleep 600 3>&- & # a namespace without a name
    echo $! >"$SCRATCH/nameless"
    eventually has_own_netns $!
    "$REFERENCE" link add e0 address 02:00:00:00:00:01 alias "a remark" type veth peer name e1 address 02:00:00:00:00:02
    "$REFERENCE" link add b0 address 02:00:00:00:00:03 group 7 type bridge
    "$REFERENCE" link add far address 02:00:00:00:00:04 type veth peer name there netns other
    "$REFERENCE" link add gone address 02:00:00:00:00:05 type veth peer name lost netns "$(cat "$SCRATCH/nameless")"
    "$REFERENCE" link add m0 link e1 address 02:00:00:00:00:06 type macvlan mode bridge
    "$REFERENCE" link add x0 address 02:00:00:00:00:07 type vxlan id 5 dstport 4789
    "$REFERENCE" link add up address 02:00:00:00:00:08 type ifb # a device whose name is a word
    "$REFERENCE" tuntap add dev t0 mode tun
    "$REFERENCE" link property add dev e0 altname other-name altname 'with-"quotes"'
    "$REFERENCE" link set e0 master b0
    "$REFERENCE" link set e0 up
    "$REFERENCE" link set b0 up promisc on
    "$REFERENCE" link set far group 9
    settle e0 lowerlayerdown
    settle b0 down
}
teardown_file() {
    every_link_goes
    "$REFERENCE" netns delete other
    kill "$(cat "$SCRATCH/nameless")"
}

# 6.1 leaves {} of what a filter left out.
theirs() {
    case " $* " in
    *" -j "*) "$REFERENCE" "$@" >"$SCRATCH/tmp/theirs" || return; jq -c 'map(select(. != {}))' "$SCRATCH/tmp/theirs" ;;
    *) "$REFERENCE" "$@" ;;
    esac
}

@test "the comparison finds a difference" {
    ip() { command ip link show e0; }
    run ! same link show e1
    ip() { command ip link show e1; return 1; }
    run ! same link show e1
}

@test "every form of everything" {
    local form
    for form in "" -d "-d -d" -o "-o -d" -br -j "-j -d" "-j -p" "-j -br" "-d -br" -N "-N -j -d" -4 -6 -0 "-6 -j" -s "-s -s" "-s -j" \
        "-s -s -j" "-s -o" -c=never -r; do
        # shellcheck disable=SC2086
        case $form in
        "-d -d") same $form link show dev e0 ;; # ours shows more of a vxlan than 6.1
        *-p*) diff <(ip $form link | jq .) <(ip -j link | jq .) ;;
        *-s*) eventually same $form link ;; # a packet may be counted in between
        *) same $form link ;;
        esac
    done
    same link show
    same link list
    same link lst
    same link ls
}

@test "one device, by every name that it has" {
    local name form
    for name in lo e0 other-name b0 far gone m0 x0 t0; do
        for form in "" -d -o -br -j "-j -d" "-s -j"; do
            # shellcheck disable=SC2086
            same $form link show dev $name
        done
        same link show $name
    done
    same link show 'with-"quotes"'
    same link show dev up
    ip -j link show e0 | jq -e '.[0].altnames == ["other-name", "with-\"quotes\""]'
    diff <(ip link show dev if1) <(ip link show lo) # which 6.1 takes for a name
    same link show nosuch
    same link show dev nosuch
    refuses 1 'Device "nosuch" does not exist.' ip link show nosuch
}

@test "filters, alone and together" {
    local filter
    for filter in up "group 7" "group default" "group 99" "master b0" nomaster "type bridge" "type veth" "type vxlan" "type nosuch" \
        "type bridge_slave" "up type veth" "group 7 up" "type bridge master b0" "up e0" "up e1" "dev e0 up" "type bridge dev e0" \
        "nomaster type veth" "master b0 type veth up" "vrf b0" "master nosuch" "group nosuch" "type"; do
        # shellcheck disable=SC2086
        same link show $filter
        # shellcheck disable=SC2086
        same -br link show $filter
    done
    for filter in up "type bridge" "up type veth" "master b0" nomaster "group 7"; do
        # shellcheck disable=SC2086
        same -j link show $filter
    done
}

@test "filters that 6.1 does not have" {
    local up down all
    up=$(ip -j link show up | jq length)
    down=$(ip -j link show down | jq length)
    all=$(ip -j link | jq length)
    [ "$down" -gt 0 ] && [ "$up" -gt 0 ] && [ $((up + down)) -eq "$all" ]
    diff <(ip link show novf) <(ip link show)
    ip -j link show down type bridge | jq -e '. == []'
}

@test "peers and parents" {
    # The kinds of devices.
    [[ $(ip link show m0) == *": m0@e1: "* ]]
    [[ $(ip link show e0) == *": e0@e1: <"*",M-DOWN>"* ]]
    [[ $(ip link show far) == *": far@if"*" link-netns other"* ]]
    [[ $(ip link show gone) == *": gone@if"*" link-netnsid "[0-9]* ]]
    [[ $(ip link show t0) == *"link/none "* ]]
    ip -j link show m0 | jq -e '.[0].link == "e1"'
    ip -j link show far | jq -e '.[0] | (.link_index | type) == "number" and (.link_netnsid | type) == "number" and has("link") == false'
    [[ $(ip -br link show far) == far@if* ]]
    # The kernel says that a VXLAN has no lower device; of a macvlan whose lower device is far it names only the index.
    "$REFERENCE" link add m1 link e1 netns other type macvlan
    same -n other link show m1
    same -n other -j link show m1
    [[ $(ip -n other link show m1) == *": m1@if"*" link-netnsid "* ]]
    "$REFERENCE" -n other link del m1
}

@test "a lower device without an index is NONE" {
    [ -e /proc/sys/net/ipv6 ] || skip "no IPv6"
    "$REFERENCE" link add g0 type ip6tnl remote ::1 2>/dev/null || "$REFERENCE" link add g0 type sit remote 1.1.1.1 2>/dev/null ||
        skip "this kernel has no tunnels"
    same link show g0
    [[ $(ip link show g0) == *": g0@NONE: "* ]]
    "$REFERENCE" link del g0
}

@test "names with odd characters are valid JSON" {
    local name
    for name in 'a"b' 'a\b' $'a\x01b' 'ä€' $'a\xffb' "it's" '<&>'; do
        "$REFERENCE" link add dev "$name" type ifb
        ip -j link show dev "$name" | iconv -f UTF-8 -t UTF-8 >/dev/null
        ip -j link show dev "$name" | jq -e 'length == 1 and (.[0].ifname | length) > 0'
        ip -j -br link show dev "$name" | jq -e 'length == 1'
        "$REFERENCE" link del dev "$name"
    done
    "$REFERENCE" link add dev 'a"b\c' type ifb
    ip -j link show dev 'a"b\c' | jq -e '.[0].ifname == "a\"b\\c"'
    same link show dev 'a"b\c'
    "$REFERENCE" link del dev 'a"b\c'
}
