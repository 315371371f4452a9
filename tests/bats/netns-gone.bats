#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip netns delete wait and force, who, topology, exec in many namespaces; ip link peer. tests/namespaces/run has the figures.

load helpers

setup() {
    ip netns add red
    ip link add p0 type veth peer name c0 netns red
}
teardown() {
    [ -z "${sleeper-}" ] || kill -KILL "$sleeper" 2>/dev/null || true
    for name in $("$REFERENCE" netns list | cut -d' ' -f1); do ip netns delete "$name"; done
    for link in p0 br0 mv0; do ip link delete $link 2>/dev/null || true; done
    eventually eval '! ip -o link show type veth | grep .'
}
# sleeps_in NAME: a process in the namespace.
sleeps_in() {
    "$REFERENCE" netns exec "$1" sleep 100 3>&- &
    sleeper=$!
    eventually has_own_netns $sleeper
}

@test "delete wait: the names of the devices are free" {
    for _ in {1..10}; do
        check 0 ip netns delete red wait
        says ""
        ip netns add red
        ip link add p0 type veth peer name c0 netns red
    done
}

@test "delete wait: a namespace without a pair, and all at once" {
    ip netns add blue
    ip -n blue link add x0 type bridge
    check 0 ip netns delete blue wait 5s
    ip netns add blue
    check 0 ip -all netns delete wait
    [ -z "$("$REFERENCE" netns list)" ]
    fails ip link show p0
}

@test "delete wait says what holds the namespace" {
    sleeps_in red
    refuses 1 "red: not gone after 0.2 s: held by process $sleeper sleep" ip netns delete red wait 200ms
    fails ip netns pids red
}

@test "delete force: the devices first, but not from processes" {
    sleeps_in red
    check 1 ip netns delete red force
    has "Process $sleeper is in network namespace \"red\"."
    ip link show p0
    check 0 ip netns delete red force force
    fails ip link show p0
    [ -e /proc/$sleeper ]
}

@test "delete force: every link with a kind, and their groups are put back if that is refused" {
    ip -n red link add br0 type bridge
    ip -n red link set c0 master br0 group 7
    check 0 ip netns delete red wait force
    fails ip link show p0
}

@test "the own namespace is refused with the new words only" {
    ip netns attach self $$
    for words in wait force 'force force' 'wait force'; do
        # shellcheck disable=SC2086
        check 1 ip netns delete self $words
        has 'is that of this process'
    done
    ip link show p0
    check 0 ip netns delete self
}

@test "wrong words" {
    check 255 ip netns delete red wait sideways
    has '"sideways" is wrong'
    ip -n red link show c0
    check 255 ip netns who a b
    check 1 ip netns who nosuch
    check 1 ip netns who id 77
    check 1 ip netns topology nosuch
    check 255 ip netns exec 'r*' -jobs 0 true
}

@test "who" {
    sleeps_in red
    check 0 ip netns who red
    has "process $sleeper sleep"
    has "mount   /run/netns/red (pid "
    # One after the other: two at a time would find each other inside.
    local id name
    id=$(ip -j netns list | jq '.[] | select(.name == "red") | .id')
    ip netns who red >red
    for name in /run/netns/red $sleeper "id $id"; do
        ip netns who $name >same
        diff red same
    done
    rm red same
    ip -j netns who | jq -e '.[] | select(.netns == "red") | .holders | map(.type) | contains(["process", "mount"])'
}

@test "link peer" {
    ip link add br0 type bridge
    ip link add mv0 link p0 type macvlan
    [ "$(ip link peer p0)" = "red c0" ]
    [ "$(ip link peer dev mv0)" = "host p0" ]
    [ "$(ip -n red link peer c0)" = "host p0" ]
    [ "$(ip -j link peer p0 | jq -r '.[0].netns + " " + .[0].ifname')" = "red c0" ]
    refuses 1 'Device "br0" has no other end.' ip link peer br0
    refuses 1 'Device "nosuch" does not exist.' ip link peer nosuch
}

@test "link peer as an ordinary user: namespace and index" {
    run as_user ip link peer p0
    [[ "$output" =~ ^red\ if[0-9]+$ ]]
}

@test "topology" {
    no_ipv6
    ip netns exec red sh -c 'echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6'
    ip link add br0 type bridge
    ip link set p0 master br0 up
    ip address add 10.1.1.1/24 dev br0
    ip -n red link set c0 up
    ip -n red address add 10.1.1.2/24 dev c0
    check 0 ip netns topology
    has $'  br0        bridge  DOWN   10.1.1.1/24\n    p0       veth    UP     -- c0 @red'
    has $'red\n'
    has '  c0         veth    UP     10.1.1.2/24 -- p0 @host (port of br0)'
    [ "$(ip -j netns topology | jq -c '.[] | select(.netns == "red") | .links[] | select(.ifname == "c0") | [.kind, .state, .peer.ifname, .addresses]')" = '["veth","UP","p0",["10.1.1.2/24"]]' ]
    ip netns topology >all # one after the other: two at a time would find each other
    ip netns topology red | diff - <(sed -n '/^red/,$p' all)
    rm all
}

@test "topology for Graphviz" {
    check 0 ip netns topology dot
    [ "$(grep -c 'subgraph cluster_' <<<"$output")" = 2 ]
    [ "$(grep -c ' -- ' <<<"$output")" = 1 ]
    ! command -v dot >/dev/null || dot -Tsvg <<<"$output" | grep -q '<svg'
}

@test "exec in the namespaces of a pattern" {
    for name in r1 r2 blue; do ip netns add $name; done
    check 0 ip netns exec 'r*' -label sh -c 'echo one; echo two'
    says "$(for name in $("$REFERENCE" netns list | cut -d' ' -f1 | grep ^r); do printf '%s: one\n%s: two\n' "$name" "$name"; done)"
    check 7 ip netns exec 'r[12]' -jobs 2 sh -c 'ip netns identify | grep -q r1 && exit 3; exit 7'
    check 137 ip netns exec 'r[12]' sh -c 'kill -KILL $$'
    check 1 ip netns exec 'x*' true
    [ "$(ip -j netns exec 'r[12]' -jobs 2 sh -c 'echo out; echo err >&2; exit 4' | jq -c 'map([.status, .stdout, .stderr])')" = '[[4,"out\n","err\n"],[4,"out\n","err\n"]]' ]
    check 0 ip -all netns exec -jobs 3 true
    says ""
}

@test "exec in many: what a command leaves running is not waited for" {
    check 0 ip netns exec 're*' -jobs 2 sh -c 'sleep 30 3>&- & echo here'
    says here
}

@test "who and topology show an ordinary user what can be seen, and say what cannot" {
    check 0 as_user ip netns who
    has 'process '
    has 'could not be looked into: Permission denied'
    has 'TCP connections without a process could not be looked for: Operation not permitted'
    check 0 as_user ip netns topology
    has 'could not be looked into: Permission denied'
}

@test "absent removes the file that a killed delete leaves" {
    mkdir -p /run/netns
    touch /run/netns/left
    check 0 ip netns absent left
    [ ! -e /run/netns/left ]
}
