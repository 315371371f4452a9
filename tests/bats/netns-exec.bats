#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# ip netns exec and ip -n: what the command finds, what it leaves, and how it ends.

load helpers

setup() { ip netns add a; }
teardown() {
    ip -all netns delete 2>/dev/null || true
    rm -rf /etc/netns
}

own_netns() { readlink /proc/self/ns/net; }

@test "exec: the command is in the namespace, and alone in it" {
    [ "$(ip netns exec a readlink /proc/self/ns/net)" != "$(own_netns)" ]
    [ "$(ip netns exec a readlink /proc/self/ns/pid)" = "$(readlink /proc/self/ns/pid)" ]
    [ "$(ip netns exec a readlink /proc/self/ns/mnt)" != "$(readlink /proc/self/ns/mnt)" ]
}

@test "exec: the process is the command itself" {
    ip netns exec a sleep 35 3>&- &
    local pid=$!
    asleep() { [ "$(cat /proc/$pid/comm)" = sleep ]; }
    eventually asleep
    kill -TERM $pid
    local status=0
    wait $pid || status=$?
    [ $status -eq 143 ]
}

@test "exec: input, environment, directory and exit status" {
    [ "$(echo words | ip netns exec a cat)" = words ]
    [ "$(V='a b' ip netns exec a sh -c 'echo "$V"')" = 'a b' ]
    cd /tmp
    [ "$(ip netns exec a pwd)" = /tmp ]
    cd "$SCRATCH/cwd"
    check 42 ip netns exec a sh -c 'exit 42'
    check 137 bash -c "ip netns exec a sh -c 'kill -KILL \$\$'; exit \$?"
}

@test "exec: words of the command are its own, options too" {
    check 0 ip netns exec a printf '%s|' -n --all -- 'two words' ''
    says '-n|--all|--|two words||'
}

@test "exec: no descriptor of ours" {
    only_standard_descriptors ip netns exec a
    only_standard_descriptors ip -n a netns exec a
    [ "$(ip -all netns exec ls /proc/self/fd | tail -n +3)" = "$(ls /proc/self/fd | cat)" ]
    # In a batch, after a command that has opened a socket.
    printf 'link show lo\nnetns exec a ls /proc/self/fd\n' >commands
    [ "$(ip -batch commands | tail -n +3)" = "$(ls /proc/self/fd | cat)" ]
    rm commands
}

@test "exec: descriptors that the caller left open stay open" {
    check 0 bash -c 'ip netns exec a sh -c "cat <&7" 7<<<words'
    says words
}

@test "exec: signal dispositions and mask are the caller's" {
    local mask='/^Sig(Blk|Ign|Cgt)/'
    [ "$(ip netns exec a awk "$mask" /proc/self/status)" = "$(awk "$mask" /proc/self/status)" ]
    [ "$(trap '' USR1 && ip netns exec a awk "$mask" /proc/self/status)" = "$(trap '' USR1 && awk "$mask" /proc/self/status)" ]
}

@test "exec: /sys is the namespace's" {
    [ "$(ip netns exec a ls /sys/class/net)" = lo ]
    ip link add exec0 type veth peer name exec1 netns a
    [ "$(ip netns exec a ls /sys/class/net | tr '\n' ' ')" = 'exec1 lo ' ]
    [ -e /sys/class/net/exec0 ]
    [ ! -e /sys/class/net/exec1 ]
    ip netns exec a grep -q '^a /sys sysfs rw' /proc/self/mounts
    ip link delete exec0
}

@test "exec: a read-only /sys is replaced by a read-only one" {
    check 0 unshare -m sh -c 'mount -o remount,bind,ro /sys && exec ip netns exec a sh -c "grep -c \"^a /sys sysfs r\" /proc/self/mounts"'
    says 1
}

@test "exec: files of /etc/netns/NAME lie over those of /etc" {
    mkdir -p /etc/netns/a/directory /etc/directory /etc/netns/b
    echo inside >/etc/netns/a/hosts
    echo inside >/etc/netns/a/directory/file
    echo b >/etc/netns/b/hosts
    check 0 ip netns exec a cat /etc/hosts /etc/directory/file
    says $'inside\ninside'
    [ "$(grep -cx inside /etc/hosts)" -eq 0 ]
    [ ! -e /etc/directory/file ]
    # A file without a counterpart is reported, and the rest goes on.
    echo alone >/etc/netns/a/no-such-file
    check 0 ip netns exec a cat /etc/hosts
    has 'Bind /etc/netns/a/no-such-file -> /etc/no-such-file failed: No such file or directory'
    has inside
    [ ! -e /etc/no-such-file ]
    rmdir /etc/directory
}

