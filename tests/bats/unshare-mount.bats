#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# unshare's mounts: propagation, proc, binfmt_misc, and the root and directory of the program.

load helpers

propagation() { unshare "$@" findmnt -n -o PROPAGATION "$SCRATCH"; }
teardown() {
    ! mountpoint -q root/usr || umount root/usr
    rm -rf root plain
}

# --- Propagation

@test "--propagation is private by default, or the given one" {
    mount --make-shared "$SCRATCH"
    [ "$(propagation -m)" = private ]
    [ "$(propagation -m --propagation private)" = private ]
    [ "$(propagation -m --propagation slave)" = private,slave ]
    [ "$(propagation -m --propagation shared)" = shared ]
    [ "$(propagation -m --propagation unchanged)" = shared ]
    [ "$(propagation --propagation private)" = shared ] # without a mount namespace it does nothing
    mount --make-private "$SCRATCH"
}

@test "no mount gets out, with --mount-proc alone either" {
    mount --make-shared "$SCRATCH"
    mkdir plain
    unshare --mount-proc mount -t tmpfs none plain
    unshare -m mount -t tmpfs none plain
    run ! mountpoint -q plain
    unshare -m --propagation shared mount -t tmpfs none plain
    mountpoint -q plain
    umount plain
    mount --make-private "$SCRATCH"
}

# --- proc

@test "--mount-proc shows the new PID namespace" {
    check 0 unshare -pf --mount-proc sh -c 'readlink /proc/self; echo /proc/[0-9]*'
    says $'2\n/proc/1'
    mkdir plain
    check 0 unshare -pf --mount-proc="$PWD/plain" sh -c 'ls plain | grep -cx 1'
    says 1
    check 0 unshare --mount-proc findmnt -n -o OPTIONS /proc
    has "rw,nosuid,nodev,noexec"
}

@test "--mount-proc as an ordinary user" {
    check 0 as_user unshare -rpf --mount-proc readlink /proc/self
    says 1
    refuses 1 "unshare: mount /proc failed: Operation not permitted" as_user unshare -rm --mount-proc true
}

@test "proc is mounted in the new root and directory, and before rights are dropped" {
    make_root root
    mkdir root/sub root/binfmt
    check 0 unshare -pf -R root --mount-proc sh -c 'echo /proc/1/comm; read x </proc/1/comm; echo $x'
    says $'/proc/1/comm\nsh'
    mkdir -p plain/p
    check 0 unshare -pf -w plain --mount-proc=p sh -c 'read x <p/1/comm; echo $x'
    says sh
    check 0 unshare -pf --mount-proc -G 1000 -S 1000 readlink /proc/self
    says 1
}

@test "proc may go on a directory that is no mount point, but not on a missing one" {
    mkdir plain
    check 0 unshare --propagation slave --mount-proc="$PWD/plain" test -e plain/self
    refuses 1 "unshare: cannot change /nonexistent filesystem propagation: No such file or directory" \
        unshare --propagation slave --mount-proc=/nonexistent true
    refuses 1 "unshare: cannot change /nonexistent filesystem propagation: No such file or directory" \
        unshare --propagation unchanged --mount-proc=/nonexistent true
    refuses 1 "unshare: mount /nonexistent failed: No such file or directory" unshare --mount-proc=/nonexistent true
}

@test "a new proc does not get out of a namespace that propagates" {
    mkdir plain
    mount --bind plain plain
    mount --make-shared plain
    unshare --propagation shared --mount-proc="$PWD/plain" test -e plain/self
    [ ! -e plain/self ]
    umount plain
}

# --- Root and directory

@test "-R and -w" {
    make_root root
    mkdir root/sub root/binfmt
    echo here >root/only-here
    check 0 unshare -R root sh -c 'pwd; cat /only-here'
    says $'/\nhere'
    check 0 unshare --root=root --wd /sub pwd
    says /sub
    check 0 unshare -m -R root -w / pwd
    says /
    check 0 unshare -w /usr pwd
    says /usr
}

@test "-w is relative to the old working directory, which -R does not change" {
    make_root root
    mkdir root/sub root/binfmt
    check 0 bash -c 'cd root/sub && unshare -R .. -w ../usr sh -c "test -d bin && echo usr"'
    says usr
    refuses 1 "unshare: cannot change directory to etc: No such file or directory" unshare -R / -w etc true
}

@test "a root or directory that cannot be entered" {
    touch plain
    refuses 1 "unshare: cannot change root directory to '/no/such': No such file or directory" unshare --root /no/such true
    refuses 1 "unshare: cannot change root directory to 'plain': Not a directory" unshare -R plain true
    refuses 1 "unshare: cannot change directory to /no/such: No such file or directory" unshare --wd /no/such true
    refuses 1 "unshare: cannot change directory to plain: Not a directory" unshare -w plain true
    refuses 1 "unshare: cannot change root directory to '/': Operation not permitted" as_user unshare -R / true
}

