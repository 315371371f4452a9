#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# unshare's user namespaces: their ID maps, with the caller's own rights, root's, and newuidmap's.

load helpers

# uid_map OPTION...: the user map of `unshare OPTION...`, with single blanks; lines joined by commas.
uid_map() { unshare "$@" cat /proc/self/uid_map | tr -s ' ' | sed 's/^ //' | paste -sd,; }
gid_map() { unshare "$@" cat /proc/self/gid_map | tr -s ' ' | sed 's/^ //' | paste -sd,; }

setup() { cp /etc/subuid "$SCRATCH/tmp/subuid"; }
teardown() { cp "$SCRATCH/tmp/subuid" /etc/subuid; cp "$SCRATCH/tmp/subuid" /etc/subgid; }

# subids LINE...: both databases
subids() { printf '%s\n' "$@" | tee /etc/subuid >/etc/subgid; }

# --- One ID, from the inside

@test "-U maps nobody" {
    check 0 unshare -U sh -c 'id -u; id -g; cat /proc/self/uid_map /proc/self/gid_map /proc/self/setgroups'
    says $'65534\n65534\nallow'
}

@test "-r and -c, as root and as an ordinary user" {
    check 0 as_user unshare -r sh -c 'id -u; id -g; cat /proc/self/setgroups'
    says $'0\n0\ndeny'
    check 0 as_user unshare -c sh -c 'id -un; id -g; cat /proc/self/setgroups'
    says $'tester\n1000\ndeny'
    [ "$(uid_map -r)" = "0 0 1" ]
    [ "$(gid_map --map-current-user)" = "0 0 1" ]
}

@test "--map-user and --map-group take numbers and names, and are independent" {
    check 0 as_user unshare --map-user=7 --map-group=8 sh -c 'id -u; id -g'
    says $'7\n8'
    check 0 as_user unshare --map-user=daemon id -un
    says daemon
    check 0 as_user unshare --map-group=daemon id -gn
    says daemon
    check 0 as_user unshare --map-user=7 cat /proc/self/gid_map /proc/self/setgroups
    says allow
    check 0 as_user unshare --map-group=7 cat /proc/self/uid_map /proc/self/setgroups
    says deny
    refuses 1 "unshare: failed to parse uid 'nobody-such': Invalid argument" unshare --map-user nobody-such true
    refuses 1 "unshare: failed to parse gid '0x5': Invalid argument" unshare --map-group 0x5 true
}

@test "users and groups that /etc lacks are looked up with getent" {
    mkdir fake
    printf '#!/bin/sh\necho "elsewhere:x:4321:4322::/:/bin/sh"\n' >fake/getent
    chmod 755 fake fake/getent
    check 0 env PATH="$PWD/fake:$PATH" unshare --map-user elsewhere --map-group elsewhere sh -c 'id -u; id -g'
    says $'4321\n4321'
    refuses 1 "unshare: failed to parse uid 'nobody-such': Invalid argument" \
        env PATH="$PWD/fake:$PATH" unshare --map-user nobody-such true
    subids elsewhere:300000:10
    check 1 setpriv --reuid=4321 --clear-groups env PATH="$PWD/fake:$PATH" unshare --map-auto true
    lacks "don't exist" # newuidmap refuses, which does not know the user
    refuses 1 "unshare: failed to parse gid 'nobody-such': Invalid argument" \
        env PATH=/nope "$(command -v unshare)" --map-group nobody-such true
    rm -r fake
}

@test "the last word counts" {
    [ "$(uid_map -r --map-user 5)" = "5 0 1" ]
    [ "$(uid_map --map-user 5 -r)" = "0 0 1" ]
    [ "$(uid_map -r -c)" = "0 0 1" ]
}

