#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip address add, change, replace, delete: the same words for ours and the installed ip, each in a namespace of its
# own, end in the same addresses, the same messages and the same exit status.

load helpers
load twins

# v0 with a fixed address, and v1.
setup() {
    make_twins
    in_both "$REFERENCE" link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
}
teardown() { take_twins_away; }

# The addresses of a namespace, as the installed ip shows them, without the seconds, which run.
state() { "$REFERENCE" -n "$1" -d addr show | sed -E 's/\b[0-9]+sec/Nsec/g'; }

@test "the comparison finds a difference" {
    run ! same_effect addr add 10.0.0.1/24 dev v0 valid_lft 1000 # see below
    has "installed 1"
    ip -n ours addr add 10.0.1.1/24 dev v0
    run ! same_effect addr add 10.0.2.1/24 dev v0
    has "10.0.1.1/24"
}

@test "add: prefixes in every form" {
    for prefix in 10.0.0.1/24 10.0.1.1 10.0.2.1/255.255.255.0 10.9/16 0x0a.7.6.012/8 10.1.1.1/024 10.1.2.1/0x18 \
        127.0.0.9/8 2001:db8::1/64 2001:db8::2 ::ffff:10.0.0.1 fe80::1/64 172.16.0.1/12 192.0.2.1/31 192.0.2.5/32; do
        same_effect addr add $prefix dev v0
    done
    for prefix in 10.0.0.1/33 10.0.0.256/24 10.0.0.0.1 2001:db8::/129 x x/24 '' 10.0.0.1/ 10.0.0.1/24/1 any all default \
        10.0.0.1/255.0.255.0 -1 10.0.0.1/-1; do
        same_effect addr add "$prefix" dev v0
    done
}

@test "add: every word" {
    same_effect addr add 10.0.1.1/24 brd + dev v0
    same_effect addr add 10.0.2.1/24 brd - dev v0
    same_effect addr add 10.0.3.1/24 broadcast 10.0.3.99 dev v0
    same_effect addr add 10.0.4.1/24 b 10.0.4.98 dev v0
    same_effect addr add 10.0.5.1/31 brd + dev v0
    same_effect addr add 10.0.6.1 peer 10.0.6.2 dev v0
    same_effect addr add 10.0.7.1 peer 10.0.7.2/0 dev v0 # a length of 0 is not given
    same_effect addr add 10.0.8.1/24 peer 10.0.8.2/0 dev v0
    same_effect addr add 10.0.9.1 peer default dev v0
    same_effect addr add 2001:db8:9::1 peer 2001:db8:9::2/0 dev v0 nodad
    same_effect addr add 10.0.7.1 remote 10.0.7.2/24 brd + dev v0
    same_effect addr add 10.0.8.1/24 anycast 10.0.8.9 dev v0
    same_effect addr add 10.0.9.1/24 label v0:web dev v0
    for scope in host link global site 77 nowhere 0x10; do same_effect addr add 10.1.$((++i)).1/24 scope $scope dev v0; done
    same_effect addr add 10.2.1.1/24 metric 77 dev v0
    same_effect addr add 10.2.2.1/24 priority 78 dev v0
    same_effect addr add 10.2.3.1/24 pref 79 dev v0
    same_effect addr add 10.2.4.1/24 m 80 dev v0
    same_effect addr add local 10.2.5.1/24 dev v0 noprefixroute
    same_effect addr add 239.0.0.1/32 dev v0 autojoin
    same_effect addr add 10.3.1.1/24 dev v0 valid_lft 1000 preferred_lft 500
    same_effect addr add 10.3.2.1/24 dev v0 preferred_lft 500
    same_effect addr add 10.3.3.1/24 dev v0 preferr 0
    same_effect addr add 10.3.4.1/24 dev v0 valid_lft forever preferred_lft forever
    same_effect addr add 10.4.1.1/24 dev v1 dev v0
    same_effect address add 10.4.2.1/24 dev if3
}

