#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip -batch: what a line's failure does to the others, and -force, under which lines share a datagram but nothing else.
# What a line is made of is tested in global.bats and tests/unit/batch_test.cc.

load helpers

setup() {
    no_ipv6
    ip link add v0 type veth peer name v1
    ip addr add 192.168.0.2/24 dev v0
    ip link set v0 up
    ip link set v1 up
    settle v0
}

teardown() {
    local link
    for link in v0 w0 x0 y0; do
        ip link del $link 2>/dev/null || true
    done
    ip rule flush
    ip rule add pref 32766 table main
    ip rule add pref 32767 table default
    rm -f commands one many trace
}

# Lines of every kind that shares datagrams, many of them refused, with lines between them that do not.
mixed_lines() {
    local i
    for i in {0..199}; do
        echo "route add 10.0.$i.0/24 via 192.168.0.1 dev v0"
        [ $((i % 7)) -ne 0 ] || echo "route add 10.0.$i.0/24 via 192.168.0.1 dev v0"
        [ $((i % 11)) -ne 0 ] || echo "route del 10.0.$i.0/24 via 192.168.0.9"
        [ $((i % 13)) -ne 0 ] || echo "addr add 192.168.0.2/24 dev v0"
        [ $((i % 17)) -ne 0 ] || echo "link set v0 mtu 1"
        [ $((i % 19)) -ne 0 ] || echo "route add 11.0.0.0/24 via 172.16.0.1"
        [ $((i % 23)) -ne 0 ] || echo "addr del 192.168.0.77 dev v0"
        [ $((i % 29)) -ne 0 ] || echo "link set nosuch up"
        [ $((i % 31)) -ne 0 ] || echo "link add v0 type veth peer name v1"
        [ $((i % 37)) -ne 0 ] || printf '%s\n' "link set v1 name v2" "link set v2 name v1"
        [ $((i % 41)) -ne 0 ] || echo "route show 10.0.$i.0/24"
        [ $((i % 43)) -ne 0 ] || echo "frob"
        [ $((i % 47)) -ne 0 ] || printf '%s\n' "rule add pref $((i + 1)) table 77" "rule add pref $((i + 1)) table 77"
    done
    echo 'route show table main'
}

@test "under -force, lines in one datagram print and do what they do alone" {
    mixed_lines >commands
    # The installed ip sends each alone; both start with the same devices.
    check 1 "$REFERENCE" -force -batch commands
    local theirs=$output
    teardown
    setup
    mixed_lines >commands
    check 1 ip -force -batch commands
    says "$theirs"
    # A receive buffer with room for one answer: one request to a datagram.
    teardown
    setup
    mixed_lines >commands
    check 1 ip -rcvbuf 1 -force -batch commands
    says "$theirs"
}

@test "under -force, lines share datagrams; without it, each has its own" {
    command -v strace >/dev/null || skip "no strace"
    printf 'route add 10.0.0.%d via 192.168.0.1 dev v0\n' {0..249} >commands
    strace -e trace=sendto,recvfrom,recvmsg -o trace ip -force -batch commands
    [ "$(grep -c '^sendto' trace)" -le 4 ] # one for the device, two or three for the routes
    [ "$(ip route show via 192.168.0.1 | wc -l)" -eq 250 ]
    sed -i s/add/del/ commands
    strace -e trace=sendto,recvfrom,recvmsg -o trace ip -batch commands
    [ "$(grep -c '^sendto' trace)" -eq 251 ]
    [ "$(grep -c '^recv' trace)" -eq 251 ]
    [ -z "$(ip route show via 192.168.0.1)" ]
}

@test "without -force, the first line that fails is the last" {
    printf 'route add %s dev v0\n' 10.0.0.1 10.0.0.2 10.0.0.1 10.0.0.3 >commands
    check 1 ip -batch commands
    says $'RTNETLINK answers: File exists\nCommand failed commands:3'
    [ "$(ip route show | grep -c '^10\.')" -eq 2 ]
}

