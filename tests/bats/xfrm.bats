#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip xfrm: policies, states that the kernel allocates, and events, compared with the installed ip. What a kernel without
# transforms cannot have is tested in tests/unit/xfrm_test.cc.

load helpers
load twins
load manual

setup() {
    make_twins
    twin_links
}
teardown() { take_twins_away; }

# Times differ, and indexes of policies grow for as long as a namespace lives.
comparable() { grep . | sed -E 's/is a garbage/is garbage/; s/(add|use) [0-9]{4}-[-0-9: ]*/\1 TIME /g'; }
state() { "$REFERENCE" -n "$1" -s xfrm policy | comparable; "$REFERENCE" -n "$1" xfrm state; "$REFERENCE" -n "$1" xfrm policy getdefault; }

policies() {
    cat <<'EOF'
xfrm policy add src 192.0.2.0/24 dst 198.51.100.0/24 dir out tmpl src 10.0.0.1 dst 10.0.0.2 proto esp mode tunnel reqid 5
xfrm policy add src 198.51.100.0/24 dst 192.0.2.0/24 dir in priority 1000 action block
xfrm policy add src 198.51.100.0/24 dst 192.0.2.0/24 dir fwd priority 1000 flag localok icmp mark 5 mask 0xf if_id 9
xfrm policy add src 10.0.0.0/8 dst 10.0.0.0/8 proto udp sport 500 dport 501 dev v0 dir in ptype main index 8
xfrm policy add src 10.0.0.0/8 dst 10.0.0.0/8 dir in ptype sub
xfrm policy add src 2001:db8::/32 proto ipv6-icmp type 128 code 0 dir out index 33 tmpl src 2001:db8::1 dst 2001:db8::2 proto ah spi 7 mode tunnel level required
xfrm policy add dst 10.9.0.0/16 proto gre key 1.2.3.4 dir out priority 0x10 tmpl proto comp tmpl proto esp mode beet reqid 0xffffffff
xfrm policy add src 10.7.1.2/15 proto 132 sport 0 dport 7 dir fwd limit byte-soft 1 limit byte-hard 2 limit packet-soft 3 limit packet-hard 4
xfrm policy add src 10.8.0.0/16 dir out limit time-soft 10000 limit time-hard 20000 limit time-use-soft 30000 limit time-use-hard 40000
xfrm policy add src 10.8.0.0/16 dev none dir in proto any flag 0x3 mark 7
xfrm policy add proto gre key 77 dir in action allow tmpl proto esp level use mode transport
xfrm policy add proto mobility-header type 5 code 6 dir out if_id 0
xfrm policy add src default dst any dir fwd
-4 xfrm policy add src default dst any dir fwd priority 3
xfrm policy update src 10.9.0.0/16 dir in priority 6 if_id 7
EOF
}
add_policies() { same_lines < <(policies); }

@test "policies are made as by the installed ip, and shown as by it" {
    add_policies
    same_lines <<'EOF'
xfrm policy
xfrm p
-4 xfrm policy list
-6 xfrm p s
-o x p lst
-s xfrm policy
-o -s xfrm policy show
-d xfrm policy
-c xfrm policy
-j xfrm policy
-j -p xfrm policy list
-br xfrm policy
-4 -o -s xfrm policy
xfrm policy count
-s x p c
-o xfrm policy count
-s -s -o xfrm policy count
EOF
    diff <(state theirs) <(state ours) >&2
}

