#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# nsenter: the child in a PID namespace, how its end and its stops are passed on, signals, and descriptors.

load helpers
load nsenter_targets

@test "a child for a PID namespace, and for no other" {
    start_target unshare -muinCTpf
    for option in -m -u -i -n -C -T "-p -F" "-p --no-fork"; do
        [ "$(sh -c 'echo $$; exec nsenter "$@" sh -c "echo \$\$"' sh -t "$target" $option | uniq | wc -l)" = 1 ]
    done
    [ "$(nsenter -t "$target" -p sh -c 'echo $$')" -lt 1000 ]
    [ "$(nsenter -t "$target" -p sh -c 'readlink /proc/self/ns/pid')" = "$(readlink "/proc/$target/ns/pid")" ]
    # Also if it is ours already.
    [ "$(sh -c 'echo $$; exec nsenter -t $$ -p sh -c "echo \$\$"' | uniq | wc -l)" = 2 ]
    # Without the child, only the program's children are in it.
    [ "$(nsenter -t "$target" -p -F sh -c 'readlink /proc/$$/ns/pid; readlink /proc/$$/ns/pid_for_children')" = \
        "$(readlink /proc/self/ns/pid "/proc/$target/ns/pid")" ]
}

@test "-a makes a child too" {
    start_target unshare -muinpf
    [ "$(nsenter -t "$target" -a sh -c 'echo $PPID')" = 0 ]
}

@test "a PID namespace whose init has ended" {
    touch pid
    "$(reference unshare)" --pid=pid --fork true
    refuses 1 "nsenter: fork failed: Cannot allocate memory" nsenter --pid=pid true
    umount pid
    rm pid
}

@test "nsenter exits with the child's status" {
    for status in 0 1 42 255; do
        check $status nsenter -t $$ -p sh -c "exit $status"
        check $status nsenter -t $$ -n sh -c "exit $status"
    done
}

