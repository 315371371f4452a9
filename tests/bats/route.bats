#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip route: the verbs, in both families, compared with the installed ip unless that is too old. Save and
# restore are in route-save.bats, encap in route-encap.bats.

load helpers

setup_file() {
    ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
    ip link add v2 address 02:00:00:00:00:03 type veth peer name v3 address 02:00:00:00:00:04
    for device in v0 v1 v2 v3; do ip link set "$device" addrgenmode none up; done
    settle v0
    settle v2
    ip address add 10.0.0.1/24 dev v0
    ip address add 10.0.2.1/24 dev v2
    ip address add 2001:db8::1/64 dev v0 nodad
    ip address add fe80::1/64 dev v0 nodad
}

setup() { ip link set v1 up; }

# Deletes what a test added, in any table; the kernel's own routes stay.
teardown() {
    local protocol
    for protocol in boot static 77; do
        ip route flush table all proto "$protocol"
    done
}

teardown_file() {
    ip link delete v0
    ip link delete v2
}

# same_in_every_form WORDS...: the same, also as JSON, with details, with numbers and on one line.
same_in_every_form() {
    local form
    for form in "" -d -o -j "-j -p" -N "-d -j" -s; do
        # shellcheck disable=SC2086
        same_stdout $form "$@" || return 1
    done
}

@test "every verb that adds, and the resulting routes" {
    ip route add 10.1.0.0/16 via 10.0.0.2
    refuses 2 "RTNETLINK answers: File exists" ip route add 10.1.0.0/16 via 10.0.0.3
    ip route change 10.1.0.0/16 via 10.0.0.3
    ip route show 10.1.0.0/16 | grep -qx "10.1.0.0/16 via 10.0.0.3 dev v0 "
    refuses 2 "RTNETLINK answers: No such file or directory" ip route chg 10.2.0.0/16 via 10.0.0.3
    ip route replace 10.1.0.0/16 via 10.0.0.4
    ip route replace 10.2.0.0/16 via 10.0.0.4
    ip route append 10.1.0.0/16 via 10.0.0.5
    ip route prepend 10.1.0.0/16 via 10.0.0.6
    check 0 ip route show 10.1.0.0/16
    says "10.1.0.0/16 via 10.0.0.6 dev v0 
10.1.0.0/16 via 10.0.0.4 dev v0 
10.1.0.0/16 via 10.0.0.5 dev v0 "
    # The same words for the installed ip leave the same table.
    local ours
    ours=$(ip route)
    ip route flush proto boot
    for verb in "add 10.1.0.0/16 via 10.0.0.2" "change 10.1.0.0/16 via 10.0.0.3" "replace 10.1.0.0/16 via 10.0.0.4" \
        "replace 10.2.0.0/16 via 10.0.0.4" "append 10.1.0.0/16 via 10.0.0.5" "prepend 10.1.0.0/16 via 10.0.0.6"; do
        # shellcheck disable=SC2086
        "$REFERENCE" route $verb
    done
    diff <(echo "$ours") <(ip route)
}

@test "test asks if the route exists" {
    ip route add 10.1.0.0/16 via 10.0.0.2
    same_stdout route test 10.1.0.0/16 via 10.0.0.2
    same_stdout route test 10.9.0.0/16 via 10.0.0.2
    ip -6 route add 2001:db8:1::/48 via 2001:db8::2
    same_stdout route test 2001:db8:1::/48 via 2001:db8::2
}

@test "delete removes the first route that matches" {
    ip route add 10.1.0.0/16 via 10.0.0.2 metric 5
    ip route add 10.1.0.0/16 via 10.0.0.3 metric 6 proto static
    ip route add 10.1.0.0/16 via 10.0.0.4 metric 7
    ip route delete 10.1.0.0/16 via 10.0.0.4
    ip route del 10.1.0.0/16 proto static
    ip route d 10.1.0.0/16
    refuses 2 "RTNETLINK answers: No such process" ip route del 10.1.0.0/16
    ip route add blackhole 10.1.0.0/16
    refuses 2 "RTNETLINK answers: No such process" ip route del unreachable 10.1.0.0/16
    ip route del blackhole 10.1.0.0/16
    ip route add 2001:db8:1::/48 dev v0 metric 5
    ip route add 2001:db8:1::/48 dev v0 metric 6
    refuses 2 "RTNETLINK answers: No such process" ip route del 2001:db8:1::/48 metric 7
    ip route del 2001:db8:1::/48 metric 6
    ip route del 2001:db8:1::/48
    check 0 ip -6 route show 2001:db8:1::/48
    says ""
}

