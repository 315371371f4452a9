#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip route save, restore, showdump: nothing is lost on the way.

load helpers

setup_file() {
    ip link add v0 type veth peer name v1
    ip link add v2 type veth peer name v3
    for device in v0 v1 v2 v3; do ip link set "$device" addrgenmode none up; done
    settle v0
    settle v2
    ip address add 10.0.0.1/24 dev v0
    ip address add 10.0.2.1/24 dev v2
    ip address add 2001:db8::1/64 dev v0 nodad
    ip address add fe80::1/64 dev v0 nodad
}

teardown() {
    ip route flush table all proto boot
    ip route flush table all proto static
    rm -f saved
}

teardown_file() {
    ip link delete v0
    ip link delete v2
}

many_routes() {
    ip route add 10.10.0.0/16 via 10.0.0.2
    ip route add 10.10.0.0/16 via 10.0.0.3 metric 5 proto static
    ip route append 10.10.0.0/16 via 10.0.0.4 metric 5 proto static
    ip route add 10.11.0.0/16 via inet6 fe80::2 dev v0
    ip route add 10.12.0.0/16 via 99.0.0.1 dev v0 onlink
    ip route add 10.13.0.0/16 nexthop via 10.0.0.2 weight 2 nexthop via 10.0.2.2 dev v2 weight 3
    ip route add 10.14.0.0/16 nexthop via inet6 fe80::2 dev v0 nexthop via 10.0.2.2
    ip route add 10.15.0.0/16 via 10.0.0.3 mtu lock 1400 window 1000 rtt 300ms rttvar 100ms ssthresh 10 cwnd lock 20 advmss 1300 \
        reordering 5 hoplimit 64 initcwnd 10 features ecn rto_min 200ms initrwnd 12 quickack 1 congctl cubic fastopen_no_cookie 1
    ip route add 10.16.0.0/16 via 10.0.0.3 src 10.0.2.1 tos 0x20
    ip route add 10.17.0.0/16 dev v2 scope host realms 3/4
    ip route add blackhole 10.18.0.0/16
    ip route add throw 10.19.0.0/16 metric 7
    ip route add default via 10.0.0.9
    ip route add 10.20.0.0/16 via 10.19.0.5 dev v0 onlink table 100000
    ip -6 route add 2001:db8:1::/48 via 2001:db8::2
    ip -6 route add 2001:db8:2::/48 dev v0 metric 5 pref high mtu 1400 hoplimit 7
    ip -6 route add 2001:db8:3::/48 nexthop via 2001:db8::2 nexthop via fe80::3 dev v0 weight 4
    ip -6 route add 2001:db8:4::/48 from 2001:db8:9::/48 dev v0
    ip -6 route add unreachable 2001:db8:5::/48
    ip -6 route add default via fe80::2 dev v0
}

flush_mine() {
    ip route flush table all proto boot
    ip route flush table all proto static
}

@test "both families, next hops of all sorts, metrics: nothing is lost" {
    many_routes
    local before
    # IPv6's local routes have metric 0, which nobody but the kernel can give.
    everything() { ip -d route show table all | grep -v "^local.*:"; }
    before=$(everything)
    ip route save table all >saved
    flush_mine
    [ "$(everything)" != "$before" ]
    check 0 ip route restore <saved
    has "RTNETLINK answers: File exists" # printed for routes that the flush left
    diff <(echo "$before") <(everything)
}

@test "only the selected routes are saved" {
    many_routes
    ip route save proto static >saved
    flush_mine
    check 0 ip route restore <saved
    says ""
    check 0 ip route show proto static
    says "10.10.0.0/16 via 10.0.0.3 dev v0 metric 5 
10.10.0.0/16 via 10.0.0.4 dev v0 metric 5 "
    check 0 ip route show proto boot
    says ""
}

@test "one family" {
    many_routes
    local before
    before=$(ip -6 route)
    ip -6 route save >saved
    flush_mine
    ip -6 route restore <saved
    diff <(echo "$before") <(ip -6 route)
    [ "$(ip -4 route show proto boot)" = "" ]
}

@test "showdump shows the file as show would" {
    many_routes
    ip route save table all proto boot >saved
    diff <(ip route showdump <saved) <(ip route show table all proto boot | sed "s/ proto boot//")
    diff <("$REFERENCE" route showdump <saved) <(ip route showdump <saved)
    check 0 ip -j route showdump <saved
    [ "${output:0:9}" = '[{"dst":"' ]
    check 0 ip -6 route showdump <saved
    lacks "10.10.0.0"
    has "2001:db8:1::/48 via 2001:db8::2"
}

