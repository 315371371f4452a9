#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip nexthop: every verb, compared with the installed ip unless that is too old.

load helpers
load nexthops

# --- add, replace, delete

@test "add: the installed ip shows the same" {
    add id 1 via 10.0.0.2 dev v0
    add via inet 10.0.0.3 dev v0 protocol static id 2
    add id 3 blackhole p 7
    add id 4 dev v0
    add id 5 onlink via 99.0.0.1 dev v0
    add id 6 via 2001:db8::2 dev v0
    add id 7 via inet6 fe80::1 dev v0
    add id 10 group 1,5/2,256
    add id 0x15 via 1.1.1.1 fdb
    add id 22 fdb group 21 type mpath
    check 0 ip -6 nexthop add id 8 blackhole
    check 0 ip -6 nex a id 9 dev v0
    run "$REFERENCE" nexthop
    says "id 1 via 10.0.0.2 dev v0 scope link 
id 2 via 10.0.0.3 dev v0 scope link proto static 
id 3 blackhole proto 7 
id 4 dev v0 scope host 
id 5 via 99.0.0.1 dev v0 scope link onlink 
id 6 via 2001:db8::2 dev v0 scope link 
id 7 via fe80::1 dev v0 scope link 
id 8 blackhole 
id 9 dev v0 scope link 
id 10 group 1,5/2,256 
id 21 via 1.1.1.1 scope link fdb
id 22 group 21 fdb"
}

@test "add without an id: the kernel chooses one, and -echo shows it" {
    check 0 ip -echo nexthop add blackhole
    says "id 1 blackhole "
    check 0 ip -echo -j nexthop add blackhole protocol 5
    says '[{"id":2,"blackhole":null,"protocol":"5","flags":[]}]'
    check 0 ip -echo nexthop replace id 2 via 10.0.0.2 dev v0
    says "id 2 via 10.0.0.2 dev v0 scope link "
    check 0 ip -echo nexthop del id 2
    says "Deleted id 2 via 10.0.0.2 dev v0 scope link "
    check 0 ip -echo -j nexthop del id 1
    says '[{"deleted":true,"id":1,"blackhole":null,"flags":[]}]'
}

@test "weights above 256 (since Linux 6.12)" {
    "$REFERENCE" nexthop add id 1 blackhole
    ip nexthop add id 10 group 1,300 || skip "this kernel has none"
    run ip nexthop show id 10
    says "id 10 group 1,300 "
    check 0 ip nexthop replace id 10 group 1,65535
    [ "$(ip -j nexthop get id 10)" = '[{"id":10,"group":[{"id":1,"weight":65535}],"flags":[]}]' ]
    refuses 255 'Error: argument "65537" is wrong: "weight" is invalid' ip nexthop replace id 10 group 1,65537
    # 256 fits into the byte that there always was
    check 0 ip nexthop replace id 10 group 1,256
    same nexthop show id 10
}

@test "replace, delete" {
    some
    check 0 ip nexthop replace id 1 via 10.0.0.9 dev v0
    check 0 ip nexthop replace id 99 blackhole
    check 0 ip nexthop r id 10 group 1/2,3
    check 0 ip nexthop del id 5
    check 0 ip nexthop d id 15 # and group 16 with it
    run "$REFERENCE" nexthop
    says "id 1 via 10.0.0.9 dev v0 scope link 
id 2 via 10.0.0.3 dev v0 scope link proto static 
id 3 blackhole 
id 4 dev v0 scope host 
id 6 via 2001:db8::2 dev v0 scope link 
id 7 via fe80::1 dev v0 scope link proto bgp 
id 8 blackhole 
id 10 group 1/2,3 
id 99 blackhole "
}