# A table of everything that IPv4 routes can have.
many_routes() {
    ip route add 10.10.0.0/16 via 10.0.0.2
    ip route add 10.11.0.0/16 dev v0 scope host
    ip route add 10.12.0.0/16 via 10.0.0.2 proto static src 10.0.0.1 metric 100
    ip route add 10.13.0.0/16 via inet6 fe80::2 dev v0
    ip route add 10.14.0.0/16 via 99.0.0.1 dev v0 onlink
    ip route add 10.15.0.0/16 via 10.0.0.3 tos 0x20
    ip route add 10.16.0.0/16 dev v0 realms 3/4
    ip route add 10.17.0.0/16 dev v0 realms 4
    ip route add 10.17.0.0/16 dev v0:label realms 65541 metric 9 # both in one; an address's label for its device
    ip route add 10.18.0.0/16 nexthop via 10.0.0.2 weight 2 nexthop via 10.0.2.2 dev v2 weight 3
    ip route add 10.19.0.0/16 nexthop via inet6 fe80::2 dev v0 nexthop via 10.0.2.2 realms 5
    ip route add blackhole 10.20.0.0/16
    ip route add unreachable 10.21.0.0/16 metric 5
    ip route add prohibit 10.22.0.0/16
    ip route add throw 10.23.0.0/16
    ip route add 10.24.0.0/16 via 10.0.0.3 mtu lock 1400 window 1000 rtt 300ms rttvar 100ms ssthresh 10 cwnd 20 advmss 1300 \
        reordering 5 hoplimit 64 initcwnd 10 features ecn rto_min 200ms initrwnd 12 quickack 1 congctl cubic fastopen_no_cookie 1
    ip route add 10.25.0.0/16 via 10.0.0.3 congctl lock reno rtt 1.5s
    ip route add 10.26.0.1 dev v2
    ip route add default via 10.0.0.9 metric 4000000000
    ip route add 10.27.0.0/16 dev v0 proto 77
    ip route add 10.28.0.0/16 via 10.0.0.2 ttl-propagate disabled 2>/dev/null || true
    ip route add multicast 224.1.0.0/16 dev v0
    ip route add 10.30.0.0/16 dev v0 table 100
    ip route add 10.31.0.0/16 dev v0 table 100000
    ip route add local 10.32.0.1 dev v0 table 200
    ip route add broadcast 10.33.0.255 dev v0 table 200
    ip route add anycast 10.34.0.1 dev v0 table 200
}

@test "show: IPv4" {
    many_routes
    [ "$(ip route | wc -l)" -ge 24 ]
    same_in_every_form route
    same_in_every_form route show table all
    same_in_every_form route show table 100
    same_in_every_form route show table local
    same_in_every_form -4 route show table 200
}

@test "show: IPv4 while the link has no carrier, and while it is down" {
    many_routes
    ip link set v1 down
    settle v0 lowerlayerdown
    ip route | grep -q "via 10.0.0.2 dev v0 linkdown"
    same_in_every_form route
    same_in_every_form -6 route
    ip link set v1 up
    settle v0
    ip link set v2 down
    ip route | grep -q "via 10.0.2.2 dev v2 weight 3 dead linkdown"
    same_in_every_form route
    ip link set v2 up
    settle v2
}