@test "exec: mounts stay inside, those made outside come in" {
    mkdir "$SCRATCH/shared"
    mount -t tmpfs none "$SCRATCH/shared"
    mount --make-shared "$SCRATCH/shared"
    cd "$SCRATCH/shared"
    mkdir m
    ip netns exec a sh -c 'mount -t tmpfs none m && touch m/inside'
    [ -z "$(ls m)" ]
    ip netns exec a sh -c 'touch waiting; while [ ! -e m/outside ]; do sleep .01; done' 3>&- &
    local pid=$!
    eventually test -e waiting
    mount -t tmpfs none m
    touch m/outside
    wait $pid
    cd "$SCRATCH/cwd"
    umount -R "$SCRATCH/shared"
    rmdir "$SCRATCH/shared"
}

@test "exec: errors" {
    refuses 1 'No netns name specified' ip netns exec
    refuses 1 'No command specified' ip netns exec a
    refuses 1 'No command specified' ip -all netns exec
    refuses 255 'Cannot open network namespace "nope": No such file or directory' ip netns exec nope true
    refuses 255 'Invalid netns name "../netns/a"' ip netns exec ../netns/a true
    refuses 1 'exec of "no-such-command" failed: No such file or directory' ip netns exec a no-such-command
    refuses 1 'exec of "/etc/passwd" failed: Permission denied' ip netns exec a /etc/passwd
    refuses 1 'exec of "" failed: No such file or directory' ip netns exec a ''
    touch /run/netns/stale
    refuses 255 'setting the network namespace "stale" failed: Invalid argument' ip netns exec stale true
    refuses 255 'setting the network namespace "a" failed: Operation not permitted' as_user ip netns exec a true
    rm /run/netns/stale
}

@test "exec: leaves the world as it was" {
    assert_no_leak ip netns exec a true
    run assert_no_leak ip netns exec a no-such-command
    [ "$status" -eq 1 ]
    assert_no_leak ip -all netns exec true
}

@test "exec -all: each in turn, whatever fails" {
    ip netns add b
    touch /run/netns/stale
    check 0 ip -all netns exec sh -c 'ip netns identify; exit 3'
    says '
netns: stale
setting the network namespace "stale" failed: Invalid argument

netns: b
b

netns: a
a'
    check 0 ip -all netns exec no-such-command
    [ "$(grep -c 'exec of "no-such-command" failed: No such file or directory' <<<"$output")" -eq 2 ]
    check 0 ip -all netns exec /bin/echo x # a path is no name
    has x
    rm /run/netns/stale
    ip -all netns delete
    check 0 ip -all netns exec true
    says ''
}

@test "exec -all: the names come before what the commands print, in a pipe too" {
    ip netns add b
    [ "$(ip -all netns exec echo x | tr '\n' ,)" = ',netns: b,x,,netns: a,x,' ]
}

# Commands in several namespaces have the same mount namespace, as long as that cannot be seen.
@test "exec -all: a command finds neither mounts nor processes of another in its surroundings" {
    local name form line
    for name in b c d e; do ip netns add "$name"; done
    mkdir -p /etc/netns/c
    echo own >/etc/netns/c/resolv.conf
    local sysfs=$(ip netns exec a grep -c " /sys " /proc/self/mounts)
    for form in "" "-jobs 1" "-jobs 2" -label; do
        check 0 ip -all netns exec $form sh -c '
            [ $(ls /sys/class/net | wc -l) = 1 ] || echo other devices
            [ $(ip netns identify) != d ] || mount -t tmpfs none /mnt
            [ $(ip netns identify) != e ] || setsid sleep 77 >/dev/null 2>&1 &
            [ $(ip netns identify) != b ] || ip netns exec a true
            echo at $(ip netns identify) $(grep -c " /mnt " /proc/self/mounts) $(grep -c " /sys " /proc/self/mounts) \
                $(cat /etc/resolv.conf | wc -l)'
        for line in "at a 0 $sysfs 0" "at b 0 $sysfs 0" "at c 0 $sysfs 1" "at d 1 $sysfs 0" "at e 0 $sysfs 0"; do
            grep -q "$line\$" <<<"$output"
        done
        lacks other
        # What a command leaves behind stays in surroundings of its own.
        local left=$(pgrep -x -f 'sleep 77')
        [ "$(readlink "/proc/$left/ns/net")" = "$(ip netns exec e readlink /proc/self/ns/net)" ]
        nsenter -t "$left" -m grep -q '^e /sys ' /proc/self/mounts
        [ "$(awk '/^PPid/ { print $2 }' "/proc/$left/status")" = 1 ]
        kill "$left"
        eventually eval '! pgrep -x -f "sleep 77"'
    done
    rm -r /etc/netns/c
    for name in b c d e; do ip netns delete "$name"; done
}