@test "errors have the words of the installed ip" {
    some
    for words in "add id 1 blackhole" "add" "add id 20" "add id" "add id x" "add id 4294967296 blackhole" "add foo" "add he" \
        "add id 20 dev nope" "add id 20 dev" "add id 20 via" "add id 20 via inet6" "add id 20 via foo dev v0" \
        "add id 20 via 10.0.0.0/24 dev v0" "add id 20 via default dev v0" "add id 20 via 10.0.0.2" \
        "add id 20 dev v0 via fe80::1" "add id 20 blackhole via fe80::1" "add id 20 dev v0 via inet6 fe80::1" \
        "add id 20 via inet fe80::1 dev v0" "add id 20 protocol foo blackhole" "add id 20 protocol 300 blackhole" \
        "add id 20 blackhole dev v0" "add id 20 group" "add id 20 group foo" "add id 20 group 1,0" "add id 20 group 1,/2" \
        "add id 20 group 77" "add id 20 group 1/1" "add id 20 group 10" "add id 20 group 1/2 dev v0" \
        "add id 20 group 1/15" "add id 20 group 1 type" "add id 20 group 1 type res" "add id 20 group 1 type mpath buckets 4" \
        "add id 20 group 1 type resilient" "add id 20 group 1 type resilient buckets x" \
        "add id 20 group 1 type resilient buckets 70000" "add id 20 group 1 type resilient idle_timer 1.5" \
        "add id 20 group 1 type resilient unbalanced_timer x" "add id 20 group 1 type resilient buckets 4 foo" \
        "del" "del id 77" "del 1" "del id 1 dev v0" "del id 1 protocol 4" "replace id 1" "replace id 10 blackhole" \
        "get id" "get id x" "get id 77" "show id 77" "show foo" "show i 1" "show dev nope" "show master nope" \
        "show vrf nope" "show vrf v0" "show protocol static" "show nhid 1" "flush foo" "flush id 77" \
        "bucket foo" "bucket list id 77" "bucket list groups" "bucket list fdb" "bucket list protocol 1" "bucket list i 1" \
        "bucket list id x" "bucket list nhid x" "bucket list dev nope" "bucket list vrf nope" "bucket get id 10 index 0" \
        "bucket get id 77 index 0" "bucket get id 1 index x" "foo"; do
        # shellcheck disable=SC2086
        same nexthop $words
    done
    same -4 nexthop add id 20 via inet6 fe80::1 dev v0
    same -6 nexthop add id 20 via 10.0.0.2 dev v0
    refuses 22 'Error: argument of "hw_stats" must be one of "off", "on", not "maybe"' ip nexthop add id 20 group 1 hw_stats maybe
    # the installed ip names the first part of a group, whichever is wrong
    refuses 255 'Error: argument "foo" is wrong: "group" value is invalid' ip nexthop add id 20 group 1/2/foo
}

@test "the help, alone and after a wrong line" {
    run ip nexthop help
    [ "$status" -eq 255 ]
    local help=$output
    has "Usage: ip nexthop "
    for words in he "add help" "add id 5 help" "show he" "flush help" get "get foo" "get id 1 foo" "bucket help" "bucket list help" \
        "bucket get" "bucket get id 1" "bucket get index 1" "bucket get id 1 index 1 foo"; do
        # shellcheck disable=SC2086
        refuses 255 "$help" ip nexthop $words
    done
}

@test "an ordinary user changes nothing and gets an error" {
    some
    refuses 2 "RTNETLINK answers: Operation not permitted" as_user ip nexthop add id 99 blackhole
    refuses 2 "RTNETLINK answers: Operation not permitted" as_user ip nexthop del id 1
    check 2 as_user ip nexthop flush
    has "Operation not permitted"
    [ "$("$REFERENCE" nexthop | wc -l)" -eq 11 ]
    same nexthop
}

# --- list, get

@test "list, get: the same as the installed ip in every form" {
    some
    for form in "" -d -N "-d -N" -o -j "-j -d" "-j -p" "-j -p -d" -4 -6 -br "-c=never"; do
        for words in "" l show "s dev v0" "list d v0" "list groups" "list g dev v0" "list id 10" "show id 7" "get id 5" \
            "g id 16" "list protocol 4" "list p 186 dev v0" "list protocol 300" "list master v0" "show dev v1" \
            "list protocol 4 protocol 77"; do
            # shellcheck disable=SC2086
            same $form nexthop $words
        done
    done
    [ "$(ip -c nexthop get id 6)" = $'id 6 via \e[1;94m2001:db8::2 \e[0mdev \e[1;36mv0 \e[0mscope link ' ]
    [ -z "$(ip nexthop list protocol 200)" ]
    [ "$(ip -j nexthop list protocol 200)" = "[]" ]
    refuses 2 "RTNETLINK answers: No such file or directory" ip -j nexthop get id 77
}

