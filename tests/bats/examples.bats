#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The scripts in examples/ do what they say, and leave nothing.

load helpers

setup_file() { cp -r "$NSKIT_SOURCE/examples" "$SCRATCH/home/"; }

example() { check 0 assert_no_leak timeout 60 "$SCRATCH/home/examples/$@"; }

@test "docker's bridge network" {
    example docker/bridge
    has 'hello from web'
    has 'the outside has no route to the containers'
    has '1 packets transmitted, 1 received, 0% packet loss'
}

@test "docker's none network" {
    example docker/none
    has 'Network is unreachable'
}

@test "docker's container: network" {
    example docker/container
    has 'served by the first, on 127.0.0.1'
    has '1 mount of its own'
    has 'the host sees no such mount'
}

@test "docker's host network" {
    example docker/host
    has "net: the host's"
    for kind in mnt uts ipc cgroup pid; do has "$kind: its own"; done
}

@test "published ports, in four forms" {
    example docker/publish
    for where in 192.0.2.1:32768 192.0.2.1:8080 192.0.2.9:8080 192.0.2.9:32769 192.0.2.9:8081; do
        has "outside, from $where: hello from web"
    done
    [[ ${output##*ip netns delete web} != *'dnat to'* ]]
}

@test "a host name, a name server and hosts of one's own" {
    example docker/names
    has 'nameserver 192.0.2.53'
    has 'www.example.org'
    has "its /etc/hosts has no www.example.org"
}

@test "a container from unshare alone, as root" {
    example container-root
    has 'none of the eight is one of ours'
}

@test "a container from unshare alone, as an ordinary user" {
    check 0 assert_no_leak as_user "$SCRATCH/home/examples/container-root"
    has 'none of the eight is one of ours'
    has '1000'
}

@test "chroot, and why a mount namespace is stronger" {
    example chroot-or-mounts
    has 'secret'
    has 'there is no way out'
}

@test "three routers and four hosts" {
    example lab
    has 'h1 to h2: ttl=62, by r1 and r2'
    has 'h1 to h2: ttl=61, by r1, r3 and r2'
}
