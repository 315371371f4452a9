#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# unshare for supervisors: --init, --ready-fd, --block-fd, --info-fd, --setup, --hostname, --loopback, --no-new-privs.

load helpers

gone() { [ ! -e "/proc/$1" ] || grep -q '^State:	Z' "/proc/$1/status"; }
# sandbox OPTION... COMMAND: as the ordinary user, who is root inside.
sandbox() { as_user unshare -r "$@"; }
# start_sandbox OPTION... COMMAND: the same in the background; $parent is unshare.
start_sandbox() {
    setpriv --reuid=1000 --regid=1000 --clear-groups -- unshare -r "$@" 3>&- &
    parent=$!
}
init() { cut -d' ' -f1 "/proc/$parent/task/$parent/children"; }
# ends STATUS: it ends so.
ends() {
    status=0
    wait $parent || status=$?
    [ "$status" -eq "$1" ] || { echo "status $status, not $1" >&2; return 1; }
}
has_line() { [ -s "$1" ]; }
no_process() { ! pgrep -x -f "$1"; }
state() { sed -n 's/^State:\t\(.\).*/\1/p' "/proc/$1/status"; }
stopped() { [ "$(state "$1")" = T ]; }

@test "--init: every signal, by kill and by a terminal, and orphans" {
    check 0 as_user "$NSKIT_SOURCE/tests/namespaces/sandbox" --short
}

@test "--init: process 1 is ours, the program its child, and the ending is the program's" {
    check 0 sandbox --init --mount-proc sh -c 'echo $$ $PPID; cat /proc/1/comm'
    says $'2 1\nunshare'
    check 42 sandbox --init sh -c 'exit 42'
    for signal in 1 2 9 11 15 40; do
        [ "$(ending unshare --init sh -c "ulimit -c 0; kill -$signal \$\$")" = "signal $signal" ]
    done
    refuses 127 "unshare: failed to execute nope: No such file or directory" sandbox --init nope
}

@test "--init: what the program leaves behind is killed" {
    check 3 assert_no_leak sandbox --init sh -c 'sleep 35 & sleep 35 & exit 3'
}

@test "--init: a program that is stopped and continued by itself goes on" {
    start_sandbox --init sh -c 'kill -STOP $$; echo on' >said
    eventually stopped $parent
    kill -CONT $parent
    ends 0
    [ "$(cat said)" = on ]
    rm said
}

@test "--init: a killed process 1, or unshare, is the end of the other" {
    start_sandbox --init sleep 36
    eventually pgrep -x -f 'sleep 36'
    kill -KILL "$(init)"
    ends 137
    eventually no_process 'sleep 36'
    start_sandbox --init sleep 36
    eventually pgrep -x -f 'sleep 36'
    kill -KILL $parent
    eventually no_process 'sleep 36'
    ends 137
}

@test "--init: --kill-child chooses what the program gets when unshare dies" {
    start_sandbox --init --kill-child=USR1 bash -c 'trap "echo >got; exit" USR1; echo >ready; while :; do sleep .02; done'
    eventually test -e ready
    kill -KILL $parent
    eventually test -e got
    ends 137
    rm -f ready got
}

@test "--init does not wait for a dead process that somebody put into the namespace" {
    mkfifo held
    start_sandbox --init sh -c 'read line <held'
    eventually pgrep -x -f 'sh -c read line <held'
    # Its parent outside reaps it after 20 s only.
    python3 -c 'import subprocess, sys, time
p = subprocess.Popen(["nsenter", "-t", sys.argv[1], "-U", "-p", "--preserve-credentials", "sleep", "37"])
time.sleep(20); p.wait()' "$(init)" 3>&- &
    zombie=$!
    eventually pgrep -x -f 'sleep 37'
    echo >held
    ends 0
    kill -0 $zombie # it still waits
    kill $zombie
    rm held
}

@test "--init: the caller's signal mask and dispositions reach the program" {
    check 0 env --block-signal=USR1 --ignore-signal=HUP --ignore-signal=CHLD unshare --init --setup true grep -E 'Sig(Blk|Ign)' /proc/self/status
    says $'SigBlk:\t0000000000000200\nSigIgn:\t0000000000010001'
    check 0 env --ignore-signal=CHLD unshare -n --setup true grep SigIgn /proc/self/status
    says $'SigIgn:\t0000000000010000'
}

@test "--init works with files, other IDs and a cleared environment" {
    touch pid
    check 0 unshare --init --pid=pid -S 65534 --clear-env -- /usr/bin/id -u
    says 65534
    umount pid
    refuses 127 "unshare: failed to execute nope: No such file or directory" assert_no_leak unshare --init --pid=pid nope
    rm pid
}

@test "--ready-fd: a byte and the end of the file, when all stands and before the program starts" {
    touch uts
    mkfifo release
    sleep 40 >release & # holds it open
    holder=$!
    for options in "" -f --init; do
        # The program cannot start yet, so its standard output is not what ends the pipe.
        check 0 bash -c 'exec 5<>release; { unshare --uts=uts --hostname held '"$options"' --ready-fd 4 --block-fd 3 sh -c "echo >started" 3<release 4>&1 >/dev/null 5>&- & } |
            { od -An -c; [ ! -e started ] && nsenter --uts=uts uname -n; echo >&5; wait; }'
        says $'  \\n\nheld'
        eventually test -e started
        umount uts
        rm started
    done
    kill $holder
    rm uts release
}

@test "--block-fd: a dead peer is the end of it, and nothing has run" {
    for options in "" -f --init "--init --setup=true"; do
        refuses 1 "unshare: --block-fd was closed without a byte: the program is not started" \
            assert_no_leak sandbox $options --block-fd 3 touch ran 3</dev/null
        [ ! -e ran ]
    done
}