@test "add: IPv6 and its flags" {
    local n=0
    for flag in nodad optimistic home mngtmpaddr noprefixroute; do same_effect addr add 2001:db8:$((++n))::1/64 dev v0 $flag; done
    same_effect addr add 2001:db8:10::1/64 dev v0 nodad home noprefixroute
    same_effect -6 addr add nodad 2001:db8:11::1 dev v0
    same_effect addr add nodad 2001:db8:12::1/64 dev v0
    same_effect addr add ff02::99/128 dev v0 autojoin
    same_effect addr add 2001:db8:13::1 peer 2001:db8:14::1/64 dev v0 nodad
    same_effect addr add 2001:db8:15::1/64 dev v0 metric 99 nodad valid_lft 1000 preferred_lft 0
    same_effect addr add 2001:db8:16::1/64 dev v0 scope link nodad
    same_effect addr add 2001:db8:17::1/64 dev v0 broadcast 2001:db8:17::ff nodad
    for flag in secondary temporary dadfailed deprecated tentative permanent stable-privacy; do
        same_effect addr add 2001:db8:$((++n + 20))::1/64 dev v0 $flag
    done
}

@test "add: what is refused" {
    same_effect addr add 10.0.0.1/24
    same_effect addr add
    same_effect addr add dev v0
    same_effect addr add dev
    same_effect addr add 10.0.0.1/24 dev nope
    same_effect addr add 10.0.0.1/24 dev v0 frob
    same_effect addr add 10.0.0.1/24 dev v0 dynamic
    same_effect addr add 10.0.0.1/24 dev v0 brd x
    same_effect addr add 10.0.0.1/24 dev v0 brd + brd -
    same_effect addr add brd + dev v0
    same_effect addr add 10.0.0.1/24 dev v0 broadcast
    same_effect addr add 2001:db8::1/64 dev v0 brd +
    same_effect addr add 2001:db8::1/64 dev v0 brd 10.0.0.255
    same_effect addr add 10.0.0.1/24 dev v0 anycast 10.0.0.2 anycast 10.0.0.3
    same_effect addr delete 2001:db8::1/64 dev v0 brd +
    same_effect addr add 10.0.0.1 peer 2001::1 dev v0
    same_effect addr add 10.0.0.1 peer 10.0.0.2 peer 10.0.0.3 dev v0
    same_effect addr add peer 10.0.0.1 dev v0
    same_effect addr add 10.0.0.1/24 local 10.0.0.2 dev v0
    same_effect addr add 10.0.0.1/24 dev v0 scope frob
    same_effect addr add 10.0.0.1/24 dev v0 scope 256
    same_effect addr add 10.0.0.1/24 dev v0 metric x
    same_effect addr add 10.0.0.1/24 dev v0 metric 4294967296
    same_effect addr add 10.0.0.1/24 dev v0 valid_lft 0
    same_effect addr add 10.0.0.1/24 dev v0 valid_lft x
    same_effect addr add 10.0.0.1/24 dev v0 preferred_lft x
    same_effect addr add 10.0.0.1/24 dev v0 valid_lft 5 preferred_lft 10
    same_effect addr add 10.0.0.1/24 dev v0 autojoin
    same_effect addr add 10.0.0.1/24 dev v0 label 1234567890123456
    same_effect -4 addr add 2001:db8::1/64 dev v0
    same_effect -6 addr add 10.0.0.1/24 dev v0
    same_effect -0 addr add 10.0.0.1/24 dev v0
    same_effect addr add 10.0.0.1/24 dev if99
    same_effect addr frob
    same_effect addr add 10.0.0.1/24 dev v0
    same_effect addr add 10.0.0.1/24 dev v0
    same_effect addr add 2001:db8::1/64 dev v0
    same_effect addr add 2001:db8::1/64 dev v0
}

@test "change and replace" {
    same_effect addr change 10.0.0.1/24 dev v0
    same_effect addr chg 10.0.0.1/24 dev v0 valid_lft 900 preferred_lft 800
    same_effect addr change 10.0.0.1/24 dev v0 valid_lft forever preferred_lft forever metric 5
    same_effect addr replace 10.0.0.1/24 dev v0 noprefixroute
    same_effect addr r 10.0.0.2/24 dev v0
    same_effect addr change 2001:db8::1/64 dev v0
    same_effect addr replace 2001:db8::1/64 dev v0 nodad
    same_effect addr replace 2001:db8::1/64 dev v0 nodad preferred_lft 0
    same_effect addr change 2001:db8::1/64 dev v0 preferred_lft forever
}

