# SPDX-License-Identifier: MIT
# What the files about next hops share: one network namespace with a veth pair whose ends are up, and next hops in it.

setup() {
    no_ipv6
    "$REFERENCE" link set lo up # for blackholes
    "$REFERENCE" link add v0 type veth peer name v1
    "$REFERENCE" link set v0 up
    "$REFERENCE" link set v1 up
    settle v0
    echo 0 | tee /proc/sys/net/ipv6/conf/{lo,v0}/disable_ipv6 >/dev/null
    "$REFERENCE" addr add 10.0.0.1/24 dev v0
    "$REFERENCE" addr add 2001:db8::1/64 dev v0 nodad
}
teardown() {
    "$REFERENCE" nexthop flush >/dev/null
    "$REFERENCE" link del v0
    "$REFERENCE" link set lo down
    rm -f seen.*
}

# add WORDS...: adds the next hop, without a message.
add() { check 0 ip nexthop add "$@" && says ""; }
# some: the installed ip makes next hops of every kind.
some() {
    "$REFERENCE" -batch - <<'END'
nexthop add id 1 via 10.0.0.2 dev v0
nexthop add id 2 via 10.0.0.3 dev v0 protocol static
nexthop add id 3 blackhole
nexthop add id 4 dev v0
nexthop add id 5 via 99.0.0.1 dev v0 onlink protocol 77
nexthop add id 6 via 2001:db8::2 dev v0
nexthop add id 7 via fe80::1 dev v0 protocol bgp
nexthop add id 10 group 1,5/2
nexthop add id 15 via 1.1.1.1 fdb
nexthop add id 16 group 15 fdb
END
    "$REFERENCE" -6 nexthop add id 8 blackhole
}
# resilient [WORDS...]: group 13 of two next hops, with four buckets; skips the test if the kernel has no such groups.
resilient() {
    "$REFERENCE" nexthop add id 1 via 10.0.0.2 dev v0
    "$REFERENCE" nexthop add id 2 via 10.0.0.3 dev v0
    "$REFERENCE" nexthop add id 13 group 1/2 type resilient buckets 4 "$@" || skip "no resilient groups in this kernel"
}
comparable() { grep . | sed 's/is a garbage/is garbage/'; } # without blank lines
