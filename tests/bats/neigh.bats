#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip neigh: every verb, compared with the installed ip.

load helpers
load twins
load manual

setup() {
    make_twins
    twin_links
    in_both "$REFERENCE" link set v1 master br0
    for device in lo v0 v1; do in_both "$REFERENCE" link set $device up; done
    # What is reachable stays so for a day: after the default of about 30 seconds the two would differ for a moment.
    in_both sh -c 'for device in v0 v1; do echo 86400 >/proc/sys/net/ipv4/neigh/$device/base_reachable_time; done'
}
teardown() {
    # A proxy without a device outlives its namespace in Linux 6.18, and turns up in the next.
    in_both "$REFERENCE" neigh del proxy 10.0.0.78 2>/dev/null || true
    take_twins_away
}

# The order of entries is that of a hash, different in each namespace, and their seconds run.
comparable() {
    grep . | sed -E 's/is a garbage/is garbage/; s/^\[//; s/\]$//; s/\},\{/}\n{/g
        s,used [0-9]+/[0-9]+/[0-9]+,used N/N/N,; s/"(used|confirmed|updated)":[0-9]+/"\1":N/g' | sort
}

# Entries that stay as they are, of all sorts.
entries() {
    cat <<'EOF'
neigh add 10.0.0.1 lladdr 02:00:00:00:00:11 dev v0
neigh add 10.0.0.2 lladdr 02:00:00:00:00:12 dev v0 nud reachable
neigh add 10.0.0.3 lladdr 02:00:00:00:00:13 dev v0 nud stale
neigh add 10.0.0.4 lladdr 02:00:00:00:00:14 dev v0 nud noarp
neigh add 10.0.0.6 dev v0 nud none
neigh add 10.0.0.9 dev v0 nud failed
neigh add 10.0.0.10 lladdr 02:00:00:00:00:1a dev v0 nud permanent router proto static
neigh add 10.0.0.12 lladdr 02:00:00:00:00:1c dev v0 extern_learn nud noarp
neigh add 10.0.0.13 lladdr 02:00:00:00:00:1d dev v0 extern_learn proto 77
neigh add to 10.9 lladdr 1:2:3:4:5:6 dev v1
neigh add lladdr 1:2:3 10.0.0.14 dev v0
neigh add 10.0.0.15 lladdr null dev v0 nud noarp
neigh add dev v1 10.0.0.16 nud 4 lladdr 02:00:00:00:00:20
neigh add 10.0.0.17 dev br0 lladdr 02:00:00:00:00:21 nud perm
neigh add proxy 10.0.0.77 dev v0
neigh add proxy 10.0.0.78
EOF
}

@test "entries are added as the installed ip adds them, and shown as it shows them" {
    same_lines < <(entries)
    for options in "" -o -j "-j -p" -br "-br -j" -4 -6 -N -d -0; do
        # shellcheck disable=SC2086
        same $options neigh
        # shellcheck disable=SC2086
        same $options neigh show nud all
        # shellcheck disable=SC2086
        same $options neigh show dev v0
    done
    same -s neigh show nud all
    same -s -j neigh show nud all
    in_both "$REFERENCE" neigh show nud all >there
    [ "$(wc -l <there)" -ge 26 ]
    diff <(sort there | uniq -u) /dev/null
}

@test "every state" {
    n=20
    for state in permanent reachable noarp none stale incomplete delay probe failed; do
        ours neigh add 10.0.0.$((++n)) lladdr 02:00:00:00:00:$n dev v0 nud $state
        case $state in
        incomplete | none | failed) continue ;; # the kernel lets go of these addresses, and goes on from these states
        delay | probe) state='(DELAY|PROBE|REACHABLE|STALE|FAILED)' ;;
        esac
        ours neigh show nud all 10.0.0.$n | grep -qxE "10.0.0.$n dev v0 lladdr 02:00:00:00:00:$n ${state^^} "
    done
    [ "$(ours neigh show nud none)" = "10.0.0.24 dev v0 " ]
    [ "$(ours neigh show nud failed 10.0.0.29)" = "10.0.0.29 dev v0 FAILED " ]
}

