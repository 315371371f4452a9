#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip link add, set, delete, property: what each word does. Both programs are given the same line on the same scene, and must
# leave the same links behind, print the same and end with the same status.

load helpers
load links

setup_file() { "$REFERENCE" netns add other; }
teardown_file() { "$REFERENCE" netns delete other; }
teardown() { every_link_goes; every_link_goes -n other; }

scene() {
    "$REFERENCE" link add e0 index 50 address 02:00:00:00:00:50 type veth peer name e1 index 51 address 02:00:00:00:00:51
    "$REFERENCE" link add b0 index 60 address 02:00:00:00:00:60 type bridge
    "$REFERENCE" link add m0 index 70 link e1 address 02:00:00:00:00:70 type macvlan mode bridge
}
# state: the links of both namespaces, as state.jq has them.
state() {
    { "$REFERENCE" -d -j link; "$REFERENCE" -n other -d -j link; } | jq -c -f "$NSKIT_SOURCE/tests/bats/state.jq"
}
# same_effect WORDS...: each program is given the words on the same scene; both print the same, end with the same status, and
# leave the same state. $said is what they print, $before and $after is the state around it.
same_effect() {
    local by status_theirs
    teardown
    for by in "$REFERENCE" ip; do
        scene
        before=${before:-$(state)} # the same for both programs
        run "$by" "$@"
        if [ "$by" = ip ]; then
            [ "$status" -eq "$status_theirs" ] || { echo "$status, not $status_theirs: ip $*: $output" >&2; return 1; }
            diff <(echo "$said") <(spoken) >&2 || { echo "ip $*" >&2; return 1; }
            diff <(echo "$after") <(state) >&2 || { echo "ip $*" >&2; return 1; }
        else
            status_theirs=$status said=$(spoken) after=$(state)
        fi
        teardown
    done
}
# spoken: what `run` has printed, in today's words and without blank lines; one line at least.
spoken() { echo "$output" | sed 's/ is a garbage/ is garbage/' | grep . || echo; }
# same_change WORDS...: it succeeds as well, and changes something.
same_change() {
    same_effect "$@" && [ "$status" -eq 0 ] && [ "$before" != "$after" ] || { echo "changes nothing: $* ($status $said)" >&2; return 1; }
}
# no_effect WORDS...: both refuse with the same message and status, and change nothing. Such lines share a scene.
no_effect() {
    local before
    "$REFERENCE" link show m0 >/dev/null 2>&1 || scene
    before=$(state)
    same_refusal "$@" && [ -n "$output" ] && diff <(echo "$before") <(state) >&2
}

@test "the comparison finds a difference" {
    run ! same_change link set e0 mtu 1500 # which it is already
    run ! no_effect link set e0 mtu 1400
    ip() { "$REFERENCE" link set e0 mtu 1300; }
    run ! same_change link set e0 mtu 1400
}

@test "set: names, addresses, sizes" {
    same_change link set dev e0 name e9
    same_change link set name e9 dev e0 mtu 1400 txqueuelen 7 address 02:00:00:00:00:99 broadcast ff:ff:ff:ff:ff:00 alias "some text"
    same_change link set e0 qlen 7 addr 2:0:0:0:0:9 brd ff:ff:ff:ff:ff:00 gso_max_size 60000 gso_max_segs 100 gro_max_size 50000
    same_change link change e0 txqlen 5
    same_change link change e0 txql 6
    no_effect link set e0 mtu 99999999
    no_effect link set e0 mtu many
    no_effect link set e0 mtu 1400 mtu 1401
    no_effect link set e0 address 02:00
    no_effect link set e0 address zz
    no_effect link set e0 name waytoolongforaname
    no_effect link set e0 name e1
    no_effect link set e0 gso_max_segs 70000
    no_effect link set e0 address 02:00 type bridge nosuch
    no_effect link set e0 alias "$(printf '%0256d' 0)"
    no_effect link set e0 index 7
    no_effect link set nosuch up
    no_effect link set
    no_effect link set e0 nosuch 5
    no_effect link set e0 mtu
}

