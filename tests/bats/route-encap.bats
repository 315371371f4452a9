#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip route ... encap, as far as this kernel has it: the same routes and output as the installed ip. Kinds that the kernel lacks
# are skipped; tests/unit/encap_test.cc has all. No options of tunnels here: see CONTRIBUTING.md.

load helpers

setup_file() {
    ip link add v0 type veth peer name v1
    for device in v0 v1; do ip link set "$device" addrgenmode none up; done
    settle v0
    ip address add 10.0.0.1/24 dev v0
    ip address add 2001:db8::1/64 dev v0 nodad
}

teardown() { ip route flush table all proto boot; }

teardown_file() { ip link delete v0; }

# adds ROUTE...: our ip adds it; skips the test if the kernel lacks the kind.
adds() {
    run ip route add "$@"
    case $output in
        *"not supported"* | *"encapsulation type"*) skip "this kernel: $output" ;;
    esac
    [ "$status" -eq 0 ] || { echo "$output: $*" >&2; return 1; }
}

# same_route WORDS...: a route with these words is shown as the installed ip shows it, and as the one that the installed ip makes.
same_route() {
    local form ours
    adds "$@"
    for form in "" -d -o "-s -o" -N; do
        # shellcheck disable=SC2086
        same_stdout $form route show table all || return
    done
    ours=$(ip -s -d route show table all)
    ip route flush table all proto boot
    "$REFERENCE" route add "$@"
    diff <(echo "$ours") <(ip -s -d route show table all)
    ip route flush table all proto boot
}

@test "ip and ip6" {
    same_route 10.1.0.0/16 encap ip id 5 src 10.0.0.1 dst 10.0.0.9 ttl 4 tos 0x10 dev v0
    same_route 10.1.0.0/16 encap ip id 0xffffffffff dst 10.0.0.9 via 10.0.0.2 dev v0 metric 7
    same_route 10.1.0.0/16 encap ip6 id 5 dst 2001:db8::9 hoplimit 3 tc 4 dev v0
    same_route 2001:db8:1::/48 encap ip6 id 7 dst 2001:db8::9 dev v0
    adds 10.1.0.0/16 encap ip id 5 dst 10.0.0.9 dev v0
    check 0 ip route show 10.1.0.0/16
    says "10.1.0.0/16  encap ip id 5 src 0.0.0.0 dst 10.0.0.9 ttl 0 tos 0 dev v0 scope link "
    check 0 ip -j route show 10.1.0.0/16
    says '[{"dst":"10.1.0.0/16","encap":{"encap_type":"ip","id":5,"src":"0.0.0.0","dst":"10.0.0.9","ttl":0,"tos":0},"dev":"v0","scope":"link","flags":[]}]'
    check 0 ip -j -p route show 10.1.0.0/16
    says '[ {
        "dst": "10.1.0.0/16",
        "encap": {
            "encap_type": "ip",
            "id": 5,
            "src": "0.0.0.0",
            "dst": "10.0.0.9",
            "ttl": 0,
            "tos": 0
        },
        "dev": "v0",
        "scope": "link",
        "flags": [ ]
    } ]'
    # Shown text is read back.
    ip route delete 10.1.0.0/16 encap ip id 5 dst 10.0.0.9 dev v0
}

@test "seg6" {
    same_route 2001:db8:1::/48 encap seg6 mode encap segs fc00::1,fc00::2 dev v0
    same_route 2001:db8:1::/48 encap seg6 mode inline segs fc00::1 via 2001:db8::9
    same_route 2001:db8:1::/48 encap seg6 mode encap.red segs fc00::1 dev v0
    same_route 10.1.0.0/16 encap seg6 mode encap segs fc00::1 dev v0
    adds 2001:db8:1::/48 encap seg6 mode encap segs fc00::1,fc00::2 dev v0
    check 0 ip -6 route show 2001:db8:1::/48
    says "2001:db8:1::/48  encap seg6 mode encap segs 2 [ fc00::1 fc00::2 ] dev v0 metric 1024 pref medium"
    check 0 ip -j -6 route show 2001:db8:1::/48
    says '[{"dst":"2001:db8:1::/48","encap":{"encap_type":"seg6","mode":"encap","segs":["fc00::1","fc00::2"]},"dev":"v0","metric":1024,"flags":[],"pref":"medium"}]'
}