@test "each word of a policy's filter selects as it does for the installed ip" {
    add_policies
    for words in "src 198.51.100.0/24" "src 10.0.0.0/8" "src 10.7.0.0/16" "dst 10.9.0.0/16" "dst 0/0" "src 2001:db8::/32" \
        "src 192.0.2.0/24 dst 198.51.100.0/24" "dev v0" "dev lo" "dev none" "proto udp" "proto any" "proto ipv6-icmp" "proto 132" \
        "proto udp sport 500" "sport 500" "sport 501" "dport 501" "dport 7" "sport 0" "proto ipv6-icmp type 128" \
        "proto gre key 1.2.3.4" "proto gre key 77" "dir in" "dir out" "dir fwd" "index 8" "index 9" "index 33" "ptype main" \
        "ptype sub" "action block" "action allow" "priority 1000" "priority 0" "priority 1000 dir fwd" "flag icmp" "flag localok" \
        "flag localok icmp" "flag 0x2" nosock "nosock dir fwd" "dir in ptype sub src 10.0.0.0/8"; do
        # shellcheck disable=SC2086
        same xfrm policy list $words
        # shellcheck disable=SC2086
        same -s -o xfrm policy show $words
    done
}

@test "one policy is found and deleted by its selector or its index" {
    add_policies
    same_lines <<'EOF'
xfrm policy get src 192.0.2.0/24 dst 198.51.100.0/24 dir out
-s xfrm policy get index 8 dir in
xfrm policy g index 8 dir in ptype main
-o xfrm policy get src 10.0.0.0/8 dst 10.0.0.0/8 dir in ptype sub
xfrm policy get src 198.51.100.0/24 dst 192.0.2.0/24 dir fwd
xfrm policy get src 198.51.100.0/24 dst 192.0.2.0/24 dir fwd mark 5 mask 0xf if_id 9
xfrm policy get src 198.51.100.0/24 dst 192.0.2.0/24 dir fwd mark 5
xfrm policy get src 10.9.0.0/16 dir in if_id 7
-6 xfrm policy get dir out dst 2001:db8::/32
EOF
    same_effect xfrm policy delete src 192.0.2.0/24 dst 198.51.100.0/24 dir out
    same_effect xfrm policy d index 8 dir in
    same_effect xfrm policy del index 8 dir in
    same_effect xfrm policy delete src 198.51.100.0/24 dst 192.0.2.0/24 dir fwd mark 5 mask 0xf if_id 9
    same_effect xfrm policy delete src 10.0.0.0/8 dst 10.0.0.0/8 dir in ptype sub
}

@test "a policy is updated, with its templates" {
    same_effect xfrm policy add src 10.0.0.0/8 dir out tmpl proto esp reqid 1
    same_effect xfrm policy add src 10.0.0.0/8 dir out tmpl proto esp reqid 1
    same_effect xfrm policy update src 10.0.0.0/8 dir out priority 5 tmpl proto ah reqid 2 tmpl proto comp
    same_effect xfrm policy update src 10.0.0.0/8 dir out
    same_effect xfrm policy add dir in tmpl mode tunnel
    same_effect xfrm policy add dir in tmpl proto esp tmpl proto esp tmpl proto esp tmpl proto esp tmpl proto esp tmpl proto esp tmpl proto esp
}

@test "policies are flushed by type, and deleted by filters, in rounds" {
    add_policies
    same_effect xfrm policy deleteall priority 1000
    same_effect -s -s xfrm policy deleteall proto udp
    same_effect xfrm policy flush ptype sub
    same_effect -s -s xfrm policy flush
    same_effect xfrm policy f
    for i in {1..300}; do echo "xfrm policy add src 10.$((i / 250)).$((i % 250)).0/24 dir in ptype $( ((i % 2)) && echo sub || echo main) mark $i if_id $i"; done >policies
    ours -batch policies
    check 0 ours -s -s xfrm policy delall
    has "Delete-all nlmsg count = 300"
    has "Delete-all completed"
    [ -z "$(ours xfrm policy)" ]
}

@test "defaults, thresholds" {
    same_effect xfrm policy getdefault
    same_effect xfrm policy setdefault in block out block
    same_effect xfrm policy setdefault in accept fwd block out accept
    check 0 ours xfrm policy setdefault in allow # not in 6.1
    same_effect -o xfrm policy getd
    same_effect xfrm policy setd
    same_effect xfrm policy set hthresh4 24 16 hthresh6 64 128
    same -s -s xfrm policy count
    same xfrm policy set
    same xfrm policy se hthresh6 0x10 010
    same -s -s xfrm policy count
}

