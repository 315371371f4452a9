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

@test "published ports, in four forms, from the outside and from the host" {
    example docker/publish \
        'outside, from '{192.0.2.1:32768,192.0.2.1:8080,192.0.2.9:8080,192.0.2.9:32769,192.0.2.9:8081}': hello from web' \
        $'docker port web\n80/tcp -> 0.0.0.0:32768\n80/tcp -> 0.0.0.0:8080\n80/tcp -> 192.0.2.9:32769\n80/tcp -> 192.0.2.9:8081\n' \
        'http://'{127.0.0.1:8080,192.0.2.9:8081}$'/\nhello from web'
    [[ ${output##*ip netns delete web} != *'dnat to'* ]]
}

@test "a kill switch: without the tunnel there is no way out" {
    example kill-switch 'ping: connect: Network is unreachable' 'nothing leaves app without the tunnel'
    [ "$(grep -c '1 received' <<<"$output")" = 2 ]
}

@test "the test of a network program" {
    example ci-network $'ok: status 0 hello\nok: status 22 \nok: status 28 \nok: status 0 hello\nall passed'
}

@test "no new example is long" {
    check 0 wc -l "$NSKIT_SOURCE"/examples/{kill-switch,ci-network,rootless-lab,build-sandbox}
    for lines in $(awk '{ print $1 }' <<<"$output" | sed '$d'); do [ "$lines" -lt 60 ]; done
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

@test "a lab of an ordinary user, without root" {
    install -d -m 700 /run/user/0
    install -d -m 700 -o 1000 -g 1000 /run/user/1000
    example rootless-lab 'names: left right router' 'in there the user is 0' 'left to right: ttl=63' 'outside: 0 of these names'
    rm -r /run/user
}

@test "a sandbox for a build" {
    example build-sandbox 'built on build' 'only its own directory can be written' 'no network' 'loopback is up' \
        'ends with its status, 7' 'what it left is gone'
    check 3 as_user "$SCRATCH/home/examples/build-sandbox" sh -c 'exit 3'
}

@test "a way out without root, by slirp4netns" {
    command -v slirp4netns || skip 'there is no slirp4netns'
    mknod "$SCRATCH/tun" c 10 200 # which udev would let anybody open
    chmod 666 "$SCRATCH/tun"
    mount --bind "$SCRATCH/tun" /dev/net/tun || skip 'there is no /dev/net/tun'
    ip link set lo up
    example rootless-outside 'hello from the machine' 'the program has had a network from its start'
    ip link set lo down
    umount /dev/net/tun
    rm "$SCRATCH/tun"
}

@test "a picture of namespaces" {
    example topology '-- eth0 @red' '(port of br0)'
    # The README shows the same, and docs/topology.svg draws it.
    readme=$(sed -n '/^# ip netns topology$/,/^# /{/^#/d;p}' "$NSKIT_SOURCE/README.md")
    says "$readme"
    for word in host red blue br0 guest eth0 10.1.1.{1,2,3}/24; do grep -q ">$word<" "$NSKIT_SOURCE/docs/topology.svg"; done
}

@test "commands are printed as they would be typed" {
    check 0 sh -c '. "$1" && step printf "%s." a "b c" "\$d"' sh "$SCRATCH/home/examples/docker/common"
    says "\$ printf '%s.' a 'b c' '\$d'"$'\n''a.b c.$d.'
}
