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
    source "$NSKIT_SOURCE/completions/ip"
    source "$NSKIT_SOURCE/completions/unshare"
}

@test "ip: options, objects and verbs" {
    [ "$(offered _ip 'ip -ti')" = -timestamp ]
    [ "$(offered _ip 'ip rou')" = route ]
    [ "$(offered _ip 'ip -j -n x netn')" = netns ]
    [ "$(offered _ip 'ip netns ')" = "add attach delete exec help identify list list-id monitor pids set" ]
    [ "$(offered _ip 'ip neigh ch')" = change ]
    [ "$(offered _ip 'ip monitor nei')" = neigh ]
    [ "$(offered _ip 'ip xfrm ')" = "help monitor policy state" ]
    [ "$(offered _ip 'ip xfrm policy set')" = "set setdefault" ]
    [ "$(offered _ip 'ip xfrm state add auth')" = "auth auth-trunc" ]
    [ "$(offered _ip 'ip x monitor ac')" = acquire ]
}

@test "ip: words of links and of their kinds" {
    [ "$(offered _ip 'ip link add v type vx')" = "vxcan vxlan" ]
    [ "$(offered _ip 'ip link add v type vxlan dstp')" = dstport ]
    [ "$(offered _ip 'ip link add v type vxlan nolearn')" = nolearning ]
    [ -z "$(offered _ip 'ip link add v type veth dstp')" ]
    [ "$(offered _ip 'ip rule add fwm')" = fwmark ]
}

@test "ip: existing devices and named network namespaces" {
    ip link add complete0 type bridge
    ip netns add completed
    [ "$(offered _ip 'ip address show dev comp')" = complete0 ]
    [ "$(offered _ip 'ip link set comp')" = complete0 ]
    [ "$(offered _ip 'ip -n comp')" = completed ]
    [ "$(offered _ip 'ip netns exec comp')" = completed ]
    ip netns delete completed
    ip link delete complete0
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
