#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The examples of ip(8), ip-netns(8) and ip-nexthop(8).

load helpers
load manual

@test "the examples of ip(8)" {
    replays ip.8 1
    ip link set lo down
}

@test "the examples of ip-netns(8)" {
    replays ip-netns.8 3
    ip -all netns delete
    rm -r /etc/netns
}

@test "the examples of ip-nexthop(8)" {
    replays ip-nexthop.8 2
}
