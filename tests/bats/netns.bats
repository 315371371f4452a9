#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# ip netns: list, set, list-id, identify, pids, delete, monitor, help; in text and JSON. Making names: netns-add.bats,
# commands inside: netns-exec.bats.

load helpers

run_dir=/var/run/netns

teardown() {
    ip -all netns delete 2>/dev/null || true
    find /run/netns -mindepth 1 -delete 2>/dev/null || true
    eventually no_ids # the kernel takes namespaces down later
}

no_ids() { [ -z "$(ip netns list-id)" ]; }
# watches PID: the process has an inotify descriptor by now.
watches() { readlink /proc/$1/fd/* | grep -q inotify; }
# pids NAME COUNT: so many processes are in the namespace.
pids() { [ "$(ip netns pids "$1" | wc -l)" -eq "$2" ]; }


@test "list: without names, nothing in text and an empty array in JSON, with and without the directory" {
    umount /run/netns 2>/dev/null || true
    rm -rf /run/netns
    check 0 ip netns list
    says ''
    check 0 ip -j netns list
    says '[]'
    mkdir /run/netns
    check 0 ip netns
    says ''
    check 0 ip -j -p netns show
    says '[ ]'
}

@test "list: every way to say it" {
    ip netns add a
    for words in list show lst l li sh s ''; do
        check 0 ip netns $words
        says a
    done
    check 0 ip netns list extra words
    says a
}

@test "list: in the directory's order, with ids" {
    ip netns add a
    ip netns add b
    ip netns add 'sp ace'
    ip netns set a 5
    ip netns set b auto
    check 0 ip netns
    says $'sp ace\nb (id: 0)\na (id: 5)'
    check 0 ip -j netns
    says '[{"name":"sp ace"},{"name":"b","id":0},{"name":"a","id":5}]'
    check 0 ip -j -p netns
    says '[ {
        "name": "sp ace"
    },{
        "name": "b",
        "id": 0
    },{
        "name": "a",
        "id": 5
    } ]'
    same_stdout netns list
    same_stdout -j -p netns list
}

@test "list: ids are those of the namespace that asks" {
    ip netns add a
    ip netns add b
    ip netns set b 5
    ip -n a netns set b 7
    check 0 ip -n a netns
    says $'b (id: 7)\na'
    check 0 ip netns exec a ip netns
    says $'b (id: 7)\na'
    check 0 ip netns
    says $'b (id: 5)\na'
}

@test "list: a namespace with two names has its id twice" {
    ip netns add a
    touch /run/netns/b
    mount --bind /run/netns/a /run/netns/b
    ip netns set a 3
    check 0 ip netns
    says $'b (id: 3)\na (id: 3)'
    umount /run/netns/b
}

@test "list: plain files, directories, pipes and dangling links are names, without noise" {
    ip netns add good
    ip netns set good 1
    touch /run/netns/stale
    mkdir /run/netns/directory
    mkfifo /run/netns/pipe
    ln -s /no/such /run/netns/dangling
    check 0 timeout 5 ip netns list
    says $'dangling\npipe\ndirectory\nstale\ngood (id: 1)'
    check 0 timeout 5 ip netns list-id
    says 'nsid 1 (iproute2 netns name: good)'
    check 0 timeout 5 ip netns identify
    says ''
}

@test "list: a link to a process's namespace is a name" {
    unshare -n sleep 30 3>&- &
    local pid=$!
    mkdir -p /run/netns
    eventually has_own_netns $pid
    ln -s /proc/$pid/ns/net /run/netns/container
    ip netns set container 4
    check 0 ip netns
    says 'container (id: 4)'
    check 0 ip netns pids container
    says $pid
    check 0 ip netns exec container readlink /proc/self/ns/net
    says "$(readlink /proc/$pid/ns/net)"
    ip netns delete container # removes the symbolic link, not its target
    [ -e /proc/$pid/ns/net ]
    [ ! -L /run/netns/container ]
    kill $pid
}

@test "odd names are valid JSON" {
    local name
    for name in 'quo"te' 'back\slash' $'new\nline' $'tab\t' $'bell\a' $'del\177' $'esc\033[31m' 'naïve' $'\xff\xfe' $'\xc3' $'\xed\xa0\x80' \
        $'\xf0\x9f\x90\xa7' '[{' ' '; do
        ip netns add "$name"
        for options in -j '-j -p'; do
            check 0 ip $options netns list
            valid_json <<<"$output"
            check 0 ip $options netns exec "$name" ip $options netns identify
            valid_json <<<"$output"
        done
        ip netns delete "$name"
    done
    ip netns add $'new\nline"'
    check 0 jq -r '.[0].name' <(ip -j netns list)
    says $'new\nline"'
    ip netns add naïve
    check 0 jq -r '.[0].name' <(ip -j netns list)
    says naïve
}

@test "a thousand names" {
    for i in {1..1000}; do echo netns add n$i; done | ip -batch -
    [ "$(ip netns list | wc -l)" -eq 1000 ]
    [ "$(ip -j netns list | jq length)" -eq 1000 ]
    ip netns set n500 12
    [ "$(ip netns list | grep id)" = 'n500 (id: 12)' ]
    [ "$(ip netns exec n7 ip netns identify)" = n7 ]
    [ "$(grep -c " /run/netns" /proc/self/mountinfo)" -eq 1001 ]
    ip -all netns delete
    [ -z "$(ip netns list)" ]
    [ "$(grep -c " /run/netns" /proc/self/mountinfo)" -eq 1 ]
}

@test "list shows all ids, also those that the kernel's list leaves out" {
    for i in {1..1300}; do printf 'netns add n%d\nnetns set n%d auto\n' $i $i; done | ip -batch -
    [ "$(ip netns list | grep -c id)" -eq 1300 ]
    [ "$(ip netns list-id | sort -u | grep -c name)" -eq 1300 ]
    [ "$(ip -j netns list-id | jq 'map(.nsid) | sort == [range(1300)]')" = true ]
    same_stdout netns list
}

@test "set: by number and auto; errors" {
    ip netns add a
    ip netns add b
    ip netns set a 0x10
    ip netns set b auto
    check 0 ip netns list-id
    says $'nsid 0 (iproute2 netns name: b)\nnsid 16 (iproute2 netns name: a)'
    refuses 1 'No netns name specified' ip netns set
    refuses 1 'No nsid specified' ip netns set a
    refuses 255 'Invalid netns name "a/b"' ip netns set a/b 1
    refuses 255 'Error: argument "x" is wrong: Invalid "netnsid" value' ip netns set a x
    refuses 255 'Error: argument "2147483648" is wrong: Invalid "netnsid" value' ip netns set a 2147483648
    refuses 255 'Error: argument "-1" is wrong: "netnsid" value should be >= 0' ip netns set a -1
    refuses 1 'Cannot open network namespace "nope": No such file or directory' ip netns set nope 1
    refuses 2 'Error: Peer netns already has a nsid assigned.' ip netns set a 4
    touch /run/netns/stale
    refuses 2 'Error: Peer netns reference is invalid.' ip netns set stale 4
}

@test "list-id: all, one, and as another namespace knows them" {
    ip netns add one
    ip netns add two
    ip netns set one 5
    ip -n one netns set two 8
    check 0 ip -j netns list-id
    says '[{"nsid":5,"name":"one"}]'
    check 0 ip netns list-id nsid 5
    says 'nsid 5 (iproute2 netns name: one)'
    check 0 ip -j -p netns list-id nsid 5
    says '[ {
        "nsid": 5,
        "name": "one"
    } ]'
    check 0 ip netns list-id target-nsid 5
    says 'nsid 8 current-nsid unassigned '
    check 0 ip -j netns list-id target-nsid 5
    says '[{"nsid":8}]'
    ip netns set two 9
    check 0 ip netns list-id target-nsid 5
    says 'nsid 8 current-nsid 9 (iproute2 netns name: two)'
    check 0 ip -j netns list-id target-nsid 5
    says '[{"nsid":8,"current-nsid":9,"name":"two"}]'
    check 0 ip netns list-id target-nsid 5 nsid 9
    says 'nsid 8 current-nsid 9 (iproute2 netns name: two)'
    same_stdout netns list-id target-nsid 5 nsid 9
    ip netns delete two
}

@test "list-id: an id without a name" {
    unshare -n sleep 30 3>&- &
    local pid=$!
    eventually has_own_netns $pid
    ip netns attach x $pid
    ip netns set x 3
    ip netns delete x
    check 0 ip netns list-id
    says 'nsid 3 '
    kill $pid
}

@test "list-id: errors" {
    refuses 255 'Error: argument "foo" is wrong: "nsid" value is invalid' ip netns list-id nsid foo
    refuses 255 'Error: argument "foo" is wrong: "target-nsid" value is invalid' ip netns list-id target-nsid foo
    refuses 255 'Error: argument "-1" is wrong: "nsid" value should be >= 0' ip netns list-id nsid -1
    refuses 255 'Command line is not complete. Try option "help"' ip netns list-id nsid
    refuses 255 'Error: duplicate "nsid": "4" is the second value.' ip netns list-id nsid 3 nsid 4
    refuses 1 $'Error: Invalid target network namespace id.\nDump terminated' ip netns list-id target-nsid 3
    check 2 ip netns list-id nsid 3
    check 255 ip netns list-id frob
    has 'ip netns list-id [target-nsid POSITIVE-INT] [nsid POSITIVE-INT]'
    check 255 ip netns list-id nsi 3 # not abbreviated
}

@test "identify: of a process, of oneself, of a namespace without a name" {
    ip netns add a
    ip netns add b
    check 0 ip netns identify
    says ''
    check 0 ip -j netns identify
    says '[]'
    check 0 ip netns exec a ip netns identify
    says a
    check 0 ip -n b -j netns identify
    says '[{"name":"b"}]'
    ip netns exec a sleep 30 3>&- &
    local pid=$!
    eventually pids a 1
    check 0 ip netns identify $pid
    says a
    kill $pid
    refuses 1 "Specified string 'abc' is not a pid" ip netns identify abc
    refuses 255 'Invalid netns name ""' ip netns identify ''
    refuses 1 "Specified string 'self' is not a pid" ip netns identify self
    refuses 1 'extra arguments specified' ip netns identify 1 2
    refuses 1 'Cannot open network namespace: No such file or directory' ip netns identify 4000000
}

@test "pids: those of the namespace, and no others" {
    ip netns add a
    check 0 ip netns pids a
    says ''
    check 0 ip -j netns pids a
    says '[]'
    ip netns exec a sleep 31 3>&- &
    local one=$!
    ip netns exec a sleep 31 3>&- &
    local two=$!
    sleep 31 3>&- &
    local outside=$!
    eventually pids a 2
    [ "$(ip netns pids a | sort -n)" = "$(printf '%s\n' $one $two | sort -n)" ]
    [ "$(ip -j netns pids a | jq -c 'map(.pid) | sort')" = "$(jq -cn "[$one, $two] | sort")" ]
    kill $one $two $outside
    touch /run/netns/stale
    check 0 ip netns pids stale
    says ''
    refuses 1 'No netns name specified' ip netns pids
    refuses 1 'extra arguments specified' ip netns pids a b
    refuses 1 'Cannot open network namespace: No such file or directory' ip netns pids nope
    refuses 255 'Invalid netns name ".."' ip netns pids ..
}

@test "delete: one, its second mount, a stale file; errors" {
    ip netns add a
    mount --bind /run/netns/a /run/netns/a
    ip netns delete a
    [ ! -e /run/netns/a ]
    [ "$(grep -c /run/netns/a /proc/self/mountinfo)" -eq 0 ]
    touch /run/netns/stale
    ip netns del stale
    refuses 1 "Cannot remove namespace file \"$run_dir/a\": No such file or directory" ip netns del a
    refuses 1 'No netns name specified' ip netns del
    refuses 255 'Invalid netns name "../a"' ip netns del ../a
    ip netns add a
    ip netns add b
    ip netns del a b
    check 0 ip netns
    says b
}

@test "delete: a symbolic link is not followed" {
    mkdir -p mounted
    mount -t tmpfs none mounted
    mkdir -p /run/netns
    ln -s "$PWD/mounted" /run/netns/link
    ip netns delete link
    mountpoint -q mounted
    umount mounted
    rmdir mounted
}

@test "delete: a namespace in use lives on without its name" {
    ip netns add a
    ip netns exec a sleep 32 3>&- &
    local pid=$!
    eventually pids a 1
    ip netns delete a
    check 0 ip netns
    says ''
    check 0 ip netns identify $pid
    says ''
    kill $pid
}

@test "delete -all: deletes what it can, and reports the rest" {
    ip netns add a
    mkdir /run/netns/directory
    ip netns add b
    refuses 1 "Cannot remove namespace file \"$run_dir/directory\": Is a directory" ip -all netns delete
    check 0 ip netns
    says directory
    rmdir /run/netns/directory
    check 0 ip -all netns delete
    says ''
}

@test "monitor: each event at once, in text and JSON" {
    ip netns add before
    ip netns monitor >log 3>&- &
    local text=$!
    ip -j netns monitor >json 3>&- &
    local json=$!
    eventually watches $text
    eventually watches $json
    ip netns add 'o"ne'
    eventually grep -qx 'add o"ne' log
    eventually grep -qxF '{"event":"add","name":"o\"ne"}' json
    ip netns delete 'o"ne'
    eventually grep -qx 'delete o"ne' log
    kill $text $json
    check 0 cat json
    says '{"event":"add","name":"o\"ne"}
{"event":"delete","name":"o\"ne"}'
    rm log json
}

@test "monitor: makes the directory, and ends when it is removed" {
    umount /run/netns 2>/dev/null || true
    rm -rf /run/netns
    ip netns monitor 2>log 3>&- &
    local pid=$!
    eventually test -d /run/netns
    eventually watches $pid
    rmdir /run/netns
    local status=0
    wait $pid || status=$?
    [ $status -eq 1 ]
    grep -qx "$run_dir is gone" log
    rm log
}

@test "monitor: output that cannot be written ends it" {
    ip netns monitor >/dev/full 2>log 3>&- &
    local pid=$! status=0
    eventually watches $pid
    ip netns add a
    wait $pid || status=$?
    [ $status -eq 1 ]
    grep -q 'write error: No space left on device' log
    rm log
}

@test "help and unknown verbs" {
    check 255 ip netns help
    has 'Usage:	ip netns list'
    [ -z "$(ip netns help 2>/dev/null)" ]
    refuses 255 'Command "frob" is unknown, try "ip netns help".' ip netns frob
    refuses 255 'Command "" is unknown, try "ip netns help".' ip netns ''
    [ "$(ip netns h 2>&1)" = "$(ip netns help 2>&1)" ]
}

@test "abbreviations mean the reference's verbs" {
    check 1 ip netns a
    says 'No netns name specified'
    check 1 ip netns at
    says 'No netns name and PID specified'
    check 1 ip netns se
    says 'No netns name specified'
    ip netns add x
    ip netns set x 2
    check 0 ip netns list-
    says 'nsid 2 (iproute2 netns name: x)'
    check 0 ip netns p x
    says ''
}

@test "standard output that cannot be written" {
    ip netns add a
    check 1 sh -c 'ip netns list >/dev/full'
    says 'write error: No space left on device'
    check 1 sh -c 'ip netns list >&-'
    says 'write error: Bad file descriptor'
    check 0 sh -c 'ip netns list | true'
    says ''
}
