#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Verbs that the kernel refuses although they have something to do: text, place and status are the installed ip's. And what
# a command writes with -j if it fails.

load helpers

# As an ordinary user, so that the kernel refuses.
ours() { as_user ip "$@"; }
theirs() { as_user "$REFERENCE" "$@"; }

setup() {
    ip -force -batch - <<'EOF'
link set lo up
link add v0 type veth peer name v1
link set v0 up
address add 10.0.0.1/24 dev v0
route add 10.1.0.0/16 dev v0
neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0 nud stale
addrlabel add prefix 2001:db8::/32 label 77
rule add pref 100 table 100
EOF
    ip -6 rule add pref 100 table 100
}
teardown() {
    ip link delete v0
    ip addrlabel flush
    ip rule delete pref 100
    ip -6 rule delete pref 100
}

@test "verbs that flush" {
    same_lines <<'EOF'
rule flush
-6 rule flush
rule flush table 100
addrlabel flush
route flush table all
route flush dev v0
address flush dev v0
neigh flush all
neigh flush dev v0
EOF
    ours rule show | grep -q "lookup 100"
}

@test "verbs that change" {
    same_lines <<'EOF'
rule add pref 7 table 7
rule delete pref 100
route add 10.2.0.0/16 dev v0
route delete 10.1.0.0/16
address add 10.0.0.3/24 dev v0
address delete 10.0.0.1/24 dev v0
neigh delete 10.0.0.2 dev v0
link set v0 down
link delete v0
link add x0 type bridge
addrlabel add prefix 2001:db9::/32 label 78
maddress add 01:00:5e:00:00:07 dev v0
EOF
}

# With -j: nothing, or a whole document.
@test "a command that fails before it has found anything writes no document" {
    while read -r words; do
        # shellcheck disable=SC2086
        run --separate-stderr ip -j $words
        [ "$status" -ne 0 ] && [ -z "$output" ] && [ -n "$stderr" ] || { echo "$status: $words: $output" >&2; return 1; }
    done <<'EOF'
rule show bogus
rule show table nosuch
route show bogus
route get 203.0.113.1
neigh get 10.0.0.77 dev v0
neigh show dev nosuch
address show dev nosuch
link show nosuch
link show type
nexthop show id 77
nexthop get id 77
netconf show dev nosuch
ntable show name
token get dev nosuch
netns list-id nsid 77
addrlabel list bogus
stats show dev nosuch
vrf show nosuch
EOF
}

@test "a command that finds nothing writes an empty document" {
    while read -r words; do
        # shellcheck disable=SC2086
        check 0 ip -j $words
        says '[]'
        # shellcheck disable=SC2086
        ip -j -p $words | jq -e '. == []'
    done <<'EOF'
rule show pref 77
route show 203.0.113.0/24
neigh show 203.0.113.1
link show type bridge
netns list
EOF
}
