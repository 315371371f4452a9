#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# Filters of addresses, routes, neighbours, rules and next hops: `show FILTER` shows the rows that say so, and `flush FILTER`
# leaves exactly the rest. What a row does not say does not match.
#
# What is right is taken from the JSON of everything: a jq expression picks the rows that a filter wants.

load helpers

setup() { ip netns add filters; scene; }
teardown() { ip netns delete filters; }

in_scene() { ip -n filters "$@"; }

# The kernel numbers the devices alike in every new namespace, so that a scene can be made anew.
scene() {
    in_scene -force -batch - <<'EOF'
link set lo up
link add d0 type veth peer name p0
link add d1 type veth peer name p1
link set d0 addrgenmode none up
link set p0 addrgenmode none up
link set d1 addrgenmode none up
link set p1 addrgenmode none up
address add 10.0.0.1/24 dev d0
address add 10.0.0.2/24 dev d0
address add 10.1.0.1/16 dev d0 proto 5
address add 10.2.0.1/32 dev d1 label d1:x
address add 10.3.0.1/24 dev d1 scope link proto 6
address add 2001:db8::1/64 dev d0 nodad proto 5
address add 2001:db8::2/64 dev d0 nodad
nexthop add id 1 blackhole
nexthop add id 2 via 10.0.0.9 dev d0
nexthop add id 3 via 10.0.0.8 dev d0 protocol static
nexthop add id 4 group 2/3
nexthop add id 5 via 2001:db8::9 dev d0
route add 10.9.0.0/24 nhid 1
route add 10.9.1.0/24 nhid 2
route add 10.9.2.0/24 nhid 4
route add blackhole 10.9.3.0/24
route add 10.9.4.0/24 nexthop via 10.0.0.9 dev d0 nexthop via 10.3.0.7 dev d1
route add 10.9.5.0/24 via 10.0.0.8 src 10.0.0.2 metric 5 realms 3/4
route add 10.9.6.0/24 via inet6 2001:db8::9 dev d0 proto static
route add 10.9.7.0/24 dev d1 table 100
route add unreachable 10.9.8.0/24 table 100
route add 2001:db8:9::/64 nhid 5
route add blackhole 2001:db8:8::/64
route add 2001:db8:6::/64 dev d1 metric 7
neigh add 10.0.0.20 lladdr 02:00:00:00:00:20 dev d0 proto static
neigh add 10.0.0.21 lladdr 02:00:00:00:00:21 dev d0
neigh add 10.3.0.22 lladdr 02:00:00:00:00:22 dev d1 nud stale proto 77
neigh add 2001:db8::23 lladdr 02:00:00:00:00:23 dev d0 nud reachable
rule add pref 100 from 10.0.0.0/8 table 100
rule add pref 101 fwmark 5 table 100
rule add pref 102 iif d0 table 101 protocol static
rule add pref 103 not to 10.0.0.0/8 table 101
rule add pref 104 ipproto tcp sport 80 table 102
rule add pref 105 tos 0x10 table 102
EOF
    in_scene -6 nexthop add id 6 blackhole
    in_scene route add 2001:db8:7::/64 nhid 6
}

# rows WORDS...: what `ip -j WORDS` shows, one row a line. key: what tells a row of routes or neighbours from others: the
# values that a filter names are not shown again. Entries of multicast addresses come and go as the kernel likes.
key() {
    case $1 in
    route) jq -c '{type, dst}' ;;
    neigh) jq -c '{dst}' | grep -v '"ff' ;;
    *) cat ;;
    esac | sort
}
rows() {
    case " $* " in
    *" address "*) in_scene -N -j -d "$@" | jq -c '.[] | . as $link | .addr_info[]? | {dev: $link.ifname, family, "local", prefixlen, scope, proto: .protocol}' ;;
    *" neigh "*) in_scene -N -j "$@" | jq -c '.[]' ;;
    *) in_scene -N -j -d "$@" | jq -c '.[]' ;;
    esac
}

