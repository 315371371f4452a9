#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# unshare --NAMESPACE=FILE: namespaces that last, bound to files before the program starts, or not at all.

load helpers

setup() {
    mkdir -p pins
    mount -t tmpfs none pins # a private mount: a mount namespace cannot be bound in a shared one
    mount --make-private pins
    cd pins
    touch user cgroup ipc uts net pid mnt time
}

teardown() {
    cd ..
    umount -R pins
    rmdir pins
}

pinned() { [ "$(findmnt -n -o FSTYPE "$PWD/$1")" = nsfs ]; }
none_pinned() { ! grep -q " $PWD/.* nsfs " /proc/self/mountinfo; }
entry() { stat -L -c %i "/proc/self/ns/$1"; }

@test "all eight namespaces, each bound as the program has it" {
    check 0 unshare -f --user=user --cgroup=cgroup --ipc=ipc --uts=uts --net=net --pid=pid --mount=mnt --time=time \
        -r sh -c 'for n in user cgroup ipc uts net pid mnt time; do stat -L -c "%i $n" /proc/self/ns/$n; done'
    local inode name
    while read -r inode name; do
        [ "$(stat -c %i $name)" = "$inode" ] || { echo "another $name: $inode" >&2; return 1; }
        [ "$(entry $name)" != "$inode" ]
    done <<<"$output"
    [ "${#lines[@]}" -eq 8 ]
}

@test "without --fork too, and for a time namespace" {
    check 0 unshare --uts=uts --net=net --time=time stat -L -c %i /proc/self/ns/uts /proc/self/ns/net /proc/self/ns/time
    says "$(stat -c %i uts net time)"
}

@test "a mount namespace is bound in the old one, and can be entered" {
    check 0 unshare --mount=mnt sh -c 'mount -t tmpfs none /mnt && touch /mnt/inside'
    pinned mnt
    [ ! -e /mnt/inside ]
    check 0 "$(reference nsenter)" --mount="$PWD/mnt" ls /mnt
    says inside
}

@test "a mount namespace can be bound, whichever CPU made it" {
    local cpus outer inner
    cpus=$(python3 -c 'import os; print(*sorted(os.sched_getaffinity(0))[:4])')
    for outer in $cpus $cpus; do
        for inner in $cpus; do # the namespace is made there, while unshare may move
            check 0 taskset -c "$outer" unshare -m --propagation unchanged taskset -c "$inner" \
                sh -c "taskset -cp ${cpus// /,} \$\$ >/dev/null; exec unshare --mount=mnt nproc"
            says "$(wc -w <<<"$cpus")"
        done
    done
}

@test "a user namespace is bound with the caller's rights" {
    check 0 unshare --user=user --map-users 0:0:10 --map-groups 0:0:10 true
    check 0 "$(reference nsenter)" --user="$PWD/user" cat /proc/self/uid_map
    [ "$(tr -s ' ' <<<"$output")" = " 0 0 10" ]
}

@test "a PID namespace is bound as that of the children" {
    check 0 unshare --pid=pid -f stat -L -c %i /proc/self/ns/pid
    says "$(stat -c %i pid)"
    run unshare --pid=net true
    [ "$status" -eq 1 ]
    [[ $output =~ ^unshare:\ mount\ /proc/[0-9]+/ns/pid_for_children\ on\ net\ failed:\ No\ such\ file\ or\ directory$ ]]
}

@test "the binds stand before the program starts" {
    local i
    for i in {1..30}; do
        unshare --fork --uts="$PWD/uts" grep -q "$PWD/uts " /proc/self/mounts
        umount uts
        unshare --uts="$PWD/uts" --net="$PWD/net" grep -q "$PWD/net " /proc/self/mounts
        umount uts net
    done
}

@test "the program can remove a bind, however slow the watcher is" {
    # The watcher learns half a second late that the program has started.
    check 0 strace -f -qq -o /dev/null -e inject=recvfrom:delay_exit=500000 unshare --uts="$PWD/uts" umount "$PWD/uts"
    none_pinned
}