@test "states that the kernel allocates" {
    same_lines <<'EOF'
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 0x100 max 0x100
-s xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto ah min 0x101 max 0x101 mode tunnel reqid 7
-o xfrm state al src 2001:db8::1 dst 2001:db8::2 proto comp min 0x102 max 0x102 mark 6 mask 0xf
xfrm state allocspi dst 10.0.0.5 proto esp mode beet min 99 max 99
xfrm state
xfrm s
-o xfrm state list
-s xfrm sa
-s -o xfrm state show
-j xfrm state
-4 xfrm state
-6 xfrm state
xfrm state list proto ah
xfrm state list proto comp
xfrm state list proto hao
xfrm state list src 10.0.0.1
xfrm state list src 10.0.0.0/8 dst 10.0.0.2
xfrm state list src 10.0.0.0/31
xfrm state list src 10.0.0.4/31
xfrm state list dst 2001:db8::/32
xfrm state list spi 0x101
xfrm state list mode tunnel
xfrm state list mode b
xfrm state list reqid 7
xfrm state list reqid 0
xfrm state list flag esn
xfrm state list nokeys proto esp
xfrm state get src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100
xfrm state get dst 10.0.0.2 proto ah spi 0x101
-s xfrm state get src 2001:db8::1 dst 2001:db8::2 proto comp spi 0x102
xfrm state get src 2001:db8::1 dst 2001:db8::2 proto comp spi 0x102 mark 6 mask 0xf
xfrm state get src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x999
xfrm state get
xfrm state count
-s xfrm state c
xfrm state delete src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100
xfrm state delete src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100
xfrm state d
xfrm state count
-s -s xfrm state deleteall proto ah
xfrm state delall
xfrm state count
-s -s xfrm state flush
xfrm state f proto ipsec-any
xfrm state flush proto esp
EOF
    check 0 ours xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp
    [[ $output =~ "spi 0x0"[0-9a-f]{7}" reqid 0" ]]
    check 0 ours xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto comp seq 4
    [[ $output =~ "spi 0x0000"[0-9a-f]{4}" reqid 0" ]]
}

@test "deleteall deletes more states than the installed ip can" {
    for i in {1..200}; do echo "xfrm state allocspi src 10.0.0.1 dst 10.0.$((i / 100)).$((i % 100)) proto esp min $((i + 256)) max $((i + 256)) mark $i"; done >states
    ours -batch states >/dev/null
    check 0 ours xfrm state count
    says $'\t SAD count 200'
    check 0 ours -s -s xfrm state deleteall
    has "Delete-all nlmsg count = 200"
    check 0 ours xfrm state count
    says $'\t SAD count 0'
}

@test "a state that cannot be deleted ends deleteall" {
    # Creating one with no SPI left leaves a state without an SPI behind.
    ours xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 0x100 max 0x100 >/dev/null
    refuses 2 "Error: No SPI available in the requested range." ours xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 0x100 max 0x100
    check 1 ours xfrm state deleteall
    says $'Failed to send delete-all request\n: No such process'
    check 0 ours xfrm state count
    says $'\t SAD count 1'
}

@test "the kernel's refusals" {
    same_lines <<'EOF'
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100 enc ecb(cipher_null) 0x
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto ah spi 0x100 auth digest_null x
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto comp spi 0x100 comp deflate
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100 enc nonesuch 0x11
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100 aead nonesuch 0x11 96
xfrm state update src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100 enc cbc(aes) 0x00112233445566778899aabbccddeeff
xfrm state add src 2001:db8::1 dst 2001:db8::2 proto hao mode ro coa 2001:db8::9
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto hao
xfrm policy get dir in src 10.0.0.0/8
xfrm policy delete dir in index 77
EOF
}