@test "without -force, a usage error ends the batch with its own status, and the line is named" {
    while read -r want words; do
        echo "$words" >commands
        check "$want" ip -batch commands
        has 'Command failed commands:1'
        check 1 ip -force -batch commands
    done <<'EOF'
255 route help
255 link add foo bar
255 link frob
255 rule add table nope
255 address flush dev
1 frob
1 link show nosuch
1 route add 10.0.0.0/8 via 203.0.113.1
1 link set v0 mtu 1
EOF
}

@test "errors are printed in the order of the lines" {
    printf '%s\n' 'route add 10.0.0.1 dev v0' 'route add 10.0.0.1 dev v0' 'route add 10.0.0.2 dev' 'route add 10.0.0.1 dev v0' \
        '"' 'route add 10.0.0.1 dev v0' 'netns exec nosuch true' 'route del 10.0.0.9' 'help' 'route add 10.0.0.1 dev v0' >commands
    check 1 ip -force -batch commands
    [ "$(sed -n 's/^Command failed commands://p' <<<"$output" | tr '\n' ' ')" = '2 3 4 5 6 7 8 9 10 ' ]
}

@test "what a line prints comes after the errors of earlier lines and before those of later ones" {
    printf '%s\n' 'route add 10.0.0.1 dev v0' 'route add 10.0.0.1 dev v0' 'route show 10.0.0.1' 'route add 10.0.0.1 dev v0' \
        'netns list' 'link help veth' 'route add 10.0.0.1 dev v0' >commands
    check 1 ip -force -batch commands
    [ "$(grep -n '^10\.0\.0\.1 dev v0' <<<"$output")" = "3:10.0.0.1 dev v0 scope link " ]
    [ "${lines[4]}" = 'Command failed commands:4' ]
    [ "${lines[-1]}" = 'Command failed commands:7' ]
}

@test "warnings are printed in the order of the lines" {
    printf '%s\n' 'addr add 10.9.0.1/24 dev v0' 'addr add 10.9.0.1/24 dev v0' 'addr del 10.9.0.1 dev v0' 'addr del 10.9.0.1/24 dev v0' >commands
    check 1 ip -force -batch commands
    [ "${lines[1]}" = 'Command failed commands:2' ]
    [[ ${lines[2]} == 'Warning: Executing wildcard deletion'* ]]
    [ "${lines[-1]}" = 'Command failed commands:4' ]
    mkdir -p /etc/iproute2
    echo frob >/etc/iproute2/rt_dsfield
    printf 'route add 10.0.0.1 dev v0\nroute add 10.0.0.1 dev v0\nroute add 10.0.0.2 dev v0 tos nosuch\n' >commands
    check 1 ip -force -batch commands
    [ "${lines[1]}" = 'Command failed commands:2' ]
    [ "${lines[2]}" = 'Database /etc/iproute2/rt_dsfield is corrupted at frob' ]
    rm /etc/iproute2/rt_dsfield
}

@test "a line sees the devices that earlier lines made, renamed or deleted" {
    local force
    for force in '' -force; do
        printf '%s\n' 'link add w0 type veth peer name w1' 'link set w0 up' 'addr add 10.5.0.1/24 dev w0' 'link set w1 up' \
            'route add 10.6.0.0/24 via 10.5.0.9 dev w0' 'link property add dev w0 altname other' 'route add 10.7.0.0/24 dev other' \
            'link set w0 down' 'link set w0 name x0' 'link set x0 up' 'addr add 10.5.1.1/24 dev x0' 'link add w0 type veth peer name w2' \
            'addr add 10.5.2.1/24 dev w0' 'addr show dev w0' >commands
        check 0 ip $force -batch commands
        has 'inet 10.5.2.1/24 scope global w0'
        check 0 ip -br addr show dev x0
        has '10.5.0.1/24 10.5.1.1/24'
        printf '%s\n' 'link del x0' 'link del w0' 'addr add 10.5.0.1/24 dev w0' >commands
        refuses 1 $'Cannot find device "w0"\nCommand failed commands:3' ip $force -batch commands
    done
}

