#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip ntable, compared with the installed ip.

load helpers

# mcast_reprobes is newer than 6.1, which the others are compared with. The kernel throws the dice for `reachable` every five minutes.
comparable() {
    sed -E 's/ mcast_reprobes [0-9]+//g; s/"mcast_reprobes": ?[0-9]+,?//g
        s/([ "]reachable"?:? ?)[0-9]+/\1N/g; /^ *$/d'
}
ours() (set -o pipefail && ip "$@" | comparable)
theirs() (set -o pipefail && "$REFERENCE" "$@" | comparable)

setup_file() {
    "$REFERENCE" link add v0 type veth peer name v1
    "$REFERENCE" link add br0 type bridge
    # They stay down: no traffic shall change what is counted while two commands are compared.
}

@test "show: every form, every family, one device, one table" {
    for form in "" -j "-j -p" -o -d -N -br; do
        for family in "" -4 -6 -0; do
            for words in ntable "ntable show" "ntable l dev v0" "ntable lst name arp_cache" "ntbl s dev lo name ndisc_cache" \
                "ntable show name arp" "nt show dev v0 dev br0"; do
                # shellcheck disable=SC2086
                same $form $family $words
            done
        done
    done
    ip ntable show dev v0 name arp_cache | grep -q 'mcast_probes 3 mcast_reprobes 0 $'
    ip -j ntable show dev v0 name arp_cache | jq -e '.[0].mcast_reprobes == 0'
    [ "$(ip ntable show dev v0 name arp_cache | head -n 2)" = $'inet arp_cache \n    dev v0 ' ]
    [ "$(ip -c ntable show dev v0 | sed -n 2p)" = $'    dev \e[1;36mv0 \e[0m' ]
}

# The counters are those of the whole machine, and change: numbers are replaced by N.
masked() { "$@" | sed -E '/^\[?\{?"|(^|\\) *(config|last_flush|hash_rnd|stats|res_failed|rcv_|periodic|table_fulls)/s/[0-9]+/N/g'; }

@test "show: statistics" {
    for form in -s "-s -s" "-s -j" "-s -o"; do
        # shellcheck disable=SC2086
        diff <(masked theirs $form ntable) <(masked ours $form ntable)
    done
    [ "$(ip -s -j ntable | jq -r '.[0].last_flush' | sed 's/[0-9]/N/g')" = "NNNN-NN-NN NN:NN:NN" ]
    lengths=$(ip -s -j ntable | jq -c '[.[] | select(.key_length) | [.name, .key_length, (.hash_mask | startswith("0x"))]]')
    [ "$lengths" = '[["arp_cache",4,true],["ndisc_cache",16,true]]' ]
    # Milliseconds ago are shown as a time: the same from both, give or take a second.
    for key in last_flush last_rand; do
        theirs=$(date -d "$("$REFERENCE" -s -j ntable | jq -r ".[0].$key")" +%s)
        ours=$(date -d "$(ip -s -j ntable | jq -r ".[0].$key")" +%s)
        [ $((ours - theirs)) -le 2 ] && [ $((theirs - ours)) -le 2 ]
    done
}

@test "change: every setting" {
    check 0 ip ntable change name arp_cache dev v1 base_reachable 40000 retrans 2000 gc_stale 3000 delay_probe 4000 queue 5 \
        app_probes 6 ucast_probes 7 mcast_probes 8 anycast_delay 9000 proxy_delay 10000 proxy_queue 11 locktime 12000
    shown=$("$REFERENCE" -j ntable show dev v1 name arp_cache | jq -c '.[0] | del(.reachable, .refcnt)')
    [ "$shown" = '{"family":"inet","name":"arp_cache","dev":"v1","base_reachable":40000,"retrans":2000,"gc_stale":3000,'\
'"delay_probe":4000,"queue":5,"app_probes":6,"ucast_probes":7,"mcast_probes":8,"anycast_delay":9000,"proxy_delay":10000,'\
'"proxy_queue":11,"locktime":12000}' ]
    check 0 ip -6 ntable chg queue 0x10 name ndisc_cache dev v1
    check 0 ip ntbl c name ndisc_cache ucast_probes 9 dev v1 mcast_probes 4
    [ "$("$REFERENCE" -j ntable show dev v1 name ndisc_cache | jq -c '.[0] | [.queue, .ucast_probes, .mcast_probes]')" = '[16,9,4]' ]
}

@test "what is refused" {
    for words in frob "show frob" "show dev" "show name" "show dev nope" change "change name" "change name arp_cache" \
        "change name arp_cache dev v0" "change name arp_cache frob" "change name arp_cache dev nope queue 3" \
        "change name arp_cache dev v0 queue 4294967296" "change name arp_cache dev v0 queue x" "change dev v0 queue 3" \
        "change name a name b" "change name nope dev v0 queue 5" "change name arp_cache dev v0 base_reachable 1.5" \
        "change name arp_cache dev v0 bas 1" "change name arp_cache thresh1 x" "change name arp_cache thresh1 5" \
        "change name arp_cache thresh2 5 thresh3 9 gc_int 7000 queue 4" "change name arp_cache reachable 3"; do
        # shellcheck disable=SC2086
        same_refusal ntable $words
    done
    check 2 as_user ip ntable change name arp_cache dev v0 queue 5
    says "RTNETLINK answers: Operation not permitted"
    run --separate-stderr ip ntable help
    [ "$status" -eq 255 ] && [ -z "$output" ] && [[ $stderr == "Usage: ip ntable "* ]]
}

# A namespace cannot change the thresholds, which belong to the machine: the test reads the request.
@test "change: the request" {
    asked() {
        strace -xx -e trace=sendmsg,sendto "$@" 2>&1 | grep -o 'nlmsg_type=RTM_SETNEIGHTBL.*' |
            sed -E 's/nlmsg_seq=[0-9]+//; s/\]+(, iov_len.*|, [0-9]+, 0, NULL.*)$//'
    }
    for words in "name arp_cache thresh1 1 thresh2 2 thresh3 3 gc_int 4" "gc_int 4294967296 queue 5 name x locktime 6" \
        "name arp_cache queue 1 queue 2"; do
        # shellcheck disable=SC2086
        theirs=$(asked "$REFERENCE" ntable change $words)
        [ -n "$theirs" ]
        # shellcheck disable=SC2086
        diff <(echo "$theirs") <(asked ip ntable change $words)
    done
}
