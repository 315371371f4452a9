#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip vrf, compared with the installed ip. If the kernel has no VRFs, vxlan links pass for them: see vrf_links.cc, which is
# preloaded. A static ip preloads nothing, so ours is tested in the sanitizer build, which is dynamic.

load helpers

setup_file() {
    export CGROUPS
    "${CXX:-g++}" -shared -fPIC -o "$SCRATCH/tmp/vrf_links.so" "$NSKIT_SOURCE/tests/bats/vrf_links.cc"
    "$REFERENCE" link add red type vxlan id 10 dstport 4789
    "$REFERENCE" link add a-long-vrf-name type vxlan id 4000 dstport 4790
    "$REFERENCE" link add v0 type veth peer name v1
    umount /sys # the world's, which covers the mounts of cgroups; the installed ip takes the first in the list
    CGROUPS=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
    [ -d "$CGROUPS" ] || skip "no cgroup v2"
    own=$(sed -n 's/^0:://p' /proc/self/cgroup)
    GROUP=$(mktemp -d "$CGROUPS${own%/}/nskit-test-XXXXXX") || skip "no cgroup can be made"
    OWN=${GROUP#"$CGROUPS"} # as in /proc
    export GROUP OWN
}
# Ends the processes of a test; a cgroup is busy until its last process is gone.
teardown() {
    find "$GROUP" -name cgroup.procs -exec cat {} + | xargs -r kill 2>/dev/null || true
    for netns in $("$REFERENCE" -j netns | jq -r '.[].name'); do "$REFERENCE" netns delete "$netns"; done
    eventually sh -c "find $GROUP -mindepth 1 -depth -type d -exec rmdir {} + && ! ls -d $GROUP/*/"
}
teardown_file() { [ ! -d "${GROUP-}" ] || rmdir "$GROUP"; }

# as_vrf COMMAND...: runs it with vxlan links that pass for VRFs, in the cgroup of this file.
as_vrf() {
    sh -c 'echo $$ >"$GROUP/cgroup.procs" && LD_PRELOAD="$SCRATCH/tmp/vrf_links.so" exec "$@"' sh "$@"
}
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0"

# Skips a test in which our ip must take vxlan links for VRFs, if it is static.
needs_dynamic() { ldd "$(type -P ip)" >/dev/null 2>&1 || skip "ip is static"; }

cgroup() { sed -n 's/^0:://p' "/proc/$1/cgroup"; }

# put GROUP: a process in that cgroup, made where it is not there; its number in $put.
put() {
    mkdir -p "$GROUP/$1"
    sleep 60 3>&- &
    put=$!
    echo $put >"$GROUP/$1/cgroup.procs"
}

@test "without VRFs" {
    for words in "vrf" "vrf show" "vrf list" "vrf lst" "vrf l" "-j vrf" "-j -p vrf show" "vrf show red" "vrf show v0" "vrf show nope"; do
        # shellcheck disable=SC2086
        same_stdout $words
    done
    refuses 255 "Invalid VRF" ip vrf show v0
}

@test "show" {
    needs_dynamic
    for words in "vrf" "-o vrf show" "-j vrf" "-j -p vrf list" "vrf show red" "vrf s default" "vrf show v0"; do
        # shellcheck disable=SC2086
        diff <(as_vrf "$REFERENCE" $words) <(as_vrf ip $words)
    done
    refuses 0 "red 10" as_vrf ip vrf show red
    [ "$(as_vrf ip -j vrf show red)" = '[{"name":"red","table":10}]' ]
    check 0 as_vrf ip vrf
    says "Name              Table
-----------------------
red                 10
a-long-vrf-name   4000"
}

@test "exec: sockets are bound, and children inherit it" {
    needs_dynamic
    socket='import socket
for family in socket.AF_INET, socket.AF_INET6:
    print(socket.socket(family, socket.SOCK_DGRAM).getsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, 16))'
    check 0 as_vrf "$REFERENCE" vrf exec red true
    check 0 as_vrf ip vrf exec red sh -c "python3 -c '$socket'; sed -n s/^0:://p /proc/self/cgroup"
    says "b'red\\x00'
b'red\\x00'
$OWN/vrf/red"
    check 0 as_vrf ip vrf exec red ip vrf exec a-long-vrf-name sh -c "python3 -c '$socket'; sed -n s/^0:://p /proc/self/cgroup"
    has "b'a-long-vrf-name\\x00'"
    has "$OWN/vrf/a-long-vrf-name"
    check 0 as_vrf ip vrf exec red ip vrf exec default sh -c "python3 -c '$socket'; sed -n s/^0:://p /proc/self/cgroup"
    says "b''
b''
$OWN"
    check 0 ip vrf exec default echo here
    says here
}

@test "exec: status, batches, descriptors" {
    needs_dynamic
    check 7 as_vrf ip vrf exec red sh -c 'exit 7'
    check 1 as_vrf ip vrf exec red /nonexistent
    says 'exec of "/nonexistent" failed: No such file or directory'
    check 0 as_vrf ip -b - <<<$'vrf exec red echo one\nvrf exec a-long-vrf-name ip vrf identify\nvrf identify'
    says $'one\na-long-vrf-name'
    check 1 as_vrf ip -b - <<<'vrf exec red false'
    only_standard_descriptors ip vrf exec default
    only_standard_descriptors as_vrf ip vrf exec red
}

