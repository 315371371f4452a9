#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip link: the kinds that kernels commonly have, each made with every option, read back, and shown as the installed ip
# shows the same link. Kinds that are rarer are tested by their bytes: tests/unit/kinds_test.cc, tests/unit/rows_test.cc.

load helpers
load links

teardown() { every_link_goes; }

# makes KIND... -- SHOWN...: our `ip link add m0 ... type KIND...` makes a link that shows each SHOWN, and the
# installed ip makes the same one.
makes() {
    local words=() told=() by
    while [ "$1" != -- ]; do words+=("$1"); shift; done
    shift
    for by in ip "$REFERENCE"; do
        "$by" link add m0 ${LOWER:+link "$LOWER"} index 99 address 02:00:00:00:00:99 type "${words[@]}" || return 1
        link_alike m0 || return 1
        told+=("$(ip -d -d link show m0 | as_text)")
        [ "$by" = ip ] && has_words "$(ip -d -d link show m0)" "$@"
        "$REFERENCE" link del m0
    done
    diff <(echo "${told[0]}") <(echo "${told[1]}") >&2
}
has_words() {
    local text=$1 words
    for words in "${@:2}"; do
        [[ $text == *" $words "* ]] || { printf 'not there: %s\nin: %s\n' "$words" "$text" >&2; return 1; }
    done
}

# changes DEV KIND WORDS [SHOWN]: our `ip link set DEV type KIND WORDS` makes SHOWN (WORDS, if not given) true, which it was
# not. If this kernel refuses it, it refuses the installed ip too, unless that one does not know the word.
changes() {
    local dev=$1 kind=$2 words=$3 shown=${4:-$3}
    ! has_words "$(ip -d link show "$dev")" "$shown" 2>/dev/null || { echo "so already: $shown" >&2; return 1; }
    # shellcheck disable=SC2086
    if ip link set "$dev" type "$kind" $words 2>"$SCRATCH/said"; then
        has_words "$(ip -d link show "$dev")" "$shown" && link_alike "$dev"
    else
        [ $? -eq 2 ] && grep -E '^(RTNETLINK answers|Error): ' "$SCRATCH/said" >&2 || return 1
        [[ ${words%% *} =~ ^($NEWER)$ ]] || refused_alike "$dev" "$kind" "$words"
    fi
}
refused_alike() {
    # shellcheck disable=SC2086
    run "$REFERENCE" link set "$1" type "$2" $3
    [ "$status" -eq 2 ] && diff <(echo "$output") "$SCRATCH/said" >&2
}

@test "the comparison finds a difference" {
    ip link add m0 type bridge
    before=$(ip -d link show m0 | as_text)
    ip link set m0 type bridge priority 5
    run ! diff <(echo "$before") <(ip -d link show m0 | as_text)
    run ! makes vxlan id 5 dstport 4789 -- "id 6"
    run ! changes m0 bridge "priority 5" # so it is already
}

@test "bridge: every option" {
    makes bridge -- "stp_state 0"
    makes bridge forward_delay 400 hello_time 300 max_age 1000 ageing_time 6000 stp_state 1 priority 4096 \
        -- "forward_delay 400 hello_time 300 max_age 1000 ageing_time 6000 stp_state 1 priority 4096"
    ip link add b0 type bridge
    while IFS='|' read -r words shown; do
        changes b0 bridge "$words" "$shown"
    done <<'END'
forward_delay 400
hello_time 300
max_age 1000
ageing_time 6000
stp_state 1
priority 4096
fdb_max_learned 100
group_fwd_mask 8|group_fwd_mask 0x8
group_address 01:80:c2:00:00:0a
mcast_snooping 0
no_linklocal_learn 1
mdb_offload_fail_notification 1
fdb_local_vlan_0 1
mcast_router 2
mcast_query_use_ifaddr 1
mcast_querier 1
mcast_hash_max 512
mcast_last_member_count 3
mcast_startup_query_count 4
mcast_last_member_interval 200
mcast_membership_interval 30000
mcast_querier_interval 26500
mcast_query_interval 13500
mcast_query_response_interval 2000
mcast_startup_query_interval 4128
mcast_stats_enabled 1
mcast_igmp_version 3
mcast_mld_version 2
nf_call_iptables 1
nf_call_ip6tables 1
nf_call_arptables 1
forward 500|forward_delay 500
END
    ip link set b0 type bridge mcast_hash_elasticity 32 # the kernel keeps 16, whatever both programs send
    has_words "$(ip -d link show b0)" "mcast_hash_elasticity 16"
    ip link set b0 type bridge fdb_flush
    ip link set b0 type bridge fdb # which it is short for
}

