#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What is printed at a terminal in addition to what scripts get: the nearest right word, and the words that a refusal points at.

load helpers

# at_terminal STATUS COMMAND...: run it with a pseudo-terminal for its standard streams; what it wrote is in $output.
at_terminal() {
    run python3 -c '
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
out = b""
while True:
    try:
        part = os.read(fd, 4096)
    except OSError:
        break
    if not part:
        break
    out += part
sys.stdout.write(out.decode().replace("\r\n", "\n"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))' "${@:2}"
    [ "$status" -eq "$1" ] || { printf '%s\nexit status %s, not %s: %s\n' "$output" "$status" "$1" "${*:2}" >&2; return 1; }
}

# near STATUS TEXT WORD COMMAND...: TEXT alone for scripts; at a terminal, and with NSKIT_EXPLAIN=1, the same line more names WORD.
near() {
    refuses "$1" "$2" "${@:4}"
    at_terminal "$1" "${@:4}"
    [[ $output == "$2"$'\nhint: '*"did you mean \"$3\"?" && ${#lines[@]} -eq 2 ]] || { echo "$output" >&2; return 1; }
    NSKIT_EXPLAIN=1 refuses "$1" "$output" "${@:4}"
    NSKIT_EXPLAIN=0 at_terminal "$1" "${@:4}"
    says "$2"
}

@test "ip: objects, verbs, options, keywords" {
    near 1 'Object "lnik" is unknown, try "ip help".' link ip lnik
    near 255 'Command "shwo" is unknown, try "ip link help".' show ip link shwo
    near 255 'Option "-jsno" is unknown, try "ip -help".' -json ip -jsno link
    near 255 'Error: either "dev" is duplicate, or "tpye" is garbage.' type ip link add x tpye veth
    near 255 'Error: either "to" is duplicate, or "vai" is garbage.' via ip route add 10.0.0.0/24 vai 10.0.0.1
    near 255 'Error: either "local" is duplicate, or "dve" is garbage.' dev ip addr add 10.0.0.1/24 dve lo
    near 255 'Error: argument "form" is wrong: Failed to parse rule type' from ip rule add form 10.0.0.1
    near 255 'Error: either "to" is duplicate, or "lladr" is garbage.' lladdr ip neigh add 10.0.0.1 lladr 2:0:0:0:0:1 dev lo
}

@test "ip: kinds of links, words of a kind, named network namespaces" {
    near 2 'Error: Unknown device type.' veth ip link add x type vteh
    at_terminal 1 ip link add x type vxlan id 5 dstprot 4789
    [ "${lines[0]}" = 'vxlan: unknown command "dstprot"?' ]
    [ "${lines[-1]}" = 'hint: did you mean "dstport"?' ]
    ip netns add backend
    near 255 'Cannot open network namespace "bakcend": No such file or directory' backend ip -n bakcend link
    near 1 'Cannot remove namespace file "/var/run/netns/bakcend": No such file or directory' backend ip netns del bakcend
    ip netns del backend
}

@test "without a near word, nothing is suggested" {
    at_terminal 1 ip qqqqqqqq
    says 'Object "qqqqqqqq" is unknown, try "ip help".'
    at_terminal 255 ip route add 10.0.0.0/24 via 300.0.0.1 && false || true
    lacks 'id you mean'
    at_terminal 1 ip q
    lacks 'id you mean'
}

@test "unshare, nsenter: long options" {
    for tool in unshare nsenter; do
        at_terminal 1 $tool --usre true
        [ "${lines[1]}" = "Try '$tool --help' for more information." ]
        [ "${lines[2]}" = 'hint: did you mean "--user"?' ]
        check 1 $tool --usre true
        lacks 'id you mean'
    done
}

@test "the words that the kernel's refusal points at, alone and in a shared datagram" {
    local text='Error: MTU must be between 68 and 65535.'
    refuses 2 "$text" ip link add x mtu 5 type vxlan id 5 dstport 4789
    at_terminal 2 ip link add x mtu 5 type vxlan id 5 dstport 4789
    says "$text"$'\nThe kernel points at "mtu 5".'
    printf 'link add x mtu %s type vxlan id 5 dstport 4789\n' 5 6 >commands
    at_terminal 1 ip -force -batch commands
    says "$text"$'\nThe kernel points at "mtu 5".\nCommand failed commands:1\n'"$text"$'\nThe kernel points at "mtu 6".\nCommand failed commands:2'
    check 1 ip -force -batch commands
    lacks 'points at'
    rm commands
}

@test "control characters of others reach no terminal, and every pipe" {
    alias=$'a\e[31mred\xc2\x9b5m\x01\x7f\nline2 \xc3\xbc \x9b'
    ip link set lo alias "$alias"
    at_terminal 0 ip link show lo
    has 'alias a\033[31mred\302\2335m\001\177\012line2 ü \233'
    check 0 ip link show lo
    has "alias $alias"
    at_terminal 1 ip link show $'no\e[31mne'
    has 'no\033[31mne'
    check 0 ip -j link show lo
    jq -e '.[0].ifalias' <<<"$output"
    lacks $'\xc2\x9b'
    at_terminal 0 ip -c link show lo # our own colours stay
    has $'\e['
    ip link set lo alias ""
}
