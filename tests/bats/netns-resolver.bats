#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip netns exec: a resolv.conf of its own holds, whatever becomes of the host's.

load helpers

setup() {
    mkdir -p /etc/netns/a
    echo inside >/etc/netns/a/resolv.conf
    ip netns add a
}
teardown() {
    ip netns delete a
    rm -rf /etc/netns /etc/resolv.conf /run/systemd /run/NetworkManager /run/resolvconf /run/nscd go
    : >/etc/resolv.conf
}

# layout FILE [LINK]: /etc/resolv.conf is a symbolic link, as LINK, to FILE.
layout() {
    mkdir -p "$(dirname "$1")"
    echo host >"$1"
    ln -sf "${2-$1}" /etc/resolv.conf
}

# during COMMAND: what the command in the namespace reads after COMMAND has run outside.
during() {
    mkfifo go
    ip netns exec a sh -c 'read line <go; cat /etc/resolv.conf' >said 2>&1 3>&- &
    local reader=$!
    eventually has_own_netns $reader
    eventually eval '[ "$(cat /proc/'$reader'/comm)" = sh ]'
    eval "$1"
    echo >go
    wait $reader
    output=$(cat said)
    rm go said
}

# holds FILE: so it does if FILE is replaced, removed, or its directory with it.
holds() {
    during "echo new >$1.new && mv $1.new $1"
    says inside
    during "rm $1"
    says inside
    echo host >"$1"
    during "rm -r $(dirname "$1")"
    says inside
}

@test "systemd-resolved's link" {
    layout /run/systemd/resolve/stub-resolv.conf ../run/systemd/resolve/stub-resolv.conf
    holds /run/systemd/resolve/stub-resolv.conf
}

@test "NetworkManager's link" {
    layout /run/NetworkManager/resolv.conf
    holds /run/NetworkManager/resolv.conf
}

@test "resolvconf's link, of a link" {
    mkdir -p /etc/resolvconf
    ln -sfn /run/resolvconf /etc/resolvconf/run
    layout /run/resolvconf/resolv.conf /etc/resolvconf/run/resolv.conf
    holds /run/resolvconf/resolv.conf
    rm -r /etc/resolvconf
}

@test "the place that the link leads to has the file, too, and nothing else" {
    layout /run/systemd/resolve/stub-resolv.conf
    : >/run/systemd/resolve/io.systemd.Resolve
    check 0 ip netns exec a sh -c 'ls /run/systemd/resolve; cat /run/systemd/resolve/stub-resolv.conf'
    says $'stub-resolv.conf\ninside'
    [ "$(cat /etc/resolv.conf)" = host ]
    [ -e /run/systemd/resolve/io.systemd.Resolve ]
}

@test "a link that leads nowhere is no failure" {
    ln -sf /run/nowhere/resolv.conf /etc/resolv.conf
    check 0 ip netns exec a cat /etc/resolv.conf
    says inside
}

@test "the namespace's file may be a link into the directory that is covered" {
    layout /run/systemd/resolve/stub-resolv.conf
    echo upstream >/run/systemd/resolve/resolv.conf
    ln -sf /run/systemd/resolve/resolv.conf /etc/netns/a/resolv.conf
    check 0 ip netns exec a cat /etc/resolv.conf /run/systemd/resolve/stub-resolv.conf
    says $'upstream\nupstream'
}

@test "the sockets of nss-resolve and nscd cannot be reached" {
    for file in regular link; do
        mkdir -p /run/systemd/resolve /run/nscd
        rm -f /etc/resolv.conf
        [ $file = link ] && layout /run/NetworkManager/resolv.conf || echo host >/etc/resolv.conf
        python3 - 3>&- <<'END' &
import socket, time
servers = [socket.socket(socket.AF_UNIX) for _ in range(2)]
for server, path in zip(servers, ("/run/systemd/resolve/io.systemd.Resolve", "/run/nscd/socket")):
    server.bind(path)
    server.listen()
time.sleep(60)
END
        server=$!
        eventually test -S /run/nscd/socket
        check 0 ip netns exec a python3 -c '
import socket
for path in ("/run/systemd/resolve/io.systemd.Resolve", "/run/nscd/socket"):
    try:
        socket.socket(socket.AF_UNIX).connect(path)
        print("reached", path)
    except FileNotFoundError:
        pass'
        says ''
        kill $server
        wait $server || true
        rm -r /run/systemd /run/nscd
    done
}

@test "without a resolv.conf of its own nothing is hidden" {
    rm /etc/netns/a/resolv.conf
    echo inside >/etc/netns/a/hosts
    layout /run/systemd/resolve/stub-resolv.conf
    : >/run/systemd/resolve/io.systemd.Resolve
    mkdir -p /run/nscd
    : >/run/nscd/socket
    check 0 ip netns exec a sh -c 'cat /etc/resolv.conf; ls /run/systemd/resolve /run/nscd | tr "\n" " "'
    has host
    has io.systemd.Resolve
    has socket
}

@test "a directory over a link, and other links" {
    mkdir -p /etc/netns/a/directory /run/elsewhere
    echo inside >/etc/netns/a/directory/file
    echo zone >/etc/netns/a/zone
    ln -s /run/elsewhere /etc/directory
    ln -s /run/elsewhere/zone /etc/zone
    check 0 ip netns exec a cat /etc/directory/file /etc/zone
    says $'inside\nzone'
    rm -r /etc/directory /etc/zone /run/elsewhere
}