@test "every verb by its abbreviations" {
    same_lines <<'EOF'
neigh a 10.0.0.1 lladdr 02:00:00:00:00:11 dev v0
neigh a 10.0.0.1 lladdr 02:00:00:00:00:11 dev v0
neigh c 10.0.0.1 lladdr 02:00:00:00:00:12 dev v0
neigh chg 10.0.0.1 lladdr 02:00:00:00:00:13 dev v0 nud stale
neigh chg 10.0.0.2 lladdr 02:00:00:00:00:13 dev v0 nud stale
neigh r 10.0.0.2 lladdr 02:00:00:00:00:13 dev v0
neigh rep 10.0.0.2 lladdr 02:00:00:00:00:14 dev v0 router
neigh g 10.0.0.2 dev v0
neigh get 10.0.0.1 dev v0
neigh s
neigh l
n
neighb ls
neighbour lst
neighbor list
neigh d 10.0.0.1 dev v0
neigh del 10.0.0.1 dev v0
neigh f dev v0 nud permanent
neigh frob
neigh
EOF
}

@test "errors have the installed ip's words and status" {
    refuses 1 '"02-00-00-00-00-1f" is invalid lladdr.' ip neigh add 10.0.0.5 lladdr 02-00-00-00-00-1f dev v0 # there it is taken as 02
    same_lines < <(entries)
    same_lines <<'EOF'
neigh add
neigh add 10.0.0.5
neigh add dev v0
neigh add dev
neigh add dev v0 lladdr 02:00:00:00:00:11
neigh add frob dev v0
neigh add 10.0.0.5/24 dev v0
neigh add 10.0.0.5 dev nosuch
neigh add 10.0.0.5 dev v0
neigh add 10.0.0.5 lladdr zz dev v0
neigh add 10.0.0.5 lladdr 1.2.3.4 dev v0
neigh add 10.0.0.5 lladdr 1:2 dev v0
neigh add 10.0.0.5 lladdr 1:2:3:4:5:6 lladdr 1:2:3:4:5:7 dev v0
neigh add 10.0.0.5 10.0.0.7 dev v0
neigh add to 10.0.0.5 to 10.0.0.7 dev v0
neigh add proxy 10.0.0.5 proxy 10.0.0.7 dev v0
neigh add 10.0.0.5 proxy 10.0.0.7 dev v0
neigh add 10.0.0.5 lladdr 1:2:3:4:5:6 dev v0 nud frob
neigh add 10.0.0.5 lladdr 1:2:3:4:5:6 dev v0 nud 3
neigh add 10.0.0.5 lladdr 1:2:3:4:5:6 dev v0 nud 256
neigh add 10.0.0.5 lladdr 1:2:3:4:5:6 dev v0 nud
neigh add 10.0.0.5 lladdr 1:2:3:4:5:6 dev v0 proto nosuch
neigh add any dev v0
-6 neigh add 10.0.0.5 dev v0
neigh add 10.0.0.1 lladdr 02:00:00:00:00:11 dev v0
neigh change 10.0.0.99 lladdr 02:00:00:00:00:11 dev v0
neigh change 10.0.0.6 dev v0 nud reachable
neigh del 10.0.0.99 dev v0
neigh del proxy 10.0.0.99
neigh del 10.0.0.1
neigh get
neigh get 10.0.0.1
neigh get dev v0
neigh get frob dev v0
neigh get 10.0.0.1 dev nosuch
neigh get 10.0.0.99 dev v0
neigh get proxy 10.0.0.99
neigh show dev nosuch
neigh show dev v0 dev br0
neigh show master nosuch
neigh show vrf nosuch
neigh show vrf br0
neigh show nud frob
neigh show nud
neigh show protocol nosuch
neigh show frob
neigh show 10.0.0.0/33
neigh show mast br0
neigh flush
neigh flush frob
neigh flush dev nosuch
neigh flush nud frob
EOF
    check 255 ours neigh help
    has "Usage: ip neigh"
    [ -z "$(ours neigh help 2>/dev/null)" ]
}