@test "a device that a command of a line renames has its new name in the next" {
    ip netns add a
    printf '%s\n' 'netns exec a ip link add w0 type veth peer name w1' 'netns exec a ip link set w0 name x0' >commands
    check 0 ip -batch commands
    printf '%s\n' 'link set w0 up' 'netns exec a ip link set w0 down' 'netns exec a ip link set w0 name x0' 'addr add 10.5.0.1/24 dev x0' \
        'link show w0' >commands
    ip -n a link set x0 name w0
    check 1 ip -n a -batch commands # netns exec in a namespace that is entered
    has 'Device "w0" does not exist.'
    ip netns del a
}

@test "netns commands leave the namespace as it was" {
    printf '%s\n' 'netns add a' 'netns exec a true' 'netns pids a' 'link show v0' 'link set v1 netns a' 'netns exec a ip -br link show v1' \
        'netns exec a ip link set v1 netns 1' 'netns del a' 'link set v0 mtu 1400' >commands
    check 0 ip -batch commands
    has 'v1@if'
    [ "$(ip -br link show v0 | wc -l)" -eq 1 ]
    check 0 ip -force -batch - <<<$'netns add a\nlink show v0\nnetns del a'
    has 'v0@v1'
}

@test "under -force too, input that arrives bit by bit is run at once" {
    mkfifo commands
    ip -force -b commands 3>&- &
    local pid=$!
    exec 8>commands
    echo 'route add 10.0.0.1 dev v0' >&8
    eventually sh -c 'ip route show 10.0.0.1 | grep -q v0'
    exec 8>&-
    wait $pid
}

@test "a line's output is written before the next line is awaited" {
    for options in "" -force -j; do
        # shellcheck disable=SC2086
        coproc ip $options -b -
        echo 'rule show' >&"${COPROC[1]}"
        read -r -t 10 line <&"${COPROC[0]}"
        [[ $line == *local* ]]
        kill "$COPROC_PID"
        wait "$COPROC_PID" || true
    done
}

@test "a failed line does not change the next one" {
    printf '%s\n' '-6 route' 'route add 10.0.0.1 dev v0 table' 'route get' 'link show dev nosuch' 'addr show dev v0' >commands
    check 1 ip -force -batch commands
    has 'inet 192.168.0.2/24'
    check 1 sh -c 'ip -j -force -batch commands 2>/dev/null | jq -c ".[0].addr_info[0].local"'  ||
        [ "${lines[-1]}" = '"192.168.0.2"' ]
}

@test "output that cannot be written fails the batch, and no line before it is lost" {
    printf '%s\n' 'route add 10.0.0.1 dev v0' 'route show' 'route add 10.0.0.1 dev v0' 'route add 10.0.0.2 dev v0' >commands
    check 1 sh -c 'ip -force -batch commands >/dev/full'
    has 'Command failed commands:3'
    has 'write error: No space left on device'
    [ "$(ip route show | grep -c '^10\.')" -eq 2 ]
}

# peak FILE: the peak memory in kB of ip -force -batch for the lines of a file.
peak() {
    local pid
    mkfifo commands
    ip -force -batch commands 2>/dev/null 3>&- &
    pid=$!
    exec 8>commands
    cat "$1" - <<<'route add 10.255.0.0/24 dev v0' >&8
    eventually sh -c 'ip route show 10.255.0.0/24 | grep -q v0'
    awk '/^VmHWM/ { print $2 }' /proc/$pid/status
    exec 8>&-
    wait $pid || true
    ip route del 10.255.0.0/24
    rm commands
}

@test "memory does not grow with the number of lines" {
    [[ $NSKIT_BUILD != */asan ]] || skip "AddressSanitizer keeps what is freed"
    printf 'route add 10.0.%d.0/24 dev v0\n' {0..255} {0..255} >one # every other one is refused
    for i in {1..100}; do cat one; done >many
    local small large
    small=$(peak one)
    large=$(peak many)
    [ "$large" -le $((small + 256)) ]
}

@test "a batch that ends in a backslash fails, and its last command is not run" {
    printf 'link show lo\nlink set lo mtu 1500 \\' >cut
    mtu=$(cat /sys/class/net/lo/mtu)
    check 1 ip -batch cut
    has "Missing continuation line"
    has "Command failed cut:2"
    check 1 ip -force -batch cut
    [ "$(cat /sys/class/net/lo/mtu)" = "$mtu" ]
    rm cut
}
