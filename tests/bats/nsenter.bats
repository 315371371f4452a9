#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# nsenter: which namespaces are entered, by what names, and errors of the command line.

load helpers
load nsenter_targets

@test "each namespace of a target, by its letter and by its name, and no other namespace" {
    start_target unshare -muinpfCT
    for option in mount:m:mnt uts:u:uts ipc:i:ipc net:n:net pid:p:pid cgroup:C:cgroup time:T:time; do
        IFS=: read -r long short name <<<"$option"
        for word in "--$long" "-$short"; do
            for other in mnt uts ipc net pid cgroup time; do
                entered=$(nsenter -t "$target" "$word" readlink "/proc/self/ns/$other")
                if [ "$other" = "$name" ]; then
                    [ "$entered" = "$(readlink "/proc/$target/ns/$other")" ]
                else
                    [ "$entered" = "$(readlink "/proc/self/ns/$other")" ]
                fi
            done
        done
    done
}

@test "each namespace by a file, attached in three ways" {
    start_target unshare -uinpfCT
    for option in uts:u:uts ipc:i:ipc net:n:net pid:p:pid cgroup:C:cgroup time:T:time; do
        IFS=: read -r long short name <<<"$option"
        file=/proc/$target/ns/$name
        for word in "--$long=$file" "-$short$file" "-$short=$file"; do
            [ "$(nsenter "$word" readlink "/proc/self/ns/$name")" = "$(readlink "$file")" ]
        done
    done
}

@test "a file that a namespace is bound to" {
    touch net
    "$(reference unshare)" --net=net true
    [ "$(nsenter --net=net stat -L -c %i /proc/self/ns/net)" = "$(stat -c %i net)" ]
    umount net
    rm net
}

@test "-a enters all" {
    start_target unshare -muinpfCTUr
    check 0 nsenter -t "$target" -a sh -c 'readlink /proc/1/ns/* >/dev/null 2>&1; cat /proc/self/uid_map | wc -l; pwd'
    for name in mnt uts ipc net pid cgroup user time; do
        [ "$(nsenter -t "$target" -a -r/ readlink "/proc/self/ns/$name")" = "$(readlink "/proc/$target/ns/$name")" ]
    done
}

@test "-a from the target itself" {
    [ "$(nsenter -t $$ -a echo same)" = same ]
}

@test "a file counts, whether -a or the bare option comes before or after it" {
    start_target unshare -n
    one=$target
    start_target unshare -n
    for words in "-a -n/proc/$one/ns/net" "-n/proc/$one/ns/net -a" "-n -n/proc/$one/ns/net" "-n/proc/$one/ns/net -n"; do
        [ "$(nsenter -t "$target" $words readlink /proc/self/ns/net)" = "$(readlink "/proc/$one/ns/net")" ]
    done
    start_target unshare -n
    [ "$(nsenter -n/proc/"$one"/ns/net -n/proc/"$target"/ns/net readlink /proc/self/ns/net)" = "$(readlink "/proc/$target/ns/net")" ]
}

@test "without a namespace, the program just runs" {
    [ "$(nsenter echo hi)" = hi ]
    [ "$(nsenter -t $$ echo hi)" = hi ]
    [ "$(nsenter -S 1000 -G 1000 id -u)" = 1000 ]
    [ "$(nsenter -r/ -W/usr pwd)" = /usr ]
}

@test "the network namespace of a socket of the target" {
    start_target python3 -c '
import os, socket, sys
s = socket.socket(socket.AF_UNIX)
os.dup2(s.fileno(), 9)
os.execvp("'"$(reference unshare)"'", ["unshare", "-n"] + sys.argv[1:])'
    [ "$(readlink "/proc/$target/ns/net")" != "$(readlink /proc/self/ns/net)" ]
    [ "$(nsenter -t "$target" -N 9 readlink /proc/self/ns/net)" = "$(readlink /proc/self/ns/net)" ]
    [ "$(nsenter -t "$target" -n -N 9 readlink /proc/self/ns/net)" = "$(readlink /proc/self/ns/net)" ]
    refuses 1 "nsenter: ioctl(0, SIOCGSKNS): Inappropriate ioctl for device" nsenter -t "$target" -N 0 true
    check 1 nsenter -t "$target" -N 77 true
    [[ $output =~ ^'nsenter: pidfd_getfd('[0-9]+', 77): Bad file descriptor'$ ]]
    refuses 1 "nsenter: no target PID specified" nsenter -N 9 true
    refuses 1 "nsenter: failed to parse file descriptor: 'x'" nsenter -N x true
}

