# SPDX-License-Identifier: MIT
# What commands find that are typed wrongly, for hints.bats and mistakes.bats.

scene_of_mistakes() {
    export NSKIT_EXPLAIN=1
    no_ipv6
    for pair in d0:d1 d2:d3; do "$REFERENCE" link add ${pair%:*} type veth peer name ${pair#*:}; done
    for device in lo d0 d1; do "$REFERENCE" link set $device up; done
    "$REFERENCE" addr add 10.0.0.1/24 dev d0
    "$REFERENCE" route add 10.9.0.0/16 dev d0
    "$REFERENCE" netns add red
    "$REFERENCE" link add r0 netns red type veth peer name r1 netns red
    touch /run/netns/plain
    mkdir /run/netns/directory
    ln -s nowhere /run/netns/dangling
}
