#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The examples of ip(8) and of its objects' pages.

load helpers
load manual

@test "the examples of ip(8)" {
    install -d -m 700 -o 1000 -g 1000 /run/user/1000
    replays ip.8 2
    rm -r /run/user
    ip link set lo down
}

@test "the examples of ip-netns(8)" {
    replays ip-netns.8 3
    ip -all netns delete
    rm -r /etc/netns
}

@test "the examples of ip-route(8)" {
    replays ip-route.8 3
    ip link delete tunnel
    ip link delete v0
    rm /tmp/routes
}

@test "the examples of ip-nexthop(8)" {
    replays ip-nexthop.8 2
}

@test "the examples of ip-xfrm(8)" {
    replays ip-xfrm.8 2
}
