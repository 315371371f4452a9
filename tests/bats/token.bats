#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip token: the same words for ours and the installed ip, each in a namespace of its own.

load helpers
load twins

setup() {
    make_twins
    in_both "$REFERENCE" link add v0 type veth peer name v1
    in_both "$REFERENCE" link add br0 type bridge
    for device in lo v0 v1; do in_both "$REFERENCE" link set $device up; done
}
teardown() { take_twins_away; }

state() { "$REFERENCE" -n "$1" token; }

@test "the comparison finds a difference" {
    "$REFERENCE" -n ours token set ::5 dev v0
    run ! same_effect token list
}

@test "list, set, get, delete" {
    same_effect token
    same_effect token set ::1 dev v0
    same_effect token set dev v1 ::1:2:3:4/64
    same_effect token set 2001::9 dev br0
    for words in list show lst l s "list dev v0" "get dev v0" "g dev br0" "get dev lo" get; do
        # shellcheck disable=SC2086
        same_effect token $words
    done
    for form in -j "-j -p" -o -6; do
        # shellcheck disable=SC2086
        diff <("$REFERENCE" -n theirs $form token) <(ip -n ours $form token)
    done
    same_effect token del dev v0
    same_effect token delete dev v0
    same_effect token set :: dev v1
}

@test "what is refused" {
    for words in "set" "set dev v0" "set ::1" "set x dev v0" "set 10.0.0.1 dev v0" "set ::5 dev nope" "set ::1 dev lo" \
        "set any dev v0" "get dev nope" "del" "frob" "list dev"; do
        # shellcheck disable=SC2086
        same_effect token $words
    done
    refuses 255 'Error: either "dev" is duplicate, or "v0" is garbage.' ip -n ours token get v0
    refuses 255 'Error: duplicate "token": "::2" is the second value.' ip -n ours token set ::1 ::2 dev v0
    refuses 255 'Error: either "dev" is duplicate, or "::1" is garbage.' ip -n ours token del ::1 dev v0
    run --separate-stderr ip token help
    [ "$status" -eq 255 ] && [ -z "$output" ] && [[ $stderr == "Usage: ip token "* ]]
}
