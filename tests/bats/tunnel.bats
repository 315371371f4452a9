#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip tunnel beside the installed ip: what is refused before the kernel is asked, and what the kernel says. The rest is
# in tests/unit/tunnel_test.cc, and tests/uml/run makes tunnels of each mode, which this kernel may lack.

load helpers
load manual

# The messages of this kernel are compared only if it has no tunnels: with them, `add` would make one.
# The installed ip forgets a full stop, and says `add` if it cannot change a tunnel.
comparable() { sed "s/is a garbage/is garbage/" | newer "$@"; }
newer() {
    if [[ " $* " == *" tunnel change "* ]]; then sed 's/^add tunnel/change tunnel/'; else sed 's/"ip tunnel help"$/&./'; fi
}

setup() {
    ! ip tunnel add nskit0 mode ipip || { ip tunnel del nskit0; skip "this kernel has tunnels"; }
}

@test "without tunnels nothing is shown" {
    for words in "" show lst list "show foo" "show dev lo" "show remote 10.0.0.1"; do
        # shellcheck disable=SC2086
        same tunnel $words
        # shellcheck disable=SC2086
        check 0 ip -j tunnel $words
        says '[]'
    done
    same -6 tunnel
    same -s tunnel
    check 0 ip -s -6 -j tunnel
    says '[]'
    same tunnel show mode ip6gre
}

@test "the kernel's refusals" {
    for words in "tunnel show gre1" "-6 tunnel show foo" "tunnel show mode gre" "tunnel add foo mode ipip" "tunnel add foo mode sit" \
        "tunnel add foo mode vti" "tunnel add gre1" "tunnel add isatap1" "tunnel change foo" "tunnel change mode gre" \
        "tunnel del foo" "tunnel del mode sit" "tunnel del" "-6 tunnel add foo" "tunnel add foo mode ip6ip6" \
        "-4 tunnel add foo mode ip6gre" "-6 tunnel add foo mode vti6" "tunnel add foo mode any remote 2001:db8::1" \
        "-6 tunnel change foo" "-6 tunnel del foo" "-6 tunnel del" "-6 tunnel del mode ip6gre" \
        "tunnel prl dev nope prl-default 10.0.0.1" "tunnel prl dev lo prl-delete 10.0.0.1" "tunnel 6rd dev lo 6rd-prefix 2001:db8::/32" \
        "tunnel 6rd dev nope 6rd-reset"; do
        # shellcheck disable=SC2086
        same_refusal $words
    done
}

@test "what is refused before" {
    for words in "add foo mode ipip key 5" "add foo mode gre key x" "add foo mode gre key -1" "add foo mode gre remote x" \
        "add foo mode gre local 10.0.0.0/8" "add foo mode gre dev nope" "add foo mode gre ttl 256" "add foo mode gre tos xyz" \
        "add foo mode gre ttl 5 nopmtudisc" "add foo mode gre remote 224.0.0.5" "add foo bar mode gre" "add a/b mode gre" \
        "add aaaaaaaaaaaaaaaaa mode gre" "add foo mode bar" "add foo mode gre mode ipip" "add foo" "change" "add foo mode" foo \
        "prl" "prl foo" "prl dev" "6rd" "6rd foo" "6rd 6rd-prefix x" "6rd 6rd-relay_prefix ::1"; do
        # shellcheck disable=SC2086
        same_refusal tunnel $words
    done
    for words in "add foo mode bar" "add foo mode gre" "add foo remote 1.2.3.4" "add foo hoplimit x" "add foo tclass 100" \
        "add foo flowlabel 100000" "add foo flowlabel xyz" "add foo dscp x" "add foo bar" "add foo dev nope" "add foo key 1.x" \
        "foo" "prl"; do
        # shellcheck disable=SC2086
        same_refusal -6 tunnel $words
    done
    for family in -0 -M; do same_refusal $family tunnel; done
}

@test "refused here, accepted by the installed ip" {
    refuses 1 "Tunnel interface name not specified" ip -6 tunnel add
    refuses 255 'Error: argument "256" is wrong: invalid ELIM' ip -6 tunnel add foo encaplimit 256
    refuses 255 "Must specify what to change of the device's PRL" ip tunnel prl dev lo
    refuses 255 "Must specify what to change of the device's 6RD" ip tunnel 6rd dev lo
}

@test "in a batch" {
    printf '%s\n' 'tunnel show gre1' 'tunnel show foo' 'tunnel del foo' >"$SCRATCH/tmp/batch"
    check 1 ip -batch "$SCRATCH/tmp/batch"
    says "get tunnel \"gre1\" failed: No such device
Command failed $SCRATCH/tmp/batch:1"
    check 1 ip -force -batch "$SCRATCH/tmp/batch"
    has "Command failed $SCRATCH/tmp/batch:3"
}

@test "the examples of ip-tunnel(8) and ip-mroute(8)" {
    replays ip-tunnel.8 2
    replays ip-mroute.8 1
}
