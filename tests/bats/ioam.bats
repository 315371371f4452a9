#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip ioam: the same words for ours and the installed ip, each in a namespace of its own, and traces of real packets.

load helpers
load twins

setup() { make_twins; }
teardown() { take_twins_away; }

state() { "$REFERENCE" -n "$1" ioam namespace show | sort && "$REFERENCE" -n "$1" ioam schema show | sort; }
comparable() { grep . | sort; } # the order is arbitrary

@test "namespaces and schemas" {
    while read -r words; do
        # shellcheck disable=SC2086
        same_effect ioam $words
    done <<'END'
namespace show
namespace add 1
namespace add 1
namespace add 2 data 0x1234
namespace add 3 data 5 wide abcdef
namespace add 4 wide 0xfffffffffffffffe
namespace add 0 data 0xffffffff
schema show
schema add 1 abcd
schema add 2 hello
schema add 1 abcd
schema del 99
namespace set 1 schema 2
namespace set 2 schema 1
namespace show
schema show
namespace set 3 schema 2
namespace set 2 schema none
namespace set 99 schema 1
namespace del 1
namespace del 99
schema del 1
namespace show
schema show
END
}

@test "JSON" {
    for name in ours theirs; do
        "$REFERENCE" -n $name ioam namespace add 3 data 0x1234 wide abcdef
        "$REFERENCE" -n $name ioam schema add 7 abc
        "$REFERENCE" -n $name ioam namespace set 3 schema 7
    done
    same -j ioam namespace show
    same -j -p ioam namespace show
    [ "$(ours -j ioam schema show)" = '[{"schema":7,"namespace":3,"data":[97,98,99,0]}]' ]
    [ "$(ours -o ioam namespace show)" = "namespace 3 [schema 7], data 0x00001234, wide 0x0000000000abcdef" ]
}

@test "what is refused" {
    same_lines <<'END'
ioam foo
ioam namespac show
ioam namespace
ioam namespace foo
ioam namespace add
ioam namespace add x
ioam namespace add 65536
ioam namespace add 5 data x
ioam namespace add 5 wide xyz
ioam namespace add 5 wide 1 data 5
ioam namespace add 5 foo
ioam namespace add 5 data
ioam namespace add 5 data 1 foo
ioam namespace add 5 data 1 wide
ioam namespace del
ioam namespace del x
ioam namespace set
ioam namespace set 1
ioam namespace set 1 foo
ioam namespace set 1 schema
ioam namespace set x schema 1
ioam namespace set 1 schema x
ioam schema
ioam schema foo
ioam schema add
ioam schema add x
ioam schema add 1
ioam schema del
ioam schema del x
END
    long=$(printf %1021s | tr ' ' a)
    same ioam schema add 9 "$long"
    refuses 255 'Error: argument "5" is wrong: Unexpected argument' ours ioam namespace show 5 # ignored by the installed ip
    for words in "" help; do
        # shellcheck disable=SC2086
        run --separate-stderr ours ioam $words
        [ "$status" -eq 255 ] && [ -z "$output" ]
        [ "$(sed '/monitor/d' <<<"$stderr")" = "$(theirs ioam 2>&1 | sed '/monitor/d')" ]
    done
}

@test "monitor: traces of packets, as text and as JSON" {
    "$REFERENCE" link add v0 type veth peer name v1
    "$REFERENCE" link set v1 netns ours
    "$REFERENCE" link set v0 up
    "$REFERENCE" addr add 2001:db8::1/64 dev v0 nodad
    "$REFERENCE" -n ours link set v1 up
    "$REFERENCE" -n ours addr add 2001:db8::2/64 dev v1 nodad
    settle v0
    "$REFERENCE" netns exec ours sh -c "echo 1 >/proc/sys/net/ipv6/conf/v1/ioam6_enabled; echo 7 >/proc/sys/net/ipv6/ioam6_id"
    ours ioam namespace add 123 data 0x55
    for form in "" -j; do
        # shellcheck disable=SC2086
        "$REFERENCE" netns exec ours ip $form ioam monitor >"events$form" 3>&- &
        monitor=$!
        eventually "$REFERENCE" netns exec ours awk '$2 == 16 && $4 != "00000000" { found = 1 } END { exit !found }' /proc/net/netlink
        for type in 800000 040000; do
            python3 - $type <<'E'
import socket, struct, sys
trace = struct.pack(">HBBI", 123, 8, 2, int(sys.argv[1], 16) << 8) + bytes(8)
header = bytes([0, 2, 1, 0, 0x31, 2 + len(trace), 0, 0]) + trace
s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
s.setsockopt(41, 54, header)
s.sendto(b"x", ("2001:db8::2", 99))
E
        done
        eventually eval '[ "$(wc -l <"events'$form'")" -eq 2 ]'
        kill $monitor
        wait $monitor || true
    done
    "$REFERENCE" link delete v0
    diff events - <<'END'
[TRACE] Namespace=123 NodeLen=1 Type=0x80000000 Data=3f000007
[TRACE] Namespace=123 NodeLen=1 Type=0x4000000 Data=00000055
END
    diff events-j - <<'END'
{"event":"TRACE","namespace":123,"nodelen":1,"type":"0x80000000","data":"3f000007"}
{"event":"TRACE","namespace":123,"nodelen":1,"type":"0x4000000","data":"00000055"}
END
}
