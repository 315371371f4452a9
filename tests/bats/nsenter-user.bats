#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# nsenter: user namespaces, and who the program is in them: IDs, groups, capabilities.

load helpers
load nsenter_targets

# ids COMMAND...: user, group and groups as `id` prints them, run by COMMAND.
ids() { "$@" sh -c 'echo "$(id -u):$(id -g):$(id -G)"'; }

@test "root becomes root inside, by default" {
    start_target as_user unshare -Ur
    [ "$(ids nsenter -t "$target" -U)" = 0:0:0 ]
    [ "$(nsenter -t "$target" -U readlink /proc/self/ns/user)" = "$(readlink "/proc/$target/ns/user")" ]
    [ "$(ids nsenter --user=/proc/"$target"/ns/user)" = 0:0:0 ]
}

@test "--preserve-credentials keeps the IDs, and does not cancel given ones" {
    start_target as_user unshare -Ur
    [ "$(nsenter -t "$target" -U --preserve-credentials id -u)" = 65534 ]
    [ "$(nsenter -t "$target" -U --preserve-credentials -S 0 -G 0 sh -c 'id -u; id -g')" = "0
0" ]
}

@test "the owner gets in, though it may not drop its groups" {
    start_target as_user unshare -Ur
    refuses 1 "nsenter: setgroups failed: Operation not permitted" as_user nsenter -t "$target" -U id
    [ "$(ids as_user nsenter -t "$target" -U --preserve-credentials)" = 0:0:0 ]
    # If groups are dropped only by default, a failure to drop them is ignored.
    [ "$(ids as_user nsenter -t "$target" -U --preserve-credentials -S 0 -G 0)" = 0:0:0 ]
}

@test "the owner enters the user namespace first, which gives it the right to the others" {
    start_target as_user unshare -Urmnu
    for name in mnt net uts; do
        [ "$(as_user nsenter -t "$target" -U -m -n -u --preserve-credentials readlink "/proc/self/ns/$name")" = \
            "$(readlink "/proc/$target/ns/$name")" ]
    done
    refuses 1 "nsenter: reassociate to namespaces failed: Operation not permitted" as_user nsenter -t "$target" -n true
}

@test "root enters the user namespace last, and keeps its rights until then" {
    # The network namespace belongs to us: inside the target's user namespace nobody could enter it.
    start_target unshare -n
    outer=$target
    start_target as_user unshare -Ur
    [ "$(nsenter -t "$target" -U -n/proc/"$outer"/ns/net readlink /proc/self/ns/net)" = "$(readlink "/proc/$outer/ns/net")" ]
    start_target as_user unshare -Urmuinpf
    [ "$(nsenter -t "$target" -a readlink /proc/self/ns/mnt)" = "$(readlink "/proc/$target/ns/mnt")" ]
}

@test "a file for the user namespace beside a target for the others, as the owner" {
    start_target as_user unshare -Urm
    check 0 as_user nsenter --user=/proc/"$target"/ns/user -t "$target" -m --preserve-credentials readlink /proc/self/ns/mnt
    says "$(readlink "/proc/$target/ns/mnt")"
    check 0 as_user nsenter -U -t "$target" --mount=/proc/"$target"/ns/mnt --preserve-credentials readlink /proc/self/ns/mnt
    says "$(readlink "/proc/$target/ns/mnt")"
}

@test "our own user namespace cannot be entered, and -a leaves it out" {
    check 1 nsenter -t $$ -U true
    says "nsenter: reassociate to namespaces failed: Invalid argument"
    check 1 nsenter --user=/proc/self/ns/user true
    says "nsenter: reassociate to namespace 'ns/user' failed: Invalid argument"
    [ "$(ids nsenter -t $$ -a -S 5 -G 6)" = 5:6:6 ]
    start_target unshare -u
    [ "$(setpriv --groups 7 nsenter -t "$target" -a id -G)" = "0 7" ] # no user namespace, no change of groups
}

@test "--user-parent: the parent of the target's user namespace, or of a file's" {
    start_target as_user unshare -Ur --keep-caps "$(reference unshare)" -Ur
    child=$(readlink "/proc/$target/ns/user")
    parent=$(nsenter -t "$target" --user-parent readlink /proc/self/ns/user)
    [ "$parent" != "$child" ]
    [ "$parent" != "$(readlink /proc/self/ns/user)" ]
    inner=$target
    [ "$(nsenter -t "$target" --user-parent -U readlink /proc/self/ns/user)" = "$parent" ]
    [ "$(nsenter -t "$target" --user-parent --user=/proc/"$inner"/ns/user readlink /proc/self/ns/user)" = "$parent" ]
    [ "$(ids nsenter -t "$target" --user-parent)" = 0:0:0 ]
    start_target unshare -Ur
    refuses 1 "nsenter: reassociate to namespace 'ns/user' failed: Invalid argument" nsenter -t "$target" --user-parent true
    refuses 1 "nsenter: failed to open parent namespace: Operation not permitted" nsenter -t $$ --user-parent true
    refuses 1 "nsenter: no target PID specified" nsenter --user-parent true
}

@test "-S alone changes the user, -G alone the group and drops the others" {
    [ "$(ids setpriv --groups 7,8 nsenter -S 5)" = "5:0:0 7 8" ]
    [ "$(ids setpriv --groups 7,8 nsenter -G 6)" = "0:6:6" ]
    [ "$(ids setpriv --groups 7,8 nsenter -S 5 -G 6)" = "5:6:6" ]
    [ "$(ids nsenter -S 1 -S 2)" = "2:0:0" ]
    refuses 1 "nsenter: setuid() failed: Operation not permitted" as_user nsenter -S 0 true
    refuses 1 "nsenter: setgid() failed: Operation not permitted" as_user nsenter -G 0 true
    start_target as_user unshare -Ur
    refuses 1 "nsenter: setgid() failed: Invalid argument" nsenter -t "$target" -U -G 5 true
    refuses 1 "nsenter: setuid() failed: Invalid argument" nsenter -t "$target" -U -S 5 true
}

@test "IDs are not cut to 32 bits" {
    for id in 4294967295 4294967296 18446744073709551616; do
        refuses 1 "nsenter: failed to parse uid: '$id': Numerical result out of range" nsenter -S $id id -u
        refuses 1 "nsenter: failed to parse gid: '$id': Numerical result out of range" nsenter -G $id id -g
    done
    refuses 1 "nsenter: failed to parse uid: '-1': Numerical result out of range" nsenter -S -1 id -u
    refuses 1 "nsenter: failed to parse uid: 'root'" nsenter -S root id -u
    refuses 1 "nsenter: failed to parse uid: '5x'" nsenter -S 5x id -u
}

@test "follow: the target's IDs, as they are inside" {
    start_target setpriv --reuid=7 --regid=8 --clear-groups
    [ "$(ids nsenter -t "$target" -S follow -G follow)" = 7:8:8 ]
    start_target as_user unshare -U --map-user=7 --map-group=8
    [ "$(grep ^Uid: /proc/"$target"/status | cut -f3)" = 1000 ]
    [ "$(ids nsenter -t "$target" -U -S follow -G follow)" = 7:8:8 ]
    [ "$(ids nsenter -t "$target" -S follow -G follow)" = 1000:1000:1000 ]
    [ "$(nsenter -t "$target" -S follow id -u)" = 1000 ]
}

@test "follow: a process that cannot be traced is not taken for root's" {
    mkdir unreadable # a program that may be run only, and the kernel hides the process
    cp /bin/sleep unreadable/
    chmod 111 unreadable/sleep
    start_target setpriv --reuid=7 --regid=8 --clear-groups env PATH="$PWD/unreadable:$PATH"
    [ "$(cat /proc/sys/fs/suid_dumpable)" != 1 ] || skip "fs.suid_dumpable is 1: the kernel hides no process"
    [ "$(stat -c %u "/proc/$target/environ")" = 0 ]
    [ "$(ids nsenter -t "$target" -S follow -G follow)" = 7:8:8 ]
    rm -r unreadable
}

capabilities() { "$@" sed -n 's/^Cap\(Amb\|Eff\)://p' /proc/self/status | uniq | wc -l; }

@test "--keep-caps: all capabilities, for any user, if a user namespace is entered" {
    start_target as_user unshare -Uu --map-user=7 --map-group=8
    for more in "" -u; do
        [ "$(capabilities as_user nsenter -t "$target" -U $more --preserve-credentials --keep-caps)" = 1 ]
        as_user nsenter -t "$target" -U $more --preserve-credentials --keep-caps grep -q 'CapAmb:.*[1-9a-f]' /proc/self/status
        as_user nsenter -t "$target" -U $more --preserve-credentials grep -q 'CapEff:.*0000000000000000' /proc/self/status
    done
    # Without a user namespace it means nothing.
    nsenter --keep-caps grep -q 'CapAmb:.*0000000000000000' /proc/self/status
}

@test "root inside cannot look into the nsenter that enters" {
    start_target unshare -U # ours: containers with other IDs often belong to the same user
    echo "0 100000 65536" >"/proc/$target/uid_map"
    echo "0 100000 65536" >"/proc/$target/gid_map"
    nsenter -t "$target" -U -p sh -c 'echo $PPID >waiting; exec sleep 60' 3>&- &
    eventually test -s waiting
    waiting=$(cat waiting)
    check 1 nsenter -t "$target" -U readlink "/proc/$waiting/root"
    # It does see the processes there.
    check 0 nsenter -t "$target" -U readlink "/proc/$target/root"
    kill "$(pgrep -P "$waiting")"
    rm waiting
}