@test "show: IPv6" {
    ip -6 route add 2001:db8:1::/48 via 2001:db8::2
    ip -6 route add 2001:db8:2::/48 via fe80::2 dev v0 metric 5 pref high
    ip -6 route add 2001:db8:3::/48 dev v0 pref low proto static mtu 1400 hoplimit 7 advmss 1200
    ip -6 route add 2001:db8:4::/48 from 2001:db8:9::/48 dev v0
    ip -6 route add 2001:db8:5::/48 nexthop via 2001:db8::2 nexthop via fe80::3 dev v0 weight 256
    ip -6 route add blackhole 2001:db8:6::/48
    ip -6 route add unreachable 2001:db8:7::/48
    ip -6 route add prohibit 2001:db8:8::/48
    ip -6 route add throw 2001:db8:9::/48
    ip -6 route add default via fe80::2 dev v0 metric 2048
    ip -6 route add 2001:db8:a::/48 via 2001:db8::2 table 100
    ip -6 route add local 2001:db8:b::1 dev v0 table 200
    ip -6 route add 2001:db8:c::/48 dev v0 expires 3600
    check 0 ip -6 route show 2001:db8:c::/48
    [[ $output =~ expires\ 3[56][0-9][0-9]sec\ pref\ medium$ ]]
    ip -6 route del 2001:db8:c::/48
    same_in_every_form -6 route
    same_in_every_form -6 route show table all
    same_in_every_form -6 route show table 200
    # One family after the other.
    same_in_every_form route show table all
    # An IPv6 prefix does not select IPv6.
    check 0 ip route show 2001:db8:1::/48
    says ""
}

@test "show: every word" {
    many_routes
    local words
    for words in "table main" "table 100" "table all" "table 0" "proto static" "proto kernel" "proto all" "scope host" "scope link" \
        "scope all" "type blackhole" "type unicast" "table all type local" "tos 0x20" "dsfield 20" "d 20" "metric 100" \
        "m 100" "pri 100" "preference 100" "src 10.0.0.1" "src 10.0.0.0/24" \
        "realms 3/4" "realms 4" "realms 65541" "realms 300/5" "dev nope:label" "realms 3/" "root 10.16.0.0/12" "match 10.16.1.1" "match 10.26.0.1" "exact 10.16.0.0/16" \
        "10.16.0.0/16" "10.16/16" "to 10.16.0.0/16" "to root 10.16.0.0/12" "default" "all" "root 0/0" "match 0/0" "from 10.0.0.0/8" \
        "cached" "table cache" "10.16.0.0/255.255.0.0" "iif v0" "mark 5" "table local type broadcast" "list" "dev v2 proto kernel"; do
        # shellcheck disable=SC2086
        same_stdout route show $words
    done
    # 6.1 does not look into a route's next hops.
    for words in "via 10.0.0.2" "via 10.0.0.0/24" "via inet6 fe80::2"; do
        # shellcheck disable=SC2086
        check 0 ip route show $words
        diff <(grep '^[^[:blank:]].* dev ' <<<"$output") <("$REFERENCE" route show $words)
        has "nexthop via "
    done
    # Newer than 6.1: a route of several next hops leaves by each of them.
    check 0 ip route show dev v2
    has "10.18.0.0/16 
	nexthop via 10.0.0.2 dev v0 weight 2 
	nexthop via 10.0.2.2 dev v2 weight 3 "
    lacks "10.10.0.0/16"
    has "10.26.0.1 scope link "
}

@test "show: wrong words" {
    refuses 1 'Error: any valid prefix is expected rather than "foo".' ip route show foo
    refuses 1 'Error: any valid prefix is expected rather than "help".' ip route show help
    refuses 1 'Cannot find device "nope"' ip route show dev nope
    refuses 1 'Cannot find device "nope"' ip route show iif nope
    check 2 ip route show table 4242
    says "Error: ipv4: FIB table does not exist.
Dump terminated"
    check 2 ip -6 route show table 4242
    says "Error: ipv6: FIB table does not exist.
Dump terminated"
    check 255 ip route show vrf nope
    has "Invalid VRF"
    check 255 ip route show table help
    has "Usage: ip route"
}

@test "an empty namespace" {
    ip netns add empty
    check 0 ip -n empty route
    says ""
    check 0 ip -n empty -j route
    says "[]"
    check 2 ip -n empty route flush table main
    has "Flush terminated"
    for words in "show table local" "-6 show table local" "show table 7" "show table all" "-0" "-M" "-B"; do
        case $words in
            -6*) same_stdout -n empty -6 route ${words#-6} ;;
            -?) same_stdout -n empty $words route ;;
            *) same_stdout -n empty route $words ;;
        esac
    done
    ip netns delete empty
}

