#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip mroute: a small program routes multicast, and ours shows what the installed ip shows.

load helpers
load manual

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
    for options in "" -4 -6 -0 -M -j "-p -j" -d "-d -6" "-6 -j" "-s -o" "-c=always"; do
        for words in "" list lst l "show table all" "show table default" "s t 253" "show iif v2" "show iif lo"; do
            # The age is another one each time. Newer versions take the background to be dark, so their colours are bright.
            # shellcheck disable=SC2086
            same_but='s/Age [0-9.]*/Age/; /^\[\]$/d; s/\x1b\[1;/\x1b[/g' same $options mroute $words
        done
    done
    [ "$(ip mroute | wc -l)" -eq 4 ]
}

# The installed ip takes no prefix: tests/transcripts/cases/mroute.t has what it should show.
@test "prefixes" {
    for words in 239.1.1.1 "to 239.1.1.1/32" "from 10.0.0.9" "f 10.0.0.8/31 iif v0 239.1.1.1" "239.1.1.2 239.1.1.1"; do
        # shellcheck disable=SC2086
        check 0 ip mroute show $words
        says "(10.0.0.9,239.1.1.1)             Iif: v0         Oifs: v2 lo(ttl 5)  State: resolved"
        # shellcheck disable=SC2086
        diff <(echo "$output") <(ip -4 mroute show $words)
    done
    [ "$(ip mroute show 239.1.0.0/16 | wc -l)" -eq 3 ]
    [ "$(ip mroute show any | wc -l)" -eq 4 ]
    check 0 ip mroute show 2001:db8::9
    says ""
    check 0 ip -6 mroute show from 2001:db8::/32
    says "(2001:db8::9,ff0e::1)            Iif: v0         Oifs: v2  State: resolved"
    refuses 1 'Error: any valid prefix is expected rather than "x".' ip mroute show x
    refuses 1 'Error: inet6 prefix is expected rather than "239.1.1.1".' ip -6 mroute show 239.1.1.1
}

@test "counters" {
    check 0 ip -s mroute show 239.1.1.1
    [[ ${lines[1]} =~ ^"  0 packets, 0 bytes, Age "[0-9]+\.[0-9][0-9]$ ]]
    ip -s -j mroute | jq -e 'length == 4 and all(.[]; .packets == 0 and .bytes == 0 and (.expires | type) == "number")'
}

@test "what is refused" {
    for words in "mroute foo" "mroute show to" "mroute show iif" "mroute show iif nope" "mroute show table foo" \
        "mroute show table 77" "mroute help" "mroute show h" \
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
