#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip tuntap and its other name tap, compared with the installed ip.

load helpers

# A device node of our own that anybody may open, whatever the machine's permits.
setup_file() {
    [ -c /dev/net/tun ] || skip "no /dev/net/tun"
    mount -t tmpfs tmpfs /dev/net
    mknod -m 666 /dev/net/tun c 10 200
}
teardown() {
    for device in $("$REFERENCE" -j tuntap | jq -r '.[].ifname'); do "$REFERENCE" link del "$device"; done
}

# hold NAME MODE: a process that has the device open, in the background; its number in $holder.
hold() {
    python3 -c 'import fcntl, os, struct, sys, time
f = os.open("/dev/net/tun", os.O_RDWR)
fcntl.ioctl(f, 0x400454CA, struct.pack("16sH", sys.argv[1].encode(), int(sys.argv[2], 0)))
time.sleep(60)' "$1" "$2" 3>&- &
    holder=$!
    eventually ip link show "$1"
}

@test "add: every word; the installed ip shows the same" {
    check 0 ip tuntap add mode tun
    check 0 ip tuntap add mode tap name t1
    check 0 ip tuntap add dev t2 mode tun user 1000 group 0
    check 0 ip tuntap add t3 mode tap user tester group tester
    check 0 ip tuntap add mode tun t4 pi one_queue vnet_hdr multi_queue
    check 0 ip tuntap add mo ta t5 p o v mu u 5 g 6
    check 0 ip tap add mode tap mode tap t6 # said twice, it is one mode
    run "$REFERENCE" tuntap
    says "tun0: tun persist
t1: tap persist
t2: tun persist user 1000 group 0
t3: tap persist user 1000 group 1000
t4: tun pi one_queue multi_queue vnet_hdr persist filter
t5: tap pi one_queue multi_queue vnet_hdr persist filter user 5 group 6
t6: tap persist"
    for form in "" -o -j "-j -p" -N -s; do
        for words in tuntap tap "tuntap show" "tuntap l" "tap s" "tuntap lst"; do
            # shellcheck disable=SC2086
            same $form $words
        done
    done
    ip -j -d tuntap | valid_json
    [ "$(ip -c tuntap | sed -n 2p)" = $'\e[1;36mt1:\e[0m tap persist' ]
}

@test "show one" {
    ip tuntap add mode tun t1
    ip tuntap add mode tap t2
    refuses 0 "t2: tap persist" ip tuntap show t2
    refuses 0 "t1: tun persist" ip tuntap show dev t1
    refuses 0 "" ip tuntap show nope
    [ "$(ip -j tuntap show nope)" = "[]" ]
    refuses 0 "t1: tun persist" ip tuntap show mode tun
    refuses 0 "t2: tap persist" ip tap show t2 mode tap
    refuses 0 "" ip tuntap show t2 mode tun
    refuses 0 "" ip tuntap show user 5
    refuses 0 "" ip tuntap show pi
    refuses 255 'Unknown tunnel mode "foo"' ip tuntap show mode foo
    refuses 255 'Error: either "name" is duplicate, or "t2" is garbage.' ip tuntap show t1 t2
}

@test "delete" {
    ip tuntap add mode tun t1
    ip tuntap add mode tun t2 multi_queue
    check 1 ip tuntap del mode tap t1
    has "ioctl(TUNSETIFF): Invalid argument"
    check 0 ip tuntap del mode tun t1
    check 0 ip tuntap del mode tun t1
    check 1 ip tuntap del mode tun t2
    check 0 ip tuntap delete mode tun dev t2 multi_queue
    says ""
    [ -z "$(ip tuntap)" ]
}

@test "the processes that hold a device" {
    ip tuntap add mode tun t1
    hold held 0x1002
    check 0 ip -d tuntap
    says "$(printf 't1: tun persist\n\tAttached to processes:\nheld: tap\n\tAttached to processes:python3(%s)' "$holder")"
    check 0 ip -d -o tuntap show held
    says "$(printf 'held: tap\\\tAttached to processes:python3(%s)' "$holder")"
    [ "$(ip -d -j tuntap | jq -c '.[1].processes')" = "[{\"name\":\"python3\",\"pid\":$holder}]" ]
    check 1 ip tuntap add mode tap held
    says "ioctl(TUNSETIFF): Device or resource busy"
    kill "$holder"
    eventually eval '! ip link show held'
}

@test "flags that only /sys has, and a /sys of another namespace" {
    hold queues 0x3002 # IFF_ONE_QUEUE
    check 0 ip tuntap
    says "queues: tap one_queue"
    same tuntap
    check 0 "$(reference unshare)" -m sh -c 'umount /sys; mount -t tmpfs tmpfs /sys; ip tuntap'
    says "queues: tap"
    kill "$holder"
    eventually eval '! ip link show queues'
    "$REFERENCE" netns add other
    check 0 ip -n other tuntap add mode tun t9 pi
    refuses 0 "t9: tun pi persist filter" ip -n other tuntap # the installed ip reads /sys, which is another namespace's
    [ -z "$(ip tuntap)" ]
    "$REFERENCE" netns delete other
}

@test "what is refused" {
    ip tuntap add mode tun t1
    for words in add "add foo" "add mode frob foo" "add mode tun mode tap foo" "add mode tun foo user no-such-user" \
        "add mode tun foo group no-such-group" "add mode tun t1" "add mode tun a/b" "add mode tun dev a/b" \
        "add mode tun name 123456789012345678" "add mode tun user" "add mode" frob del "del t1" "del mode tap t1"; do
        # shellcheck disable=SC2086
        same_refusal tuntap $words
    done
    refuses 255 'Error: either "name" is duplicate, or "y" is garbage.' ip tuntap add mode tun x y
    refuses 255 'invalid user "-1"' ip tuntap add mode tun x user -1
    refuses 255 'invalid group "--help"' ip tuntap add mode tun x group --help
    refuses 255 'Error: either "name" is duplicate, or "0" is garbage.' ip tuntap del mode tun user 0
    check 1 as_user ip tuntap add mode tun
    has "ioctl(TUNSETIFF): Operation not permitted"
    check 1 "$(reference unshare)" -m sh -c 'mount -t tmpfs tmpfs /dev/net; ip tuntap add mode tun'
    says "open: No such file or directory"
    run --separate-stderr ip tuntap help
    [ "$status" -eq 255 ] && [ -z "$output" ] && [[ $stderr == "Usage: ip tuntap "* ]]
}

@test "an owner attaches without privilege" {
    ip tuntap add mode tap t1 user tester
    check 0 as_user python3 -c 'import fcntl, os, struct
f = os.open("/dev/net/tun", os.O_RDWR)
fcntl.ioctl(f, 0x400454CA, struct.pack("16sH", b"t1", 0x1002))'
    check 0 ip tuntap del mode tap t1
}

@test "nothing is left behind" { assert_no_leak sh -c 'ip tuntap add mode tun t1; ip tuntap del mode tun t1'; }
