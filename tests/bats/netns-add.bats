#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip netns add and attach: names that work, one mount each, nothing left behind by failures and by death, names made
# inside other namespaces.

load helpers

run_dir=/var/run/netns

setup() { forget; }
teardown() { forget; }

# Back to an empty /run.
forget() {
    ip -all netns delete 2>/dev/null || true
    umount /run/netns 2>/dev/null || true
    rm -rf /run/netns
    mount --make-private /run 2>/dev/null || true
}

# named COUNT: so many names, each a namespace with one mount, in a directory with one mount.
named() {
    local count=$1 types
    types=$(stat -f -c %T /run/netns/* | sort | uniq -c | tr -s ' ')
    [ "$types" = " $count nsfs" ] || { echo "files are:$types" >&2; return 1; }
    [ "$(grep -c ' /run/netns' /proc/self/mountinfo)" -eq $((count + 1)) ] ||
        { grep ' /run/netns' /proc/self/mountinfo >&2; return 1; }
    [ "$(ip netns list | wc -l)" -eq "$count" ]
}

# works NAME: it is a namespace of its own.
works() { [ "$(ip netns exec "$1" readlink /proc/self/ns/net)" != "$(readlink /proc/self/ns/net)" ]; }

@test "add: a namespace of its own, with loopback down, and back in the caller's" {
    ip netns add a
    works a
    named 1
    [ "$(ip netns exec a cat /sys/class/net/lo/flags)" = 0x8 ]
    [ "$(stat -c %a:%s /run/netns/a)" = 444:0 ]
    printf 'netns add b\nnetns identify\nnetns add c\nnetns identify\n' >commands
    [ "$(ip -batch commands | wc -lc | tr -s ' ')" = ' 2 2' ] # two empty lines
    named 3
    rm commands
}

@test "add: words behind the name are ignored" {
    ip netns add a b c
    named 1
}

@test "add: names that are refused, with and without -all" {
    local name long
    long=$(printf 'x%.0s' {1..256})
    for name in '' . .. a/b /tmp/x ../../tmp/x "$long"; do
        refuses 255 "Invalid netns name \"$name\"" ip netns add "$name"
        refuses 255 "Invalid netns name \"$name\"" ip -all netns add "$name"
        refuses 255 "Invalid netns name \"$name\"" ip netns attach "$name" $$
    done
    refuses 1 'No netns name specified' ip netns add
    [ ! -e /run/netns ]
    ip netns add "${long%x}"
    named 1
}

@test "add: a name that is taken, by a namespace, a stale file, a dangling link" {
    ip netns add a
    refuses 1 "Cannot create namespace file \"$run_dir/a\": File exists" ip netns add a
    touch /run/netns/stale
    refuses 1 "Cannot create namespace file \"$run_dir/stale\": File exists" ip netns add stale
    ln -s /tmp/elsewhere /run/netns/link
    refuses 1 "Cannot create namespace file \"$run_dir/link\": File exists" ip netns add link
    [ ! -e /tmp/elsewhere ]
}

@test "add: failures leave no file" {
    # No namespace can be made.
    check 1 in_user_namespace sh -c 'mount -t tmpfs none /run; echo 0 >/proc/sys/user/max_net_namespaces
        ip netns add x; status=$?; ls /run/netns; exit $status'
    says 'Failed to create a new network namespace "x": No space left on device'
    # Nothing may be mounted.
    check 1 as_user ip netns add x
    says "mkdir $run_dir failed: Permission denied"
    ip netns add a
    check 1 as_user ip netns add x
    says "mount --make-shared $run_dir failed: Operation not permitted"
    named 1
}

@test "add: a file in the place of the directory" {
    touch /run/netns
    refuses 1 "Cannot open netns runtime directory \"$run_dir\": Not a directory" ip netns add x
    rm /run/netns
}

@test "add: in a user namespace" {
    check 0 in_user_namespace sh -c 'mount -t tmpfs none /run; ip netns add x; ip netns list; ip -n x netns list; ip netns del x'
    says $'x\nx'
}

@test "attach: a process's namespace; errors" {
    unshare -n sleep 33 3>&- &
    local pid=$!
    left() { [ "$(readlink /proc/$pid/ns/net)" != "$(readlink /proc/self/ns/net)" ]; }
    eventually left
    ip netns attach a $pid
    [ "$(ip netns pids a)" = $pid ]
    ip netns attach hex "$(printf 0x%x $pid)"
    [ "$(ip netns exec hex readlink /proc/self/ns/net)" = "$(readlink /proc/$pid/ns/net)" ]
    kill $pid
    works a # it outlives the process
    named 2
    refuses 1 'No netns name and PID specified' ip netns attach
    refuses 1 'No netns name and PID specified' ip netns attach b
    refuses 1 "Cannot create namespace file \"$run_dir/a\": File exists" ip netns attach a 4000000
    refuses 1 "Bind /proc/4000000/ns/net -> $run_dir/b failed: No such file or directory" ip netns attach b 4000000
    local word
    for word in x '' 0 -1 1x 4294967297; do
        refuses 1 "Invalid PID: $word" ip netns attach b "$word"
    done
    named 2
}

@test "add: 64 at once from nothing, 20 rounds" {
    local round i
    for round in {1..20}; do
        local -a adders=()
        for i in {1..64}; do
            ip netns add n$i 3>&- &
            adders+=($!)
        done
        wait "${adders[@]}"
        named 64
        works n$((RANDOM % 64 + 1))
        forget
    done
}

@test "add: at once from nothing if /run is shared" {
    mount --make-shared /run
    local i
    local -a adders=()
    for i in {1..16}; do
        ip netns add n$i 3>&- &
        adders+=($!)
    done
    wait "${adders[@]}"
    named 16
}

@test "add: over names that were mounted before their directory" {
    mkdir /run/netns
    local name
    for name in old older; do
        touch /run/netns/$name
        "$(reference unshare)" --net=/run/netns/$name true
    done
    [ "$(grep -c ' /run/netns/' /proc/self/mountinfo)" -eq 2 ]
    ip netns add new
    named 3
    works old
    works new
    ip -all netns delete
    [ -z "$(ls /run/netns)" ]
}

@test "add: killed at any time, it leaves a whole name or none" {
    local i
    for i in {1..60}; do
        ip netns add t$i 3>&- &
        sleep .00$((RANDOM % 4))
        kill -TERM $! 2>/dev/null || true
        wait $! || true
    done
    [ -z "$(ls /run/netns)" ] || named "$(ls /run/netns | wc -l)"
}

@test "add: a kill between file and namespace waits for the namespace" {
    command -v strace >/dev/null || skip "no strace"
    strace -o /dev/null -e trace=none true || skip "no ptrace"
    ip netns add before
    # It stops for half a second after it has made the file.
    strace -qq -o /dev/null -P $run_dir/x -e inject=open,openat:delay_exit=500000 ip netns add x 3>&- &
    local tracer=$!
    eventually test -e /run/netns/x
    kill -TERM "$(pgrep -P $tracer)"
    wait $tracer || true
    works x
    named 2
}

@test "add: after SIGKILL at any time, ip alone can repair everything" {
    local i
    for i in {1..60}; do
        ip netns add k$i 3>&- &
        sleep .00$((RANDOM % 4))
        kill -KILL $! 2>/dev/null || true
        wait $! 2>/dev/null || true
    done
    [ "$(grep -c ' /run/netns ' /proc/self/mountinfo)" -le 1 ]
    for i in {1..60}; do
        [ ! -e /run/netns/k$i ] || ip netns delete k$i
        ip netns add k$i
    done
    named 60
}

@test "add: inside netns exec, the name works outside" {
    ip netns add a
    ip netns exec a ip netns add b
    works b
    ip netns exec a ip netns exec b ip netns add c # two deep
    works c
    check 0 ip netns exec a sh -c 'ip netns add d && ip netns exec d readlink /proc/self/ns/net && ip netns list | wc -l'
    [ "${lines[0]}" = "$(ip netns exec d readlink /proc/self/ns/net)" ] # and inside
    [ "${lines[1]}" = 4 ]
    named 4
    ip netns exec a ip netns delete d
    named 3
    ip -n a netns add e
    works e
    named 4
    refuses 1 "Cannot create namespace file \"$run_dir/e\": File exists" ip netns exec a ip netns add e
    refuses 1 "Bind /proc/4000000/ns/net -> $run_dir/f failed: No such file or directory" ip netns exec a ip netns attach f 4000000
    named 4
    printf 'netns add f\nnetns exec f ip netns add g\nnetns exec g true\n' | ip netns exec a ip -batch -
    named 6
}

@test "attach: inside netns exec, the name works outside" {
    unshare -n sleep 34 3>&- &
    local pid=$!
    left() { [ "$(readlink /proc/$pid/ns/net)" != "$(readlink /proc/self/ns/net)" ]; }
    eventually left
    ip netns add a
    ip netns exec a ip netns attach b $pid
    [ "$(ip netns exec b readlink /proc/self/ns/net)" = "$(readlink /proc/$pid/ns/net)" ]
    kill $pid
    named 2
}

@test "add: from a mount namespace that only receives mounts, the first name too" {
    mount --make-shared /run
    unshare --mount --propagation slave ip netns add a
    works a
    named 1
}

@test "add: if the mounts come from out of reach, the name works for the caller, with a warning" {
    local warning="Warning: $run_dir is mounted from elsewhere: the name will mean nothing outside"
    ip netns add a
    # The other mount namespace cannot be entered.
    check 0 ip netns exec a setpriv --bounding-set=-sys_chroot sh -c 'ip netns add b && ip netns exec b ip netns identify'
    says "$warning"$'\nb'
    ip netns delete b
    # It cannot be found: no process of this PID namespace is in it.
    check 0 unshare --mount --propagation slave --pid --fork --mount-proc sh -c '
        unshare --mount --propagation slave sh -c "ip netns add b && ip netns exec b ip netns identify"; true'
    says "$warning"$'\nb'
    ip netns delete b
    named 1
}

@test "add: the world around it stays as it was" {
    ip netns add first
    assert_no_leak sh -c 'ip netns add a && ip netns delete a'
    assert_no_leak sh -c 'ip netns exec first ip netns add a && ip netns delete a'
    run assert_no_leak ip netns add first
    [ "$status" -eq 1 ]
}

@test "add: root of a user namespace, in a network namespace of outside" {
    # It may leave that namespace, and not come back.
    check 0 unshare --user --map-root-user --mount sh -ec 'mount -t tmpfs tmpfs /run
        ip netns add a; printf "netns add b\nnetns add c\n" | ip -batch -; ip netns; ip -n c -br link show lo | cut -c 1-2'
    says $'c\nb\na\nlo'
}

@test "config apply: what it cannot come back from is undone" {
    printf '%s\n' 'netns add a' '-n a link set lo up' >lab
    check 0 unshare --user --map-root-user --mount sh -c 'mount -t tmpfs tmpfs /run
        ip config apply lab; echo $?; ip netns'
    says "Cannot go back to the own namespace 'ns/net': Operation not permitted
\"-n a link set lo up\" of line 2 failed; what was changed before it has been undone.
2"
}

@test "all combinations of closed standard descriptors" {
    local in out err name
    for in in '' '<&-'; do
        for out in '' '>&-'; do
            for err in '' '2>&-'; do
                name="n$in$out$err"
                eval "ip netns add \"\$name\" $in $out $err"
                works "$name"
                eval "ip netns exec \"\$name\" sh -c 'ip netns identify >>\"$PWD/entered\"' $in $out $err"
                [ "$(cat entered)" = "$name" ]
                rm entered
                eval "ip netns delete \"\$name\" $in $out $err"
            done
        done
    done
}
