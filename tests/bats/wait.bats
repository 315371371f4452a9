#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip OBJECT wait: until `show` with the same words would show something, or nothing more.

load helpers

setup() {
    for name in d0 d1 br0 gone; do ip link delete $name 2>/dev/null || true; done
    ip link add v0 type veth peer name v1
    ip address add 10.0.0.1/24 dev v0
}
teardown() {
    ip link delete v0 2>/dev/null || true
    for name in $("$REFERENCE" netns list | cut -d' ' -f1); do ip netns delete "$name"; done
    rm -f "$SCRATCH"/tmp/wait.*
}

# ends_by CHANGE...: `ip "${words[@]}"`, which runs before the change, ends after it with status 0. Its output is in $output.
ends_by() {
    ip "${words[@]}" timeout 10s >"$SCRATCH/tmp/wait.out" 2>&1 3>&- &
    local waiter=$! status=0
    eventually listens $waiter
    [ -e /proc/$waiter ] && [ ! -s "$SCRATCH/tmp/wait.out" ] || { echo "ended early: ip ${words[*]}" >&2; return 1; }
    "$@"
    wait $waiter || status=$?
    output=$(cat "$SCRATCH/tmp/wait.out")
    [ $status -eq 0 ] || { echo "status $status: ip ${words[*]}: $output" >&2; return 1; }
}
listens() { [ "$(cut -d' ' -f1 </proc/"$1"/syscall 2>/dev/null)" = 7 ]; } # poll(2)

@test "what is there already ends the wait at once, and is shown as show does" {
    for words in 'link wait v0:link show v0' 'address wait dev v0:address show dev v0' 'route wait dev v0 table local:route show dev v0 table local' \
        'rule wait pref 32766:rule show pref 32766'; do
        # shellcheck disable=SC2086
        [ "$(ip ${words%:*})" = "$(ip ${words#*:})" ]
    done
    [ "$(ip -j link wait dev v0)" = "$(ip -j link show dev v0)" ]
    check 0 ip -quiet link wait dev v0
    says ""
}

@test "each object" {
    words=(link wait dev d0)
    ends_by ip link add d0 type ifb
    has "d0: "
    words=(link wait dev d0 up lower-up)
    ends_by ip link set d0 up
    words=(link wait v0 carrier operstate up)
    ends_by ip -batch - <<<$'link set v0 up\nlink set v1 up'
    words=(link wait master br0)
    ends_by ip -batch - <<<$'link add br0 type bridge\nlink set d0 master br0'
    has "master br0"
    words=(address wait to 10.9.0.1)
    ends_by ip address add 10.9.0.1/24 dev v0
    words=(route wait 192.0.2.0/24)
    ends_by ip route add 192.0.2.0/24 dev v0
    says "192.0.2.0/24 dev v0 scope link "
    words=(route wait 192.0.2.0/24 table 77)
    ends_by ip route add unreachable 192.0.2.0/24 table 77
    words=(rule wait fwmark 5)
    ends_by ip rule add fwmark 5 table 100
    words=(neigh wait 10.0.0.9 nud reachable)
    ends_by ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev v0 nud reachable
    words=(nexthop wait id 7)
    ends_by ip nexthop add id 7 dev v0
    words=(netns wait lab)
    ends_by ip netns add lab
    says lab
}

@test "gone" {
    ip link add d0 group 7 type ifb
    ip link add d1 group 7 type ifb
    words=(link wait group 7 gone)
    ends_by ip link delete group 7
    says ""
    words=(link wait dev v1 gone)
    ends_by ip link delete v0
    ip netns add lab
    words=(netns wait lab gone)
    ends_by ip netns delete lab
}

@test "what the kernel tells nothing of" {
    ip link set v0 up
    ip link set v1 up
    ip route add 198.51.100.0/24 via 10.0.0.7
    ip nexthop add id 7 via 10.0.0.8 dev v0
    words=(route wait 198.51.100.0/24 gone)
    ends_by ip link set v0 down
    words=(nexthop wait id 8 gone)
    ip link set v0 up
    ip nexthop add id 8 via 10.0.0.8 dev v0
    ends_by ip link set v0 down
}