@test "set: flags, state, group" {
    same_change link set e0 up multicast off allmulticast on promisc on arp off trailers off dynamic on mode dormant group 7
    same_change link set group default allmulticast on mtu 1400
    same_effect link set e0 down
    same_effect link set e0 state dormant
    same_effect link set group 7 up # an empty group
    same_change link set m0 protodown on
    same_change link set b0 addrgenmode random
    no_effect link set e0 dyn maybe
    no_effect link set e0 carrier off
    no_effect link set e0 protodown on
    no_effect link set e0 multicast maybe
    no_effect link set e0 carrier maybe
    no_effect link set e0 state nosuch
    no_effect link set e0 mode nosuch
    no_effect link set e0 group nosuch
    no_effect link set e0 addrgenmode nosuch
}

@test "set: protodown reasons add up" {
    scene
    ip link set m0 protodown on protodown_reason 3 on protodown_reason 4 on
    ip -j link show m0 | jq -e '.[0].proto_down_reason == ["3", "4"]'
    ip link set m0 protodown_reason 3 off protodown_reason 9 on
    ip -j link show m0 | jq -e '.[0].proto_down_reason == ["4", "9"]'
    refuses 2 "Error: Cannot clear protodown, active reasons." ip link set m0 protodown off
}

@test "set: master" {
    same_change link set dev e0 master b0 up
    same_effect link set e0 nomaster
    no_effect link set e0 master nosuch
    no_effect link set e0 vrf b0
    no_effect link set b0 master b0
}

@test "set: another namespace" {
    same_change link set e0 netns other
    same_change link set e0 netns other name moved index 778 mtu 1400 up
    no_effect link set b0 netns other # a bridge stays where it is
    no_effect link set e0 netns nosuch
    no_effect link set lo netns other
}

@test "set: virtual functions and XDP, which these devices lack" {
    no_effect link set e0 vf 0 mac 02:00:00:00:00:01
    no_effect link set e0 vf 0 vlan 5 qos 3
    no_effect link set e0 vf 0 rate 100
    no_effect link set e0 vf 0 spoofchk on trust off
    no_effect link set e0 vf x mac 02:00:00:00:00:01
    no_effect link set e0 vf 0 spoofchk maybe
    same_effect link set e0 xdp off
    teardown
    scene
    check 255 ip link set e0 xdp object prog.o
    has bpftool
}

@test "set: what IPv4 does on a device" {
    scene
    ip link set e0 inet forwarding on rp_filter 2 arp_announce 1 mtu 1400 || skip "this kernel has no such attribute"
    [ "$(cat /proc/sys/net/ipv4/conf/e0/{forwarding,rp_filter,arp_announce})" = $'1\n2\n1' ]
    ip -j link show e0 | jq -e '.[0].mtu == 1400'
    check 255 ip link set e0 inet mtu 1400
}

@test "add: words of every link" {
    same_change link add x0 type bridge
    same_change link add type bridge
    same_change link add x%d type bridge
    same_change link add x0 index 99 mtu 1400 txqueuelen 7 address 02:00:00:00:00:99 alias text group 5 numtxqueues 1 up type bridge
    same_change link add link e0 name x0 address 02:00:00:00:00:99 type macvlan
    same_change link add x0 netns other link e0 type macvlan
    same_change link add x0 type veth peer name x1 netns other
    same_change link add x0 netns other type veth peer name x1
    same_change link replace x0 type bridge
}

@test "replace: makes a link; the kernel changes none" {
    scene
    check 0 ip link replace r0 type bridge priority 5
    refuses 2 'RTNETLINK answers: Operation not supported' ip link replace r0 type bridge priority 6
    ip -j -d link show r0 | jq -e '.[0].linkinfo.info_data.priority == 5'
    ip link delete r0
}

@test "add: names that abbreviate keywords" {
    for name in a b br l m; do
        check 0 ip link add "$name" type bridge
        check 0 ip link del dev "$name"
    done
    refuses 1 '"type" is invalid lladdr.' ip link add address type bridge
    refuses 1 '"02:00:00:00:00:0g" is invalid lladdr.' ip link add k0 address 02:00:00:00:00:0g type bridge
}