@test "batches: refusals of the kernel and lists do not end them" {
    cat >batch <<'EOF'
xfrm policy add src 10.0.0.0/8 dir in
xfrm policy add src 10.0.0.0/8 dir in
xfrm policy list
xfrm state list
xfrm policy deleteall
xfrm state deleteall
-6 xfrm policy add dir out
xfrm policy add src 2001:db8::/32 dir fwd
xfrm policy add dir out
xfrm policy count
EOF
    sed -i '/^-6/d' batch
    check 1 ours -force -batch batch
    says $'RTNETLINK answers: File exists\nCommand failed batch:2\nsrc 10.0.0.0/8 dst 0.0.0.0/0 \n\tdir in priority 0 ptype main \n\t SPD IN  0 OUT 1 FWD 1'
    # A selector of IPv6 does not make the next line one of IPv6.
    check 0 ours xfrm policy list dir out
    says $'src 0.0.0.0/0 dst 0.0.0.0/0 \n\tdir out priority 0 ptype main '
    # JSON comes back after an object that has none.
    printf 'xfrm policy list dir out\nlink show lo\n' >batch
    [ "$(ours -j -batch batch | tail -1 | jq -r '.[0].ifname')" = lo ]
}

# Command lines that are refused before the kernel is asked, as the installed ip refuses them.
refused() {
    local s="xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp" p="xfrm policy add dir in"
    cat <<EOF
xfrm state foo
xfrm policy foo
xfrm state add
xfrm state add src
xfrm state add src 10.0.0.1
xfrm state add foo
xfrm state add src x
xfrm state add src 10.0.0.1 dst 10.0.0.2 spi 5
xfrm state add src 10.0.0.1 dst 2001:db8::1 proto esp
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto foo
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto 50
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp spi x
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto hao spi 5
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto comp spi 0x10000
-6 xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp
$s
$s spi
$s mode foo
$s mode
$s mark x
$s mark 5 mask x
$s mark
$s reqid x
$s seq x
$s seq 0x1ffffffff
$s replay-window x
$s replay-seq x
$s replay-seq-hi x
$s replay-oseq x
$s replay-oseq-hi x
$s flag
$s flag 0x1ff
$s flag bogus
$s flag icmp bogus
$s extra-flag 0xfffffffff
$s extra-flag bogus
$s sel
$s sel bogus
$s sel src 10.0.0.1 dst 2001:db8::1
$s sel src x
$s sel dev nope
$s sel dev
$s sel proto bogus
$s sel proto 256
$s sel proto icmp sport 5
$s sel proto tcp type 5
$s sel proto tcp code 5
$s sel proto tcp key 5
$s sel key 5
$s sel type 5
$s sel proto icmp type 256
$s sel proto icmp code x
$s sel proto gre key x
$s sel sport 70000
$s sel dport x
$s sel proto tcp src 10.0.0.1 sport 5
$s sel src 10.0.0.1 src 10.0.0.2 foo
$s limit
$s limit foo 5
$s limit time-soft
$s limit time-soft x
$s encap
$s encap foo 1 2 10.0.0.1
$s encap espinudp x 2 10.0.0.1
$s encap espinudp 1 70000 10.0.0.1
$s encap espinudp 1 2 foo
$s encap espinudp 1 2
$s coa
$s coa x
$s coa 10.0.0.1 coa 10.0.0.2
$s ctx
$s ctx a ctx b
$s offload
$s offload dev lo
$s output-mark x
$s output-mark 5 mask x
$s if_id x
$s tfcpad x
$s enc
$s enc x
$s enc x y enc x y
$s enc x y aead x y 96
$s aead x y 96 auth x y
$s aead x y 96 auth-trunc x y 96
$s auth x y auth-trunc x y 96
$s comp x comp y
$s auth-trunc x y
$s auth-trunc x y z
$s aead x y
$s aead x y z
$s enc x 0xzz
$s enc x 0x1g
$s enc x y comp deflate
$s auth x y
$s enc x y mode ro
$s enc x y coa 10.0.0.3
$s enc x y flag esn
$s enc x y replay-window 5000
$s enc x y src 10.0.0.1
$s enc x y help
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto ah
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto ah enc x y
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto ah auth x y mode beet
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto comp
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto comp enc x y
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto hao
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto hao mode tunnel
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto route2 mode ro
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto hao mode ro coa 10.0.0.9 enc x y
xfrm state add src 10.0.0.1 dst 10.0.0.2 proto ipsec-any coa 10.0.0.9
xfrm state allocspi
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp spi 5
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 5
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp max 5
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 6 max 5
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min x max 5
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 5 max x
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 5 min 5
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp max 5 max 6
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp foo
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp reqid x
xfrm state get src 10.0.0.1
xfrm state get foo
xfrm state delete src 10.0.0.1 dst 10.0.0.2 proto esp mark x
xfrm state list foo
xfrm state list src 10.0.0.1 mode tunnel dst 10.0.0.2
xfrm state list reqid x
xfrm state list mode foo
xfrm state list flag foo
xfrm state deleteall foo
xfrm state flush foo
xfrm state flush proto
xfrm state flush proto foo
xfrm state flush proto ah proto ah
xfrm policy add
xfrm policy add foo
xfrm policy add dir foo
$p dir out
$p ctx
$p ctx a ctx b
$p mark x
$p index x
$p ptype foo
$p ptype main ptype sub
$p action foo
$p priority x
$p flag
$p flag foo
$p flag 0x100
$p limit foo 5
$p if_id x
$p tmpl
$p tmpl foo
$p tmpl proto foo
$p tmpl proto esp level foo
$p tmpl proto esp mode foo
$p tmpl proto esp reqid x
$p tmpl proto esp foo
$p tmpl src 10.0.0.1 dst ::1 proto esp
$p tmpl src 10.0.0.1
$p src 10.0.0.0/8 priority 5 dst 10.0.0.0/8
$p src 10.0.0.0/8 foo
$p src 10.0.0.0/8 proto tcp dport
$p src x
$p src 10.0.0.0/8 tmpl src 2001:db8::1 proto esp
$p $(printf 'tmpl proto esp %.0s' {1..17})
xfrm policy add src 10.0.0.0/8 dst 2001:db8::/32 dir in
xfrm policy get
xfrm policy get dir in
xfrm policy get src 10.0.0.0/8
xfrm policy get src 10.0.0.0/8 index 5 dir in
xfrm policy get index x dir in
xfrm policy get dir in foo
xfrm policy delete dir in priority 5
xfrm policy list foo
xfrm policy list dir foo
xfrm policy list index x
xfrm policy list action foo
xfrm policy list src 10.0.0.0/8 dir in src 10.0.0.0/8
xfrm policy deleteall foo
xfrm policy flush foo
xfrm policy flush ptype foo
xfrm policy flush ptype
xfrm policy flush ptype main ptype sub
xfrm policy set foo
xfrm policy set hthresh4 33 1
xfrm policy set hthresh4 1
xfrm policy set hthresh4 1 x
xfrm policy set hthresh6 1 129
xfrm policy set hthresh4 1 1 hthresh4 1 1
xfrm policy setdefault in
xfrm policy setdefault in foo
xfrm policy setdefault foo block
xfrm policy setdefault in block in block
xfrm monitor foo
xfrm monitor file
xfrm monitor file /nonesuch
xfrm
xfrm foo
xfrm help
EOF
}