# Each line: what shows everything, `|`, the filter, `|`, the jq condition of the rows that it wants.
filters() {
    cat <<'EOF'
address | dev d0 | .dev == "d0"
address | dev d0 proto 5 | .dev == "d0" and .proto == "0x5"
address | dev d0 proto 0 | .dev == "d0" and .proto == null
address | proto 6 | .proto == "0x6"
address | to 10.0.0.0/8 | .family == "inet" and (.["local"] | startswith("10."))
address | to 10.0.0.2 | .["local"] == "10.0.0.2"
address | scope link | .scope == "253"
-6 address | dev d0 proto 5 | .dev == "d0" and .proto == "0x5" and .family == "inet6"
-4 address | to 10.0.0.0/9 proto 5 | .proto == "0x5" and .family == "inet"
-4 route show table all | type blackhole table all | .type == "6"
-6 route show table all | type blackhole table all | .type == "6"
-4 route show table all | type unicast table all | .type == "1"
-4 route show table all | type unreachable table all | .type == "7"
-4 route show | dev d1 | .dev == "d1" or any(.nexthops[]?; .dev == "d1")
-4 route show | dev d0 | .dev == "d0" or any(.nexthops[]?; .dev == "d0")
-4 route show | via 10.0.0.9 | .gateway == "10.0.0.9" or any(.nexthops[]?; .gateway == "10.0.0.9")
-4 route show | via inet6 2001:db8::9 | .via.host == "2001:db8::9"
-4 route show | src 10.0.0.2 | .prefsrc == "10.0.0.2"
-4 route show | metric 5 | .metric == 5
-4 route show | metric 0 | .metric == null
-4 route show | realms 3/4 | .flow.to == "4"
-4 route show | proto static | .protocol == "4"
-4 route show | scope link | .scope == "253"
-4 route show | root 10.9.0.0/21 | (.dst | startswith("10.9."))
-4 route show | match 10.9.4.1 | .dst == "10.9.4.0/24"
-4 route show | exact 10.9.4.0/24 | .dst == "10.9.4.0/24"
-4 route show | nhid 2 | .nhid == 2
-4 route show | nhid 4 | .nhid == 4
-6 route show | nhid 5 | .nhid == 5
-6 route show | metric 7 | .metric == 7
-4 route show table all | table 100 | .table == "100"
neigh show nud all | dev d0 nud all | .dev == "d0"
neigh show nud all | proto static nud all | .protocol == "4"
neigh show nud all | proto 0 nud all | .protocol == null
neigh show nud all | nud stale | .state == ["STALE"]
neigh show nud all | nud permanent | .state == ["PERMANENT"]
neigh show nud all | to 10.0.0.0/24 nud all | (.dst | startswith("10.0.0."))
-6 neigh show nud all | to 2001:db8::/64 nud all | (.dst | startswith("2001:db8:"))
rule show | pref 100 | .priority == 100
rule show | table 100 | .table == "100"
rule show | from 10.0.0.0/8 | .src == "10.0.0.0"
rule show | fwmark 5 | .fwmark == "0x5"
rule show | iif d0 | .iif == "d0"
rule show | not | has("not")
rule show | ipproto tcp | .ipproto == "ipproto-6"
rule show | sport 80 | .sport == 80
rule show | tos 0x10 | .tos == "0x10"
rule show | protocol static | .protocol == "4"
nexthop show | dev d0 | .dev == "d0"
nexthop show | groups | has("group")
nexthop show | protocol 4 | .protocol == "4"
nexthop show | id 3 | .id == 3
-6 nexthop show | dev d0 | .gateway == "2001:db8::9"
EOF
}

# each COMMAND: runs it with the three parts of each line of filters, for the objects in $objects.
each() {
    local all words condition count=0
    while IFS='|' read -r all words condition; do
        [[ $all =~ ^(-[46] )?($objects)($|[^a-z]) ]] || continue
        "$@" "${all% }" "$words" "${condition# }" </dev/null || { echo "$all| $words | $condition" >&2; return 1; }
        count=$((count + 1))
    done < <(filters | sed -E 's/ \| /|/; s/ \| /|/')
    [ "$count" -gt 4 ]
}

# without ALL: the verb's words, `-6 route show table all` becomes `-6 route`.
# object_of ALL: `-6 route show table all` becomes `route`.
object_of() { local object; object=$(without_verb "$1"); echo "${object##* }"; }
without_verb() { sed -E 's/ ?(show|list).*//' <<<"$1"; }

shows() {
    local all=$1 words=$2 condition=$3 object
    object=$(without_verb "$all")
    # shellcheck disable=SC2086
    rows $all | jq -c "select($condition)" | key "$(object_of "$all")" >"$SCRATCH/tmp/wanted"
    # shellcheck disable=SC2086
    rows $object show $words | key "$(object_of "$all")" >"$SCRATCH/tmp/shown"
    [ -s "$SCRATCH/tmp/wanted" ] && diff "$SCRATCH/tmp/wanted" "$SCRATCH/tmp/shown"
}

# What the kernel deletes together with a row (routes of an address, what a next hop object serves) is no matter here: the
# rows are of one object, and next hops are flushed in a scene of their own.
flushes() {
    local all=$1 words=$2 condition=$3 object
    object=$(without_verb "$all")
    ip netns delete filters && ip netns add filters && scene
    # shellcheck disable=SC2086
    rows $all | jq -c "select(($condition) | not)" | key "$(object_of "$all")" >"$SCRATCH/tmp/rest"
    # shellcheck disable=SC2086
    in_scene $object flush $words
    # shellcheck disable=SC2086
    rows $all | key "$(object_of "$all")" >"$SCRATCH/tmp/left"
    diff "$SCRATCH/tmp/rest" "$SCRATCH/tmp/left"
}

saves() {
    local all=$1 words=$2 object
    object=$(without_verb "$all")
    # shellcheck disable=SC2086
    in_scene -N -o $object show $words | wc -l >"$SCRATCH/tmp/shown"
    # shellcheck disable=SC2086
    in_scene $object save $words | in_scene -N -o ${object//-[46] /} showdump | grep -c . >"$SCRATCH/tmp/saved" || true
    diff "$SCRATCH/tmp/shown" "$SCRATCH/tmp/saved"
}

@test "addresses: show FILTER shows the rows that say so" { objects=address each shows; }
@test "addresses: flush FILTER leaves the rest" { objects=address each flushes; }
@test "addresses: save FILTER saves what show shows" { objects=address each saves; }
@test "routes: show FILTER shows the rows that say so" { objects=route each shows; }
@test "routes: flush FILTER leaves the rest" { objects=route each flushes; }
@test "neighbours: show FILTER shows the rows that say so" { objects=neigh each shows; }
@test "neighbours: flush FILTER leaves the rest" { objects=neigh each flushes; }
@test "rules: show FILTER shows the rows that say so" { objects=rule each shows; }
@test "rules: flush FILTER leaves the rest" { objects=rule each flushes; }
@test "next hops: show FILTER shows the rows that say so" { objects=nexthop each shows; }

@test "a device of a next hop object is known even if routes do not say it" {
    in_scene route show dev d0 | grep '^10\.9\.1\.0/24'
    ip netns exec filters sh -c 'echo 0 >/proc/sys/net/ipv4/nexthop_compat_mode'
    in_scene route show dev d0 | grep '^10\.9\.1\.0/24 nhid 2'
    check 0 in_scene route show dev d1
    lacks "nhid 2"
}
