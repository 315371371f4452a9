#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The founding walk (./start demo) holds for root and for an ordinary user, and leaves nothing.

load helpers

setup() { install -m 755 -t "$SCRATCH/home" "$NSKIT_SOURCE/examples/founding-walk"; }

walked() {
    has '$ ip netns add ns0'
    has '2 packets transmitted, 2 received, 0% packet loss'
    has 'eth0@'
    has only-here
    [ "${lines[-1]}" = '$ ip netns list' ] # and it prints nothing: both are gone
}

@test "as root" {
    run assert_no_leak "$SCRATCH/home/founding-walk"
    [ "$status" -eq 0 ]
    walked
}

@test "as an ordinary user" {
    run assert_no_leak as_user "$SCRATCH/home/founding-walk"
    [ "$status" -eq 0 ]
    walked
}

@test "a step that fails ends the demo with status 1" {
    mkdir "$SCRATCH/cwd/tools"
    printf '#!/bin/sh\nexit 2\n' >"$SCRATCH/cwd/tools/ping"
    chmod 755 "$SCRATCH/cwd/tools/ping"
    PATH="$SCRATCH/cwd/tools:$PATH" check 1 "$SCRATCH/home/founding-walk"
    has 'failed with status 2: ip netns exec ns0 ping'
    lacks 'A new name'
    rm -r "$SCRATCH/cwd/tools"
}

@test "the demo does not touch the mount namespace it is started in" {
    check 1 "$SCRATCH/home/founding-walk" --inside "$(readlink /proc/self/ns/mnt)"
    has 'not in a mount namespace of its own'
}
