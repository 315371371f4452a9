#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# completions/: the shell takes its words from the help of the command that is completed.

load helpers

# offered FUNCTION LINE: the words offered at the end of a command line.
offered() {
    local COMP_WORDS=() COMP_CWORD COMPREPLY=()
    read -ra COMP_WORDS <<<"$2"
    [[ $2 != *' ' ]] || COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    "$1" "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    echo "${COMPREPLY[*]}"
}

setup() {
    source "$NSKIT_SOURCE/completions/bash/ip"
    source "$NSKIT_SOURCE/completions/bash/unshare"
}

# completes, on stdin LINE | WORDS: at its end exactly these words are offered. `...` behind them: and others.
completes() {
    local line words found
    while IFS= read -r line; do
        words=${line#*| }
        found=$(offered _ip "${line%%|*}")
        if [[ $words == *...* ]]; then [[ " $found " == *" ${words% ...} "* ]]; else [ "$found" = "$words" ]; fi ||
            { printf '%s\nnot: %s\n' "$line" "$found" >&2; return 1; }
    done
}

@test "ip: options, objects and verbs, by their abbreviations too" {
    completes <<'END'
ip -ti| -timestamp
ip rou| route
ip -j -n x netn| 
ip netns | absent add attach delete ensure exec help identify list list-id lst monitor pids set show topology wait who
ip neigh ch| change
ip neig replac| replace
ip a ad| add
ip r ge| get
ip monitor nei| neigh
ip xfrm | help monitor policy sa state
ip xfrm policy set| set setdefault
ip x monitor ac| acquire
ip mptcp end| endpoint
END
}

@test "ip: words and their values" {
    completes <<'END'
ip link add v type vx| vxcan vxlan
ip link add v type vxlan dstp| dstport
ip link add v type vxlan nolearn| nolearning
ip link add v type veth dstp| 
ip link add v type bond mode ba| balance-alb balance-rr balance-tlb balance-xor
ip link add v type vxlan id 5 i| 
ip link set lo mt| mtu
ip link set lo addrgenmode eu| eui64
ip rule add fwm| fwmark
ip rule add lookup ma| main
ip route add default dev lo scope li| link
ip route add default proto st| static
ip route add default dev lo tabl| table
ip address add 10.0.0.1/24 dev lo nodad sc| scope
ip address show sco| scope
ip neigh add 10.0.0.1 dev lo nud per| permanent
ip xfrm state add auth| auth auth-trunc
ip netns exec nowhere ls | 
ip link set lo arp | off on
ip link set lo xdp | none off pinned
ip link show type br| bridge bridge_slave
ip link show operstate dorm| 
ip link show operstate DORM| DORMANT
ip link help vx| vxcan vxlan
ip link property | add delete
ip link xstats type bo| bond bond_slave
ip link xstats type bridge s| stp
ip link wait g| gone group
ip netns wait | empty gone timeout
ip address add 10.0.0.1/24 broadcast | + -
ip address add 10.0.0.1/24 dev lo valid_lft | forever
ip route add default dev lo encap ip| ip ip6
ip route add default encap ila 1:1:1:1 csum-mode neutral-map| neutral-map neutral-map-auto
ip route show to | exact match root
ip route add default congctl re| reno
ip rule add iif l| lo
ip tuntap add mode | tap tun
ip xfrm state add proto | ah comp esp hao ipsec-any route2
ip xfrm state add mode tu| tunnel
ip xfrm policy add dir | fwd in out
ip fou add pee| peer peer_port
ip l2tp add tunnel encap | ip udp
ip macsec offload lo | mac off phy
ip sr hmac set 1 | sha1 sha256
ip stats show group xstats subgroup bridge suite | mcast stp vlan
ip ntable change name | arp_cache ndisc_cache
ip config show ro| route
ip config show dev l| lo
ip -family in| inet inet6
ip netns attach x 1| 1 ...
END
}

@test "ip: existing devices, in another namespace too, and named network namespaces" {
    ip link add complete0 type bridge
    ip link property add dev complete0 altname completed-otherwise
    ip netns add completed
    ip -n completed link add within0 type bridge
    completes <<'END'
ip address show dev complete| complete0 completed-otherwise
ip link set complete0| complete0
ip link add link complete0| complete0
ip route add default dev complete0| complete0
ip link set lo master complete0| complete0
ip -n comp| completed
ip -n completed link show dev with| within0
ip netns exec comp| completed
ip netns delete comp| completed
ip link set lo netns comp| completed
END
    [ "$(ip -complete link show dev complete0)" = $'complete0\tbridge' ]
    ip netns delete completed
    ip link delete complete0
}

@test "ip -complete changes nothing and runs nothing" {
    ip netns add completed
    check 0 ip -complete netns exec completed touch "$SCRATCH/ran" ""
    [ ! -e "$SCRATCH/ran" ]
    check 0 ip -complete netns delete completed ""
    check 0 ip -complete link add new0 type bridge ""
    check 0 ip -complete netns add ""
    check 0 ip -complete link set lo down up ""
    [ "$(ip netns list)" = completed ]
    [ -z "$(ip -o link show type bridge)" ]
    check 0 ip -complete -batch nowhere ""
    ip netns delete completed
}

@test "zsh and fish ask the same" {
    command -v zsh fish || skip "zsh or fish is not installed"
    run zsh -fc 'words=(ip link add v type vx); CURRENT=6; _describe() { print -l $words_found; }; source "$1"' zsh \
        "$NSKIT_SOURCE/completions/zsh/_ip"
    says $'vxcan:a pair of connected CAN devices\nvxlan:an Ethernet network over UDP'
    run zsh -fc 'words=(ip link add v type vxlan ag); CURRENT=7; _describe() { print -l $words_found; }; source "$1"' zsh \
        "$NSKIT_SOURCE/completions/zsh/_ip"
    says 'ageing:seconds that a learned address is kept'
    run fish --no-config -c 'source $argv[1]; complete -C "ip netns topo"' "$NSKIT_SOURCE/completions/fish/ip.fish"
    says $'topology\tall namespaces, their links, and how they are joined'
    run fish --no-config -c 'source $argv[1]; complete -C "ip link add v type vx"; source $argv[2]; complete -C "unshare --map-r"' \
        "$NSKIT_SOURCE/completions/fish/ip.fish" "$NSKIT_SOURCE/completions/fish/unshare.fish"
    says $'vxcan\ta pair of connected CAN devices\nvxlan\tan Ethernet network over UDP\n'"$(unshare --help | sed -nE 's/^ *-r, (--map-root-user) +(.*)/\1\t\2/p')"
}

@test "fish: values of options, and files" {
    command -v fish || skip "fish is not installed"
    touch afile
    in_fish() { fish --no-config -c 'for file in $argv[2..]; source $file; end; complete -C $argv[1]' "$1" "$NSKIT_SOURCE"/completions/fish/{ip,unshare,nsenter}.fish; }
    [ "$(in_fish 'unshare --propagation sl')" = slave ]
    [ "$(in_fish 'unshare --setgroups ')" = $'allow\ndeny' ]
    [[ "$(in_fish 'nsenter -t 1')" == 1* ]]
    [ "$(in_fish 'ip -batch afi')" = afile ]
    [ "$(in_fish 'ip config apply afi')" = afile ]
    [ "$(in_fish 'ip rout')" = $'route\trouting tables' ]
}

@test "unshare and nsenter: their options, then commands" {
    [ "$(offered _nskit_options 'unshare --map-r')" = --map-root-user ]
    [ "$(offered _nskit_options 'unshare --propagation sl')" = slave ]
    [ "$(offered _nskit_options 'nsenter --preserve')" = --preserve-credentials ]
    [[ " $(offered _nskit_options 'unshare -n slee') " == *" sleep "* ]]
    [ -z "$(offered _nskit_options 'unshare -n ls --a')" ]
}

@test "unshare and nsenter: options are offered behind an option's value" {
    [ "$(offered _nskit_options 'unshare -T --boottime 5 --mount-p')" = --mount-proc ]
    [ "$(offered _nskit_options 'nsenter -nt 1 --join')" = --join-cgroup ]
    [ "$(offered _nskit_options 'nsenter --target 1 --join')" = --join-cgroup ]
    [ "$(offered _nskit_options 'nsenter --net = /run/netns/red --join')" = --join-cgroup ] # as Readline splits it
    [ -z "$(offered _nskit_options 'nsenter --net = /run/netns/r')" ]
    [ -z "$(offered _nskit_options 'nsenter -w ls --j')" ] # -w[=DIR]: ls is the program
}