@test "nsenter dies of the signal that killed the child, even if it ignores or blocks it" {
    for signal in TERM INT HUP KILL USR1 SEGV PIPE; do
        number=$(kill -l "$signal")
        [ "$(ending nsenter -t $$ -p sh -c "ulimit -c 0; kill -$signal \$\$")" = "signal $number" ]
        [ "$(ending env --ignore-signal="$signal" nsenter -t $$ -p env --default-signal="$signal" \
            sh -c "ulimit -c 0; kill -$signal \$\$")" = "signal $number" ] || [ $signal = KILL ]
        [ "$(ending env --block-signal=TERM nsenter -t $$ -p python3 -c '
import os, signal
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
os.kill(os.getpid(), signal.SIGTERM)')" = "signal 15" ]
    done
    check 143 nsenter -t $$ -p sh -c 'kill -TERM $$'
    says ""
}

@test "as init of a PID namespace, which no signal kills, it reports the child's signal" {
    check 1 "$(reference unshare)" --pid --fork --mount-proc nsenter -t 1 -p sh -c 'kill -TERM $$'
    says "nsenter: child exit failed: it was killed by SIGTERM"
}

# in_state PID LETTER: the process is in that state.
in_state() { grep -q "^State:.$2" "/proc/$1/status"; }

@test "stops and continues with its child" {
    nsenter -t $$ -p sh -c 'echo $$ >child; exec sleep 60' 3>&- &
    parent=$!
    eventually test -s child
    child=$(cat child)
    for _ in 1 2; do
        kill -STOP "$child"
        eventually in_state "$parent" T
        in_state "$child" T
        kill -CONT "$parent"
        eventually in_state "$child" S
        eventually in_state "$parent" S
    done
    kill "$child"
    status=0
    wait "$parent" || status=$?
    [ $status -eq 143 ] # it has passed on the end as well
    rm child
}

@test "a signal to nsenter is not passed on to the child" {
    nsenter -t $$ -p sh -c 'echo $$ >child; exec sleep 60' 3>&- &
    parent=$!
    eventually test -s child
    child=$(cat child)
    grep -qx 'SigBlk:.*0000000000000000' "/proc/$parent/status"
    kill -TERM "$parent"
    status=0
    wait "$parent" || status=$?
    [ $status -eq 143 ]
    in_state "$child" S
    kill "$child"
    rm child
}

@test "an ignored SIGCHLD does not break waiting, and stays ignored for the program" {
    check 3 env --ignore-signal=CHLD nsenter -t $$ -p sh -c 'exit 3'
    check 0 env --ignore-signal=CHLD nsenter -t $$ -p env --list-signal-handling true
    has "CHLD       (17): IGNORE"
}

@test "the program has the caller's signal mask and dispositions" {
    want=$(env --block-signal=USR1,TERM --ignore-signal=INT,HUP,CHLD grep -E '^Sig(Blk|Ign|Cgt)' /proc/self/status)
    for option in -n -p; do
        [ "$(env --block-signal=USR1,TERM --ignore-signal=INT,HUP,CHLD nsenter -t $$ $option grep -E '^Sig(Blk|Ign|Cgt)' /proc/self/status)" = "$want" ]
    done
}

@test "the program has 0, 1, 2 and the caller's descriptors, and none of nsenter's" {
    start_target unshare -muinpf
    only_standard_descriptors nsenter -t "$target" -n
    only_standard_descriptors nsenter -t "$target" -m -u -i -n -r -w -e -S 0 -G follow
    only_standard_descriptors nsenter --net=/proc/"$target"/ns/net --uts=/proc/"$target"/ns/uts -r/ -w/
    only_standard_descriptors nsenter -t $$ -p -r/ -w/usr -e
    start_target as_user unshare -Ur
    only_standard_descriptors nsenter -t "$target" -U -S 0 -G 0
    nsenter -t "$target" -U sh -c '[ "$(readlink /proc/$$/fd/8)" = /etc/passwd ]' 8</etc/passwd
}

@test "all eight combinations of closed 0, 1 and 2" {
    start_target unshare -un
    want="$(readlink "/proc/$target/ns/uts") $(readlink "/proc/$target/ns/net")"
    for closed in "" 0 1 2 "0 1" "0 2" "1 2" "0 1 2"; do
        left="012"
        redirect=
        for fd in $closed; do
            left=${left/$fd/}
            redirect+=" $fd>&-"
        done
        for options in "-t $target -u -n" "-t $target -u -n -p -r/ -w -e" "-u/proc/$target/ns/uts -n/proc/$target/ns/net -w/"; do
            eval "nsenter $options /bin/bash -c '
                for fd in 0 1 2; do if [ -e /proc/\$\$/fd/\$fd ]; then open+=\$fd; fi; done
                echo \"\$open \$(readlink /proc/self/ns/uts) \$(readlink /proc/self/ns/net)\" >$SCRATCH/tmp/seen' $redirect"
            [ "$(cat "$SCRATCH/tmp/seen")" = "$left $want" ] || { echo "closed: $closed, $options" >&2; cat "$SCRATCH/tmp/seen" >&2; return 1; }
            rm "$SCRATCH/tmp/seen"
        done
        # A failure still fails, and its message goes nowhere else.
        status=0
        eval "nsenter -t $target -u -w$SCRATCH /no/such $redirect" >out 2>&1 || status=$?
        [ $status -eq 127 ]
    done
    rm out
}

@test "nothing is left behind, whatever fails" {
    start_target unshare -mu
    run assert_no_leak nsenter -t "$target" -m -p -W/no/such true
    [ "$status" -eq 1 ]
    run assert_no_leak nsenter -t "$target" -u -p /no/such
    [ "$status" -eq 127 ]
    run assert_no_leak nsenter -t "$target" -u -p -S 5 -G 5 /etc/shadow
    [ "$status" -eq 126 ]
    assert_no_leak nsenter -t "$target" -m -u -p -r true
}