@test "errors of the kernel" {
    refuses 2 "Error: Nexthop has invalid gateway." ip route add 10.1.0.0/16 via 192.168.9.9
    refuses 2 "Error: Invalid prefix for given prefix length." ip route add 10.0.0.1/8 dev v0
    refuses 2 "Error: Nexthop id does not exist." ip route add 10.1.0.0/16 nhid 99
    refuses 2 "Error: Invalid prefsrc address." ip route add 10.1.0.0/16 dev v0 src 9.9.9.9
    refuses 2 "Error: IPv6 does not support RTA_VIA attribute." ip -6 route add 2001:db8:1::/48 via inet 10.0.0.2 dev v0
    refuses 2 "RTNETLINK answers: No such device" ip route add 10.1.0.0/16
    refuses 2 "Error: Invalid scope." ip route add nat 10.1.0.0/16 via 10.0.0.2
    refuses 1 'Cannot find device "nope"' ip route add 10.1.0.0/16 dev nope
    refuses 255 'Cannot find device "nope"
Error: cannot parse nexthop' ip route add 10.1.0.0/16 nexthop dev nope
    check 2 ip route add 10.1.0.0/16 dev v0 congctl nope
    has "Error: Unknown tcp congestion algorithm."
    local words
    for words in "10.1.0.0/16 via 192.168.9.9" "10.1.0.0/16" "10.0.0.1/8 dev v0" "10.1.0.0/16 nhid 99" "2001:db8:1::/48 via inet 10.0.0.2 dev v0" \
        "10.1.0.0/16 dev v0 mtu x" "10.1.0.0/33" "10.1.0.0/16 dev nope" "10.1.0.0/16 nexthop weight 0" "10.1.0.0/16 via 10.0.0.2 via 10.0.0.3"; do
        # shellcheck disable=SC2086
        same_stdout route add $words
    done
}

@test "flush deletes the selected routes, and reports it with -s" {
    many_routes
    refuses 1 '"ip route flush" requires arguments.' ip route flush
    check 0 ip -s route flush proto static
    says "
*** Round 1, deleting 1 entries ***
*** Flush is complete after 1 round ***"
    check 0 ip -s route flush proto static
    says "Nothing to flush."
    check 0 ip -s -s route flush 10.18.0.0/16
    has "10.18.0.0/16 
	nexthop via 10.0.0.2 dev v0 weight 2 "
    has "*** Round 1, deleting 1 entries ***"
    ip route flush root 10.16.0.0/12
    check 0 ip route show root 10.16.0.0/12
    says ""
    ip route show | grep -q ^10.10.0.0/16
    ip route flush type blackhole
    ip route flush table 100
    check 0 ip route show table 100
    says ""
    check 0 ip -s route flush cache
    says "*** IPv4 routing cache is flushed."
}

@test "a route with as many next hops as the kernel takes" {
    local four=() six=() i
    for ((i = 0; i < 700; i++)); do
        four+=(nexthop via "10.0.$((i / 250)).$((i % 250 + 2))" dev v0 onlink)
        six+=(nexthop via "2001:db8::$(printf %x $((i + 2)))" dev v0)
    done
    check 0 ip route add 10.30.0.0/16 "${four[@]}"
    [ "$(ip route show 10.30.0.0/16 | grep -c nexthop)" = 700 ]
    [ "$(ip -j route show 10.30.0.0/16 | jq '.[0].nexthops | length')" = 700 ]
    check 0 ip -6 route add 2001:db8:30::/48 "${six[@]:0:1500}" # 300 of them
    [ "$(ip -6 route show 2001:db8:30::/48 | grep -c nexthop)" = 300 ]
    ip route flush 10.30.0.0/16
    ip -6 route flush 2001:db8:30::/48
    says "" # of the last check
    check 0 ip route show 10.30.0.0/16
    says ""
    # In a forced batch, between others: it is too long to wait with them.
    { echo "route add 10.31.0.0/16 dev v0"
      echo "route add 10.30.0.0/16 ${four[*]} ${four[*]} ${four[*]}"
      echo "route add 10.31.0.0/16 dev v0"; } >"$SCRATCH/tmp/batch"
    check 1 ip -force -batch "$SCRATCH/tmp/batch"
    says "RTNETLINK answers: File exists
Command failed $SCRATCH/tmp/batch:3"
    check 0 ip route get 10.30.0.1
    ip route del 10.31.0.0/16
    ip route del 10.30.0.0/16
    # What does not fit into an attribute is refused: 64 KiB.
    check 1 ip -batch - <<<"route add 10.30.0.0/16 ${four[*]} ${four[*]} ${four[*]} ${four[*]} ${four[*]} ${four[*]}"
    has "the attribute exceeds its bound of 65535 bytes"
}

