#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip stats and its events in ip monitor, compared with the installed ip.

load helpers

setup_file() {
    no_ipv6
    "$REFERENCE" link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
    "$REFERENCE" link add br0 type bridge mcast_stats_enabled 1
    "$REFERENCE" link set v1 master br0
    for device in lo v0 v1 br0; do "$REFERENCE" link set $device up; done
    "$REFERENCE" addr add 10.0.0.1/24 dev v0
    settle v0
    # Reports of membership that the bridge counts.
    "$REFERENCE" addr add 239.0.0.1/32 dev v0 autojoin
    eventually sh -c "$REFERENCE -j stats show dev v1 group xstats_slave | grep -q '\"rx_v3\":[1-9]'"
    sleep 1.5 # the report is repeated within a second
}
teardown() { "$REFERENCE" stats set dev v0 l3_stats off; }

# The installed ip prints empty lines in place of missing counters, and more of them behind some others, and it is too old for
# the suite vlan. The usage behind an error is not compared.
comparable() {
    sed '/^$/d; s/is a garbage/is garbage/; /^Usage/,$d; /suite vlan$/d' | sed -zE 's/,?\{[^{}]*"suite": ?"vlan"[^{}]*\}//g'
}

@test "show: every group, one device or all, text and JSON" {
    for form in "" -s -d -j "-s -j" "-d -j" "-j -p" -h -N -4 -br; do
        for words in "" "dev v0" "dev v1" "dev br0" "group link" "group offload" "group offload subgroup cpu_hit" \
            "group offload subgroup hw_stats_info" "group offload subgroup l3_stats" "group xstats" "group xstats_slave" \
            "group xstats subgroup bridge suite mcast" "group xstats_slave subgroup bridge suite stp dev v1" \
            "group xstats subgroup bond suite 802.3ad" "group afstats" "group link group afstats subgroup mpls" \
            "group xstats subgroup bridge suite stp suite mcast" "group xstats subgroup bridge subgroup bond" \
            "group offload subgroup hw_stats_info subgroup l3_stats" "group xstats subgroup bond group xstats"; do
            # shellcheck disable=SC2086
            same $form stats show $words
        done
    done
    same stats
    check 0 ip stats show dev v1 group xstats_slave subgroup bridge suite mcast
    [[ $output =~ RX:\ v1\ 0\ v2\ 0\ v3\ [1-9] ]]
    [ "$(ip -c stats show dev lo group link | head -n 1)" = $'1:\e[1;36m lo:\e[0m group link' ]
}

@test "show: an empty line between devices, and a line of its own for each with -o" {
    [ "$(ip stats show group afstats | sed -n 2p)" = "" ]
    [ "$(ip stats show group afstats | wc -l)" -eq 8 ]
    [ "$(ip stats show dev v0 | grep -v 'suite vlan$' | tail -n 1)" = "$("$REFERENCE" stats show dev v0 | tail -n 1)" ]
    run ip -o stats show dev lo group link group afstats
    [ "${#lines[@]}" -eq 2 ]
    [[ ${lines[1]} == "1: lo: group link\\    RX:  bytes packets"* ]]
}

@test "set: hardware counters on and off" {
    check 0 ip stats set dev v0 l3_stats on
    says ""
    for form in "" -j "-j -p" -s -h; do
        # shellcheck disable=SC2086
        same $form stats show dev v0 group offload
    done
    check 0 ip stats show dev v0 group offload subgroup hw_stats_info
    says "$("$REFERENCE" -o link show v0 | cut -d: -f1): v0: group offload subgroup hw_stats_info
    l3_stats on used off"
    check 0 ip stats show dev v0 group offload subgroup l3_stats
    has "RX: bytes packets errors dropped   mcast"
    check 0 ip stats set l3_stats off dev v0
    check 0 "$REFERENCE" stats show dev v0 group offload subgroup hw_stats_info
    has "l3_stats off used off"
}

@test "what is refused" {
    for words in frob l s se "show frob" "show dev" "show dev nope" "show dev v0 dev v1" "show g link" "show group" "show group nope" \
        "show group offload subgroup" "show group xstats subgroup nope" "show group xstats subgroup bridge suite nope" \
        "show subgroup mpls" "show suite stp" "show group link subgroup x" "show group link suite x" \
        "show group afstats subgroup mpls suite x" "set" "set dev v0" "set dev v0 l3_stats" "set dev v0 l3_stats maybe" \
        "set l3_stats on" "set dev nope l3_stats on" "set dev v0 frob" "set dev v0 l3_stats on l3_stats off" \
        "set dev v0 dev v1 l3_stats on"; do
        # shellcheck disable=SC2086
        same_refusal stats $words
    done
    check 2 as_user ip stats set dev v0 l3_stats on
    says "RTNETLINK answers: Operation not permitted"
    for words in help "show help" "set dev v0 help"; do
        # shellcheck disable=SC2086
        run --separate-stderr ip stats $words
        [ "$status" -eq 0 ] && [ -z "$output" ] && [[ $stderr == "Usage: ip stats "* ]]
    done
}

@test "monitor: hardware counters are switched" {
    heard() { # OPTIONS...: the output of `ip OPTIONS` until it has shown both, on and off
        timeout 10 ip "$@" >"$SCRATCH/tmp/heard" 3>&- &
        eventually sh -c "for word in on off; do $REFERENCE stats set dev v0 l3_stats \$word; done
            grep -qE 'on used|true' $SCRATCH/tmp/heard && grep -qE 'stats off|\"request\":false' $SCRATCH/tmp/heard"
        kill $!
        wait $! || true
    }
    index=$("$REFERENCE" -o link show v0 | cut -d: -f1)
    heard monitor stats
    grep -qx "$index: v0:" "$SCRATCH/tmp/heard"
    grep -qx '    l3_stats on used off' "$SCRATCH/tmp/heard"
    heard -o monitor label stats
    grep -qxF "[STATS]$index: v0:\\    l3_stats on used off" "$SCRATCH/tmp/heard"
    heard -j monitor stats
    grep -qxF '{"event":"STATS","ifindex":'"$index"',"ifname":"v0","info":{"l3_stats":{"request":true,"used":false}}}' "$SCRATCH/tmp/heard"
    timeout 10 ip monitor dev v1 stats >"$SCRATCH/tmp/heard" 3>&- &
    eventually sh -c "for device in v0 v1; do for word in on off; do
        $REFERENCE stats set dev \$device l3_stats \$word; done; done; grep -q off $SCRATCH/tmp/heard"
    kill $!
    wait $! || true
    run ! grep v0 "$SCRATCH/tmp/heard"
}