# What iproute2 7.1 refuses in other words than 6.1, or 6.1 does not know: status, words and message.
newer() {
    local s="state add src 10.0.0.1 dst 10.0.0.2 proto esp" wrong="Error: argument"
    cat <<EOF
255|$s offload lo|$wrong "lo" is wrong: Missing dev keyword
255|$s offload dev nope|$wrong "nope" is wrong: Invalid device name
255|$s offload dev lo foo|$wrong "foo" is wrong: Missing DIR keyword
255|$s offload crypto dev lo dir foo|$wrong "foo" is wrong: DIR value is not "in" or "out"
255|$s dir both|$wrong "both" is wrong: DIR value is not "in" or "out"
255|$s pcpu-num x|$wrong "x" is wrong: value after "pcpu-num" is invalid
255|$s limit byte-hard -1|$wrong "-1" is wrong: value after "byte-hard" is invalid
255|state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp dir both|$wrong "both" is wrong: DIR value is not "in" or "out"
255|state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp pcpu-num x|$wrong "x" is wrong: value after "pcpu-num" is invalid
255|policy add dir in offload crypto dev lo|$wrong "crypto" is wrong: Invalid offload mode
255|policy add dir in offload packet lo|$wrong "lo" is wrong: Missing dev keyword
255|policy add dir in offload packet dev nope|$wrong "nope" is wrong: Invalid device name
255|policy list dir in dir in|Error: duplicate "dir": "dir" is the second value.
255|$s ctx $(printf 'x%.0s' {1..256})|$wrong "$(printf 'x%.0s' {1..256})" is wrong: CTX value is too long
EOF
}