@test "add: what is refused" {
    no_effect link add x0
    no_effect link add x0 type
    no_effect link add x0 type nosuchkind
    no_effect link add e0 type bridge
    no_effect link add x0 link nosuch type macvlan
    no_effect link add x0 type macvlan
    no_effect link add x0 name x1 type bridge
    no_effect link add x0 group 5 group 6 type bridge
    no_effect link add a b type bridge
    no_effect link add x0 index 0 type bridge
    no_effect link add x0 mtu 1400 index 50 type bridge
    no_effect link add group 5 type bridge
    no_effect link add x0 type veth peer name x1 up
}

@test "add: a lower device in another namespace" {
    "$REFERENCE" -n other link add low address 02:00:00:00:00:07 type veth peer name high
    scene
    ip link add x0 link-netns other link low type macvlan
    ip -j link show x0 | jq -e '.[0].link_netnsid >= 0'
    says_link x0
    ip link add x1 link-netnsid 5 link low type macvlan || true # by its index here, which may be unused there
    refuses 255 'Error: duplicate "link-netns/link-netnsid": "5" is the second value.' \
        ip link add x2 link-netns other link-netnsid 5 type macvlan
    refuses 1 'Cannot find device "nosuch"' ip link add x2 link-netns other link nosuch type macvlan
    check 255 ip link add x2 link-netns nosuch type macvlan
    "$REFERENCE" -n other link del low
}
says_link() { [[ $(ip link show "$1") == *"@if"*" link-netns other"* ]]; }

@test "delete" {
    same_change link delete e0
    same_change link del dev b0
    same_change link del b0 type bridge
    no_effect link delete group 0
    no_effect link delete
    no_effect link delete nosuch
    no_effect link del lo
    "$REFERENCE" link set e0 group 7
    "$REFERENCE" link set b0 group 7
    ip link delete group 7
    [ "$("$REFERENCE" -j link | jq length)" -eq 1 ]
}

@test "a missing device is reported before a bad word of the kind" {
    no_effect link set nosuch type bridge nosuch
    no_effect link set nosuch type bridge_slave cost
    no_effect link delete nosuch type bridge nosuch
    no_effect link set type bridge nosuch
    no_effect link set e0 index 7 type bridge nosuch
    no_effect link set group 7 type bridge nosuch
    check 1 ip link set group 7 name e0 type bridge nosuch # the device is e0
    has 'bridge: unknown command "nosuch"?'
}

@test "property: alternative names" {
    same_change link property add dev e0 altname one altname two altname "$(printf '%0127d' 1)"
    no_effect link property add dev e0 altname e1
    run ip link property add dev e0 altname "$(printf '%0128d' 1)" # by the kernel, before 7.0
    [ "$status" -eq 255 ] && has 'is wrong: not a valid altname'
    no_effect link property add dev e0 altname ''
    no_effect link property del dev e0 altname one
    check 255 ip link property
    has Usage
    no_effect link property nosuch
    no_effect link property add
    check 255 ip link property help
    has "Usage: ip link add"
    no_effect link property add dev nosuch altname one
    ip link property add dev e0 altname one altname 'with "quotes" and a \' altname $'tab\there'
    ip -j link show dev one | jq -e '.[0].ifname == "e0" and .[0].altnames[1] == "with \"quotes\" and a \\" and .[0].altnames[2] == "tab\there"'
    ip link set one mtu 1300
    ip link property del dev one altname one
    refuses 1 'Device "one" does not exist.' ip link show one
}

@test "xstats and afstats" {
    scene
    "$REFERENCE" link set e0 master b0
    for words in "type bridge" "type bridge dev b0" "type bridge dev b0 mcast" "type bridge dev b0 stp" "type bridge igmp" \
        "type bridge_slave" "type bridge_slave dev e0 stp" "type veth" "type" "" "type nosuch" "nosuch" "type bridge dev nosuch"; do
        # shellcheck disable=SC2086
        same_stdout link xstats $words
        # shellcheck disable=SC2086
        same_stdout -j link xstats $words
    done
    same_stdout link afstats
    same_stdout link afstats dev e0
    no_effect link xstats nosuch
    no_effect link afstats nosuch
    no_effect link afstats dev e0 dev e1
    refuses 1 'Device "nosuch" does not exist.' ip link afstats dev nosuch
    check 255 ip link afstats help
    has "Usage: ip link add"
}
