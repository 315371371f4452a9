#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip: the options in front of the object, objects, help, batch files, name files, output that fails.

load helpers

@test "no object, help: usage on stderr, status 255" {
    check 255 ip
    has 'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }'
    [ -z "$(ip 2>/dev/null)" ]
    for words in help -help --help -he 'h' '-family help'; do
        check 255 ip $words
        has 'Usage: ip'
    done
}

@test "version" {
    for word in -V -Version --Version -Ver; do
        check 0 ip $word
        [[ $output =~ ^ip\ utility,\ iproute2-[0-9.]+,\ nskit-[0-9.]+$ ]]
    done
    check 0 ip -V frob # the first one ends it
    check 1 sh -c 'ip -V >/dev/full'
    has 'write error'
}

@test "options: unknown, without their argument, with a bad one" {
    refuses 255 'Option "-frob" is unknown, try "ip -help".' ip -frob link
    refuses 255 'Option "-frob" is unknown, try "ip -help".' ip --frob link
    refuses 255 'Option "--json" is unknown, try "ip -help".' ip ---json link
    refuses 255 'Option "-c=maybe" is unknown, try "ip -help".' ip -c=maybe link
    refuses 255 'Option "-44" is unknown, try "ip -help".' ip -44 link
    refuses 255 'Error: argument "loop count" is required' ip -l
    refuses 255 'Error: argument "family type" is required' ip -f
    refuses 255 'Error: argument "batch file" is required' ip -b
    refuses 255 'Error: argument "rcvbuf size" is required' ip -rc
    refuses 255 "Invalid rcvbuf size 'abc'" ip -rc abc link
    refuses 255 'Error: argument "inet4" is wrong: invalid protocol family' ip -f inet4 link
}

@test "options: two dashes, abbreviations, a bare --" {
    check 0 ip --br link show lo
    local brief=$output
    check 0 ip -human-r link show lo
    for options in -br --brief '-j -j -br --' '-c=never -br' '-color=auto -br'; do
        check 0 ip $options link show lo
        [[ $options == *j* ]] || says "$brief"
    done
    check 0 ip -- -br link show lo || true
    check 0 ip -o -- link show lo
    [ "${#lines[@]}" -eq 1 ]
}

@test "objects: unknown, and the name that ip is called by" {
    refuses 1 'Object "frob" is unknown, try "ip help".' ip frob
    refuses 1 'Object "" is unknown, try "ip help".' ip ''
    refuses 1 'Object "netnsx" is unknown, try "ip help".' ip netnsx
    ln -s "$SCRATCH/bin/ip" iplink
    ln -s "$SCRATCH/bin/ip" ipnetns
    check 0 ./iplink show lo
    has LOOPBACK
    ip netns add a
    check 0 ./ipnetns
    says a
    check 0 ./ipnetns list-id
    ip netns delete a
    rm iplink ipnetns
}

# The object of `ip WORD help`, by its usage line or its refusal.
@test "objects: abbreviations mean what they mean to the reference" {
    while read -r word object; do
        run ip "$word" help
        [ "$object" = - ] || [[ $output =~ Usage:.ip\ $object([^a-z]|$) ]] || { echo "$word: $output" >&2; return 1; }
        [ "$object" != - ] || says "Object \"$word\" is unknown, try \"ip help\"."
    done <<'WORDS'
a address
addrl addrlabel
m maddress
r route
ru rule
n neigh
ne neigh
nt ntable
ntb ntable
l link
t tunnel
tu tunnel
tun tunnel
tunl tunnel
tunt tuntap
ta tuntap
to token
tok token
tc tcp_metrics
mo monitor
mr mroute
mro mroute
mru rule
l2 l2tp
mac macsec
net netns
netc netconf
s sr
x xfrm
WORDS
}

@test "colour: only if requested, whatever NO_COLOR says" {
    check 0 ip link show lo
    lacks $'\033'
    check 0 ip -c link show lo
    has $'\033[1;36mlo: \033[0m'
    check 0 env NO_COLOR=1 ip -c link show lo
    has $'\033[1;36mlo: '
    check 0 env COLORFGBG='0;15' ip -c link show lo
    has $'\033[36mlo: '
    for palette in '15;0' '7;8' 'default;6'; do
        check 0 env COLORFGBG="$palette" ip -c=always link show lo
        has $'\033[1;36mlo: '
    done
    check 0 ip -c= link show lo
    has $'\033[1;36mlo: '
    for options in -c=never -c=auto '-c -j'; do
        check 0 ip $options link show lo
        lacks $'\033'
    done
}

