#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# nsenter: root and working directory, environment, cgroup, and the program that is run.

load helpers
load nsenter_targets

# root_directory: a root directory at $SCRATCH/root, with a directory of its own in it.
root_directory() {
    make_root "$SCRATCH/root"
    mkdir -p "$SCRATCH/root/inside"
    mounts+=("$SCRATCH/root/usr")
}
teardown() {
    kill -KILL "${targets[@]}" 2>/dev/null || true
    [ -z "$group" ] || eventually rmdir "$group"
    for mount in "${mounts[@]}"; do umount "$mount"; done
    rm -rf --one-file-system "$SCRATCH/root"
}

@test "-r DIR: the new root, and never a working directory outside of it" {
    root_directory
    for option in "-r$SCRATCH/root" "--root=$SCRATCH/root"; do
        [ "$(nsenter "$option" /bin/sh -c 'pwd -P; echo /*')" = "/
/bin /etc /inside /lib /lib64 /proc /sbin /usr" ]
    done
    # The kernel marks a directory that is outside.
    [ "$(cd / && nsenter -r"$SCRATCH/root" python3 -c 'import os; print(os.getcwd())')" = / ]
}

@test "-r: the root of the target, bare, beside its namespaces" {
    root_directory
    start_target unshare -um --root="$SCRATCH/root"
    [ "$(nsenter -t "$target" -r /bin/sh -c 'pwd -P; cd ..; echo *')" = "/
bin etc inside lib lib64 proc sbin usr" ]
    [ "$(nsenter -t "$target" -m -r /bin/sh -c 'echo /i*')" = /inside ]
    [ "$(nsenter -t "$target" -m /bin/sh -c 'pwd -P; [ -d /dev ] && echo whole')" = "/
whole" ]
}

@test "-w: the target's working directory; -w DIR: a directory that only the caller sees" {
    mkdir -p here/there
    start_target env -C here/there
    [ "$(nsenter -t "$target" -w pwd)" = "$PWD/here/there" ]
    start_target unshare -m sh -c 'mount -t tmpfs none here && mkdir here/hidden && exec "$@"' sh
    for option in -where/there -w=here/there --wd=here/there; do
        nsenter -t "$target" -m $option sh -c 'ls -di . >out'
        [ "$(cut -d' ' -f1 here/there/out)" = "$(stat -c %i here/there)" ]
        rm here/there/out
    done
    refuses 1 "nsenter: cannot open here/hidden: No such file or directory" nsenter -t "$target" -m -where/hidden true
    rm -r here
}

@test "-W DIR: a directory that only the entered namespace has" {
    mkdir -p here/there
    start_target unshare -m sh -c 'mount -t tmpfs none here && mkdir here/hidden && exec "$@"' sh
    for option in "-W$PWD/here/hidden" "-W=$PWD/here/hidden" "--wdns=$PWD/here/hidden"; do
        [ "$(nsenter -t "$target" -m "$option" sh -c 'pwd -P')" = "$PWD/here/hidden" ]
    done
    refuses 1 "nsenter: cannot open current working directory: No such file or directory" \
        nsenter -t "$target" -m -W"$PWD/here/there" true
    rm -r here
}

@test "-W DIR is below the new root" {
    root_directory
    [ "$(nsenter -r"$SCRATCH/root" -W/inside /bin/sh -c 'pwd -P')" = /inside ]
    [ "$(nsenter -r"$SCRATCH/root" -Winside /bin/sh -c 'pwd -P')" = /inside ]
    [ "$(nsenter -r"$SCRATCH/root" -W /bin/sh -c 'pwd -P')" = / ] # without a value it has no effect
}

@test "-W and its directory in two words: the second is the program" {
    refuses 126 "nsenter: failed to execute /tmp: Permission denied" nsenter -W /tmp
}

@test "-w and -W exclude each other, -w and -r do not" {
    refuses 1 "nsenter: options --wd and --wdns cannot be combined" nsenter -w/ --wdns=/ true
    refuses 1 "nsenter: options --wdns and --wd cannot be combined" nsenter -W -w true
    root_directory
    [ "$(nsenter -r"$SCRATCH/root" -w"$SCRATCH/root/inside" /bin/sh -c 'pwd -P')" = /inside ]
}

@test "the working directory stays, unless the mount namespace changes" {
    mkdir here
    start_target unshare -um
    [ "$(cd here && nsenter -t "$target" -u pwd -P)" = "$PWD/here" ]
    [ "$(cd here && nsenter -t "$target" -m sh -c 'pwd -P')" = / ]
    rmdir here
}

@test "errors about directories" {
    refuses 1 "nsenter: cannot open /no/such: No such file or directory" nsenter -r/no/such true
    refuses 1 "nsenter: cannot open =/usr: No such file or directory" nsenter -r=/usr true
    refuses 1 "nsenter: change directory by root file descriptor failed: Not a directory" nsenter -r/etc/passwd true
    refuses 1 "nsenter: change directory by working directory file descriptor failed: Not a directory" nsenter -w/etc/passwd true
    refuses 1 "nsenter: chroot failed: Operation not permitted" as_user nsenter -r/ true
}

@test "-e: the environment of the target, the last of two, only variables" {
    start_target env -i A=1 B=two PATH=/bin:/usr/bin
    [ "$(C=3 nsenter -t "$target" -e env | sort)" = "A=1
B=two
PATH=/bin:/usr/bin" ]
    [ "$(C=3 nsenter -t "$target" --env sh -c 'echo "$C"')" = "" ]
    start_target python3 -c '
import ctypes, sys
words = (ctypes.c_char_p * 5)(b"A=1", b"word", b"B=2", b"A=3", None)
argv = (ctypes.c_char_p * 3)(*[w.encode() for w in sys.argv[1:]], None)
ctypes.CDLL(None).execve(b"/bin/sleep", argv, words)'
    [ "$(nsenter -t "$target" -e /usr/bin/env)" = "A=3
B=2" ]
}

@test "-e: an empty environment; the program is found along the target's PATH" {
    start_target env -i
    [ "$(nsenter -t "$target" -e env)" = "" ]
    mkdir bin
    printf '#!/bin/sh\necho mine\n' >bin/ours
    chmod +x bin/ours
    start_target env PATH="$PWD/bin:$PATH"
    [ "$(nsenter -t "$target" -e ours)" = mine ]
    refuses 127 "nsenter: failed to execute ours: No such file or directory" nsenter -t "$target" ours
    rm -r bin
}

# A cgroup of the unified hierarchy, mounted where no system mounts it; its directory in $group.
make_group() {
    mkdir -p unified
    mount -t cgroup2 none unified 2>/dev/null || skip "no cgroup2 to mount"
    mounts+=("$PWD/unified")
    mkdir "$PWD/unified/$1-$$" 2>/dev/null || skip "no cgroup to make"
    group=$PWD/unified/$1-$$
}

# in_group COMMAND...: run it there.
in_group() { sh -c 'echo 0 >"$0/cgroup.procs" && exec "$@"' "$group" "$@"; }

@test "-c: the target's cgroup, wherever the hierarchy is mounted, and with colons in its name" {
    make_group "nsenter:test a:b"
    start_target in_group
    path=$(grep ^0:: /proc/"$target"/cgroup)
    [[ $path == *"nsenter:test a:b-$$" ]]
    [ "$(nsenter -t "$target" -c grep ^0:: /proc/self/cgroup)" = "$path" ]
    [ "$(nsenter -t "$target" --join-cgroup -p grep ^0:: /proc/self/cgroup)" = "$path" ]
    start_target in_group unshare -C
    [ "$(nsenter -t "$target" -c -C grep ^0:: /proc/self/cgroup)" = "0::/" ]
}

@test "-c: standard input stays, and no descriptor is left" {
    make_group nsenter-test
    start_target in_group
    [ "$(echo words | nsenter -t "$target" -c cat)" = words ]
    only_standard_descriptors nsenter -t "$target" -c
}

@test "-c: refused if the hierarchy is not mounted or not writable" {
    make_group nsenter-test
    start_target in_group
    refuses 1 "nsenter: failed to open cgroup.procs: Permission denied" as_user nsenter -t "$target" -c true
    root_directory
    mount -t proc proc "$SCRATCH/root/proc"
    mounts+=("$SCRATCH/root/proc")
    cp "$(command -v nsenter)" "$SCRATCH/root/"
    refuses 1 "nsenter: --join-cgroup is only supported in cgroup v2" chroot "$SCRATCH/root" /nsenter -t "$target" -c true
}

@test "no program: the login shell, from SHELL, the passwd file, or /bin/sh" {
    [ "$(echo 'echo from $0' | SHELL=/bin/sh nsenter)" = "from -sh" ]
    [ "$(echo 'echo from $0' | env -u SHELL nsenter)" = "from -$(getent passwd 0 | sed 's:.*/::')" ]
    [ "$(echo 'echo from $0' | SHELL= as_user nsenter)" = "from -sh" ]
    start_target env -i SHELL=/bin/bash
    [ "$(echo 'echo from $0' | nsenter -t "$target" -e)" = "from -bash" ]
    [ "$(echo 'echo from $0' | env -u SHELL nsenter -S 12345)" = "from -sh" ] # who has no passwd entry
    refuses 127 "nsenter: failed to execute sh: No such file or directory" env SHELL=sh nsenter # no search along PATH
}

@test "exit statuses of programs that do not run" {
    refuses 127 "nsenter: failed to execute no-such-command: No such file or directory" nsenter no-such-command
    refuses 127 "nsenter: failed to execute : No such file or directory" nsenter ""
    refuses 126 "nsenter: failed to execute /etc/passwd: Permission denied" nsenter /etc/passwd
    refuses 126 "nsenter: failed to execute /etc/passwd/x: Not a directory" nsenter -t $$ -p /etc/passwd/x
    refuses 127 "nsenter: failed to execute no-such-command: No such file or directory" nsenter -t $$ -p no-such-command
    printf '#!/no/such\n' >script
    chmod +x script
    refuses 127 "nsenter: failed to execute ./script: No such file or directory" nsenter ./script
    echo 'echo a script without a first line' >script
    [ "$(nsenter ./script)" = "a script without a first line" ]
    refuses 126 "nsenter: failed to execute $PWD/script: Exec format error" env SHELL="$PWD/script" nsenter
    rm script
}