@test "bridge: every option of VLANs" {
    ip link add b0 type bridge
    [[ $(ip -d link show b0) == *vlan_default_pvid* ]] || skip "this kernel has no VLAN filtering"
    for words in "vlan_filtering 1" "vlan_protocol 802.1ad" "vlan_default_pvid 7" "vlan_stats_enabled 1" \
        "vlan_stats_per_port 1" "mcast_vlan_snooping 1"; do
        changes b0 bridge "$words"
    done
    ip link add b1 type bridge
    changes b1 bridge "mst_enabled 1"
}

@test "bridge_slave: every option" {
    ip link add b0 type bridge
    ip link add p0 master b0 type veth peer name p1
    ip link set p1 master b0
    link_alike p0
    while IFS='|' read -r words shown; do
        changes p0 bridge_slave "$words" "$shown"
    done <<'END'
priority 8
cost 100
hairpin on
guard on
root_block on
fastleave on
fastleave off
mcast_fast_leave on
flood off
locked on
mab on
learning off
proxy_arp on
proxy_arp_wifi on
mcast_router 2
mcast_flood off
bcast_flood off
mcast_to_unicast on
neigh_suppress on
neigh_vlan_suppress on
group_fwd_mask 0x4008|group_fwd_mask 0x4008 group_fwd_mask_str 0x8,lldp
vlan_tunnel on
isolated on
backup_port p1
backup_nhid 7
END
    ip link set p0 type bridge_slave nobackup_port
    run ! has_words "$(ip -d link show p0)" "backup_port p1"
    link_alike p0
    ip link set b0 up
    ip link set p0 up
    ip link set p1 up
    settle b0
    ip link set p0 type bridge_slave state 1
    has_words "$(ip -d link show p0)" "state listening"
    link_alike p0
    ip link set p0 type bridge_slave fdb_flush
    refuses 1 'Error: argument of "hairpin" must be one of "off", "on", not "yes"' ip link set p0 type bridge_slave hairpin yes
}

@test "veth: both ends by one line" {
    local by text=()
    for by in ip "$REFERENCE"; do
        "$by" link add a0 index 98 mtu 1400 address 02:00:00:00:00:01 numtxqueues 2 numrxqueues 3 txqueuelen 7 alias "one end" \
            type veth peer name a1 index 99 mtu 1300 address 02:00:00:00:00:02 numtxqueues 4 group 5
        link_alike a0
        link_alike a1
        text+=("$(ip -d link | as_text)")
        "$REFERENCE" link del a0
    done
    diff <(echo "${text[0]}") <(echo "${text[1]}")
    ip link add a0 type veth peer a1
    ip link show a1
    refuses 2 'RTNETLINK answers: File exists' ip link add a2 type veth peer name a0
    refuses 255 'Error: duplicate "type": "veth" is the second value.' ip link add a2 type veth peer name a3 type veth
}