@test "batch: a file, standard input, an empty one, none" {
    printf 'netns add a\nnetns add b # remark\n\n# remark\nnetns list\n' >commands
    check 0 ip -batch commands
    says $'b\na'
    check 0 ip -b - <<<'netns del a'
    check 0 ip -b /dev/null
    says ''
    refuses 1 'Cannot open file "nope" for reading: No such file or directory' ip -b nope
    refuses 1 'Cannot read commands: Is a directory' ip -b .
    check 0 ip -b - <<<'netns del b'
    rm commands
}

@test "batch: quotes, continuation, the line number in errors" {
    printf 'netns add "two words"\nnetns \\\n  del \\\n  "no such"\nnetns list\n' >commands
    check 1 ip -batch commands
    says 'Cannot remove namespace file "/var/run/netns/no such": No such file or directory
Command failed commands:4'
    check 1 ip -force -batch commands
    has 'two words'
    ip netns del 'two words'
    printf 'netns list\n"netns\n' >commands
    refuses 1 $'Unterminated quoted string\nCommand failed commands:2' ip -batch commands
    printf 'netns list \\\n' >commands
    refuses 1 $'Missing continuation line\nCommand failed commands:1' ip -batch commands
    rm commands
}

@test "batch: no kind of error ends it under -force" {
    printf '%s\n' 'netns add a' frob 'netns frob' 'netns set a x' 'netns set a -1' 'netns list-id nsid' 'netns add a/b' 'netns help' \
        '"' 'netns exec a false' 'link set nope up' 'netns list' >commands
    check 1 ip -force -batch commands
    [ "$(grep -c '^Command failed commands:' <<<"$output")" -eq 10 ]
    [ "${lines[-1]}" = a ]
    check 1 ip -batch commands # the first line fails now
    says 'Cannot create namespace file "/var/run/netns/a": File exists
Command failed commands:1'
    ip netns del a
    rm commands
}

@test "batch: one JSON document a line" {
    ip netns add a
    check 0 ip -j -b - <<<$'netns list\nnetns identify'
    says $'[{"name":"a"}]\n[]'
    ip netns delete a
}

@test "batch: each line is run when it arrives" {
    mkfifo commands
    ip -b commands 3>&- &
    local pid=$!
    exec 8>commands
    echo 'netns add early' >&8
    eventually test -e /run/netns/early
    exec 8>&-
    wait $pid
    ip netns delete early
    rm commands
}

@test "name files: /etc/iproute2 before /usr/share, directories, bad lines" {
    mkdir -p /etc/iproute2
    [ ! -e /etc/iproute2/group ] || cp /etc/iproute2/group group.saved
    printf '# remark\n0\tdefault\n 7 seven # remark\n0x10 sixteen\n' >/etc/iproute2/group
    ip link set lo group seven
    check 0 ip -o link show lo
    has ' group seven '
    check 0 ip -N -o link show lo
    has ' group 7 '
    ip link set lo group 16
    check 0 ip -j link show lo
    has '"group":"sixteen"'
    echo 'no number' >>/etc/iproute2/group
    check 0 ip -o link show lo
    has 'Database /etc/iproute2/group is corrupted at no number'
    has ' group sixteen '
    ip link set lo group default
    rm /etc/iproute2/group
    [ ! -e group.saved ] || mv group.saved /etc/iproute2/group
}

@test "names of protocols: the first line of a number, its aliases, -N" {
    cp /etc/protocols protocols.saved
    printf '# remark\nfirst 77 FIRST other#remark\nsecond 77\nbad\nhuge 300\n' >/etc/protocols
    for word in first other second 77 78; do ip rule add ipproto $word table 9; done
    ip rule show >shown
    [ "$(grep -c 'ipproto first lookup 9' shown)" = 4 ]
    grep -q 'ipproto ipproto-78 lookup 9' shown
    diff shown <("$REFERENCE" rule show)
    check 0 ip -N rule show
    lacks first
    refuses 255 'Error: argument "huge" is wrong: Invalid "ipproto" value' ip rule add ipproto huge
    refuses 255 'Error: argument "remark" is wrong: Invalid "ipproto" value' ip route get 127.0.0.1 ipproto remark
    refuses 2 'Error: Unsupported ip proto.' ip route get 127.0.0.1 ipproto other # which it is asked about
    rm /etc/protocols
    refuses 255 'Error: argument "first" is wrong: Invalid "ipproto" value' ip rule add ipproto first
    while ip rule delete table 9 2>/dev/null; do :; done
    cp protocols.saved /etc/protocols
}

@test "as an ordinary user" {
    check 0 as_user ip link show lo
    has LOOPBACK
    check 2 as_user ip link set lo mtu 1000
    says 'RTNETLINK answers: Operation not permitted'
    check 0 as_user ip netns list
}