@test "--block-fd: a killed unshare does not leave a child that waits" {
    mkfifo never
    for options in --kill-child --init; do
        start_sandbox $options --block-fd 4 sleep 38 4<>never
        eventually eval '[ -n "$(cat /proc/$parent/task/$parent/children)" ]'
        child=$(cut -d' ' -f1 /proc/$parent/task/$parent/children)
        kill -KILL $parent
        eventually gone "$child"
        wait $parent || true
    done
    rm never
}

@test "--info-fd: the child's PID and the inodes of its namespaces" {
    for options in "" -f --init; do
        check 0 sandbox -n -u $options --info-fd 4 sh -c 'cd /proc/self/ns; for n in user cgroup ipc uts net mnt pid time; do echo "$n-namespace $(readlink $n)"; done; echo "child-pid $PPID $$"' 4>info
        valid_json <info
        for name in user cgroup ipc uts net mnt pid; do
            has "$name-namespace $name:[$(jq ".\"$name-namespace\"" info)]"
        done
    done
    [ "$(jq -r 'keys | length' info)" -eq 9 ]
    start_sandbox --init --info-fd 4 sleep 39 4>info
    eventually has_line info
    [ "$(jq '."child-pid"' info)" = "$(init)" ]
    kill -TERM $parent
    ends 143
    rm info
}

@test "--info-fd: the end of the file comes while the program waits" {
    mkfifo info go
    for options in -f --init; do
        setpriv --reuid=1000 --regid=1000 --clear-groups -- unshare -rn $options --info-fd 4 --block-fd 5 true 3>&- 4>info 5<>go &
        parent=$!
        check 0 timeout 10 cat info # opens it, and with it the other end
        valid_json <<<"$output"
        echo >go
        ends 0
    done
    rm info go
}

@test "descriptors that are given have done their work before the program starts, and 0, 1 and 2 stay" {
    check 0 sandbox --info-fd 4 --ready-fd 4 --block-fd 5 sh -c '[ ! -e /proc/self/fd/4 ] && [ ! -e /proc/self/fd/5 ]' 4>/dev/null 5</dev/zero
    check 0 sandbox --ready-fd 1 echo on
    says $'\non'
}

@test "descriptors that are wrong are refused before anything is made" {
    refuses 1 "unshare: --ready-fd 99: Bad file descriptor" sandbox --ready-fd 99 true
    refuses 1 "unshare: --block-fd 4: Bad file descriptor" sandbox --block-fd 4 true 4>/dev/null
    refuses 1 "unshare: --info-fd 4: Bad file descriptor" sandbox --info-fd 4 true 4</dev/null
    refuses 1 "unshare: --ready-fd: '-1' is no descriptor" sandbox --ready-fd -1 true
    refuses 1 "unshare: --ready-fd: 'x' is no descriptor" sandbox --ready-fd x true
    refuses 1 "unshare: cannot write to --ready-fd: No space left on device" sandbox --ready-fd 4 true 4>/dev/full
}

@test "a reader that is gone is an error, and no silent death" {
    check 1 python3 -c 'import os, subprocess, sys
r, w = os.pipe(); os.close(r)
sys.exit(subprocess.call(["unshare", "--ready-fd", str(w), "true"], pass_fds=[w]))'
    says "unshare: cannot write to --ready-fd: Broken pipe"
}

@test "--setup runs as root inside, when all stands, before the program and its IDs" {
    for options in -f --init; do
        check 0 unshare $options -S 65534 --hostname box --loopback --setup 'id -u; uname -n; cat /sys/class/net/lo/flags >/dev/null; echo $$ >&2' id -u
        [ "${lines[0]} ${lines[1]} ${lines[-1]}" = "0 box 65534" ]
    done
    refuses 1 "unshare: --setup failed with status 3" assert_no_leak sandbox --init --setup 'exit 3' touch ran
    refuses 1 "unshare: --setup was killed by SIGTERM" assert_no_leak sandbox -f --setup 'kill $$' touch ran
    [ ! -e ran ]
    check 0 sandbox -p --setup 'echo setup' sh -c 'echo $$; true' # the program, not the command, is the first in there
    says $'setup\n1'
}

@test "--setup comes after --block-fd: what the supervisor has attached is there" {
    mkfifo go
    start_sandbox --init -n --info-fd 5 --block-fd 4 --setup 'ip link show attached >/dev/null' true 4<>go 5>info
    eventually has_line info
    nsenter -t "$(jq '."child-pid"' info)" -n ip link add attached type veth peer name other
    echo >go
    wait $parent
    rm go info
}

@test "--hostname and --loopback make their namespaces" {
    check 0 sandbox --hostname box uname -n
    says box
    [ "$(uname -n)" = sandbox ]
    check 0 sandbox --loopback ip -br -o link show lo up
    has UNKNOWN
    check 0 sandbox --loopback ping -c1 -w5 127.0.0.1
    refuses 1 "unshare: host name '$(printf %065d)' has more than 64 bytes" sandbox --hostname "$(printf %065d)" true
}

@test "--no-new-privs: no file gives rights" {
    check 0 as_user unshare --no-new-privs grep NoNewPrivs /proc/self/status
    says $'NoNewPrivs:\t1'
    check 0 sandbox --init --no-new-privs grep NoNewPrivs /proc/self/status
    says $'NoNewPrivs:\t1'
}

@test "the reference's abbreviations mean what they meant" {
    for word in --i --n --l=:x: --r=/ --b=0; do
        run unshare "$word" true
        lacks ambiguous
    done
    check 1 unshare --loopb true
    has "unrecognized option '--loopb'"
}