@test "-c means the effective ids, as they were at the start" {
    mkdir fake
    printf '#!/bin/sh\necho "$@" | cut -d" " -f2-\n' | tee fake/newuidmap >fake/newgidmap
    chmod 755 fake fake/*
    check 0 setpriv --ruid=1001 --euid=1000 --rgid=1001 --egid=1002 --clear-groups env PATH="$PWD/fake:$PATH" \
        unshare -c --map-users 0:100000:1 --map-groups 0:100000:1 true
    says $'1000 1000 1 0 100000 1\n1002 1002 1 0 100000 1'
    check 0 unshare --owner 1000:1001 -c cat /proc/self/uid_map /proc/self/gid_map
    [ "$(tr -s ' ' <<<"$output")" = $' 0 0 1\n 0 0 1' ]
    rm -r fake
}

# --- setgroups

@test "a single group map implies deny, nothing else does" {
    [ "$(unshare -r cat /proc/self/setgroups)" = deny ]
    [ "$(unshare --map-group 0 cat /proc/self/setgroups)" = deny ]
    [ "$(unshare --map-user 0 cat /proc/self/setgroups)" = allow ]
    [ "$(unshare --map-groups 0:0:10 cat /proc/self/setgroups)" = allow ]
    subids root:300000:1000
    [ "$(unshare --map-auto -r cat /proc/self/setgroups)" = allow ]
}

@test "--setgroups=deny goes with any group map" {
    check 0 as_user unshare -r --setgroups=deny cat /proc/self/setgroups
    says deny
    check 0 unshare --map-groups 0:0:10 --setgroups=deny cat /proc/self/setgroups /proc/self/gid_map
    [ "$(tr -s ' ' <<<"$output")" = $'deny\n 0 0 10' ]
    check 0 as_user unshare --map-auto --setgroups=deny cat /proc/self/setgroups
    says deny
    check 0 unshare -U --setgroups deny cat /proc/self/setgroups
    says deny
}

@test "--setgroups=allow is refused with a map of one's own group only" {
    refuses 1 "unshare: options --setgroups=allow and --map-group are mutually exclusive" unshare -r --setgroups=allow true
    refuses 1 "unshare: options --setgroups=allow and --map-group are mutually exclusive" unshare --setgroups allow -c true
    check 0 unshare --map-user 0 --setgroups=allow cat /proc/self/setgroups
    says allow
    check 0 unshare --map-groups 0:0:10 --setgroups=allow cat /proc/self/setgroups
    says allow
}

@test "--setgroups without a user namespace: the kernel decides" {
    refuses 1 "unshare: write failed /proc/self/setgroups: Operation not permitted" unshare --setgroups deny true
}

@test "-G in a namespace that denies setgroups fails" {
    refuses 1 "unshare: setgroups failed: Operation not permitted" as_user unshare -r -G 0 true
    refuses 1 "unshare: setuid() failed: Invalid argument" as_user unshare -r -S 5 true
}

# --- Ranges, written by root

@test "INNER:OUTER:COUNT, and OUTER,INNER,COUNT" {
    [ "$(uid_map --map-users 6:5:7)" = "6 5 7" ]
    [ "$(uid_map --map-users 5,6,7)" = "6 5 7" ]
    [ "$(uid_map --map-users ' 6: 5: 7')" = "6 5 7" ]
    for wrong in 1 1:2 1:2:3:4 1:2,3 1:2:3x '1:2:3 ' a:b:c 0:0:4294967296 -1:0:1 '' Auto; do
        refuses 1 "unshare: invalid mapping '$wrong'" unshare --map-users "$wrong" true
        refuses 1 "unshare: invalid mapping '$wrong'" unshare --map-groups "$wrong" true
    done
}

@test "a single id cuts a hole into a range" {
    [ "$(uid_map --map-users 0:0:10 --map-user 5)" = "5 0 1,0 1 5,6 6 4" ]
    [ "$(uid_map --map-users 0:1000:10 --map-user 5)" = "5 0 1,0 1000 5,6 1005 4" ]
    [ "$(uid_map --map-users 0:1000:10 --map-user 10)" = "10 0 1,0 1000 9" ]
    [ "$(uid_map --map-users all -r)" = "0 0 1,1 1 4294967294" ]
    subids root:100000:1000
    [ "$(uid_map --map-auto -r)" = "0 0 1,1 100000 1000" ]
    [ "$(gid_map --map-auto -r)" = "0 0 1,1 100000 1000" ]
}

@test "ranges add up, and a map is written in one write" {
    [ "$(uid_map --map-users 0:1000:10 --map-users 100:5000:10 --map-users 50:1:1)" = "0 1000 10,100 5000 10,50 1 1" ]
    [ "$(uid_map --map-users 0:1000:10 --map-users 7:7:0)" = "0 1000 10" ]
    [ "$(uid_map --map-users 7:7:0)" = "" ]
    local words=() i
    for i in {1..340}; do words+=(--map-users $((i * 2)):$((i * 2)):1); done
    [ "$(unshare "${words[@]}" sh -c 'wc -l </proc/self/uid_map')" = 340 ]
    for i in {1..400}; do words+=(--map-users $((i * 2 + 1000000)):$((i * 2 + 1000000)):1); done
    refuses 1 "unshare: uid_map too large for kernel 4k limit" unshare "${words[@]}" true
}

@test "a map that the kernel refuses is an error" {
    run unshare --map-users 0:0:10 --map-users 5:100:10 true
    [ "$status" -eq 1 ]
    [[ $output =~ ^unshare:\ failed\ to\ write\ /proc/[0-9]+/uid_map:\ Invalid\ argument$ ]]
}

@test "all: every id of ours, mapped to itself" {
    [ "$(uid_map --map-users all --map-groups all)" = "0 0 4294967295" ]
    check 0 unshare --map-users 0:1000:10 --map-users 20:2000:5 --map-groups 0:0:1 -S 0 unshare --map-users all cat /proc/self/uid_map
    [ "$(tr -s ' ' <<<"$output")" = $' 0 0 10\n 20 20 5' ]
}

# --- Subordinate IDs

@test "the database is read by whole names" {
    subids '#comment:1:2' alice:100000:65536 root2:5:5 root:300000:1000
    [ "$(uid_map --map-auto)" = "0 300000 1000" ]
    subids 0x:1:2 0:400000:10
    [ "$(uid_map --map-auto)" = "0 400000 10" ]
    subids alice:100000:65536
    refuses 1 'unshare: no line matching user "root" in /etc/subuid' unshare --map-auto true
    refuses 1 'unshare: no line matching user "root" in /etc/subgid' unshare --map-groups auto true
}

@test "auto loses no id to -r" {
    subids root:300000:1
    [ "$(uid_map --map-auto -r)" = "0 0 1,1 300000 1" ]
    [ "$(gid_map --map-auto -r)" = "0 0 1,1 300000 1" ]
}

@test "/etc/subgid is looked up by the user, not the group" {
    subids tester:100000:65536
    echo other:200000:10 >/etc/subgid
    echo tester:300000:20 >>/etc/subgid
    sed -i 's/^tester:x:1000:/other:x:1000:/' /etc/group
    check 0 as_user unshare --map-groups auto cat /proc/self/gid_map
    sed -i 's/^other:x:1000:/tester:x:1000:/' /etc/group
    [ "$(tr -s ' ' <<<"$output")" = " 0 300000 20" ]
}

@test "--map-subids: our subordinate ids, mapped to themselves" {
    subids root:300000:1000
    [ "$(uid_map --map-subids)" = "300000 300000 1000" ]
    [ "$(uid_map --map-users subids -r)" = "0 0 1,300000 300000 1000" ]
    [ "$(gid_map --map-groups subids)" = "300000 300000 1000" ]
}

@test "a database that cannot be used is an error" {
    subids root:1x:10
    refuses 1 "unshare: failed to parse subid map: '1x'" unshare --map-auto true
    rm /etc/subuid
    refuses 1 "unshare: could not open '/etc/subuid': No such file or directory" unshare --map-auto true
    refuses 1 "unshare: you (user 12345) don't exist." setpriv --reuid=12345 --clear-groups unshare --map-auto true
}

# --- Through newuidmap, as an ordinary user

@test "an ordinary user maps subordinate ids" {
    check 0 as_user unshare --map-auto -r sh -c 'cat /proc/self/uid_map /proc/self/gid_map; id -u; id -g'
    [ "$(tr -s ' ' <<<"$output")" = $' 0 1000 1\n 1 100000 65536\n 0 1000 1\n 1 100000 65536\n0\n0' ]
    check 0 as_user unshare --map-users 0:100000:10 --map-users 20:100500:5 -c cat /proc/self/uid_map
    [ "$(tr -s ' ' <<<"$output")" = $' 1000 1000 1\n 0 100000 10\n 20 100500 5' ]
    check 0 as_user unshare --map-users subids -S 100000 id -u
    says 100000
    check 0 as_user unshare --map-auto -r -G 7 -S 7 sh -c 'id -u; id -G'
    says $'7\n7'
}

@test "newuidmap and newgidmap get the map, and their failure is an error" {
    mkdir fake
    for name in newuidmap newgidmap; do
        printf '#!/bin/sh\necho ${0##*/} "$@" | sed "s/ [0-9]*/ PID/"\nexit ${STATUS-0}\n' >fake/$name
    done
    chmod 755 fake fake/*
    check 0 as_user env PATH="$PWD/fake:$PATH" unshare --map-users 0:100000:10 --map-user 5 --map-groups auto true
    says $'newuidmap PID 5 1000 1 0 100000 5 6 100005 4\nnewgidmap PID 0 100000 65536'
    check 7 as_user env PATH="$PWD/fake:$PATH" STATUS=7 unshare --map-auto echo not-reached
    says "newuidmap PID 0 100000 65536"
    printf '#!/bin/sh\nkill -TERM $$\n' >fake/newuidmap
    refuses 1 "unshare: newuidmap was killed by SIGTERM" as_user env PATH="$PWD/fake:$PATH" unshare --map-auto echo not-reached
    rm -r fake
}

@test "a missing helper" {
    refuses 127 "unshare: failed to execute newuidmap: No such file or directory" \
        as_user env PATH=/nope "$(command -v unshare)" --map-auto true
}

@test "nothing runs if newuidmap refuses the map" {
    check 1 as_user unshare --map-users 0:5:10 echo reached
    lacks reached
    has "not allowed"
}

# --- The owner

@test "--owner makes the namespace as another user, while the caller writes the maps" {
    check 0 unshare --owner 1000:1001 --map-users 0:5000:10 -S 0 id -u
    says 0
    unshare --owner 1000:1001 --map-users 0:5000:10 -S 0 sleep 20 3>&- &
    eventually grep -qx sleep /proc/$!/comm
    [ "$(stat -c %u /proc/$!)" = 5000 ]
    check 0 unshare --owner 1000:1001 -r sh -c 'cat /proc/self/uid_map; id -u'
    [ "$(tr -s ' ' <<<"$output")" = $' 0 0 1\n65534' ]
    kill $!
}

@test "--owner: the owner may enter the namespace" {
    unshare --owner 1000:1000 --map-users 0:1000:1 --map-groups 0:1000:1 sleep 20 3>&- &
    eventually grep -qx sleep /proc/$!/comm
    check 0 as_user "$(reference nsenter)" -t $! -U --preserve-credentials id -u
    says 0
    kill $!
}

@test "--owner: the maps that only the owner may write" {
    check 0 unshare --owner 1000:1000 --map-users 0:1000:1 -T --boottime 5 grep -c boottime.*5 /proc/self/timens_offsets
    says 1
    check 0 unshare --owner 1000:1000 --map-groups 0:1000:1 --setgroups deny cat /proc/self/setgroups
    says deny
    check 0 unshare --owner 4294967295:1000 -r sh -c 'id -u'
    says 0
}

@test "--owner: a caller that is not root maps by its capabilities" {
    local rights=+setuid,+setgid,+sys_admin,+dac_override
    check 0 setpriv --reuid 1000 --regid 1000 --clear-groups --inh-caps "$rights" --ambient-caps "$rights" -- \
        unshare --owner 2000:2000 --map-users 0:5000:10 --map-groups 0:5000:10 -S 0 id -u
    says 0
    check 1 setpriv --reuid 1000 --regid 1000 --clear-groups --inh-caps +setuid,+setgid --ambient-caps +setuid,+setgid -- \
        unshare --owner 2000:2000 --map-users 0:5000:10 true
    has "uid_map: Permission denied"
}

@test "--owner needs two numbers, and the right to become them" {
    for wrong in nonsense 5 5: :5 5:x 5:6:7 root:root; do
        refuses 1 "unshare: failed to parse owner" unshare --owner "$wrong" true
    done
    refuses 1 "unshare: setgroups failed: Operation not permitted" as_user unshare --owner 0:0 true
}

# --- Capabilities

@test "--keep-caps makes all capabilities in the namespace ambient" {
    check 0 as_user unshare -c --keep-caps grep -E 'Cap(Eff|Bnd|Amb)' /proc/self/status
    [ "${lines[0]#*:}" = "${lines[1]#*:}" ] # all that there are
    [ "${lines[0]#*:}" = "${lines[2]#*:}" ]
    check 0 as_user unshare -c grep CapEff /proc/self/status
    says $'CapEff:\t0000000000000000'
    check 0 as_user unshare -U --keep-caps grep CapEff /proc/self/status
    [ "$output" != $'CapEff:\t0000000000000000' ]
}

@test "--keep-caps keeps what a change of user leaves" {
    check 0 unshare --map-users 0:0:2000 -S 1000 --keep-caps grep CapEff /proc/self/status
    says $'CapEff:\t0000000000000000'
    check 0 unshare --map-users 1:1:2000 -S 1000 --keep-caps grep CapEff /proc/self/status
    [ "$output" != $'CapEff:\t0000000000000000' ]
}

@test "--keep-caps does nothing without a user namespace" {
    check 0 as_user unshare --keep-caps grep CapAmb /proc/self/status
    says $'CapAmb:\t0000000000000000'
    check 0 unshare -u --keep-caps grep CapAmb /proc/self/status
    says $'CapAmb:\t0000000000000000'
}
