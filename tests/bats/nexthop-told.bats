#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What routes and ip monitor tell of next hops, compared with the installed ip where that is not older.

load helpers
load nexthops

# --- with routes

@test "ip -d route shows the next hop, asked for beside the dump" {
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
    # One question for each next hop, however many routes lead to it; and none without -d.
    seq -f "route add 10.7.%g.0/24 nhid 10" 1 200 | "$REFERENCE" -batch -
    strace -f -e trace=sendto,sendmsg -o told.calls "$(command -v ip)" -d route >told.routes
    [ "$(grep -c RTM_GETNEXTHOP told.calls)" -eq 3 ]
    [ "$(grep -c "nh_info id 10 " told.routes)" -eq 202 ]
    strace -f -e trace=sendto,sendmsg -o told.calls "$(command -v ip)" route >told.routes
    run ! grep -q RTM_GETNEXTHOP told.calls
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
    both route add 10.2.0.0/16 nhid 77
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
    both nexthop add id 22 encap foo
    both nexthop add id 22 encap
}

# --- events

# listen FILE WORDS...: `ip WORDS` in the background, to FILE.
listen() {
    ip "${@:2}" >"$1" 2>&1 3>&- &
    listeners+=($!)
}
heard() { grep -qF -- "$1" "$2"; }
# started: every listener hears of a next hop that comes and goes until it does.
started() {
    local file
    for file in told.*; do
        for _ in {1..100}; do
            "$REFERENCE" nexthop add id 999 blackhole
            "$REFERENCE" nexthop del id 999
            heard 999 "$file" && break
            sleep .05
        done
    done
}

@test "ip monitor: next hops, as text, with labels, as JSON, and among all" {
    listeners=()
    listen told.all monitor
    listen told.label monitor label nexthop
    listen told.json -j monitor nexthop
    listen told.details -d -o monitor nex
    started
    "$REFERENCE" nexthop add id 1 via 10.0.0.2 dev v0
    "$REFERENCE" nexthop replace id 1 via 10.0.0.3 dev v0
    "$REFERENCE" route add 10.1.0.0/16 nhid 1
    "$REFERENCE" nexthop del id 1
    eventually heard "Deleted id 1 " told.all
    eventually heard "Deleted id 1 " told.label
    eventually heard '"deleted":true,"id":1,' told.json
    eventually heard "Deleted id 1 " told.details
    kill "${listeners[@]}"
    wait "${listeners[@]}" || true
    grep -v 999 told.all | diff - <(printf '%s\n' "id 1 via 10.0.0.2 dev v0 scope link " "id 1 via 10.0.0.3 dev v0 scope link " \
        "10.1.0.0/16 nhid 1 via 10.0.0.3 dev v0 " "Deleted id 1 via 10.0.0.3 dev v0 scope link ")
    grep -v 999 told.label | diff - <(printf '[NEXTHOP]%s\n' "id 1 via 10.0.0.2 dev v0 scope link " \
        "id 1 via 10.0.0.3 dev v0 scope link " "Deleted id 1 via 10.0.0.3 dev v0 scope link ")
    json <told.json
    [ "$(tail -n 1 told.json)" = '{"deleted":true,"id":1,"gateway":"10.0.0.3","dev":"v0","scope":"link","flags":[]}' ]
    [ "$(tail -n 1 told.details)" = "Deleted id 1 via 10.0.0.3 dev v0 scope link proto unspec " ]
}

@test "ip -d monitor route: the next hop as it is, not as it was" {
    listeners=()
    "$REFERENCE" nexthop add id 1 via 10.0.0.2 dev v0
    listen told.routes -d monitor route nexthop
    started
    "$REFERENCE" route add 10.1.0.0/16 nhid 1
    eventually heard "nh_info id 1 via 10.0.0.2 " told.routes
    "$REFERENCE" nexthop replace id 1 via 10.0.0.3 dev v0
    "$REFERENCE" route add 10.2.0.0/16 nhid 1
    eventually heard "nh_info id 1 via 10.0.0.3 " told.routes
    kill "${listeners[@]}"
    wait "${listeners[@]}" || true
}

@test "ip monitor: a bucket that moves to another next hop" {
    resilient idle_timer 1
    "$REFERENCE" neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0
    "$REFERENCE" neigh add 10.0.0.3 lladdr 02:00:00:00:00:03 dev v0
    "$REFERENCE" route add 10.9.0.0/16 nhid 13
    listeners=()
    listen told.label monitor label nexthop
    listen told.json -j monitor nexthop label
    started
    # Buckets in use keep their next hop until they have been idle.
    for i in {1..60}; do echo >/dev/udp/10.9.0."$i"/9; done
    "$REFERENCE" nexthop replace id 13 group 1,3/2 type resilient
    eventually heard "[NEXTHOPBUCKET]" told.label
    eventually heard NEXTHOPBUCKET told.json
    kill "${listeners[@]}"
    wait "${listeners[@]}" || true
    grep -qxE '\[NEXTHOPBUCKET\]id 13 index [0-3] idle_time [0-9.]+ nhid 1 ' told.label
    json <told.json
    [ "$(jq -c 'select(.event == "NEXTHOPBUCKET") | [.id, .bucket.nhid]' told.json | head -n 1)" = "[13,1]" ]
}
