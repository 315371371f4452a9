#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# ip addrlabel: the same words to ours and to the installed ip, each in a namespace of its own.

load helpers
load twins

setup() {
    make_twins
    both "$REFERENCE" link add v0 type veth peer name v1
}
teardown() { take_twins_away; }

# twice WORDS...: `ip addrlabel WORDS` by both, with the same output, exit status and labels.
twice() { same_after addrlabel "$@"; }

@test "the comparison finds a difference" {
    ip -n ours addrlabel flush
    run ! twice list
}

@test "list, add, delete, flush" {
    twice
    twice list
    twice s
    twice ls
    twice lst
    twice add prefix 2001:db8::/32 label 99
    twice add prefix 2001:db8::/32 label 99
    twice add prefix 2001:db8:1::/48 dev v0 label 0x10
    twice add label 7 prefix 2001:db8:2:: dev v1
    for form in "" -j "-j -p" -o -N -6; do
        # shellcheck disable=SC2086
        diff <("$REFERENCE" -n theirs $form addrlabel) <(ip -n ours $form addrlabel)
    done
    twice del prefix 2001:db8::/32 label 98
    twice del prefix 2001:db8::/32 label 99
    twice del prefix 2001:db8::/32 label 99
    twice del prefix 2001:db8:1::/48 label 16
    twice delete prefix 2001:db8:1::/48 dev v0 label 16
    twice flush
    twice list
    twice add prefix 2001:db8::/32 label 1
    ip -n ours -j addrlabel | python3 -c 'import json, sys; json.load(sys.stdin)'
}

@test "what is refused" {
    for words in "add" "add label 1" "add prefix 2001::/16" "add prefix 10.0.0.0/8 label 5" "add prefix 2001::/129 label 1" \
        "add prefix x label 1" "add prefix 2001::/16 label x" "add prefix 2001::/16 label 4294967295" \
        "add prefix 2001::/16 label -1" "add prefix 2001::/16 dev nope label 4" "add prefix default label 5" \
        "del prefix 2001::/16" "list frob" "flush frob" "frob"; do
        # shellcheck disable=SC2086
        twice $words
    done
    refuses 255 'Error: either "label" is duplicate, or "frob" is garbage.' ip addrlabel add prefix 2001::/16 frob
    refuses 255 'Error: duplicate "label": "6" is the second value.' ip addrlabel add prefix 2001::/16 label 5 label 6
    check 2 as_user ip addrlabel add prefix 2001::/16 label 5
    run --separate-stderr ip addrlabel help
    [ "$status" -eq 255 ] && [ -z "$output" ] && [[ $stderr == "Usage: ip addrlabel "* ]]
}