@test "a namespace id is refused with a reason if the kernel is too old" {
    IFS=.- read -r major minor _ < <(uname -r)
    if [ "$((major * 1000 + minor))" -ge 6019 ]; then
        refuses 1 "nsenter: cannot open namespace of id 1: Stale file handle" nsenter -n:1 true
    else
        refuses 1 "nsenter: cannot open namespace of id 1: Stale file handle (entering a namespace by its id needs Linux 6.19)" \
            nsenter --net=:1 true
    fi
    refuses 1 "nsenter: failed to parse nsid: x" nsenter -n:x true
}

@test "a process by its number and the inode of its pidfd" {
    start_target unshare -u
    inode=$(python3 -c "import os; print(os.fstat(os.pidfd_open($target)).st_ino)")
    [ "$(nsenter -t "$target:$inode" -u readlink /proc/self/ns/uts)" = "$(readlink "/proc/$target/ns/uts")" ]
    refuses 1 "nsenter: failed to obtain a valid file descriptor for PID $target: No such process" \
        nsenter -t "$target:$((inode + 1))" -u true
    refuses 1 "nsenter: failed to parse PID argument '$target:0': Numerical result out of range" nsenter -t "$target:0" true
}

@test "errors about targets" {
    refuses 1 "nsenter: no target PID specified" nsenter -n true
    refuses 1 "nsenter: no target PID specified for --all" nsenter -a true
    refuses 1 "nsenter: no target PID specified for --all" nsenter --all --wd true
    refuses 1 "nsenter: option --target may be given only once" nsenter -t 1 -t 1 true
    refuses 1 "nsenter: failed to parse PID argument 'x': Invalid argument" nsenter -t x true
    refuses 1 "nsenter: failed to parse PID argument '0': Numerical result out of range" nsenter -t 0 true
    refuses 1 "nsenter: cannot open /proc/999999/ns/net: No such file or directory" nsenter -t 999999 -n true
    refuses 1 "nsenter: stat of /proc/999999/ns/user failed: No such file or directory" nsenter -t 999999 -a true
    refuses 1 "nsenter: cannot open /proc/999999/root: No such file or directory" nsenter -t 999999 -r true
    for option in --root:root --wd:cwd --env:environ --join-cgroup:cgroup; do
        refuses 1 "nsenter: neither filename nor target pid supplied for ${option#*:}" nsenter "${option%:*}" true
    done
    refuses 1 "nsenter: neither filename nor target pid supplied for " nsenter -S follow true
}

@test "a zombie has no namespaces" {
    # It ends when its parent is a program that waits for no child, as the shell may do.
    sh -c 'until grep -qx sleep /proc/$$/comm; do :; done & echo $! >ended; exec sleep 30' 3>&- &
    parent=$!
    eventually grep -q '^State:.Z' /proc/"$(eventually test -s ended; cat ended)"/status
    check 1 nsenter -t "$(cat ended)" -n true
    has "No such"
    kill "$parent"
    rm ended
}

@test "files that are no namespace, or one of another type" {
    refuses 1 "nsenter: cannot open /no/such: No such file or directory" nsenter --net=/no/such true
    refuses 1 "nsenter: reassociate to namespace 'ns/net' failed: Invalid argument" nsenter --net=/etc/passwd true
    refuses 1 "nsenter: reassociate to namespace 'ns/net' failed: Invalid argument" nsenter --net=/proc/self/ns/uts true
}

@test "a file is opened before later options are read" {
    check 1 nsenter --net=/no/such --bogus
    says "nsenter: cannot open /no/such: No such file or directory"
}

@test "the program does not run if setns(2) led to the wrong place" {
    traceable
    start_target unshare -nu
    for options in "-t $target -n" "-n/proc/$target/ns/net" "-t $target -u"; do
        run strace -f -o /dev/null -e trace=setns -e inject=setns:retval=0 nsenter $options touch "$SCRATCH/wrong"
        [ "$status" -eq 1 ]
        has "than the one asked for"
        [ ! -e "$SCRATCH/wrong" ]
    done
}

@test "without pidfds, by the files of /proc" {
    traceable
    start_target unshare -muinpfCTUr
    for name in mnt uts ipc net pid cgroup user time; do
        [ "$(strace -o /dev/null -e trace=none -e inject=pidfd_open:error=ENOSYS nsenter -t "$target" -a -r/ \
            readlink "/proc/self/ns/$name")" = "$(readlink "/proc/$target/ns/$name")" ]
    done
    refuses 1 "nsenter: cannot open /proc/999999/ns/mnt: No such file or directory" nsenter -t 999999 -m true
}

