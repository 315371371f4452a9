#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ensure, absent and config: the short form of tests/state/run, and what that does not look at.

load helpers

@test "show, apply, ensure and absent hold their promises" {
    "$NSKIT_SOURCE/tests/state/run" --inside --short
}

@test "prune needs a selection in the namespace of init" {
    ip link add br7 type bridge
    : >"$SCRATCH/tmp/none"
    check 2 ip config apply "$SCRATCH/tmp/none" prune
    ip config apply "$SCRATCH/tmp/none" only dev br7 prune
    check 1 ip link show br7
}

@test "a change that nobody confirms is undone" {
    echo 'link add br8 type bridge' >"$SCRATCH/tmp/lab"
    check 2 ip config apply "$SCRATCH/tmp/lab" confirm 1s </dev/null 3>&-
    eventually eval '! ip link show br8'
    echo y | ip config apply "$SCRATCH/tmp/lab" confirm 5s
    ip link delete br8
}

@test "ensure says in a batch which line fails" {
    printf 'link ensure br9 type bridge\nlink ensure br9 type ifb\n' >"$SCRATCH/tmp/batch"
    check 1 ip -force -batch "$SCRATCH/tmp/batch"
    [[ $output == *'br9" is of the kind bridge, not ifb.'*:2 ]]
    ip link delete br9
}