@test "a path that is no file is an error, and nothing is bound" {
    run assert_no_leak unshare --uts=uts --net=nope true
    [ "$status" -eq 1 ]
    [[ $output =~ ^unshare:\ mount\ /proc/[0-9]+/ns/net\ on\ nope\ failed:\ No\ such\ file\ or\ directory$ ]]
    [ ! -e nope ]
    mkdir directory
    run unshare -f --cgroup=cgroup --net=directory true
    [ "$status" -eq 1 ]
    has "failed: Not a directory"
    mount --make-shared .
    run assert_no_leak unshare --uts=uts --mount=mnt true
    [ "$status" -eq 1 ]
    has "/ns/mnt on mnt failed: Invalid argument"
    none_pinned
}

# fail_later: every step after the binds fails in turn, with and without a child.
fail_later() {
    local -a failures=("-w /nope true" "-R /nope true" "--mount-proc=/nope true" "-r -G 0 true" "--map-users 0:0:5 -S 9 true"
        "nope" "/" "--propagation slave --mount-proc=/nope true" "-T --boottime=-99999999 true" "--setgroups=deny true")
    local words fork
    for words in "${failures[@]}"; do
        for fork in "" "-f" "-f --kill-child" "-fp"; do
            ! unshare $fork --uts=uts --net=net $words 2>/dev/null || return 1
            none_pinned || { echo "left behind: unshare $fork $words" >&2; return 1; }
        done
    done
}

@test "a step that fails later undoes the binds" {
    assert_no_leak fail_later
    check 1 assert_no_leak unshare --user=user --uts=uts --map-users 0:0:10 --map-users 0:5:10 true
    none_pinned
}

@test "the death of unshare before the program starts undoes the binds" {
    local i
    for i in {1..30}; do
        unshare -f --uts=uts --net=net sh -c 'kill -KILL $PPID; exit' 3>&- &
        parent=$!
        sleep ".00$((i % 6))"
        kill -KILL $parent 2>/dev/null || true
        wait $parent 2>/dev/null || true
        eventually both_or_none || { findmnt -l | grep nsfs; return 1; } >&2
        umount uts net 2>/dev/null || true
    done
}
both_or_none() { none_pinned || { pinned uts && pinned net; }; }

@test "contradictions are found before anything is bound" {
    refuses 1 "unshare: options --setgroups=allow and --map-group are mutually exclusive" \
        unshare --mount=mnt --uts=uts -r --setgroups=allow true
    refuses 1 "unshare: options --monotonic and --boottime require unsharing of a time namespace (-T)" \
        unshare --uts=uts --boottime 1 true
    none_pinned
}

@test "the last file of a namespace counts" {
    check 0 unshare --uts=net --uts=uts --uts true
    pinned uts
    ! pinned net
}

@test "nobody but the program is left when it runs" {
    check 0 unshare --uts=uts --user=user --map-users 0:0:1 bash -c 'read -r children </proc/$$/task/$$/children; echo "<$children>"'
    says "<>"
}

@test "an ordinary user cannot bind, and gets an error" {
    chmod 666 uts user
    refuses 1 "unshare: unshare failed: Operation not permitted" as_user unshare --uts=uts true
    run as_user unshare --user=user -r true
    [ "$status" -eq 1 ]
    [[ $output =~ ^unshare:\ mount\ /proc/[0-9]+/ns/user\ on\ user\ failed:\ Operation\ not\ permitted$ ]]
    check 0 in_user_namespace sh -c 'mount -t tmpfs none /mnt && cd /mnt && touch u && unshare --uts=u true && findmnt -n -o FSTYPE /mnt/u'
    says nsfs
}

@test "an ignored SIGCHLD, and closed descriptors, do no harm" {
    check 0 env --ignore-signal=CHLD unshare -f --uts=uts true
    umount uts
    check 0 env --ignore-signal=CHLD unshare --uts=uts true
    umount uts
    unshare --uts=uts true <&- >&- 2>&-
    pinned uts
}