@test "filters select as those of the installed ip" {
    same_lines < <(entries | grep -v extern_learn)
    same_lines <<'EOF'
neigh show nud permanent
neigh show nud perm
neigh show nud noarp
neigh show nud none
neigh show nud 0
neigh show nud stale
neigh show nud stale nud permanent
neigh show nud none nud noarp
neigh show nud f
neigh show nud incomplete
neigh show nud all
neigh show nud all dev v1
neigh show unused
neigh show unused nud all
neigh show master br0
neigh show master br0 nud all
neigh show nomaster
neigh show nomaster dev v1
neigh show nomaster dev v0 nud permanent
neigh show proxy
-j neigh show proxy
-br neigh show proxy
neigh show proxy dev v0
neigh show proxy 10.0.0.78
neigh show p
neigh show protocol static
neigh show prot 77
neigh show to 10.0.0.1
neigh show 10.0.0.1
neigh show 10.0.0.0/30
neigh show to 10.0.0.0/30 dev v0 nud all
neigh show 10/8
neigh show 0/0
neigh show all
neigh show default
neigh show 10.0.0.1 10.0.0.2
neigh show 2001::/16
-j neigh show 10.0.0.99
-6 neigh show 10.0.0.1
EOF
}

@test "get" {
    same_lines < <(entries)
    same_lines <<'EOF'
neigh get 10.0.0.1 dev v0
neigh get to 10.0.0.10 dev v0
neigh get dev v0 10.0.0.4
neigh get proxy 10.0.0.77 dev v0
neigh get proxy 10.0.0.78
-br neigh get 10.0.0.1 dev v0
-s neigh get 10.0.0.1 dev v0
EOF
    check 0 ours -j neigh get 10.0.0.10 dev v0
    says '[{"dst":"10.0.0.10","dev":"v0","lladdr":"02:00:00:00:00:1a","router":null,"state":["PERMANENT"],"protocol":"static"}]'
}

# iproute2 shows and deletes what others have learnt, and proxies, whatever state is named.
@test "what others have learnt is selected by its state if one is named" {
    same_lines < <(entries)
    ours neigh add proxy 10.0.0.78 dev v0
    check 0 ours neigh show nud stale
    lacks extern_learn
    check 0 ours neigh show nud noarp
    has "10.0.0.12 dev v0 lladdr 02:00:00:00:00:1c extern_learn NOARP"
    lacks 10.0.0.13
    check 0 ours neigh show proxy nud stale
    says ""
    ours neigh flush nud stale
    ours neigh flush nud none
    check 0 ours neigh show nud all
    has 10.0.0.12
    has 10.0.0.13
    ours neigh flush nud noarp
    check 0 ours neigh show nud all
    lacks 10.0.0.12
    ours neigh flush dev v0
    check 0 ours neigh show nud all
    lacks 10.0.0.13
}

@test "a flush deletes the selected entries and no others" {
    same_lines < <(entries | grep -v extern_learn)
    same_lines <<'EOF'
neigh flush nud stale
neigh show nud all
-s neigh flush 10.0.0.2
-s -s neigh flush nud none dev v0
neigh show nud all
-s neigh flush nud noarp dev v0 to 10.0.0.4
neigh show nud all
-s neigh flush nud permanent dev br0
-s neigh flush protocol static nud permanent
neigh show nud all
-s neigh flush dev v0
-s neigh flush all
neigh show nud all
-s neigh flush nud all
neigh show nud all
-s neigh flush nud all
neigh flush proxy
neigh show proxy
EOF
    [ -z "$(ours neigh show proxy)" ]
}

