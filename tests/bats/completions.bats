#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# completions/, in real shells: they take their words from the command that is completed.

load helpers

# The command lines, each with what all three shells offer at its end. `...` behind that: and others.
lines() {
    cat <<'END'
ip -ti| -timestamp
ip rou| route
ip -j -n x netn| 
ip netns | absent add attach delete ensure exec help identify list list-id lst monitor pids set show topology wait who
ip neigh ch| change
ip neig replac| replace
ip a ad| add
ip r ge| get
ip -br l sh| show
ip -n completed a sho| show showdump
ip monitor nei| neigh
ip xfrm | help monitor policy sa state
ip xfrm policy set| set setdefault
ip x monitor ac| acquire
ip mptcp end| endpoint
ip -family in| inet inet6
ip link help vx| vxcan vxlan
ip link add v type vx| vxcan vxlan
ip link add v type vxlan dstp| dstport
ip link add v type vxlan nolearn| nolearning
ip link add v type veth dstp| 
ip link add v type bond mode ba| balance-alb balance-rr balance-tlb balance-xor
ip link add v type vxlan id 5 i| 
ip link set lo mt| mtu
ip link set lo addrgenmode eu| eui64
ip link set lo arp | off on
ip link set lo xdp | none off pinned
ip link show type br| bridge bridge_slave
ip link show operstate dorm| 
ip link show operstate DORM| DORMANT
ip link property | add delete
ip link property add dev lo alt| altname
ip link xstats type bo| bond bond_slave
ip link xstats type bridge s| stp
ip link wait g| gone group
ip netns wait | completed empty gone timeout
ip address add 10.0.0.1/24 broadcast | + -
ip address add 10.0.0.1/24 dev lo nodad sc| scope
ip address add 10.0.0.1/24 dev lo valid_lft | forever
ip address add 2001:db8::1/64 dev lo sco| scope
ip address show sco| scope
ip rule add fwm| fwmark
ip rule add lookup ma| main
ip rule add iif l| lo
ip route add default dev lo scope li| link
ip route add default proto st| static
ip route add default dev lo tabl| table
ip route add default dev lo encap ip| ip ip6
ip route add default encap ila 1:1:1:1 csum-mode neutral-map| neutral-map neutral-map-auto
ip route add default congctl re| reno
ip route show to | exact match root
ip neigh add 10.0.0.1 dev lo nud per| permanent
ip xfrm state add auth| auth auth-trunc
ip xfrm state add proto | ah comp esp hao ipsec-any route2
ip xfrm state add mode tu| tunnel
ip xfrm state add comp | deflate lzjh lzs
ip xfrm policy add dir | fwd in out
ip tuntap add mode | tap tun
ip tuntap add mode tun user teste| tester
ip tuntap add mode tun group nogr| nogroup
ip fou add pee| peer peer_port
ip l2tp add tunnel encap | ip udp
ip macsec offload lo | mac off phy
ip sr hmac set 1 | sha1 sha256
ip stats show group xstats subgroup bridge suite | mcast stp vlan
ip ntable change name | arp_cache ndisc_cache
ip config show ro| route
ip config show dev l| lo
ip netns attach x 1| 1 ...
ip netns exec nowhere sleep 1 | 
ip netns exec nowhere sleep| sleep
ip -j netns exec nowhere ip rou| route
ip netns exec comp* ip rou| route
ip netns exec comp* -la| -label
ip netns exec comp* -label -jobs 2 ip link set lo mt| mtu
ip -all netns exec -jo| -jobs
ip -all netns exec sleep| sleep
ip -all netns exec ip -ti| -timestamp
ip netns exec x ip netns exec y ip rou| route
ip vrf exec red sleep| sleep
ip vrf exec default ip rou| route
ip address show dev complete| complete0 completed-otherwise
ip link set complete0| complete0
ip link add link complete0| complete0
ip route add default dev complete0| complete0
ip link set lo master complete0| complete0
ip -n comp| completed
ip -n completed link show dev with| within0
ip netns exec comp| completed
ip netns delete comp| completed
ip netns topology comp| completed
ip link set lo netns comp| completed
unshare --map-r| --map-root-user
unshare -r --map-r| 
unshare --kill| --kill-child
unshare --kill-child=TE| TERM
unshare --propagation sl| slave
unshare --propagation=p| private
unshare --setgroups | allow deny
unshare --map-user teste| tester
unshare -T --boottime 5 --mount-p| --mount-proc
unshare -n sleep| sleep
unshare -rn ip rou| route
unshare -rn ip vrf exec red ip rou| route
ip netns exec red nsenter --join| --join-cgroup
nsenter -t 1 -n ip link set lo mt| mtu
unshare -r -- nsenter --preserve| --preserve-credentials
nsenter --preserve| --preserve-credentials
nsenter -t 1| 1 ...
nsenter --target=1| 1 ...
nsenter -t 1 -n --join| --join-cgroup
nsenter --net=/run/netns/red --join| --join-cgroup
END
}

setup_file() {
    ip link add complete0 type bridge
    ip link property add dev complete0 altname completed-otherwise
    ip netns add completed
    ip -n completed link add within0 type bridge
}

