#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The world that the other files run in is private, and the helpers find failures.

load helpers

@test "the world is private: hostname, links, /run, /etc" {
    [ "$(hostname)" = sandbox ]
    [ "$(ls /sys/class/net)" = lo ]
    [ "$(stat -f -c %T /run)" = tmpfs ]
    grep -q ' /etc .* overlay ' /proc/self/mountinfo
}

@test "the commands under test come first" {
    for command in "$NSKIT_BUILD"/bin/*; do
        [ -e "$command" ] || skip "nothing is built yet"
        [ "$(command -v "${command##*/}")" = "$SCRATCH/bin/${command##*/}" ]
    done
}

@test "as_user is tester, without groups and capabilities" {
    [ "$(as_user id -un):$(as_user id -G)" = tester:1000 ]
    as_user grep -qx 'CapEff:	0000000000000000' /proc/self/status
    [ "$(as_user sh -c 'cd && pwd')" = "$SCRATCH/home" ]
}

@test "in_user_namespace runs as root of a user namespace" {
    [ "$(in_user_namespace id -u)" = 0 ]
    in_user_namespace mount -t tmpfs none /run
}

@test "only_standard_descriptors finds a descriptor" {
    only_standard_descriptors env
    run only_standard_descriptors bash -c 'exec 7</dev/null "$@"' bash
    [ "$status" -eq 1 ]
    has '7 -> /dev/null'
}

@test "assert_no_leak finds a mount, a file, a link, and passes the status" {
    run assert_no_leak sh -c 'exit 3'
    [ "$status" -eq 3 ]
    eventually() { "$@" || { "$@"; return 1; }; } # nothing to wait for
    run assert_no_leak touch "$SCRATCH/cwd/left"
    [ "$status" -eq 1 ]
    has cwd/left
    run assert_no_leak mount -t tmpfs none "$SCRATCH/cwd"
    [ "$status" -eq 1 ]
    umount "$SCRATCH/cwd"
    rm "$SCRATCH/cwd/left"
}

@test "check, says, has, lacks and refuses fail when they should" {
    refuses 2 no sh -c 'echo no >&2; exit 2'
    run refuses 1 no sh -c 'echo no; exit 2'
    [ "$status" -eq 1 ]
    run refuses 2 yes sh -c 'echo no; exit 2'
    [ "$status" -eq 1 ]
    output='one two'
    has two
    lacks three
    run has three
    [ "$status" -eq 1 ]
}

@test "a world that is ended by a signal leaves nothing" {
    mkdir -p "$SCRATCH/worlds"
    for signal in TERM INT; do
        TMPDIR=$SCRATCH/worlds env --default-signal=INT "$NSKIT_SOURCE/tests/world" "$SCRATCH/bin" sleep 60 3>&- &
        world=$!
        eventually pgrep -f "^sleep 60"
        kill -$signal $world
        wait $world || true
        eventually eval '! pgrep -f "^sleep 60"'
        [ -z "$(ls "$SCRATCH/worlds")" ]
    done
}