@test "entries that the kernel maintains itself" {
    "$REFERENCE" -n ours addr add 10.0.0.100/24 dev v0
    ours neigh add 10.0.0.1 dev v0 managed
    ours neigh add 10.0.0.2 lladdr 02:00:00:00:00:12 dev v0 extern_learn managed
    ours neigh add 10.0.0.3 dev v0 use
    ours neigh show nud all 10.0.0.1 | grep -qxE '10.0.0.1 dev v0 managed (INCOMPLETE|FAILED) '
    ours -j neigh show 10.0.0.2 | grep -q '"managed":null,"extern_learn":null,'
    ours neigh show nud all 10.0.0.3 | grep -qxE '10.0.0.3 dev v0 (INCOMPLETE|FAILED) ' # the kernel asked for it; nobody set it
}

@test "IPv6" {
    in_both "$REFERENCE" link set v0 down
    in_both sh -c 'echo 0 | tee /proc/sys/net/ipv6/conf/v0/disable_ipv6' >/dev/null
    in_both "$REFERENCE" link set v0 up addrgenmode none
    same_lines <<'EOF'
neigh add 2001:db8::1 lladdr 02:00:00:00:00:11 dev v0 router
-6 neigh add 2001:db8::2 lladdr 02:00:00:00:00:12 dev v0 nud noarp proto kernel
-4 neigh add 2001:db8::3 lladdr 02:00:00:00:00:12 dev v0
neigh add proxy 2001:db8::77 dev v0
neigh show 2001:db8::/32 nud all
-6 neigh show 2001:db8::1
-6 -br neigh show nud permanent
-6 -j neigh show nud permanent
neigh show proxy
-4 neigh show proxy
neigh get 2001:db8::1 dev v0
neigh get 2001:db8::9 dev v0
neigh change 2001:db8::1 lladdr 02:00:00:00:00:13 dev v0
neigh flush 2001:db8::/32 nud all
neigh show 2001:db8::/32 nud all
neigh del proxy 2001:db8::77 dev v0
neigh show proxy
EOF
}

@test "a thousand entries in one go" {
    in_both sh -c 'echo 4096 >/proc/sys/net/ipv4/neigh/default/gc_thresh3' 2>/dev/null || true
    for i in {1..1000}; do echo "neigh add 10.1.$((i / 250)).$((i % 250 + 1)) lladdr 02:00:00:01:$(printf %02x:%02x $((i / 256)) $((i % 256))) dev v0"; done >batch
    ours -batch batch
    [ "$(ours neigh | wc -l)" -eq 1000 ]
    diff <("$REFERENCE" -n ours neigh | sort) <(ours neigh | sort)
    diff <("$REFERENCE" -n ours -j neigh) <(ours -j neigh)
    [ "$(ours neigh show 10.1.3.28)" = "10.1.3.28 dev v0 lladdr 02:00:00:01:03:09 PERMANENT " ]
    check 0 ours -s neigh flush dev v0 nud permanent
    says "
*** Round 1, deleting 1000 entries ***
*** Flush is complete after 1 round ***"
    [ -z "$(ours neigh)" ]
}

@test "closed standard descriptors" {
    ours neigh add 10.0.0.1 lladdr 02:00:00:00:00:11 dev v0 <&- >&- 2>&-
    [ "$(ours neigh <&- 2>&-)" = "10.0.0.1 dev v0 lladdr 02:00:00:00:00:11 PERMANENT " ]
    fails ours neigh >&-
    fails ours neigh >/dev/full
    fails ours neigh add 10.0.0.1 dev v0 2>&-
    ours neigh flush nud all >&-
    [ -z "$(ours neigh)" ]
}

@test "the examples of ip-neighbour(8)" {
    replays ip-neighbour.8 1
    ip link del v0
}
