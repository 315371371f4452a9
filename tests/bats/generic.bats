#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Objects over generic netlink on a kernel that lacks their family, beside the installed ip. Skipped if it has them.

load helpers

MISSING=$'RTNETLINK answers: No such file or directory\nError talking to the kernel'

lacks_family() { "$REFERENCE" "$1" "${2-show}" 2>&1 | grep -q '^RTNETLINK answers: No such file or directory$' || skip "the kernel has $1"; }

@test "fou: the family is looked up before the verb is read" {
    lacks_family fou
    for words in "add port 5555 ipproto 4" "add foo" add "del port 5555" show foo; do
        # shellcheck disable=SC2086
        refuses 1 "$MISSING" ip fou $words
        # shellcheck disable=SC2086
        same fou $words
    done
    for words in "" help h; do
        # shellcheck disable=SC2086
        same fou $words
    done
}

@test "ila: the family is looked up before the verb is read" {
    lacks_family ila list
    for words in "add loc 1:2:3:4 loc_match 1:2:3:4" "add foo" add del foo list show "lst foo"; do
        # shellcheck disable=SC2086
        refuses 1 "$MISSING" ip ila $words
        # shellcheck disable=SC2086
        same ila $words
    done
    for words in "" help h; do
        # shellcheck disable=SC2086
        same ila $words
    done
}

@test "a batch goes on if it is forced to" {
    lacks_family fou
    printf 'fou show\nsr tunsrc show\n' >"$SCRATCH/tmp/lines"
    refuses 1 "$MISSING"$'\n'"Command failed $SCRATCH/tmp/lines:1" ip -batch "$SCRATCH/tmp/lines"
    check 1 ip -force -batch "$SCRATCH/tmp/lines"
    has "tunsrc addr ::"
}

@test "one socket and one question serve all lines of a batch" {
    for i in {1..20}; do echo "sr tunsrc show"; done >"$SCRATCH/tmp/lines"
    strace -f -e trace=socket -o "$SCRATCH/tmp/trace" ip -batch "$SCRATCH/tmp/lines" >/dev/null
    [ "$(grep -c NETLINK_GENERIC "$SCRATCH/tmp/trace")" -eq 1 ]
}

@test "abbreviations of the objects" {
    for pair in f:fou il:ila tc:tcp_metrics tcpm:tcp_metrics tcp_:tcp_metrics mp:mptcp s:sr sr:sr io:ioam; do
        check 255 ip "${pair%:*}" help
        has "ip ${pair#*:}"
    done
}
