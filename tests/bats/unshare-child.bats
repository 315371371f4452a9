#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# unshare --fork and its relatives: signals, statuses, and who outlives whom.

load helpers

# child PID: the first child of a process.
child() { cut -d' ' -f1 /proc/"$1"/task/"$1"/children; }
has_child() { [ -n "$(child "$1")" ]; }
gone() { [ ! -e "/proc/$1" ] || grep -q '^State:	Z' "/proc/$1/status"; }
# program PID NAME: the process has become NAME.
program() { [ "$(cat "/proc/$1/comm")" = "$2" ]; }

# start_parent COMMAND...: in the background; $parent is it and $child its child, once that runs `sleep`.
start_parent() {
    "$@" 3>&- &
    parent=$!
    eventually has_child $parent
    child=$(child $parent)
    eventually program "$child" sleep
}

@test "without --fork there is no other process" {
    check 0 bash -c 'unshare -u sh -c "echo \$\$" & wait; echo $!'
    [ "${lines[0]}" = "${lines[1]}" ]
}

@test "--fork makes the program the init of a PID namespace" {
    check 0 unshare -pf sh -c 'echo $$'
    says 1
    check 0 unshare -p sh -c 'sh -c "echo \$\$"; true'
    says 1
}

@test "the child's end is passed on as it was" {
    [ "$(ending unshare -f sh -c 'exit 0')" = "exit 0" ]
    [ "$(ending unshare -f sh -c 'exit 250')" = "exit 250" ]
    for signal in 1 2 3 6 11 13 15 40; do
        [ "$(ending unshare -f sh -c "ulimit -c 0; kill -$signal \$\$")" = "signal $signal" ]
    done
}

@test "a child killed by SIGKILL, without a message" {
    [ "$(ending unshare -f sh -c 'kill -9 $$' 2>&1)" = "signal 9" ]
}

@test "as init of a PID namespace, which no signal kills, it reports the child's signal" {
    check 1 timeout 10 unshare -fp unshare -f sh -c 'kill -TERM $$'
    has "child exit failed"
}

@test "an inherited ignore of SIGCHLD does not break waiting, and is passed on" {
    check 3 env --ignore-signal=CHLD unshare -f sh -c 'exit 3'
    check 0 env --ignore-signal=CHLD unshare -f grep SigIgn /proc/self/status
    says $'SigIgn:\t0000000000010000'
    check 0 env --ignore-signal=CHLD unshare grep SigIgn /proc/self/status
    says $'SigIgn:\t0000000000010000'
}

@test "the program has the caller's signal mask and dispositions" {
    check 0 env --block-signal=USR1 --ignore-signal=HUP unshare -f grep -E 'Sig(Blk|Ign)' /proc/self/status
    says $'SigBlk:\t0000000000000200\nSigIgn:\t0000000000000001'
    check 0 env --block-signal=USR1 unshare -f --kill-child --forward-signals grep SigBlk /proc/self/status
    says $'SigBlk:\t0000000000000200'
}

@test "the parent ignores SIGINT and SIGTERM while the child runs" {
    start_parent unshare -f --kill-child sleep 30
    grep -qx 'SigBlk:	0000000000004002' /proc/$parent/status
    kill -TERM $parent
    kill -INT $parent
    sleep .1
    run ! gone "$child" # a bare ! would not end the test
    run ! gone $parent
    kill -KILL "$child"
    wait $parent || status=$?
    [ "$status" -eq 137 ]
    check 0 unshare -f sh -c 'kill -TERM $PPID; exit 0'
}

@test "the parent survives its child's stop" {
    start_parent unshare -f sleep 30
    kill -STOP "$child"
    sleep .1
    grep -q '^State:	S' /proc/$parent/status
    kill -KILL "$child"
    wait $parent || [ $? -eq 137 ]
}

@test "--kill-child: the child does not outlive the parent" {
    for options in "" "-pf" "-Ur" "-Urpf --mount-proc"; do
        start_parent unshare --kill-child $options sleep 30
        kill -KILL $parent
        eventually gone "$child"
        wait $parent || [ $? -eq 137 ]
    done
}

@test "--kill-child takes a signal by its name" {
    local -A numbers=([TERM]=15 [sigterm]=15 [SIGUSR1]=10 [rtmin+1]=35 [RTMAX-1]=63)
    for name in "${!numbers[@]}"; do
        rm -f ready got
        unshare --kill-child="$name" bash -c "trap 'echo >got; exit' ${numbers[$name]}; echo >ready; while :; do sleep .02; done" 3>&- &
        parent=$!
        eventually test -e ready
        kill -KILL $parent
        eventually test -e got || { echo "no signal for $name" >&2; return 1; }
        wait $parent || [ $? -eq 137 ]
    done
    rm -f ready got
}