@test "files of the installed ip, and ours for it" {
    many_routes
    local before
    before=$(ip -d route show proto boot)
    "$REFERENCE" route save proto boot >saved
    # The same messages, but for the numbers of the conversation in their headers.
    diff <(ip route showdump <saved) <(ip route save proto boot | ip route showdump)
    flush_mine
    ip route restore <saved
    diff <(echo "$before") <(ip -d route show proto boot)
    ip route save 10.10.0.0/16 >saved
    ip route flush 10.10.0.0/16
    "$REFERENCE" route restore <saved
    check 0 ip route show 10.10.0.0/16
    diff <(grep ^unicast.10.10 <<<"$before") <(ip -d route show 10.10.0.0/16 | sed "s/ proto boot//")
}

@test "from a pipe" {
    many_routes
    local before
    before=$(ip route)
    ip route save >saved
    flush_mine
    # The kernel's routes exist already, which is reported.
    cat saved | ip route restore 2>/dev/null
    diff <(echo "$before") <(ip route)
}

@test "routes whose gateways the file itself makes reachable" {
    ip route add 10.50.0.0/24 dev v0
    ip route add 10.60.0.0/24 via 10.50.0.7 dev v0
    ip route add 10.70.0.0/24 nexthop via 10.50.0.8 dev v0 nexthop via 10.0.2.7
    ip route add 10.5.0.0/24 via 10.50.0.9 dev v0
    ip route save proto boot >saved
    local before
    before=$(ip route)
    flush_mine
    check 0 ip route restore <saved
    says ""
    diff <(echo "$before") <(ip route)
}

@test "damaged files" {
    many_routes
    ip route save >saved
    check 1 ip route restore </dev/null
    has "Magic mismatch"
    echo "not a file of routes" >other
    check 1 ip route restore <other
    has "Magic mismatch"
    head -c -5 saved >other
    flush_mine
    check 1 ip route restore <other
    # No route was restored.
    check 0 ip route show proto boot
    says ""
    ip address save >other
    check 1 ip route restore <other
    check 255 ip route restore x <saved
    rm other
}

@test "a terminal is refused" {
    command -v script >/dev/null || skip "no script(1)"
    check 1 script -qec "ip route save" /dev/null </dev/null
    has "Not sending a binary stream to stdout"
    check 1 script -qec "ip route restore" /dev/null </dev/null
    has "Can't restore route dump from a terminal"
}

@test "a route that expires keeps its time" {
    ip -6 route add 2001:db8:8::/48 dev v0 expires 3600
    ip -6 route save 2001:db8:8::/48 >saved
    ip -6 route flush 2001:db8:8::/48
    ip -6 route restore <saved
    check 0 ip -6 route show 2001:db8:8::/48
    [[ $output =~ expires\ 3[56][0-9][0-9]sec ]]
}

@test "restore leaves out a route with BPF programs, and says so" {
    ip link add p0 type veth peer name p1
    ip link set p0 up
    python3 - "$(cat /sys/class/net/p0/ifindex)" >"$SCRATCH/tmp/programs" <<'EOF'
import struct, sys
def attr(kind, data):
    return struct.pack("HH", 4 + len(data), kind) + data + bytes(-len(data) % 4)
def route(destination, more):
    body = struct.pack("BBBBBBBBI", 2, 16, 0, 0, 254, 3, 253, 1, 0)
    body += attr(1, bytes(destination)) + attr(4, struct.pack("I", int(sys.argv[1]))) + more
    return struct.pack("IHHII", 16 + len(body), 24, 0, 0, 0) + body
program = attr(0x8000 | 22, attr(0x8000 | 1, attr(2, b"prog:[*fsobj]\0"))) + attr(21, struct.pack("H", 6))
sys.stdout.buffer.write(struct.pack("I", 0x45311224) + route([10, 77, 0, 0], program) + route([10, 78, 0, 0], b""))
EOF
    check 0 ip route showdump <"$SCRATCH/tmp/programs"
    has "encap bpf in prog:[*fsobj]"
    run ip route restore <"$SCRATCH/tmp/programs"
    [ "$status" -eq 1 ]
    says "Not restored: 1 route with BPF programs, of which the file has the names only"
    check 0 ip route show
    has 10.78.0.0/16
    lacks 10.77.0.0/16
    ip link delete p0
}