@test "a thousand routes" {
    for i in {0..999}; do echo "route add 172.16.$((i / 250)).$((i % 250))/32 via 10.0.0.2 proto static"; done >"$SCRATCH/tmp/batch"
    ip -batch "$SCRATCH/tmp/batch"
    [ "$(ip route show proto static | wc -l)" -eq 1000 ]
    same_stdout route
    same_stdout -j route
    check 0 ip -s route flush proto static
    says "
*** Round 1, deleting 1000 entries ***
*** Flush is complete after 1 round ***"
    rm "$SCRATCH/tmp/batch"
}

@test "get: the way of a packet" {
    ip route add 10.1.0.0/16 via 10.0.0.2
    ip route add 10.9.0.0/16 nexthop via 10.0.0.2 nexthop via 10.0.2.2 dev v2
    ip route add blackhole 10.2.0.0/16
    ip route add prohibit 10.3.0.0/16
    ip route add unreachable 10.4.0.0/16
    ip route add throw 10.5.0.0/16
    ip route add multicast 224.1.0.0/16 dev v0
    ip -6 route add 2001:db8:1::/48 via 2001:db8::2
    local words
    for words in 10.1.0.9 10.0.0.1 10.0.0.255 10.0.0.77 224.1.0.5 "10.1.0.9 mark 5" "10.1.0.9 mark 0x20" "10.1.0.9 oif v0" "10.1.0.9 dev v0" \
        "10.1.0.9 from 10.0.0.1" "10.1.0.9 uid 7" "fibmatch 10.1.0.9" "10.1.0.9 fibmatch" "fibmatch 10.9.0.1" "10.1.0.9 tos 0x10" "to 10.1.0.9" \
        "10.1.0.9 ipproto tcp sport 80 dport 99" "10.1.0.9 ipproto 17 dport 53" "2001:db8:1::9" "2001:db8::1" "fibmatch 2001:db8:1::9" \
        "2001:db8:1::9 from 2001:db8::1" "10.0.0.1 from 10.0.0.77 iif v0" "10.2.0.1" "10.3.0.1" "10.4.0.1" "10.5.0.1" "11.0.0.1" "10.1.0.0/24" \
        "" "10.1.0.9 vrf nope" "10.1.0.9 vrf default" "10.1.0.9 oif nope" "10.1.0.9 sport x" "10.1.0.9 ipproto nope" "10.1.0.9 mark x"; do
        for form in "" -j -o -d -N; do
            # Without an answer, the reference's document is empty.
            case "$form $words" in "-j 10."[2-5].0.1 | "-j 11."*) continue ;; esac
            # shellcheck disable=SC2086
            same_stdout $form route get $words
        done
    done
    check 0 ip route get 10.1.0.0/24
    has "Warning: /24 as prefix is invalid, only /32 (or none) is supported."
    # As the manual has it: asked again with the address that the first answer would take as its source.
    check 0 ip route get 10.1.0.9 connected
    says "10.1.0.9 via 10.0.0.2 dev v0 src 10.0.0.1 uid 0 
    cache 
10.1.0.9 from 10.0.0.1 via 10.0.0.2 dev v0 uid 0 
    cache "
    check 0 ip -j route get 10.1.0.9 connected
    [ "${output:0:2}${output: -2}" = "[{}]" ]
    check 0 ip route get 10.1.0.9 from 10.0.0.1 connected
    [ "$(grep -c 10.1.0.9 <<<"$output")" -eq 1 ]
    refuses 1 "need at least a destination address" ip route get
    refuses 2 "RTNETLINK answers: Network is unreachable" ip route get 11.0.0.1
    refuses 2 "RTNETLINK answers: Invalid argument" ip route get 10.2.0.1
    refuses 2 "RTNETLINK answers: Permission denied" ip route get 10.3.0.1
    refuses 2 "RTNETLINK answers: No route to host" ip route get 10.4.0.1
    # Newer than 6.1.
    check 0 ip route get 2001:db8:1::9 flowlabel 0x12345
    has "2001:db8:1::9 from :: "
    check 255 ip route get 2001:db8:1::9 flowlabel 0x123456
    has "invalid flowlabel"
}