@test "a thread is a target too" {
    python3 -c '
import ctypes, threading, time
def other():
    ctypes.CDLL(None).unshare(0x04000000) # CLONE_NEWUTS
    print(threading.get_native_id(), flush=True)
    time.sleep(60)
threading.Thread(target=other).start()' >thread 3>&- &
    process=$!
    eventually test -s thread
    thread=$(cat thread)
    entered=$(nsenter -t "$thread" -u readlink /proc/self/ns/uts)
    wanted=$(readlink "/proc/$thread/ns/uts")
    kill "$process"
    rm thread
    [ "$entered" = "$wanted" ]
    [ "$wanted" != "$(readlink /proc/self/ns/uts)" ]
}

@test "if /proc shows another PID namespace, the target is still the process with that number in ours" {
    # Inside, PID 2 is the sleeping process; in /proc, which is the outer one, it is another or none.
    "$(reference unshare)" --pid --fork sh -c '
        '"$(reference unshare)"' --uts --root=/usr sleep 60 & sleep .3
        nsenter -t $! -u -r /bin/ls / >in_root
        kill $!' 3>&-
    diff <(ls /usr) in_root
    rm in_root
}

@test "namespaces are entered and checked without /proc" {
    start_target unshare -un sh -c 'echo inside >/proc/sys/kernel/hostname; exec "$@"' sh
    python3 -c "import fcntl, os; fcntl.ioctl(os.pidfd_open($$), 0xff0a)" 2>/dev/null || skip "Linux 6.11 opens them by pidfds"
    without_proc() { "$(reference unshare)" -m sh -c 'while umount -l /proc; do :; done 2>/dev/null; exec "$@"' sh "$@"; }
    [ "$(without_proc nsenter -t "$target" -u -n -S 1000 hostname)" = inside ]
    # Address sanitizer learns the bounds of the stack from /proc, and takes an exception for an overflow without it.
    [[ $NSKIT_BUILD != */asan ]] || return 0
    check 1 without_proc nsenter -t "$target" -u -r hostname
    says "nsenter: cannot open /proc/$target/root: No such file or directory"
}

@test "-a takes the owner to namespaces of other owners too" {
    start_target as_user unshare -Urm
    check 0 as_user nsenter -t "$target" -a --preserve-credentials readlink /proc/self/ns/mnt
    says "$(readlink "/proc/$target/ns/mnt")"
    start_target as_user unshare -Urmnpf
    check 0 as_user nsenter -t "$target" -a --preserve-credentials readlink /proc/self/ns/net
    says "$(readlink "/proc/$target/ns/net")"
}

@test "an ordinary user does not get into the namespaces of others" {
    for option in -n -u -m -i -C -p -T; do
        refuses 1 "nsenter: reassociate to namespaces failed: Operation not permitted" as_user nsenter -t $$ $option true
    done
    refuses 1 "nsenter: stat of /proc/$$/ns/user failed: Permission denied" as_user nsenter -t $$ -a true
}

@test "options: abbreviations, getopt's messages, the hint at --help" {
    start_target unshare -u
    [ "$(nsenter --targ "$target" --ut readlink /proc/self/ns/uts)" = "$(readlink "/proc/$target/ns/uts")" ]
    check 1 nsenter --bogus
    says "nsenter: unrecognized option '--bogus'
Try 'nsenter --help' for more information."
    check 1 "$(command -v nsenter)" -y
    says "$(command -v nsenter): invalid option -- 'y'
Try 'nsenter --help' for more information."
    check 1 nsenter -t
    has "option requires an argument -- 't'"
    refuses 1 "nsenter: --follow-context is not supported: built without SELinux" nsenter -t $$ -Z true
}

@test "help and version" {
    check 0 nsenter --help
    [[ $output == $'\n'Usage:* ]] || [[ $output == Usage:* ]] # bats drops no line, run may
    check 0 nsenter -h --bogus
    check 1 nsenter --bogus -h
    check 0 nsenter -V
    [[ $output =~ ^'nsenter from util-linux 2.43 (nskit '[0-9.]+')'$ ]]
    check 1 sh -c 'nsenter --help >/dev/full'
    says "nsenter: write error: No space left on device"
    check 0 sh -c 'nsenter --help >&-'
}

@test "every option stands in the help" {
    nsenter --help >help
    for word in all target mount uts ipc net pid cgroup user time net-socket user-parent setuid setgid preserve-credentials \
        keep-caps root wd wdns env no-fork join-cgroup follow-context help version; do
        grep -q -e "--$word\b" help || { echo "no --$word"; return 1; }
    done
    rm help
}
