#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# What routes and ip monitor show of next hops, compared with the installed ip unless that is too old.

load helpers
load nexthops

# --- with routes

@test "ip -d route shows the next hop, which it requests during the dump" {
    some
    "$REFERENCE" -batch - <<'END'
route add 10.1.0.0/16 nhid 1
route add 10.2.0.0/16 nhid 10
route add 10.3.0.0/16 nhid 3
route add 10.4.0.0/16 nhid 10 metric 5
route add 10.5.0.0/16 via 10.0.0.7
route add 2001:db8:5::/48 nhid 6
END
    for form in "" -d -j "-d -j" "-d -j -p" "-6 -d" "-6 -d -j" "-d -N"; do
        # shellcheck disable=SC2086
        same $form route
    done
    same -d route get fibmatch 10.2.0.1
    run ip -d -o route show 10.2.0.0/16
    says 'unicast 10.2.0.0/16 nhid 10 proto boot scope global \	nh_info id 10 group 1,5/2 scope global proto unspec \	nexthop via 10.0.0.2 dev v0 weight 5 \	nexthop via 10.0.0.3 dev v0 weight 1 '
    command -v strace >/dev/null || skip "no strace"
    # One request for each next hop, however many routes use it; none without -d.
    seq -f "route add 10.7.%g.0/24 nhid 10" 1 200 | "$REFERENCE" -batch -
    strace -f -e trace=sendto,sendmsg -o seen.calls "$(command -v ip)" -d route >seen.routes
    [ "$(grep -c RTM_GETNEXTHOP seen.calls)" -eq 3 ]
    [ "$(grep -c "nh_info id 10 " seen.routes)" -eq 202 ]
    strace -f -e trace=sendto,sendmsg -o seen.calls "$(command -v ip)" route >seen.routes
    run ! grep -q RTM_GETNEXTHOP seen.calls
}

@test "routes by nhid: add, show, flush" {
    some
    check 0 ip route add 10.1.0.0/16 nhid 10
    check 0 ip route add 2001:db8:9::/48 nhid 6
    same route
    same -6 route show 2001:db8:9::/48
    check 0 ip route replace 10.1.0.0/16 nhid 2
    run ip route show 10.1.0.0/16
    says "10.1.0.0/16 nhid 2 via 10.0.0.3 dev v0 "
    same route add 10.2.0.0/16 nhid 77
    check 0 ip route flush 10.1.0.0/16
    run ip route show 10.1.0.0/16
    says ""
    check 0 ip route add 10.1.0.0/16 nhid 10
    check 0 ip nexthop del id 10
    run ip route show 10.1.0.0/16
    says ""
}

@test "encap in a next hop" {
    add id 20 encap ip id 5 dst 1.1.1.1 via 10.0.0.2 dev v0
    add id 21 via 2001:db8::2 dev v0 encap seg6 mode encap segs fc00::1,fc00::2
    same nexthop
    [ "$(ip -j nexthop show id 20)" = '[{"id":20,"encap":{"encap_type":"ip","id":5,"src":"0.0.0.0","dst":"1.1.1.1","ttl":0,"tos":0},"gateway":"10.0.0.2","dev":"v0","scope":"link","flags":[]}]' ]
    same nexthop add id 22 encap foo
    same nexthop add id 22 encap
}

# --- events

# watch FILE WORDS...: `ip WORDS` in the background, into FILE.
watch() {
    ip "${@:2}" >"$1" 2>&1 3>&- &
    monitors+=($!)
}
heard() { grep -qF -- "$1" "$2"; }
# all_listen: each monitor hears of a next hop that comes and goes as often as it takes.
all_listen() {
    local file
    for file in seen.*; do
        for _ in {1..100}; do
            "$REFERENCE" nexthop add id 999 blackhole
            "$REFERENCE" nexthop del id 999
            heard 999 "$file" && break
            sleep .05
        done
    done
}

@test "ip monitor: next hops, as text, with labels, as JSON, and among all" {
    settle_addresses
    monitors=()
    watch seen.all monitor
    watch seen.label monitor label nexthop
    watch seen.json -j monitor nexthop
    watch seen.details -d -o monitor nex
    all_listen
    "$REFERENCE" nexthop add id 1 via 10.0.0.2 dev v0
    "$REFERENCE" nexthop replace id 1 via 10.0.0.3 dev v0
    "$REFERENCE" route add 10.1.0.0/16 nhid 1
    "$REFERENCE" nexthop del id 1
    eventually heard "Deleted id 1 " seen.all
    eventually heard "Deleted id 1 " seen.label
    eventually heard '"deleted":true,"id":1,' seen.json
    eventually heard "Deleted id 1 " seen.details
    kill "${monitors[@]}"
    wait "${monitors[@]}" || true
    grep -v 999 seen.all | diff - <(printf '%s\n' "id 1 via 10.0.0.2 dev v0 scope link " "id 1 via 10.0.0.3 dev v0 scope link " \
        "10.1.0.0/16 nhid 1 via 10.0.0.3 dev v0 " "Deleted id 1 via 10.0.0.3 dev v0 scope link ")
    grep -v 999 seen.label | diff - <(printf '[NEXTHOP]%s\n' "id 1 via 10.0.0.2 dev v0 scope link " \
        "id 1 via 10.0.0.3 dev v0 scope link " "Deleted id 1 via 10.0.0.3 dev v0 scope link ")
    valid_json_lines <seen.json
    [ "$(tail -n 1 seen.json)" = '{"event":"NEXTHOP","deleted":true,"id":1,"gateway":"10.0.0.3","dev":"v0","scope":"link","flags":[]}' ]
    [ "$(tail -n 1 seen.details)" = "Deleted id 1 via 10.0.0.3 dev v0 scope link proto unspec " ]
}

@test "ip -d monitor route: the next hop as it is, not as it was" {
    monitors=()
    "$REFERENCE" nexthop add id 1 via 10.0.0.2 dev v0
    watch seen.routes -d monitor route nexthop
    all_listen
    "$REFERENCE" route add 10.1.0.0/16 nhid 1
    eventually heard "nh_info id 1 via 10.0.0.2 " seen.routes
    "$REFERENCE" nexthop replace id 1 via 10.0.0.3 dev v0
    "$REFERENCE" route add 10.2.0.0/16 nhid 1
    eventually heard "nh_info id 1 via 10.0.0.3 " seen.routes
    kill "${monitors[@]}"
    wait "${monitors[@]}" || true
}

@test "ip monitor: a bucket that moves to another next hop" {
    resilient idle_timer 1
    "$REFERENCE" neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0
    "$REFERENCE" neigh add 10.0.0.3 lladdr 02:00:00:00:00:03 dev v0
    "$REFERENCE" route add 10.9.0.0/16 nhid 13
    monitors=()
    watch seen.label monitor label nexthop
    watch seen.json -j monitor nexthop label
    all_listen
    # Buckets in use keep their next hop until they have been idle.
    for i in {1..60}; do echo >/dev/udp/10.9.0."$i"/9; done
    "$REFERENCE" nexthop replace id 13 group 1,3/2 type resilient
    eventually heard "[NEXTHOPBUCKET]" seen.label
    eventually heard NEXTHOPBUCKET seen.json
    kill "${monitors[@]}"
    wait "${monitors[@]}" || true
    grep -qxE '\[NEXTHOPBUCKET\]id 13 index [0-3] idle_time [0-9.]+ nhid 1 ' seen.label
    valid_json_lines <seen.json
    [ "$(jq -c 'select(.event == "NEXTHOPBUCKET") | [.id, .bucket.nhid]' seen.json | head -n 1)" = "[13,1]" ]
}