@test "usage errors, line by line" {
    # They come to no kernel, or change nothing there: one namespace does, and it is quicker.
    ours() { ip "$@"; }
    theirs() { "$REFERENCE" "$@"; }
    local bad=0
    while IFS= read -r line; do
        # shellcheck disable=SC2086
        same_refusal $line || bad=$((bad + 1))
    done < <(refused)
    [ "$bad" -eq 0 ]
    while IFS='|' read -r status line message; do
        # shellcheck disable=SC2086
        refuses $status "$message" ours xfrm $line
    done < <(newer)
}

# listening NAMESPACE: somebody listens to IPsec there.
listening() { "$REFERENCE" netns exec "$1" awk '$2 == 6 && $4 != "00000000" { found = 1 } END { exit !found }' /proc/net/netlink; }

# events OPTIONS WORDS: what both monitors print while `happenings` runs in both namespaces, in the files ours and theirs.
events() {
    local ours theirs
    # shellcheck disable=SC2086
    "$REFERENCE" netns exec ours "$SCRATCH/bin/ip" $1 xfrm monitor $2 >ours 2>&1 3>&- &
    ours=$!
    # shellcheck disable=SC2086
    "$REFERENCE" netns exec theirs stdbuf -oL "$REFERENCE" $1 xfrm monitor $2 >theirs 2>&1 3>&- &
    theirs=$!
    eventually listening ours
    eventually listening theirs
    for name in ours theirs; do happenings $name; done
    for name in ours theirs; do
        "$REFERENCE" -n $name xfrm policy add src 10.255.0.0/16 dir in
        "$REFERENCE" -n $name xfrm policy delete src 10.255.0.0/16 dir in
    done
    eventually grep -q '^Deleted src 10.255' ours
    eventually grep -q '^Deleted src 10.255' theirs
    kill $ours $theirs
    wait $ours $theirs || true
}
happenings() {
    "$REFERENCE" -n "$1" -batch - <<'EOF' >/dev/null
xfrm policy add src 10.0.0.0/8 dir out tmpl src 10.0.0.1 dst 10.0.0.2 proto esp mode tunnel reqid 5 index 9
xfrm policy update src 10.0.0.0/8 dir out priority 77 mark 0 ctx label
EOF
    "$REFERENCE" -n "$1" -batch - <<'EOF' >/dev/null
xfrm policy update src 10.0.0.0/8 dir out priority 77
xfrm policy delete src 10.0.0.0/8 dir out
xfrm policy add src 2001:db8::/32 dir fwd ptype sub
xfrm policy flush ptype sub
xfrm policy flush
xfrm state allocspi src 10.0.0.1 dst 10.0.0.2 proto esp min 0x100 max 0x100
xfrm state delete src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100
xfrm state allocspi src 2001:db8::1 dst 2001:db8::2 proto ah min 0x100 max 0x100 mode tunnel
xfrm state flush proto ah
xfrm state flush
xfrm policy setdefault in block
EOF
}

@test "events are shown as the installed ip shows them" {
    for options in "" "-s -o" -j; do
        events "$options" ""
        diff <(comparable <theirs) <(comparable <ours) >&2
        in_both "$REFERENCE" xfrm policy setdefault in accept
    done
    for words in policy "all policy nokeys SA expire acquire aevent report"; do
        events "" "$words"
        diff <(comparable <theirs) <(comparable <ours) >&2
        in_both "$REFERENCE" xfrm policy setdefault in accept
    done
}

