#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The scripts in examples/ do what they say, as root and as an ordinary user, and leave nothing.

load helpers

setup_file() { cp -r "$NSKIT_SOURCE/examples" "$SCRATCH/home/"; }

# example NAME TEXT...: it succeeds, and prints each TEXT.
example() {
    local user text
    for user in "" as_user; do
        check 0 assert_no_leak $user timeout 60 "$SCRATCH/home/examples/$1"
        for text in "${@:2}"; do has "$text"; done
    done
}

@test "docker's bridge network" {
    example docker/bridge 'hello from web' 'the outside has no route to the containers' \
        '1 packets transmitted, 1 received, 0% packet loss'
}

@test "docker's none network" {
    example docker/none 'Network is unreachable'
}

@test "docker's container: network" {
    example docker/container 'served by the first, on 127.0.0.1' '1 mount of its own' 'the host sees no such mount'
}

@test "docker's host network" {
    example docker/host "net: the host's" {mnt,uts,ipc,cgroup,pid}': its own'
}

@test "published ports, in four forms" {
    example docker/publish \
        'outside, from '{192.0.2.1:32768,192.0.2.1:8080,192.0.2.9:8080,192.0.2.9:32769,192.0.2.9:8081}': hello from web'
    [[ ${output##*ip netns delete web} != *'dnat to'* ]]
}

@test "a host name, a name server and hosts of one's own" {
    example docker/names 'nameserver 192.0.2.53' "hostname app && hostname'"$'\napp\n' \
        '192.0.2.80      www.example.org' "the host's name is still sandbox, and its /etc/hosts has no www.example.org"
}

@test "a container from unshare alone" {
    example container-root 'none of the eight is one of ours'
    has '1000' # the user, on the outside
}

@test "chroot, and why a mount namespace is stronger" {
    example chroot-or-mounts 'secret' 'there is no way out'
}

@test "three routers and four hosts" {
    example lab 'h1 to h2: ttl=62, by r1 and r2' 'h1 to h2: ttl=61, by r1, r3 and r2'
}

@test "commands are printed as they would be typed" {
    check 0 sh -c '. "$1" && step printf "%s." a "b c" "\$d"' sh "$SCRATCH/home/examples/docker/common"
    says "\$ printf '%s.' a 'b c' '\$d'"$'\n''a.b c.$d.'
}