# --- binfmt_misc

@test "--mount-binfmt mounts the user namespace's own" {
    check 0 as_user unshare -rpf --mount-binfmt findmnt -n -o FSTYPE,OPTIONS /proc/sys/fs/binfmt_misc
    [[ $output =~ ^binfmt_misc\ rw,nosuid,nodev,noexec ]]
    mkdir plain
    check 0 as_user unshare -r --mount-binfmt="$PWD/plain" sh -c 'ls plain; readlink /proc/self >/dev/null'
    says $'register\nstatus'
    check 0 as_user unshare --mount-binfmt="$PWD/plain" cat /proc/self/uid_map # implies --user and --mount
    says ""
    refuses 1 "unshare: mount /nonexistent failed: No such file or directory" unshare --mount-binfmt=/nonexistent true
    refuses 1 "unshare: mount /proc failed: Operation not permitted" as_user unshare -r --mount-binfmt true
}

@test "where binfmt_misc and proc go depends on the order of the options" {
    mkdir -p plain root
    # the default directory needs a proc, a given one does not
    check 0 unshare -rpf --mount-binfmt="$PWD/plain" ls plain
    has register
    check 0 unshare -rpf --mount-proc="$PWD/root" --mount-binfmt="$PWD/plain" sh -c 'ls plain; test -e root/self'
    has register
    check 0 unshare -rpf -l ":x:M::XYZZY::/bin/true:" --mount-binfmt="$PWD/plain" sh -c 'ls plain; readlink /proc/self'
    [[ $output == *$'\nx\n'* ]]
    [ "${lines[-1]}" = 3 ] # proc was mounted as well
    check 0 unshare -rf --mount-binfmt="$PWD/plain" -l ":x:M::XYZZY::/bin/true:" ls plain
    says $'register\nstatus\nx'
}

# An interpreter that prints that it ran, and a program for it.
make_foreign() {
    printf '#!/bin/sh\necho "interpreted: ${0##*/} $*"\n' >interpreter
    printf 'XYZZY and more' >foreign
    chmod 755 interpreter foreign
}

@test "-l: a foreign binary runs through its interpreter" {
    make_foreign
    check 0 as_user unshare -rpf -l ":foreign:M::XYZZY::$PWD/interpreter:" ./foreign a b
    says "interpreted: interpreter ./foreign a b"
    check 0 as_user unshare -rpf --load-interp=":foreign:E::zz::$PWD/interpreter:" sh -c 'cp foreign /tmp/f.zz; exec /tmp/f.zz; rm /tmp/f.zz'
    says "interpreted: interpreter /tmp/f.zz"
    rm -f /tmp/f.zz
    check 127 unshare -pf ./foreign # it is not registered outside
    rm interpreter foreign
}

@test "an interpreter with flag F comes from outside a new root" {
    make_root root
    mkdir root/sub root/binfmt
    printf 'XYZZY and more' >root/foreign
    chmod 755 root/foreign
    cp -L "$(type -P echo)" "$SCRATCH/tmp/outside"
    check 0 as_user unshare -rpf -R root -l ":foreign:M::XYZZY::$SCRATCH/tmp/outside:F" /foreign words
    says "/foreign words"
    check 1 as_user unshare -rpf -R root -l ":foreign:M::XYZZY::/no/such/interpreter:F" /foreign
    says "unshare: write failed /proc/sys/fs/binfmt_misc/register: No such file or directory"
    check 127 as_user unshare -rpf -R root -l ":foreign:M::XYZZY::$SCRATCH/tmp/outside:" /foreign # without F
    rm "$SCRATCH/tmp/outside"
}

@test "-l: the register is mounted in the new root, and a bad line is refused" {
    make_root root
    mkdir root/sub root/binfmt
    check 0 as_user unshare -rpf -R root -l ":foreign:M::XYZZY::/bin/true:" ls /proc/sys/fs/binfmt_misc
    says $'foreign\nregister\nstatus'
    check 0 as_user unshare -rpf -R root -l ":foreign:M::XYZZY::/bin/true:F" ls /proc/sys/fs/binfmt_misc
    says $'foreign\nregister\nstatus'
    refuses 1 "unshare: write failed /proc/sys/fs/binfmt_misc/register: Invalid argument" unshare -rpf -l nonsense true
    refuses 1 "unshare: write failed /proc/sys/fs/binfmt_misc/register: Invalid argument" unshare -rpf -l "" true
}