@test "--kill-child survives a change of user" {
    for options in "-S 65534" "-G 65534 -S 65534" "-Ur -S 0"; do
        start_parent unshare --kill-child $options sleep 30
        kill -KILL $parent
        eventually gone "$child"
        wait $parent || [ $? -eq 137 ]
    done
}

@test "--kill-child: a parent killed at any moment takes the child along" {
    local i mounts=$SCRATCH/mounts
    mkdir "$mounts"
    mount -t tmpfs none "$mounts"
    for i in {1..10}; do # 1024 of them, which keep the child busy before it can ask for the signal
        mkdir "$mounts/$i"
        mount --rbind "$mounts" "$mounts/$i"
    done
    for i in {1..15}; do
        unshare -fpm --kill-child sleep 31.4 3>&- &
        parent=$!
        until read -r child 2>/dev/null </proc/$parent/task/$parent/children || [ -n "$child" ]; do :; done
        kill -KILL $parent
        wait $parent || [ $? -eq 137 ]
    done
    umount -l "$mounts"
    rmdir "$mounts"
    eventually no_process 'sleep 31.4'
}
no_process() { ! pgrep -x -f "$1"; }

@test "--forward-signals passes SIGTERM and SIGINT on, and nothing to others" {
    for signal in TERM INT; do
        rm -f ready
        env --default-signal=INT unshare --forward-signals bash -c "trap 'exit 42' $signal; echo >ready; while :; do sleep .02; done" 3>&- &
        parent=$!
        eventually test -e ready
        kill -$signal $parent
        status=0
        wait $parent || status=$?
        [ "$status" -eq 42 ]
    done
    start_parent unshare --forward-signals sleep 30
    kill -TERM $parent
    status=0
    wait $parent || status=$?
    [ "$status" -eq 143 ]
    rm -f ready
}

@test "--forward-signals with --kill-child, as init of a PID namespace" {
    rm -f ready
    unshare --user -r --pid --mount-proc --fork --forward-signals --kill-child \
        bash -c 'trap "exit 15" TERM; echo >ready; while :; do sleep .02; done' 3>&- &
    parent=$!
    eventually test -e ready
    kill -TERM $parent
    status=0
    wait $parent || status=$?
    [ "$status" -eq 15 ]
    rm -f ready
}

@test "a signal that the caller ignores stays ignored with --forward-signals" {
    check 0 env --ignore-signal=INT --ignore-signal=TERM unshare --forward-signals grep SigIgn /proc/self/status
    says $'SigIgn:\t0000000000004002'
}

@test "no early signal is lost" {
    check 0 python3 -c '
import signal, subprocess, time
for i in range(60):
    process = subprocess.Popen(["unshare", "--forward-signals", "sleep", "5"])
    time.sleep(i % 12 * 0.0002) # before, while, and after the child is made
    process.send_signal(signal.SIGTERM)
    assert process.wait() == -signal.SIGTERM, i'
}

@test "no thread is left over: a user namespace can be made" {
    check 0 as_user unshare -Urf --kill-child --forward-signals id -u
    says 0
}

@test "a failure leaves no helper behind" {
    touch file
    chmod 666 file
    refuses 1 "unshare: unshare failed: Operation not permitted" assert_no_leak as_user unshare --mount=file true
    check 1 assert_no_leak as_user unshare --user=file -r true # binding takes the caller's rights
    has "Operation not permitted"
    run assert_no_leak as_user unshare --map-users 0:5:10 --map-groups 0:5:10 true
    [ "$status" -eq 1 ]
    check 1 assert_no_leak unshare --map-users 0:0:10 --map-users 5:5:10 true
    has "failed to write /proc/"
    rm file
}

@test "a bind that fails takes the child along" {
    run assert_no_leak unshare -f --uts=/no/such sleep 33
    [ "$status" -eq 1 ]
    [[ $output =~ ^unshare:\ mount\ /proc/[0-9]+/ns/uts\ on\ /no/such\ failed:\ No\ such\ file\ or\ directory$ ]]
    ! pgrep -x -f 'sleep 33'
}

@test "a step that fails in the child gives the exit status, and leaves nothing" {
    refuses 1 "unshare: cannot change directory to /nope: No such file or directory" assert_no_leak unshare -fpw /nope sleep 34
    refuses 127 "unshare: failed to execute nope: No such file or directory" assert_no_leak unshare -fp --kill-child nope
}