@test "macvlan and macvtap: every mode and option" {
    "$REFERENCE" link add p0 type veth peer name p1
    LOWER=p0
    makes macvlan mode private -- "mode private"
    makes macvtap flag nodst mode vepa -- "mode vepa nodst"
    makes macvlan mode bridge nodst bcqueuelen 500 -- "mode bridge nodst" "bcqueuelen 500"
    makes macvtap mode passthru nopromisc -- "mode passthru nopromisc"
    makes macvlan mode bridge nodst mode passthru flag nopromisc flag null -- "mode passthru nopromisc nodst"
    for words in "nodst nopromisc" "mode passthru mode bridge nopromisc" "nopromisc flag null mode vepa"; do
        # shellcheck disable=SC2086
        check 1 ip link add v0 link p0 type macvlan $words
        has "macvlan: nopromisc flag only valid in passthru mode"
    done
    makes macvlan mode source macaddr set 02:00:00:00:00:05 02:00:00:00:00:06 -- "remotes (2)" 02:00:00:00:00:05
}

@test "macvlan: what can be changed" {
    "$REFERENCE" link add p0 type veth peer name p1
    ip link add v0 link p0 type macvlan mode source
    link_alike v0
    changes v0 macvlan "macaddr add 02:00:00:00:00:07" "remotes (1) 02:00:00:00:00:07"
    changes v0 macvlan "macaddr set 02:00:00:00:00:08" "remotes (1) 02:00:00:00:00:08"
    changes v0 macvlan "macaddr del 02:00:00:00:00:08" "remotes (0)"
    ip link set v0 type macvlan macaddr add 02:00:00:00:00:07
    changes v0 macvlan "macaddr flush" "remotes (0)"
    changes v0 macvlan "mode bridge"
    changes v0 macvlan "bcqueuelen 600"
    changes v0 macvlan "bclim 5"
    check 1 ip link set v0 type macvlan nopromisc
    has 'macvlan: nopromisc flag only valid in passthru mode'
}

@test "vxlan: every option" {
    "$REFERENCE" link add p0 type veth peer name p1
    makes vxlan id 5 dstport 4789 -- "id 5" "dstport 4789" learning udp_csum
    makes vxlan vni 5 dev p0 group 239.0.0.1 dstport 4789 -- "id 5" "group 239.0.0.1" "dev p0"
    makes vxlan id 5 remote 192.0.2.1 local 192.0.2.2 dstport 0 -- "remote 192.0.2.1 local 192.0.2.2" "dstport 8472"
    makes vxlan id 5 dev p0 remote 2001:db8::1 local 2001:db8::2 dstport 4789 -- "remote 2001:db8::1 local 2001:db8::2"
    makes vxlan id 5 dstport 4789 srcport 1000 2000 ttl 5 tos 0x10 df set -- "srcport 1000 2000" "tos 0x10 ttl 5 df set"
    makes vxlan id 5 dstport 4789 ttl inherit tos inherit df inherit -- "tos inherit ttl inherit df inherit"
    makes vxlan id 5 dstport 4789 dev p0 remote 2001:db8::1 flowlabel 0x12345 ageing 77 maxaddress 9 -- "flowlabel 0x12345 ageing 77 maxaddr 9"
    makes vxlan id 5 dstport 4789 ageing none maxaddress unlimited -- "ageing 300" # what the kernel makes of 0
    makes vxlan id 5 dstport 4789 nolearning proxy rsc l2miss l3miss -- "nolearning proxy rsc l2miss l3miss"
    makes vxlan id 5 dstport 4789 noudpcsum udp6zerocsumtx udp6zerocsumrx -- "noudp_csum udp_zero_csum6_tx udp_zero_csum6_rx"
    makes vxlan id 5 dstport 4789 remcsumtx remcsumrx gbp -- "gbp" "remcsum_tx remcsum_rx"
    makes vxlan external gpe -- "dstport 4790" gpe "external" nolearning
    ip link add x0 type vxlan id 5 dstport 4789 nolocalbypass mcroute reserved_bits 0xf7ffffff000000fe
    if [[ $(ip -d link show x0) == *reserved_bits* ]]; then # since Linux 6.14
        has_words "$(ip -d link show x0)" "reserved_bits 0xf7ffffff000000fe" nolocalbypass
    fi
    ip link add x1 type vxlan external vnifilter dstport 4788
    has_words "$(ip -d link show x1)" "external vnifilter"
    ip -j -d link show x1 | jq -e '.[0].linkinfo.info_data | .external and .vnifilter and .port == 4788'
}

