#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip addrlabel: the same words for ours and the installed ip, each in a namespace of its own.

load helpers
load twins

setup() {
    make_twins
    in_both "$REFERENCE" link add v0 type veth peer name v1
}
teardown() { take_twins_away; }

state() { "$REFERENCE" -n "$1" addrlabel; }

@test "the comparison finds a difference" {
    ip -n ours addrlabel flush
    run ! same_effect addrlabel list
}

@test "list, add, delete, flush" {
    same_effect addrlabel
    same_effect addrlabel list
    same_effect addrlabel s
    same_effect addrlabel ls
    same_effect addrlabel lst
    same_effect addrlabel add prefix 2001:db8::/32 label 99
    same_effect addrlabel add prefix 2001:db8::/32 label 99
    same_effect addrlabel add prefix 2001:db8:1::/48 dev v0 label 0x10
    same_effect addrlabel add label 7 prefix 2001:db8:2:: dev v1
    for form in "" -j "-j -p" -o -N -6; do
        # shellcheck disable=SC2086
        diff <("$REFERENCE" -n theirs $form addrlabel) <(ip -n ours $form addrlabel)
    done
    same_effect addrlabel del prefix 2001:db8::/32 label 98
    same_effect addrlabel del prefix 2001:db8::/32 label 99
    same_effect addrlabel del prefix 2001:db8::/32 label 99
    same_effect addrlabel del prefix 2001:db8:1::/48 label 16
    same_effect addrlabel delete prefix 2001:db8:1::/48 dev v0 label 16
    same_effect addrlabel flush
    same_effect addrlabel list
    same_effect addrlabel add prefix 2001:db8::/32 label 1
    ip -n ours -j addrlabel | valid_json
}

@test "what is refused" {
    for words in "add" "add label 1" "add prefix 2001::/16" "add prefix 10.0.0.0/8 label 5" "add prefix 2001::/129 label 1" \
        "add prefix x label 1" "add prefix 2001::/16 label x" "add prefix 2001::/16 label 4294967295" \
        "add prefix 2001::/16 label -1" "add prefix 2001::/16 dev nope label 4" "add prefix default label 5" \
        "del prefix 2001::/16" "list frob" "flush frob" "frob"; do
        # shellcheck disable=SC2086
        same_effect addrlabel $words
    done
    refuses 255 'Error: either "label" is duplicate, or "frob" is garbage.' ip addrlabel add prefix 2001::/16 frob
    refuses 255 'Error: duplicate "label": "6" is the second value.' ip addrlabel add prefix 2001::/16 label 5 label 6
    check 255 ip -4 addrlabel list # the kernel has none
    check 2 as_user ip addrlabel add prefix 2001::/16 label 5
    run --separate-stderr ip addrlabel help
    [ "$status" -eq 255 ] && [ -z "$output" ] && [[ $stderr == "Usage: ip addrlabel "* ]]
}
