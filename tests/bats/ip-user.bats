#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip -user: named network namespaces of an ordinary user.

load helpers

setup_file() { install -d -m 700 -o 1000 -g 1000 /run/user/1000; }

# user WORDS...: `ip -user WORDS` as the ordinary user. home_gone: no process and no file of the home is left.
user() { as_user ip -user "$@"; }
home_gone() { ! pgrep -u 1000 && [ -z "$(ls -A /run/user/1000)" ]; }
teardown() {
    user -all netns delete
    eventually home_gone
}

@test "many first calls make one home, and a killed call leaves nothing" {
    check 0 "$NSKIT_SOURCE/tests/namespaces/home" --short
}

@test "devices in a home without a name go with the command, and a hint says so" {
    NSKIT_EXPLAIN=1 check 0 user link add v0 type veth
    has 'hint: no network namespace has a name in the home'
    check 0 user -j link show type veth
    says '[]'
    user netns add lab
    NSKIT_EXPLAIN=1 check 0 user link add v0 type veth
    says ''
}

@test "names are made, listed, used and removed" {
    check 0 user netns add lab
    says ''
    check 0 user netns list
    says lab
    refuses 1 'Cannot create namespace file "/var/run/netns/lab": File exists' user netns add lab
    check 0 user netns exec lab id -u
    says 0
    check 0 user netns set lab 7
    check 0 user netns list
    says 'lab (id: 7)'
    check 0 user link add v0 type veth peer name v1 netns lab
    check 0 user -n lab -br link show v1
    has 'v1@if'
    check 0 user -n lab address add 10.0.0.1/24 dev v1
    check 0 user -all netns exec true
    has 'netns: lab'
    refuses 1 'Cannot remove namespace file "/var/run/netns/nope": No such file or directory' user netns delete nope
    check 0 user netns delete lab
    check 0 user netns list
    says ''
}

@test "nothing of it is seen outside, nor by other users" {
    user netns add lab
    check 0 ip netns list
    says ''
    check 0 setpriv --reuid=1001 --regid=1001 --clear-groups ip netns list
    says ''
    [ -z "$(ls /run/netns 2>/dev/null)" ]
}

@test "the home goes with its last name" {
    user netns add a
    user netns add b
    user netns delete a
    sleep .3
    check 0 pgrep -x ip-user-home
    user netns delete b
    eventually home_gone
}

@test "a process keeps the home, too" {
    user netns add a
    setpriv --reuid=1000 --regid=1000 --clear-groups ip -user netns exec a sleep 60 3>&- &
    sleeper=$!
    eventually pgrep -x -f 'sleep 60'
    user netns delete a
    sleep .5
    check 0 pgrep -x ip-user-home
    kill $sleeper
    eventually home_gone
}

@test "a process that has ended and is not reaped does not keep it" {
    user netns add lab
    as_user bash -c 'exec {hold}< <(exec nsenter -t "$(pgrep -x ip-user-home)" -U --preserve-credentials true)
        exec sleep 100' 3>&- & # which reaps no child
    eventually pgrep -u 1000 -x -r Z nsenter\|true
    user netns delete lab
    eventually eval '! pgrep -x ip-user-home'
    pkill -u 1000 -x sleep
}

@test "netns exec keeps the caller's directory, mounts and descriptors" {
    user netns add lab
    check 0 user netns exec lab pwd
    says "$PWD"
    check 0 as_user sh -c 'exec 9</etc/hostname; ip -user netns exec lab sh -c "cat <&9 >/dev/null"'
    check 0 only_standard_descriptors as_user ip -user netns exec lab
}

@test "-user inside -user works on the same names and enters nothing" {
    user netns add lab
    check 0 user netns exec lab sh -c 'readlink /proc/self/ns/user /proc/self/ns/net >before
        ip -user netns list; ip -user netns add second; ip -user -all netns exec true >/dev/null
        ip -user netns exec second ip -user netns list | sort'
    says $'lab\nlab\nsecond'
    check 0 pgrep -c -x ip-user-home
    says 1
    rm -f before
}

@test "a batch" {
    printf '%s\n' 'netns add b' 'link add x type veth peer name y netns b' 'netns exec b ip -br link show y' 'netns delete b' >lines
    check 0 user -batch lines
    has 'y@if'
    rm lines
}

@test "the IDs: the ranges of the user, or one and a word about it" {
    check 0 user netns add lab
    says ''
    check 0 user netns exec lab sh -c 'tr -s " " </proc/self/uid_map'
    says $' 0 1000 1\n 1 100000 65536'
    user netns delete lab
    eventually home_gone
    mv /etc/subuid subuid
    check 0 user netns add lab
    mv subuid /etc/subuid
    says 'Warning: no range of /etc/subuid and /etc/subgid can be used: your own ID is the only one inside'
    check 0 user netns exec lab sh -c 'tr -s " " </proc/self/uid_map; cat /proc/self/setgroups'
    says $' 0 1000 1\ndeny'
}

@test "a system that forbids it is named" {
    check 0 "$(reference unshare)" -U -r sh -c 'echo 0 >/proc/sys/user/max_user_namespaces; cat /proc/sys/user/max_user_namespaces'
    check 1 "$(reference unshare)" -U -r sh -c 'echo 0 >/proc/sys/user/max_user_namespaces; XDG_RUNTIME_DIR=; ip -user netns list'
    has 'Cannot make a user namespace: '
    has '(/proc/sys/user/max_user_namespaces is 0)'
    rmdir /tmp/nskit-0 2>/dev/null || rm -rf /tmp/nskit-0
}

@test "a directory of somebody else is not used" {
    mkdir -m 777 loose
    check 0 as_user env XDG_RUNTIME_DIR="$PWD/loose" ip -user netns list
    [ -z "$(ls -A loose)" ]
    rmdir loose
}

@test "the option cannot be abbreviated" {
    refuses 255 'Option "-us" is unknown, try "ip -help".' as_user ip -us netns list
    check 255 ip help
    has '-user'
}

@test "completion offers the names in the home, and makes no home" {
    ip netns add of-root
    for words in -n --netns 'netns delete' 'netns exec' 'link set lo netns'; do
        check 0 as_user ip -complete -user $words ''
        says ''
    done
    home_gone
    check 0 env -u XDG_RUNTIME_DIR ip -complete -user -n ''
    [ ! -e /tmp/nskit-0 ]
    user netns add lab
    user -n lab link add within0 type veth
    for words in -n --netns 'netns delete' 'netns exec' 'link set lo netns'; do
        check 0 as_user ip -complete -user $words ''
        says lab
    done
    check 0 as_user ip -complete -user -n lab link show dev with
    says $'within0\tveth'
    check 0 user netns exec lab ip -complete -user netns delete ''
    says lab
    check 0 as_user ip -complete -user netns delete lab ''
    check 0 user netns list
    says lab
    check 0 as_user timeout 1 flock -x /run/user/1000/nskit-home ip -complete -user -n '' # as the holder has it when it leaves
    says ''
    ip netns delete of-root
}