@test "exec -all: a child that cannot begin, or not report, is no success, and nothing runs twice" {
    local number
    run strace -f -o /dev/null -e trace=prctl -e inject=prctl:error=EPERM ip -all netns exec true
    [ "$status" -eq 1 ]
    has 'prctl failed: Operation not permitted'
    for number in 1 2; do # what the two processes say of the first and of the second namespace
        ip netns add b
        run strace -f -o /dev/null -e trace=sendto -e inject=sendto:error=EIO:when=$number ip -all netns exec touch x
        [ "$status" -ne 0 ] || { echo "sendto $number: $output"; false; }
        has 'Cannot talk between processes: Input/output error'
        [ "$(grep '^netns: ' <<<"$output" | sort | uniq -d)" = "" ] || { echo "sendto $number: $output"; false; }
        ip netns delete b
    done
    rm -f x
}

@test "exec -all: if ip is killed, no further command is run" {
    local name form
    for name in b c d; do ip netns add "$name"; done
    for form in "" "-jobs 1"; do
        ip -all netns exec $form sh -c 'echo here >>started; sleep 78' >/dev/null 3>&- &
        eventually pgrep -x -f 'sleep 78'
        kill -KILL $!
        wait $! || true
        pkill -x -f 'sleep 78' || true
        sleep .3
        [ "$(cat started)" = here ]
        rm started
    done
    for name in b c d; do ip netns delete "$name"; done
}

@test "exec in a batch: a status other than 0 fails the line, and so does a signal" {
    printf 'netns exec a sh -c "exit 3"\nnetns exec a echo two\nnetns exec a sh -c "kill -9 $$"\nnetns exec a echo four\n' >commands
    check 1 ip -batch commands
    says 'Command failed commands:1'
    check 1 ip -force -batch commands
    says $'Command failed commands:1\ntwo\nCommand failed commands:3\nfour'
    printf 'netns exec nope true\nnetns exec a no-such-command\nnetns identify\n' >commands
    check 1 ip -force -batch commands
    says 'Cannot open network namespace "nope": No such file or directory
Command failed commands:1
exec of "no-such-command" failed: No such file or directory
Command failed commands:2' # and an empty line: the batch itself is where it was
    rm commands
}

@test "exec in a batch: output stays in order" {
    printf 'netns list\nnetns exec a echo between\nnetns list\n' >commands
    [ "$(ip -batch commands | tr '\n' ' ')" = 'a between a ' ]
    rm commands
}

@test "exec leaves the VRF's cgroup" {
    # A group below our own, which goes again.
    mkdir "$SCRATCH/cgroup"
    mount -t cgroup2 none "$SCRATCH/cgroup" || skip "no cgroup v2"
    local group
    group="$SCRATCH/cgroup$(sed -n 's/^0:://p' /proc/self/cgroup)/nskit-test-$BASHPID"
    if mkdir -p "$group/vrf/red" 2>/dev/null; then
        run sh -c "echo \$\$ >$group/vrf/red/cgroup.procs && exec ip netns exec a sed -n 's/^0:://p' /proc/self/cgroup"
        rmdir "$group/vrf/red" "$group/vrf" "$group"
    fi
    umount "$SCRATCH/cgroup"
    rmdir "$SCRATCH/cgroup"
    [ -n "${status-}" ] || skip "no cgroup can be made"
    [ "$status:${output##*/}" = "0:${group##*/}" ]
}

@test "-n: enters the network namespace, and nothing else" {
    check 0 ip -n a netns identify
    says a
    for option in -n -net -netns --netns --n; do
        check 0 ip $option a netns identify
        says a
    done
    check 0 ip -n a link set lo up
    [ "$(ip netns exec a cat /sys/class/net/lo/flags)" = 0x9 ]
    command -v strace >/dev/null || skip "no strace"
    strace -f -o calls -e trace=mount,umount2,unshare,clone,fork,vfork,setns ip -n a link set lo down
    check 0 grep -c . calls
    grep -q '^[0-9]* *setns(.*CLONE_NEWNET) *= 0' calls
    [ "$(grep -c '(' calls)" -eq 1 ]
    rm calls
}

@test "-n: errors" {
    refuses 255 'Cannot open network namespace "nope": No such file or directory' ip -n nope link
    refuses 255 'Cannot open network namespace "../netns/a": No such file or directory' ip -n ../netns/a link
    refuses 255 'Cannot open network namespace "": No such file or directory' ip -n '' link
    refuses 255 'Cannot open network namespace "(null)": No such file or directory' ip -n
    touch /run/netns/stale
    refuses 255 'setting the network namespace "stale" failed: Invalid argument' ip -n stale link
    rm /run/netns/stale
}

@test "-n with a batch: every line is inside" {
    printf 'netns identify\nnetns add b\nnetns identify\n' >commands
    check 0 ip -n a -batch commands
    says $'a\na'
    check 0 ip netns exec b ip netns identify
    says b
    rm commands
}