@test "empty: until the last process of a namespace is gone" {
    ip netns add lab
    check 0 ip netns wait lab empty
    says lab
    ip netns exec lab sleep 100 3>&- &
    local sleeper=$!
    eventually has_own_netns $sleeper
    words=(netns wait lab empty)
    ends_by kill $sleeper
    check 0 ip netns wait 'l*' empty timeout 1s
    check 124 ip netns wait 'x*' empty timeout .1
}

@test "ready: duplicate address detection is over for all addresses" {
    ip link set v0 up
    ip link set v1 up
    ip address add 2001:db8::1/64 dev v0
    check 0 ip address wait dev v0 ready timeout 10s
    has 2001:db8::1
    [ -z "$(ip -o -6 address show dev v0 tentative)" ]
    # The other end has the address.
    ip netns add lab
    ip link set v1 netns lab
    ip -n lab address add 2001:db8::7/64 dev v1 nodad
    ip -n lab link set v1 up
    ip address wait dev v0 scope link ready timeout 10s
    ip address add 2001:db8::7/64 dev v0
    refuses 1 "Another host on the link of v0 has the address 2001:db8::7." ip address wait dev v0 ready timeout 10s
}

@test "the time is over" {
    refuses 124 "The time is over. There is no such link." ip link wait dev d0 timeout 50ms
    check 124 ip -j link wait v0 up timeout .05s
    has "The time is over."
    has "$(ip link show dev v0)"
    check 124 ip link wait v0 gone timeout 0
    has "v0@v1"
    check 124 ip address wait dev v0 ready scope link timeout 0s
    check 124 ip neigh wait 10.0.0.9 nud reachable timeout 0
    refuses 124 "The time is over. There is no such network namespace." ip netns wait lab timeout 0m
}

@test "wrong words end the wait" {
    refuses 255 'Error: argument "soon" is wrong: invalid "timeout"' ip link wait v0 timeout soon
    refuses 255 'Error: argument "-1" is wrong: invalid "timeout"' ip link wait v0 timeout -1
    refuses 255 'Error: argument "1.2.3" is wrong: invalid "timeout"' ip link wait v0 timeout 1.2.3
    refuses 255 'Error: argument "sideways" is wrong: Invalid operstate' ip link wait v0 operstate sideways
    check 255 ip route wait 10.0.0.0/8 protocol nosuch
    check 255 ip netns wait a b
    check 255 ip link wait help
    has "ip link wait"
}

@test "a device whose name is a word of wait" {
    ip link add gone type ifb
    check 0 ip link wait dev gone up gone timeout 0
    check 0 ip link wait dev gone down timeout 0
    has "gone: "
}

@test "in a batch" {
    run ip -batch - <<<$'link set v0 up\nlink wait dev v0 up timeout 5s\nlink wait dev nosuch timeout 0\nlink set v0 down'
    [ "$status" -eq 1 ]
    has "There is no such link."
    has "Command failed -:3"
    has "v0@v1"
}

@test "show takes the words as well" {
    ip link set v0 up
    ip link set v1 up
    ip link wait v0 carrier operstate up timeout 10s
    [ "$(ip -br link show carrier type veth | cut -d@ -f1 | sort | xargs)" = "v0 v1" ]
    [ "$(ip -br link show operstate UP | cut -d@ -f1 | sort | xargs)" = "v0 v1" ]
    [ -z "$(ip -br link show operstate dormant)" ]
    ip link set v1 down
    ip link wait v0 operstate lowerlayerdown timeout 10s
    [ -z "$(ip link show lower-up type veth)" ]
    [ "$(ip -o -4 address show ready)" = "$(ip -o -4 address show)" ]
}