@test "seg6local" {
    same_route 2001:db8:1::/48 encap seg6local action End dev v0
    same_route 2001:db8:1::/48 encap seg6local action End.X nh6 2001:db8::9 dev v0
    same_route 2001:db8:1::/48 encap seg6local action End.X nh6 2001:db8::9 count dev v0
    same_route 2001:db8:1::/48 encap seg6local action End.T table main dev v0
    same_route 2001:db8:1::/48 encap seg6local action End.DX4 nh4 10.0.0.9 dev v0
    same_route 2001:db8:1::/48 encap seg6local action End.DX6 nh6 :: dev v0
    same_route 2001:db8:1::/48 encap seg6local action End.DX2 oif v0 dev v0
    same_route 2001:db8:1::/48 encap seg6local action End.B6 srh segs fc00::1 dev v0
    same_route 2001:db8:1::/48 encap seg6local action End.B6.Encaps srh segs fc00::1,fc00::2 dev v0
    adds 2001:db8:1::/48 encap seg6local action End.X nh6 2001:db8::9 count dev v0
    check 0 ip -s -6 route show 2001:db8:1::/48
    has "encap seg6local action End.X nh6 2001:db8::9 packets 0 bytes 0 errors 0 dev v0 "
    check 0 ip -s -j -6 route show 2001:db8:1::/48
    has '"encap":{"encap_type":"seg6local","action":"End.X","nh6":"2001:db8::9","stats64":{"packets":0,"bytes":0,"errors":0}},'
}

@test "flavors of seg6local, at which the installed ip crashes if they end a line" {
    adds 2001:db8:1::/48 dev v0 encap seg6local action End flavors next-csid
    check 0 ip -6 route show 2001:db8:1::/48
    has "encap seg6local action End flavors next-csid lblen 32 nflen 16 dev v0 "
    ip -6 route delete 2001:db8:1::/48
    adds 2001:db8:1::/48 dev v0 encap seg6local action End flavors psp,next-csid nflen 8 lblen 48
    same_stdout -6 route show 2001:db8:1::/48
    check 0 ip -6 route show 2001:db8:1::/48
    has "flavors psp,next-csid lblen 48 nflen 8 "
}

@test "bpf" {
    refuses 1 "Cannot open the pinned program '$SCRATCH/nothing': No such file or directory" \
        ip route add 10.1.0.0/16 encap bpf headroom 14 xmit pinned "$SCRATCH/nothing" dev v0
    refuses 255 'Loading BPF programs from object files is not supported: load with bpftool(8), and say `in pinned FILE`.' \
        ip route add 10.1.0.0/16 encap bpf in obj prog.o section s dev v0
}

@test "each next hop has its own" {
    adds 10.1.0.0/16 nexthop encap ip id 5 dst 10.0.0.9 via 10.0.0.2 dev v0 nexthop via 10.0.0.3 weight 2
    check 0 ip route show 10.1.0.0/16
    says "10.1.0.0/16 
	nexthop  encap ip id 5 src 0.0.0.0 dst 10.0.0.9 ttl 0 tos 0 via 10.0.0.2 dev v0 weight 1 
	nexthop via 10.0.0.3 dev v0 weight 2 "
    same_stdout route
    same_stdout -o route
    check 0 ip -j route show 10.1.0.0/16
    has '"nexthops":[{"encap":{"encap_type":"ip","id":5,"src":"0.0.0.0","dst":"10.0.0.9","ttl":0,"tos":0},"gateway":"10.0.0.2",'
}

@test "save, flush and restore keep them" {
    adds 10.1.0.0/16 encap ip id 5 dst 10.0.0.9 ttl 4 dev v0
    adds 2001:db8:1::/48 encap seg6 mode encap segs fc00::1,fc00::2 dev v0
    adds 2001:db8:2::/48 encap seg6local action End.X nh6 2001:db8::9 count dev v0
    adds 10.2.0.0/16 nexthop encap ip6 id 5 dst 2001:db8::9 via 10.0.0.2 nexthop via 10.0.0.3
    local before
    before=$(ip -s route show table all)
    ip route save table all proto boot >saved
    ip route flush table all proto boot
    [ "$(ip -s route show table all)" != "$before" ]
    check 0 ip route restore <saved
    says ""
    diff <(echo "$before") <(ip -s route show table all)
    diff <("$REFERENCE" route showdump <saved) <(ip route showdump <saved)
    rm saved
}

@test "errors" {
    refuses 255 'Error: argument "foo" is wrong: "encap type" value is invalid' ip route add 10.1.0.0/16 encap foo dev v0
    refuses 1 'Error: mpls address is expected rather than "foo".' ip route add 10.1.0.0/16 encap mpls foo dev v0
    refuses 255 'Error: argument "segs" is required' ip route add 10.1.0.0/16 encap seg6 mode encap dev v0
    refuses 255 'Error: argument "if_id" is required' ip route add 10.1.0.0/16 encap xfrm dev v0
    check 255 ip route add 10.1.0.0/16 encap help
    has "seg6local"
}