@test "list: by master" {
    some
    "$REFERENCE" link add br0 type bridge
    "$REFERENCE" link set v1 master br0
    "$REFERENCE" nexthop add id 30 dev v1
    run ip nexthop list master br0
    says "id 30 dev v1 scope host "
    same nexthop list m br0
    same nexthop list master v0
    "$REFERENCE" link del br0
}

@test "list: fdb and id select, though the installed ip ignores them" {
    some
    run ip nexthop list fdb
    says "id 15 via 1.1.1.1 scope link fdb
id 16 group 15 fdb"
    run ip nexthop list f groups
    says "id 16 group 15 fdb"
    run ip nexthop list id 2 protocol static
    [ "$status" -eq 255 ]
    run ip nexthop list id 2 protocol 4
    says "id 2 via 10.0.0.3 dev v0 scope link proto static "
    run ip nexthop list id 2 protocol 5
    says ""
    run ip nexthop list dev v0 id 2 id 4
    says "id 4 dev v0 scope host "
    refuses 255 'Command line is not complete. Try option "help"' ip nexthop list id 1 dev
}

@test "statistics of groups (since Linux 6.9)" {
    some
    ip -s nexthop show id 10 | grep -q stats || skip "this kernel has none"
    "$REFERENCE" nexthop add id 18 group 1/2
    check 0 ip nexthop replace id 18 group 1/2 hw_stats on
    "$REFERENCE" neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0
    "$REFERENCE" neigh add 10.0.0.3 lladdr 02:00:00:00:00:03 dev v0
    "$REFERENCE" route add 10.9.0.0/16 nhid 18
    for i in {1..40}; do echo >/dev/udp/10.9.0."$i"/9; done
    counted='s/\(packets"*[ :]\)[1-9][0-9]*/\1N/g'
    run sed "$counted" <(ip -s nexthop get id 18)
    says "id 18 group 1/2 hw_stats on used off 
  stats:
    id 1 packets N
    id 2 packets N"
    run sed "$counted" <(ip -s -s nexthop list id 18)
    says "id 18 group 1/2 hw_stats on used off 
  stats:
    id 1 packets N packets_hw 0
    id 2 packets N packets_hw 0"
    run sed "$counted" <(ip -s -o nexthop show id 18)
    says 'id 18 group 1/2 hw_stats on used off \  stats:\    id 1 packets N\    id 2 packets N'
    run ip -s -s -j nexthop show groups protocol 0
    valid_json_lines <<<"$output"
    [ "$(jq -c '.[] | select(.id == 18)' <<<"$output" | sed "$counted")" = '{"id":18,"group":[{"id":1},{"id":2}],"flags":[],"hw_stats":{"enabled":true,"used":false},"group_stats":[{"id":1,"packets":N,"packets_hw":0},{"id":2,"packets":N,"packets_hw":0}]}' ]
    run ip -s nexthop get id 16
    has "id 16 group 15 fdb hw_stats off "
    # Without -s no statistics.
    same -d nexthop get id 18
}

@test "many next hops: more than one datagram of a dump, and all flushed" {
    seq -f "nexthop add id %g via 10.0.0.2 dev v0" 1 3000 | ip -batch -
    seq -f "nexthop add id 10%g group 1" 100 599 | ip -batch -
    [ "$(ip nexthop | wc -l)" -eq 3500 ]
    same nexthop
    refuses 0 "Flushed 3500 nexthops" ip nexthop flush
    [ -z "$("$REFERENCE" nexthop)" ]
}

# --- flush

@test "flush: all, groups first" {
    some
    refuses 0 "Flushed 11 nexthops" ip nexthop flush
    [ -z "$("$REFERENCE" nexthop)" ]
    refuses 0 "Nothing to flush" ip nexthop flush
}