@test "delete: with and without a length, by label, with a peer" {
    for n in 1 2 3; do same_effect addr add 10.0.0.$n/24 dev v0; done
    same_effect addr add 10.1.0.1 peer 10.1.0.2/32 dev v0
    same_effect addr add 10.2.0.1/24 label v0:a dev v0
    same_effect addr add 2001:db8::1/64 dev v0 nodad
    same_effect addr del 10.0.0.2/24 dev v0
    same_effect addr del 10.0.0.2/24 dev v0
    same_effect addr delete 10.0.0.1 dev v0
    same_effect addr del 10.2.0.1/24 label v0:b dev v0
    same_effect addr del 10.2.0.1/24 label v0:a dev v0
    same_effect addr del 10.1.0.1 peer 10.1.0.3 dev v0
    same_effect addr del 10.1.0.1 peer 10.1.0.2 dev v0
    same_effect addr del 2001:db8::1 dev v0
    same_effect addr del 2001:db8::1/64 dev v0
    same_effect addr del 127.0.0.1/8 dev lo
    same_effect addr del dev v0
    same_effect addr del
    same_effect addr del 10.0.0.1/24
}

@test "-echo shows the address that the kernel made" {
    same_effect -echo addr add 10.0.0.1/24 brd + dev v0
    same_effect -echo -j addr add 10.0.0.2/24 dev v0
    same_effect -o -echo addr add 10.1.0.1/24 dev v0
    same_effect -echo addr del 10.0.0.2/24 dev v0
    same_effect -echo -j -p addr del 10.0.0.1/24 dev v0
}

@test "valid_lft alone sets preferred_lft too" {
    ip -n ours addr add 10.0.0.1/24 dev v0 valid_lft 1000
    ip -n ours -o addr show v0 | grep -E 'valid_lft (1000|999)sec preferred_lft (1000|999)sec'
    ip -n ours addr add 2001:db8::1/64 dev v0 valid_lft 1000
    ip -n ours -o -6 addr show v0 | grep -E 'valid_lft (1000|999)sec preferred_lft (1000|999)sec'
}

@test "proto" {
    ip -n ours addr add 10.0.0.1/24 dev v0 proto 5
    ip -n ours addr add 10.0.1.1/24 dev v0 proto kernel_ra
    ip -n ours addr add 2001:db8::1/64 dev v0 proto 0xfe
    check 0 ip -n ours -o addr show v0
    has "10.0.0.1/24 scope global proto 0x5 v0"
    has "10.0.1.1/24 scope global proto kernel_ra v0"
    has "2001:db8::1/64 scope global tentative proto 0xfe \\"
    [ "$(ip -n ours -j addr show v0 | jq -rc '[.[].addr_info[].protocol]')" = '["0x5","kernel_ra","0xfe"]' ]
    refuses 255 'Error: argument "frob" is wrong: "proto" value is invalid' ip -n ours addr add 10.0.2.1/24 dev v0 proto frob
    refuses 255 'Error: argument "256" is wrong: "proto" value is invalid' ip -n ours addr add 10.0.2.1/24 dev v0 proto 256
}

@test "devices by alternative names, and names that are words" {
    "$REFERENCE" -n ours link property add dev v0 altname another-name-of-v0
    "$REFERENCE" -n ours link add name up type bridge
    "$REFERENCE" -n ours link add name dev type bridge
    ip -n ours addr add 10.0.0.1/24 dev another-name-of-v0
    ip -n ours addr add 10.0.1.1/24 dev up
    ip -n ours addr add 10.0.2.1/24 dev dev
    check 0 ip -n ours -br -4 addr
    has "v0@v1            DOWN           10.0.0.1/24 "
    has "up               DOWN           10.0.1.1/24 "
    has "dev              DOWN           10.0.2.1/24 "
    check 0 ip -n ours -br addr show dev up
    says "up               DOWN           10.0.1.1/24 "
    check 0 ip -n ours -br addr show dev dev
    says "dev              DOWN           10.0.2.1/24 "
    check 0 ip -n ours -br addr show another-name-of-v0
    has "10.0.0.1/24"
}

@test "help lists every verb on stderr and exits with 255" {
    for words in "addr help" "addr h" "addr add help" "addr show help" "addr flush dev v0 help"; do
        # shellcheck disable=SC2086
        run --separate-stderr ip -n ours $words
        [ "$status" -eq 255 ] && [ -z "$output" ]
        [[ $stderr == "Usage: ip address "* ]]
    done
}
