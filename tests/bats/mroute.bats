#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# ip mroute: a small program routes multicast, and ours shows what the installed ip shows.

load helpers
load manual

# Newer versions say which prefixes they take.
comparable() { sed 's/Error: ??? prefix/Error: any valid prefix/'; }

setup_file() {
    ip link add v0 type veth peer name v1
    ip link add v2 type veth peer name v3
    for device in v0 v1 v2 v3 lo; do ip link set $device up; done
    cat >"$SCRATCH/tmp/router" <<'EOF'
import socket, struct, sys, time
INIT, ADD_VIF, ADD_MFC = 200, 202, 204 # linux/mroute.h; those of linux/mroute6.h have the same numbers
inet = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_IGMP)
inet.setsockopt(0, INIT, struct.pack("i", 1))
for number, name in enumerate(["v0", "v2", "lo"]):
    inet.setsockopt(0, ADD_VIF, struct.pack("=HBBIi4x", number, 8, 1, 0, socket.if_nametoindex(name)))
def route(source, group, parent, *ttls):
    addresses = socket.inet_aton(source) + socket.inet_aton(group)
    inet.setsockopt(0, ADD_MFC, addresses + struct.pack("=H32sHIIIi", parent, bytes(ttls), 0, 0, 0, 0, 0))
route("10.0.0.9", "239.1.1.1", 0, 0, 1, 5)
route("10.0.0.10", "239.1.1.2", 0)
route("0.0.0.0", "239.9.9.9", 1, 1, 1)
route("10.0.1.9", "239.1.1.3", 1, 2)
inet6 = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
inet6.setsockopt(41, INIT, struct.pack("i", 1))
for number, name in enumerate(["v0", "v2"]):
    inet6.setsockopt(41, ADD_VIF, struct.pack("=HBBHxxI", number, 0, 1, socket.if_nametoindex(name), 0))
def address(text):
    return struct.pack("=HHI", 10, 0, 0) + socket.inet_pton(10, text) + bytes(4)
inet6.setsockopt(41, ADD_MFC, address("2001:db8::9") + address("ff0e::1") + struct.pack("=Hxx8I", 0, 2, *[0] * 7))
open(sys.argv[1], "w")
time.sleep(600)
EOF
    python3 "$SCRATCH/tmp/router" "$SCRATCH/tmp/ready" 3>&- &
    echo $! >"$SCRATCH/tmp/pid"
    eventually test -e "$SCRATCH/tmp/ready" || skip "this kernel routes no multicast"
}
teardown_file() {
    kill "$(cat "$SCRATCH/tmp/pid")"
    ip link delete v0
    ip link delete v2
}

@test "every filter, in every form" {
    for options in "" -6 -0 -M -j "-p -j" -d "-d -6" "-6 -j" "-s -o" "-c=always"; do
        for words in "" list lst l "show table all" "show table default" "s t 253" "show 239.1.1.1" "show to 239.1.0.0/16" \
            "show from 10.0.0.0/24" "show f 10.0.0.9 iif v0" "show iif v2" "show iif lo" "show 239.1.1.1 239.1.1.2" \
            "show from 2001:db8::9" "show ff0e::1" "show table main" "show any"; do
            # The age is another one each time.
            # shellcheck disable=SC2086
            same_but='s/Age [0-9.]*/Age/' same $options mroute $words
        done
    done
    [ "$(ip mroute | wc -l)" -eq 4 ]
    # With -4, the installed ip takes no prefix.
    for words in "" "show 239.1.1.1" "show from 10.0.0.0/24"; do
        # shellcheck disable=SC2086
        diff <(ip mroute $words) <(ip -4 mroute $words)
    done
}

@test "counters" {
    check 0 ip -s mroute show 239.1.1.1
    [[ ${lines[1]} =~ ^"  0 packets, 0 bytes, Age "[0-9]+\.[0-9][0-9]$ ]]
    ip -s -j mroute | jq -e 'length == 4 and all(.[]; .packets == 0 and .bytes == 0 and (.expires | type) == "number")'
}

@test "what is refused" {
    for words in "mroute foo" "mroute show to" "mroute show iif" "mroute show iif nope" "mroute show table foo" \
        "mroute show from x" "mroute show x" "-6 mroute show 239.1.1.1" "mroute show table 77" "mroute help" "mroute show h" \
        "mroute show table help" "mroute list from"; do
        # shellcheck disable=SC2086
        same_refusal $words
    done
}

@test "in a batch" {
    printf '%s\n' 'mroute show 239.1.1.1' 'mroute show table foo' 'mroute show iif v2' >"$SCRATCH/tmp/batch"
    check 1 ip -force -batch "$SCRATCH/tmp/batch"
    [ "$(grep -c '^(' <<<"$output")" -eq 3 ]
    has "Command failed $SCRATCH/tmp/batch:2"
}