@test "-d -d shows the switches of vxlan that have their defaults" {
    ip link add x0 type vxlan id 5 dstport 4789
    run ! has_words "$(ip -d link show x0)" learning
    has_words "$(ip -d -d link show x0)" "noexternal" "learning noproxy norsc nol2miss nol3miss udp_csum"
    check 0 ip link set x0 type vxlan ageing 88
    link_alike x0
}

@test "vxlan: the default port" {
    check 0 ip link add x0 type vxlan id 5
    says "vxlan: destination port not specified
Will use Linux kernel default (non-standard value)
Use 'dstport 4789' to get the IANA assigned value
Use 'dstport 0' to get default and quiet this message"
    refuses 1 "vxlan: missing virtual network identifier" ip link add x1 type vxlan dstport 1
}

@test "ifb" {
    makes ifb --
    check 1 ip link add i0 type ifb words
    has 'Garbage instead of arguments "words ...". Try "ip link help".'
}

@test "tun and tap are shown" {
    "$REFERENCE" tuntap add dev t0 mode tun
    "$REFERENCE" tuntap add dev t1 mode tap user tester group tester vnet_hdr multi_queue pi
    link_alike t0
    link_alike t1
    has_words "$(ip -d link show t1)" "type tap pi on vnet_hdr on multi_queue" "persist on user tester group tester"
}

@test "kinds that this kernel lacks are sent by their names" {
    local kind
    for kind in dummy vrf nlmon wireguard team virt_wifi something-new; do
        check 2 ip link add k0 type $kind || { [ "$status" -eq 0 ] && ip link del k0; } # set to what it has
        [ "$status" -eq 0 ] || says "Error: Unknown device type."
    done
}

@test "help of each kind: on stdout, its name and its words, and no others" {
    local kind
    for kind in $(ip link help 2>&1 | sed -n '/^KIND := {/,/}/p' | tr -d '{}|' | sed 's/KIND :=//'); do
        run --separate-stderr ip link help "$kind"
        if [[ $kind =~ ^(lowpan|pfcp|tun|vrf_slave|wireguard)$ ]]; then # they have no words and no help of their own
            [ "$status" -eq 255 ] && [ -z "$output" ] && [[ $stderr == "Usage: ip link add"* ]]
            continue
        fi
        [ "$status" -eq 0 ] && [ -z "$stderr" ] || { echo "$kind: $status $stderr" >&2; return 1; }
        [[ $output == "Usage: "*"$kind"* ]]
    done
    run --separate-stderr ip link help vxlan
    [[ $output == *"[ id | vni NUMBER ]"* && $output != *forward_delay* ]]
    check 255 ip link help nosuch
}

# same_places WORDS...: stdout or stderr of both programs begin with the same words, or are empty in both.
same_places() {
    local ours theirs
    run --separate-stderr ip "$@"
    ours="$status ${output:0:13} ${stderr:0:13}"
    run --separate-stderr "$REFERENCE" "$@"
    theirs="$status ${output:0:13} ${stderr:0:13}"
    [ "$ours" = "$theirs" ] || { printf '%s: %s, installed %s\n' "$*" "$ours" "$theirs" >&2; return 1; }
}

@test "help of a kind comes where the installed ip writes it" {
    for kind in veth vxcan bridge vlan lowpan pfcp wireguard nosuch; do
        same_places link add type $kind help
        same_places link add x type $kind help
    done
    for kind in veth bridge lowpan pfcp wireguard tun vrf_slave nosuch nlmon; do
        same_places link help $kind
        same_places -j link help $kind
    done
    same_places link add type veth foo
}

@test "a word that the kind does not have" {
    check 1 ip link add b0 type bridge nosuch 5
    has 'bridge: unknown command "nosuch"?'
    check 1 ip link add b0 type bridge help
    has 'Usage: ... bridge'
    lacks unknown
}
