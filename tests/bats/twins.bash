# SPDX-License-Identifier: MIT
# Two network namespaces with the same devices: our ip works in one, the installed ip in the other. `load twins`, and call
# make_twins in setup, take_twins_away in teardown.

make_twins() {
    for name in ours theirs; do "$REFERENCE" netns add $name; done
    cd "$SCRATCH/tmp"
}
take_twins_away() { for name in ours theirs; do "$REFERENCE" netns delete $name; done; }

# twin_links: makes in both a pair of devices, v0 and v1, and a bridge, br0, all without IPv6.
twin_links() {
    in_both sh -c 'cd /proc/sys/net/ipv6/conf; echo 1 | tee all/disable_ipv6 default/disable_ipv6' >/dev/null
    in_both "$REFERENCE" link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
    in_both "$REFERENCE" link add br0 address 02:00:00:00:00:03 type bridge
}

ours() { "$REFERENCE" netns exec ours "$SCRATCH/bin/ip" "$@"; }
theirs() { "$REFERENCE" netns exec theirs "$REFERENCE" "$@"; }
# in_both COMMAND...: in each of the namespaces.
in_both() { for name in ours theirs; do "$REFERENCE" netns exec $name "$@"; done; }

# Without blank lines, and with one message as newer versions have it.
comparable() { grep . | sed 's/is a garbage/is garbage/'; }

# same_effect WORDS...: the same, and what the file's `state NAMESPACE` shows of both namespaces is the same afterwards.
same_effect() { same "$@" && diff <(state theirs) <(state ours) >&2; }