@test "exec: in a named network namespace" {
    needs_dynamic
    "$REFERENCE" netns add x
    "$REFERENCE" -n x link add blue type vxlan id 77 dstport 4791
    for tool in "$REFERENCE" "$(type -P ip)"; do
        refuses 0 "$OWN/x-ns/vrf/blue" as_vrf "$tool" -n x vrf exec blue sed -n s/^0:://p /proc/self/cgroup
        refuses 0 "$OWN/x-ns/vrf/blue" as_vrf "$tool" -n x vrf exec blue "$tool" -n x vrf exec blue sed -n s/^0:://p /proc/self/cgroup
        refuses 0 "$OWN/x-ns/vrf/blue" as_vrf "$tool" vrf exec red "$tool" -n x vrf exec blue sed -n s/^0:://p /proc/self/cgroup
    done
    refuses 255 "Invalid VRF name" as_vrf ip -n x vrf exec red true
    check 0 as_vrf ip -n x vrf exec blue ip netns exec x ip vrf identify
    says ""
}

@test "exec: no cgroup v2 is mounted" {
    needs_dynamic
    run "$(reference unshare)" -m sh -c "
        export LD_PRELOAD=$SCRATCH/tmp/vrf_links.so
        echo \$\$ >$GROUP/cgroup.procs
        umount -a -t cgroup2
        ip vrf exec red sed -n s/^0:://p /proc/self/cgroup
        ip vrf exec red sh -c 'ip vrf pids red | grep -c \" ip\$\"'
        grep cgroup2 /proc/self/mounts"
    says "$OWN/vrf/red"$'\n1'
}

@test "identify" {
    put vrf/red
    for words in "" "$put" self x 999999999 "1 2" "$$"; do
        # shellcheck disable=SC2086
        [ "$words" = self ] || same_stdout vrf identify $words
    done
    refuses 0 red ip vrf identify $put
    refuses 0 red ip vrf i $put
    [ "$(ip -j vrf identify $put)" = '[{"name":"red"}]' ]
    refuses 255 'Error: argument "x" is wrong: Invalid pid' ip vrf identify x
    refuses 255 'Error: argument "self" is wrong: Invalid pid' ip vrf identify self
    refuses 255 'Error: argument "2" is wrong: Extra arguments specified' ip vrf identify 1 2
    refuses 255 'Error: argument "true" is wrong: Extra arguments specified' ip vrf identify bogus true
    refuses 1 'Failed to lookup vrf association: No such file or directory' ip vrf identify 999999999
    kill $put
    put vrf/red/below
    refuses 0 red ip vrf identify $put
    kill $put
}

@test "pids" {
    needs_dynamic
    pids=()
    "$REFERENCE" netns add x
    "$REFERENCE" -n x link add red type vxlan id 77 dstport 4791
    for group in vrf/red vrf/red/below x-ns/vrf/red y-ns/vrf/red a/x-ns/vrf/red red vrf/blue; do
        put $group
        pids+=("$put")
    done
    for netns in "" "-n x"; do
        # shellcheck disable=SC2086
        theirs=$(as_vrf "$REFERENCE" $netns vrf pids red | sort)
        [ "$(wc -l <<<"$theirs")" -ge 2 ]
        # shellcheck disable=SC2086
        diff <(echo "$theirs") <(as_vrf ip $netns vrf pids red | sort)
    done
    refuses 0 "" as_vrf ip vrf pids a-long-vrf-name
    kill "${pids[@]:1}"
    check 0 eventually sh -c "[ \"\$(LD_PRELOAD=$SCRATCH/tmp/vrf_links.so ip -j vrf pids red)\" = '[{\"pid\":${pids[0]},\"name\":\"sleep\"}]' ]"
    kill "${pids[0]}"
}

@test "what is refused" {
    needs_dynamic
    for words in frob "pids" "pids nope" "pids v0" "pids a b" exec "exec nope" "exec nope true" "exec v0 true" "exec default"; do
        # shellcheck disable=SC2086
        ! theirs=$("$REFERENCE" vrf $words 2>&1)
        # shellcheck disable=SC2086
        run ip vrf $words
        [ "${output%%$'\n'*}" = "${theirs%%$'\n'*}" ] || { echo "$words: $output, not $theirs" >&2; return 1; }
        # shellcheck disable=SC2086
        same_stdout vrf $words
    done
    check 255 ip vrf show a b
    has "Usage:"
    check 1 env LD_PRELOAD="$SCRATCH/tmp/vrf_links.so" "$(type -P setpriv)" --reuid 1000 --clear-groups ip vrf exec red true
    has "Permission denied"
    run --separate-stderr ip vrf help
    [ "$status" -eq 255 ] && [ -z "$output" ] && [[ $stderr == $'Usage:\tip vrf show '* ]]
}