@test "flush: what the words select" {
    some
    refuses 0 "" ip nexthop flush id 3
    refuses 1 "RTNETLINK answers: No such file or directory" ip nexthop flush id 3
    refuses 0 "Flushed 1 nexthops" ip nexthop flush protocol 77
    refuses 0 "Nothing to flush" ip nexthop flush protocol 77
    refuses 0 "Flushed 2 nexthops" ip nexthop flush groups
    refuses 0 "Nothing to flush" ip nexthop flush id 1 protocol 5
    refuses 0 "Flushed 1 nexthops" ip nexthop flush fdb
    refuses 0 "Flushed 3 nexthops" ip -6 nexthop flush
    run "$REFERENCE" nexthop
    says "id 1 via 10.0.0.2 dev v0 scope link 
id 2 via 10.0.0.3 dev v0 scope link proto static 
id 4 dev v0 scope host "
    refuses 0 "Flushed 3 nexthops" ip nexthop flush dev v0
}

@test "flush: a group that goes with its last member is not counted" {
    "$REFERENCE" nexthop add id 1 blackhole protocol 5
    "$REFERENCE" nexthop add id 2 group 1 protocol 5
    refuses 0 "Flushed 1 nexthops" ip nexthop flush protocol 5
    [ -z "$("$REFERENCE" nexthop)" ]
}

@test "flush -j is JSON" {
    some
    [ "$(ip -j nexthop flush)" = "[]" ]
    [ -z "$("$REFERENCE" nexthop)" ]
}

# --- resilient groups

@test "resilient groups and their buckets" {
    resilient idle_timer 60 unbalanced_timer 300
    check 0 ip nexthop replace id 13 group 1/2 type resilient idle_timer 61
    check 0 ip nexthop replace id 13 group 1/2 type resilient buckets 4 unbalanced_timer 302 idle_timer 62
    for form in "" -j "-j -p" -d -o; do
        # shellcheck disable=SC2086
        same $form nexthop
    done
    run ip nexthop show id 13
    says "id 13 group 1/2 type resilient buckets 4 idle_timer 62 unbalanced_timer 302 unbalanced_time 0 "
    idle='s/\(idle_time"*[ :]*\)[0-9.]*/\1N/g'
    for form in "" -j "-j -p" -o; do
        for words in "" list "show id 13" "lst nhid 1" "l dev v0" "s d v1" "list master v0" "get id 13 index 2" "g index 0 id 13"; do
            # shellcheck disable=SC2086
            diff <("$REFERENCE" $form nexthop bucket $words | sed "$idle") <(ip $form nexthop bucket $words | sed "$idle")
        done
    done
    ip nexthop b s nhid 1 | grep -qxE 'id 13 index [0-3] idle_time [0-9.]+ nhid 1 '
    [ "$(ip nexthop bucket list nhid 1 | wc -l)" -eq 2 ]
    same nexthop bucket get id 13 index 4
    same nexthop bucket get id 13 index 65536
    same nexthop bucket list id 1
}

# --- more

@test "in a batch, and in a named namespace" {
    run ip -batch - <<'END'
nexthop add id 1 via 10.0.0.2 dev v0
nexthop add id 10 group 1
nexthop add id 10 group 1
END
    [ "$status" -eq 1 ]
    says "RTNETLINK answers: File exists
Command failed -:3"
    ip netns add blue
    ip -n blue link set lo up
    ip -n blue nexthop add id 5 blackhole
    [ "$(ip -n blue nexthop)" = "id 5 blackhole " ]
    ip -n blue route add 10.1.0.0/16 nhid 5
    run ip -n blue -d route
    has "nh_info id 5 scope global blackhole proto unspec "
    ip netns del blue
    same nexthop
}

@test "in a batch, ip -d route shows the next hop as earlier lines left it" {
    some
    "$REFERENCE" route add 10.1.0.0/16 nhid 1
    run ip -d -batch - <<'END'
route show 10.1.0.0/16
nexthop replace id 1 via 10.0.0.9 dev v0
route show 10.1.0.0/16
END
    says "unicast 10.1.0.0/16 nhid 1 via 10.0.0.2 dev v0 proto boot scope global 
	nh_info id 1 via 10.0.0.2 dev v0 scope link proto unspec 
unicast 10.1.0.0/16 nhid 1 via 10.0.0.9 dev v0 proto boot scope global 
	nh_info id 1 via 10.0.0.9 dev v0 scope link proto unspec "
}

@test "output that cannot be written is an error" {
    some
    run sh -c 'ip nexthop >/dev/full'
    [ "$status" -ne 0 ]
    has "write error"
}