@test "a packet without a state: acquire" {
    happenings() {
        "$REFERENCE" -n "$1" -batch - <<'EOF'
link set v0 up
addr add 10.0.0.1/24 dev v0
xfrm policy add src 10.0.0.0/24 dst 10.0.0.9/32 proto udp dport 9 dir out ptype main index 9 tmpl proto esp mode transport reqid 7
EOF
        "$REFERENCE" netns exec "$1" bash -c 'echo x >/dev/udp/10.0.0.9/9' 2>/dev/null || true
    }
    # The kernel chooses the port. Version 6.1 does not show the direction of a state.
    comparable() { sed -E 's/sport [0-9]+/sport N/; /^\tdir out$/d'; }
    events "" ""
    grep -q ^acquire ours
    diff <(comparable <theirs) <(comparable <ours) >&2
    same xfrm state
}

@test "a monitor shows times and namespaces" {
    "$REFERENCE" netns exec ours "$SCRATCH/bin/ip" -ts xfrm monitor all-nsid >log 2>&1 3>&- &
    pid=$!
    eventually listening ours
    "$REFERENCE" -n ours xfrm policy add src 10.0.0.0/8 dir in
    eventually grep -qE '^\[20[0-9-]*T[0-9:.]*\] \[nsid current\]src 10.0.0.0/8' log
    kill $pid
    "$REFERENCE" netns exec ours "$SCRATCH/bin/ip" -t xfrm monitor policy >log 2>&1 3>&- &
    pid=$!
    eventually listening ours
    "$REFERENCE" -n ours xfrm policy delete src 10.0.0.0/8 dir in
    eventually grep -q '^Deleted src' log
    kill $pid
    [[ "$(head -1 log)" =~ ^Timestamp:\ [A-Z][a-z][a-z]\ .*\ usec$ ]]
    # An event of a namespace with an id.
    "$REFERENCE" -n ours netns set theirs 5
    "$REFERENCE" netns exec ours "$SCRATCH/bin/ip" xfrm monitor all-nsid >log 2>&1 3>&- &
    pid=$!
    eventually listening ours
    "$REFERENCE" -n theirs xfrm policy add src 10.9.0.0/16 dir in
    eventually grep -q '^\[nsid 5\]src 10.9.0.0/16' log
    kill $pid
}

@test "the requests that no unit test sees: lists, counts, defaults" {
    command -v strace >/dev/null || skip "no strace"
    sent() { strace -qq -e trace=sendto,sendmsg -e write=all -o trace ip xfrm "$@" >/dev/null && sed -n 's/^ | [0-9a-f]*  \(.*\)  .* |$/\1/p' trace | tr -d ' \n' | cut -c1-"${bytes:-200}"; }
    theirs_sent() { strace -qq -e trace=sendto,sendmsg -e write=all -o trace "$REFERENCE" xfrm "$@" >/dev/null && sed -n 's/^ | [0-9a-f]*  \(.*\)  .* |$/\1/p' trace | tr -d ' \n' | cut -c1-"${bytes:-200}"; }
    # Length, type and flags; the sequence number and the port vary.
    for words in "policy list" "policy list dir out" "policy count" "policy getdefault" "state count" "state list" \
        "state list src 10.0.0.0/8 proto esp" "state flush" "policy flush ptype sub" "policy set" "policy setdefault in accept"; do
        # shellcheck disable=SC2086
        [ "$(bytes=16 sent $words)" = "$(bytes=16 theirs_sent $words)" ] || { echo "$words: $(bytes=16 sent $words), installed $(bytes=16 theirs_sent $words)" >&2; return 1; }
        # shellcheck disable=SC2086
        [ "$(sent $words | cut -c33-)" = "$(theirs_sent $words | cut -c33-)" ]
    done
}