@test "an exception for the path MTU is shown from the cache" {
    ip netns add router
    ip link add near type veth peer name far netns router
    ip link set near up
    ip -n router link set far up
    ip -n router link add narrow mtu 1280 type veth peer name end
    ip -n router link set end up
    ip -n router link set narrow up
    ip netns exec router sh -c "echo 1 >/proc/sys/net/ipv4/ip_forward"
    ip address add 10.77.0.1/24 dev near
    ip -n router address add 10.77.0.2/24 dev far
    ip -n router address add 10.78.0.1/24 dev narrow
    settle near
    ip route add 10.78.0.0/16 via 10.77.0.2
    # The router reports a packet that is too long.
    exception() { head -c 1400 /dev/zero >/dev/udp/10.78.0.2/9; ip route get 10.78.0.2 | grep -q "expires"; }
    eventually exception
    check 0 ip route show cache
    [[ $output =~ ^"10.78.0.2 via 10.77.0.2 dev near 
    cache expires "[0-9]+"sec mtu 1280 "$ ]]
    check 0 ip -s -o route get 10.78.0.2
    [[ $output =~ "src 10.77.0.1 uid 0 \\    cache expires "[0-9]+"sec" ]]
    check 0 ip -j route show cache
    [[ $output =~ ^'[{"dst":"10.78.0.2","gateway":"10.77.0.2","dev":"near","flags":[],"cache":[],"expires":'[0-9]+',"metrics":[{"mtu":1280}]}]'$ ]]
    ip route flush cache
    check 0 ip route show cache
    says ""
    ip link delete near
    ip netns delete router
}

@test "-echo shows the resulting route" {
    check 0 ip -echo route add 10.1.0.0/16 via 10.0.0.2
    says "10.1.0.0/16 via 10.0.0.2 dev v0 "
    check 0 ip -echo -j route change 10.1.0.0/16 via 10.0.0.3
    says '[{"dst":"10.1.0.0/16","gateway":"10.0.0.3","dev":"v0","flags":[]}]'
    check 0 ip -echo route del 10.1.0.0/16
    has "Deleted 10.1.0.0/16 via 10.0.0.3 dev v0 "
}

@test "names from the files, and the table of a device that is no VRF" {
    mkdir -p /etc/iproute2
    echo "100 lab" >/etc/iproute2/rt_tables
    echo "77 mine" >/etc/iproute2/rt_protos
    ip route add 10.1.0.0/16 dev v0 table lab proto mine
    same_in_every_form route show table all
    same_in_every_form route show table lab
    check 0 ip route show table all proto mine
    says "10.1.0.0/16 dev v0 table lab scope link "
    ip route flush table lab
    rm /etc/iproute2/rt_tables /etc/iproute2/rt_protos
    check 255 ip route add 10.1.0.0/16 dev v0 vrf v0
    has "Invalid VRF"
}

@test "verbs and their abbreviations" {
    ip r a 10.1.0.0/16 dev v0
    ip r r 10.1.0.0/16 dev v2
    ip r ap 10.1.0.0/16 dev v0
    ip ro p 10.1.0.0/16 via 10.0.0.2
    [ "$(ip r s 10.1.0.0/16 | wc -l)" -eq 3 ]
    [ "$(ip r l 10.1.0.0/16)" = "$(ip route show 10.1.0.0/16)" ]
    [ "$(ip r ls 10.1.0.0/16)" = "$(ip route lst 10.1.0.0/16)" ]
    ip r g 10.1.0.1 | grep -q ^10.1.0.1
    ip r f 10.1.0.0/16
    refuses 255 'Command "x" is unknown, try "ip route help".' ip route x
    check 255 ip route help
    has "Usage: ip route"
    check 255 ip route add
    has "Usage: ip route"
}
