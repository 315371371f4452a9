#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip address save, showdump and restore: what is saved comes back, by way of the installed ip too.

load helpers

setup() {
    "$REFERENCE" netns add save
    in_save "$REFERENCE" link add v0 type veth peer name v1
    in_save "$REFERENCE" link add br0 type bridge
    in_save "$REFERENCE" addr add 10.0.0.1/24 brd + dev v0 label v0:web
    in_save "$REFERENCE" addr add 10.0.0.2/24 dev v0
    in_save "$REFERENCE" addr add 10.1.0.1 peer 10.1.0.2 dev v0 metric 7
    in_save "$REFERENCE" addr add 10.2.0.1/24 dev br0 scope link noprefixroute
    in_save "$REFERENCE" addr add 10.3.0.1/24 dev br0 valid_lft 5000 preferred_lft 4000
    in_save "$REFERENCE" addr add 10.4.0.1/24 dev br0 preferred_lft 0
    in_save "$REFERENCE" addr add 239.0.0.1/32 dev br0 autojoin
    for i in 1 2 3; do in_save "$REFERENCE" addr add 2001:db8:$i::1/64 dev v0 nodad; done
    in_save "$REFERENCE" addr add 2001:db8:4::1 peer 2001:db8:4::2/128 dev v0 nodad metric 99
    in_save "$REFERENCE" addr add 2001:db8:5::1/64 dev br0 home noprefixroute nodad preferred_lft 0
    in_save "$REFERENCE" addr add fe80::5/64 dev br0 nodad
    ip -n save addr add 10.5.0.1/24 dev br0 proto 9
    cd "$SCRATCH/tmp"
}
teardown() { "$REFERENCE" netns delete save; }
in_save() { "$REFERENCE" netns exec save "$@"; }

without_seconds() { sed -E 's/\b[1-9][0-9]*sec/Nsec/g'; } # which run
addresses() { ip -n save -d addr show | without_seconds; }

@test "a round trip loses nothing, not even the order" {
    before=$(addresses)
    ip -n save addr save >saved
    check 0 ip -n save addr flush scope all
    [ -z "$(in_save "$REFERENCE" -o addr)" ]
    check 0 ip -n save addr restore <saved
    says ""
    diff <(echo "$before") <(addresses)
}

@test "files go to the installed ip and come from it" {
    before=$(addresses)
    in_save "$REFERENCE" addr save >theirs
    ip -n save addr save >ours
    [ "$(stat -c %s ours)" -eq "$(stat -c %s theirs)" ]
    diff <(ip addr showdump <theirs | without_seconds) <(ip addr showdump <ours | without_seconds)
    diff <("$REFERENCE" addr showdump <theirs | without_seconds) <("$REFERENCE" addr showdump <ours | without_seconds)
    for form in "" -o -j -N; do
        # shellcheck disable=SC2086
        diff <("$REFERENCE" $form addr showdump <ours) <(ip $form addr showdump <ours | sed -E 's/proto 0x9 //; s/"protocol":"0x9",//; s/proto 9 //')
    done
    ip -n save addr flush scope all
    check 0 ip -n save addr restore <theirs
    diff <(echo "$before") <(addresses)
    ip -n save addr flush scope all
    in_save "$REFERENCE" addr restore <ours
    diff <(grep -c inet <<<"$before") <(addresses | grep -c inet)
}

@test "save obeys filters" {
    for filter in "dev v0" "up" "down" "type bridge" "scope link" "to 10.0.0.0/8" "label v0:*" "dynamic" "dev br0 -deprecated" ""; do
        # shellcheck disable=SC2086
        ip -n save addr save $filter >saved
        # shellcheck disable=SC2086
        diff <(ip -n save -o addr show $filter | awk '{ print $4 }' | sort) <(ip addr showdump <saved | awk '$1 ~ /^inet/ { print $2 }' | sort)
    done
    [ "$(ip -n save -4 addr save dev v0 | ip addr showdump | grep -c 'inet ')" -eq 3 ]
    [ "$(ip -n save -6 addr save dev v0 | ip addr showdump | grep -c 'inet6 ')" -eq 4 ]
    [ "$(ip -n save addr save type frob | od -An -tx1 | xargs)" = "22 12 36 47" ]
}

@test "addresses that exist already are reported, and are no failure" {
    ip -n save addr save to 10.0.0.1 >saved
    check 0 ip -n save addr restore <saved
    says "Error: ipv4: Address already assigned."
}

@test "no file of addresses, a truncated one, and none at all" {
    ip -n save addr save to 10.0.0.0/8 >saved
    refuses 255 "Magic mismatch (0 elems, 0 magic)" ip -n save addr restore </dev/null
    echo frobnicate >no
    refuses 255 "Magic mismatch (1 elems, 626f7266 magic)" ip -n save addr restore <no
    check 255 ip addr showdump < <(head -c 50 saved)
    has "truncated"
    check 255 ip -n save addr restore < <(printf '\x22\x12\x36\x47\x14\0\0\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0')
    has "Not an address"
    head -c 59984 /dev/zero | cat <(printf '\x22\x12\x36\x47\x60\xea\0\0\x14\0\0\0\0\0\0\0\0\0\0\0') - >huge
    check 255 ip -n save addr restore <huge
    has "too long"
    check 255 ip addr showdump < <(printf '\x22\x12\x36\x47\x04\0\0\0\x14\0\0\0\0\0\0\0\0\0\0\0')
    check 255 script -qec "ip addr restore" /dev/null
    has "Can't restore address dump from a terminal"
    check 1 script -qec "ip addr save" /dev/null
    has "Not sending a binary stream to stdout"
    refuses 255 'Error: either "restore" is duplicate, or "frob" is garbage.' ip addr restore frob <saved
    refuses 1 'Device "nope" does not exist.' ip addr save dev nope
    run ! bash -c "ip -n save addr save >/dev/full"
    has "write error"
}

@test "an address that the kernel refuses ends the restore" {
    ip -n save addr save dev br0 >saved
    in_save "$REFERENCE" link del br0
    check 255 ip -n save addr restore <saved
    has "Device not found"
}