teardown_file() {
    ip netns delete completed
    ip link delete complete0
}

# all_complete SHELL: it offers what lines() says, of which there are at least 60.
all_complete() {
    local line words found bad="" count=0
    command -v "$1" >/dev/null || skip "$1 is not installed"
    while IFS= read -r line && IFS= read -r found <&3; do
        words=${line#*| } found=${found#"${line%%|*}| "}
        found=$(sed -E 's/(^| )--[a-z-]+=/\1/g; s/\\//g' <<<"$found") # whether these are shown is the shell's affair
        if [[ $words == *...* ]]; then [[ " $found " == *" ${words% ...} "* ]]; else [ "$found" = "$words" ]; fi ||
            bad+="$line"$'\nnot: '"$found"$'\n'
        count=$((count + 1))
    done < <(lines) 3< <(lines | sed 's/|.*//' | timeout 60 "$NSKIT_SOURCE/tests/completion/$1" "$NSKIT_SOURCE/completions/$1")
    [ -z "$bad" ] || { printf %s "$bad" >&2; return 1; }
    [ "$count" -ge 90 ]
}

@test "bash: each command line" { all_complete bash; }
@test "zsh: each command line" { all_complete zsh; }
@test "fish: each command line" { all_complete fish; }

@test "candidates have descriptions" {
    [ "$(ip -complete link show dev complete0)" = $'complete0\tbridge' ]
    [ "$(ip -complete link add v type vxlan ag)" = $'ageing\tseconds that a learned address is kept' ]
    [ "$(unshare --complete --map-r)" = $'--map-root-user\t--map-user 0 --map-group 0' ]
    [ "$(unshare --complete -n sleep 1)" = $'\t2' ] # the program is the second word
    [ "$(unshare --complete -n -- '')" = $'\t3' ]
    [ "$(ip --complete netns exec completed sleep 1)" = $'\t4' ]
    [ "$(ip --complete -all netns exec '')" = $'\t4' ]
    [ "$(ip --complete -n completed vrf exec red ls -l)" = $'\t6' ]
    command -v zsh fish || skip "zsh or fish is not installed"
    run zsh -fc 'words=(ip link add v type vx); CURRENT=6; _describe() { print -l $words_found; }; source "$1"' zsh \
        "$NSKIT_SOURCE/completions/zsh/_ip"
    says $'vxcan:a pair of connected CAN devices\nvxlan:an Ethernet network over UDP'
    run fish --no-config -c 'source $argv[1]; complete -C "ip netns topo"; source $argv[2]; complete -C "unshare --map-r"' \
        "$NSKIT_SOURCE/completions/fish/ip.fish" "$NSKIT_SOURCE/completions/fish/unshare.fish"
    says $'topology\tall namespaces, their links, and how they are joined\n--map-root-user\t--map-user 0 --map-group 0'
}

@test "fish: the rules of each command are read once, when they are needed" {
    command -v fish || skip "fish is not installed"
    run fish --no-config -c 'set fish_complete_path $argv[1]
        complete -C "unshare -rn ip rou"
        complete -c ip | count; complete -c unshare | count; complete -c nsenter | count' "$NSKIT_SOURCE/completions/fish"
    says $'route\trouting tables\n3\n3\n0'
}

@test "files where a file is wanted" {
    touch afile
    for shell in bash zsh fish; do
        command -v $shell >/dev/null || continue
        run "$NSKIT_SOURCE/tests/completion/$shell" "$NSKIT_SOURCE/completions/$shell" \
            <<<$'ip -batch afi\nip config apply afi\nnsenter --net=afi\nunshare --load-interp afi'
        [ "$(grep -c '| .*afile$' <<<"$output")" = 4 ] || { echo "$shell: $output" >&2; return 1; }
    done
    rm afile
}

@test "bash: words that the shell would split, and words in front of the command" {
    run "$NSKIT_SOURCE/tests/completion/bash" "$NSKIT_SOURCE/completions/bash" <<'END'
ip xfrm state add enc rfc
ip xfrm state add enc rfc3686\(
true; ip rou
X=1 ip rou
END
    says 'ip xfrm state add enc rfc| rfc3686\(ctr\(aes\)\)
ip xfrm state add enc rfc3686\(| rfc3686\(ctr\(aes\)\)
true; ip rou| route
X=1 ip rou| route'
}

@test "completing changes nothing and runs nothing" {
    check 0 ip -complete netns exec completed touch "$SCRATCH/ran" ""
    check 0 ip -complete vrf exec default touch "$SCRATCH/ran" ""
    [ ! -e "$SCRATCH/ran" ]
    check 0 ip -complete netns delete completed ""
    check 0 ip -complete link add new0 type bridge ""
    check 0 ip -complete netns add ""
    check 0 ip -complete link set lo down up ""
    [ "$(ip netns list)" = completed ]
    [ "$(ip -br link show type bridge | wc -l)" = 1 ]
    check 0 ip -complete -batch nowhere ""
    check 0 unshare --complete -n touch "$SCRATCH/ran" ""
    [ ! -e "$SCRATCH/ran" ]
}
