#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# ip token: the same words to ours and to the installed ip, each in a namespace of its own.

load helpers
load twins

setup() {
    make_twins
    both "$REFERENCE" link add v0 type veth peer name v1
    both "$REFERENCE" link add br0 type bridge
    for device in lo v0 v1; do both "$REFERENCE" link set $device up; done
}
teardown() { take_twins_away; }

# twice WORDS...: `ip token WORDS` by both, with the same output, exit status and tokens.
twice() { same_after token "$@"; }

@test "the comparison finds a difference" {
    "$REFERENCE" -n ours token set ::5 dev v0
    run ! twice list
}

@test "list, set, get, delete" {
    twice
    twice set ::1 dev v0
    twice set dev v1 ::1:2:3:4/64
    twice set 2001::9 dev br0
    for words in list show lst l s "list dev v0" "get dev v0" "g dev br0" "get dev lo" get; do
        # shellcheck disable=SC2086
        twice $words
    done
    for form in -j "-j -p" -o -6; do
        # shellcheck disable=SC2086
        diff <("$REFERENCE" -n theirs $form token) <(ip -n ours $form token)
    done
    twice del dev v0
    twice delete dev v0
    twice set :: dev v1
}

@test "what is refused" {
    for words in "set" "set dev v0" "set ::1" "set x dev v0" "set 10.0.0.1 dev v0" "set ::5 dev nope" "set ::1 dev lo" \
        "set any dev v0" "get dev nope" "del" "frob" "list dev"; do
        # shellcheck disable=SC2086
        twice $words
    done
    refuses 255 'Error: either "dev" is duplicate, or "v0" is garbage.' ip -n ours token get v0
    refuses 255 'Error: duplicate "token": "::2" is the second value.' ip -n ours token set ::1 ::2 dev v0
    refuses 255 'Error: either "dev" is duplicate, or "::1" is garbage.' ip -n ours token del ::1 dev v0
    run --separate-stderr ip token help
    [ "$status" -eq 255 ] && [ -z "$output" ] && [[ $stderr == "Usage: ip token "* ]]
}
