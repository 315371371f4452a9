#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# ip netns when something is in its way: what cannot be read is no empty list, names are made and removed by one process
# at a time, and no file that is no namespace keeps a command waiting.

load helpers

setup() {
    mkdir -p "$SCRATCH/cwd" /run/netns
    cd "$SCRATCH/cwd"
}
teardown() {
    exec 2>/dev/null
    umount -l /run/netns/* 
    umount -l /run/netns
    rm -rf /run/netns /etc/netns
}

# in_time COMMAND...: it ends within 5 s. 124 if not.
in_time() { timeout 5 "$@"; }

@test "a FIFO among the names keeps nobody waiting" {
    mkfifo /run/netns/fifo
    check 255 in_time ip -n fifo link show
    check 255 in_time ip netns exec fifo true
    check 0 in_time ip netns list
    check 0 in_time ip netns identify
    check 0 in_time ip netns pids fifo
    check 2 in_time ip link set lo netns fifo
    check 1 in_time nsenter --net=/run/netns/fifo true
    check 1 in_time nsenter --mount=/run/netns/fifo true
    check 2 in_time ip netns set fifo 5
    check 0 in_time ip netns del fifo
}

@test "a directory of names that cannot be read is an error, not an empty list" {
    ip netns add a
    no_descriptors() { (exec 3>&-; ulimit -n 3; exec "$@"); }
    chmod 700 /run/netns
    for words in "list" "list-id" "-all exec true" "-all delete" "identify" "pids a"; do
        read -ra words <<<"$words"
        if [ "${words[0]}" = -all ]; then command=(ip -all netns "${words[@]:1}"); else command=(ip netns "${words[@]}"); fi
        [ "${words[0]}" = list-id ] || {
            run as_user "${command[@]}"
            [ "$status" -ne 0 ] || { echo "as a user: ${command[*]}: $output"; false; }
            has "Permission denied"
        }
    done
    if [[ $NSKIT_BUILD != */asan ]]; then # which needs descriptors to load its libraries
        check 1 no_descriptors ip -all netns delete
        has "Too many open files"
    fi
    [ -e /run/netns/a ]
    umount -l /run/netns/a
    umount -l /run/netns
    rm -rf /run/netns
    : >/run/netns
    check 1 ip netns list
    has "Not a directory"
    check 1 ip -all netns exec true
    rm /run/netns
    check 0 ip netns list # there are none before the first
    says ""
    check 0 ip -all netns delete
    mkdir /run/netns
}

@test "what is missing for want of a descriptor or a right is an error" {
    ip netns add a
    chmod 744 /run/netns # a user reads the names, and nothing else
    run as_user ip netns identify
    [ "$status" -ne 0 ]
    has "netns/a: Permission denied"
    chmod 755 /run/netns
    ip netns set a 7
    local few
    for few in 4 5; do # the socket, the directory, and no more
        run bash -c "exec 3>&-; ulimit -n $few; exec ip netns list"
        [ "$status" -ne 0 ] || [[ $output = *"a (id: 7)"* ]] || { echo "with $few descriptors: $output"; false; }
    done
}

@test "identify takes digits only" {
    local word
    for word in +1 " 1" -1 0x1 self; do
        refuses 1 "Specified string '$word' is not a pid" ip netns identify "$word"
    done
}

@test "exec does not run without the files of /etc/netns that it cannot read" {
    ip netns add a
    mkdir -p /etc/netns
    : >/etc/netns/a
    check 255 ip netns exec a cat /etc/resolv.conf
    has "Failed to open directory /etc/netns/a/: Not a directory"
    rm /etc/netns/a
    check 0 ip netns exec a true
}

@test "exec in all namespaces runs the command even if the names cannot be written" {
    ip netns add a
    ip netns add b
    status=0
    ip -all netns exec sh -c 'echo >>ran' >&- 2>err || status=$?
    [ "$status" -eq 1 ]
    grep -q "write error: Bad file descriptor" err
    [ "$(wc -l <ran)" -eq 2 ]
}

@test "a descriptor that is missing is no wrong name" {
    [[ $NSKIT_BUILD != */asan ]] || skip "the sanitizers need descriptors of their own"
    ip netns add a
    for limit in {3..12}; do
        (exec 3>&-; ulimit -n "$limit"; exec ip link set lo netns a) >>told 2>&1 || true
    done
    grep -q 'Cannot open network namespace "a": Too many open files' told
    ! grep -q Invalid told
}

@test "of many that add one name at a time, one succeeds, and the name is one mount" {
    for round in {1..10}; do
        rm -f added
        adding=()
        for try in {1..8}; do
            { ip netns add same 2>/dev/null && echo yes >>added; } 3>&- &
            adding+=($!)
        done
        for process in "${adding[@]}"; do wait "$process" || true; done
        [ "$(wc -l <added)" -eq 1 ]
        [ "$(grep -c ' /run/netns/same ' /proc/self/mountinfo)" -eq 1 ]
        ip netns del same
        [ ! -e /run/netns/same ]
    done
}

@test "names may go while all are deleted" {
    for round in {1..10}; do
        for name in a b c d e f; do ip netns add $name; done
        ip -all netns delete 2>err1 3>&- &
        first=$!
        ip -all netns delete 2>err2 3>&- &
        wait $first
        wait $!
        cat err1 err2
        [ ! -s err1 ] && [ ! -s err2 ]
        [ -z "$(ls /run/netns)" ]
    done
}

@test "with a /proc that is not the kernel's add pins nothing" {
    ip netns add other
    run ip netns exec other readlink /proc/self/ns/net
    inode=$output
    run unshare --mount sh -c '
        mount -t tmpfs none /proc
        mkdir -p /proc/self/ns /proc/self/fd
        touch /proc/self/ns/net
        mount --bind /run/netns/other /proc/self/ns/net
        for fd in 3 4 5 6 7 8 9; do touch /proc/self/fd/$fd; mount --bind /run/netns/other /proc/self/fd/$fd; done
        ip netns add new'
    [ "$status" -ne 0 ]
    [ ! -e /run/netns/new ]
}

@test "SIGTERM does not leave half of a name behind" {
    for round in {1..20}; do
        ip netns add half 3>&- &
        adding=$!
        kill -TERM $adding 2>/dev/null || true
        wait $adding || true
        ip netns list | grep -q half || [ ! -e /run/netns/half ]
        ip netns del half 3>&- & 
        deleting=$!
        kill -TERM $deleting 2>/dev/null || true
        wait $deleting || true
        if [ -e /run/netns/half ]; then
            ip netns exec half true # a whole one
            ip netns del half
        fi
    done
}
