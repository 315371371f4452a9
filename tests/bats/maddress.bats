#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip maddress, compared with the installed ip.

load helpers

setup_file() {
    "$REFERENCE" link add v0 address 02:00:00:00:00:01 type veth peer name v1
    "$REFERENCE" link add br0 type bridge
    for device in lo v0 v1; do "$REFERENCE" link set $device up; done
    "$REFERENCE" addr add 239.0.0.1/32 dev v0 autojoin
    "$REFERENCE" maddr add 01:00:5e:00:00:09 dev v0
    settle v0
    settle_addresses
}
@test "show: every form, every family, one device" {
    for form in "" -o -j "-j -p" "-j -o" -br "-d -s" -N; do
        for family in "" -4 -6 -0 -B; do
            for words in "" show "show v0" "list dev v0" "lst br0" "s lo" "show nope"; do
                # shellcheck disable=SC2086
                same $form $family maddr $words
            done
        done
    done
    ip maddr show v0 | grep -qx $'\tlink  01:00:5e:00:00:09 static'
    ip -j maddr | valid_json
    [ "$(ip -c maddr show v0 | head -n 2)" = "$("$REFERENCE" -c maddr show v0 | head -n 2 | sed 's/\x1b\[3/\x1b[1;3/g')" ]
}

@test "in another namespace" {
    "$REFERENCE" netns add other
    [ "$(ip -n other maddr)" = "$("$REFERENCE" -n other maddr)" ]
    run ! grep v0 <(ip -n other maddr)
    "$REFERENCE" netns delete other
}

@test "by an alternative name" {
    "$REFERENCE" link property add dev v0 altname another-name-of-v0
    [ "$(ip maddr show another-name-of-v0)" = "$("$REFERENCE" maddr show v0)" ]
    check 0 ip maddr add 01:00:5e:00:00:0a dev another-name-of-v0
    ip maddr show v0 | grep -q '01:00:5e:00:00:0a static'
    check 0 ip maddr del 01:00:5e:00:00:0a dev another-name-of-v0
    "$REFERENCE" link property del dev v0 altname another-name-of-v0
}

@test "add and delete" {
    check 0 ip maddr add 01:00:5e:00:00:10 dev v0
    check 0 ip maddress add address 33:33:0:0:0:11 dev v0
    "$REFERENCE" maddr show v0 | grep -qx $'\tlink  01:00:5e:00:00:10 static'
    "$REFERENCE" maddr show v0 | grep -qx $'\tlink  33:33:00:00:00:11 static'
    check 0 ip maddr del a 33:33:00:00:00:11 dev v0
    check 0 ip maddr d 01:00:5e:00:00:10 dev v0
    run ! grep -E '00:1[01]' <("$REFERENCE" maddr show v0)
}

@test "what is refused" {
    for words in "add" "add 01:00:5e:00:00:05" "add 01:02 dev v0" "add 1.2.3.4 dev v0" "add x dev v0" "add 01:00:5e:00:00:05 dev nope" \
        "add 01:00:5e:00:00:05 dev lo" "del 01:00:5e:00:00:77 dev v0" "add 01:00:5e:00:00:05 01:00:5e:00:00:06 dev v0" \
        "add 01:00:5e:00:00:05 dev v0 dev v1" "add dev" frob "show dev"; do
        # shellcheck disable=SC2086
        same_refusal maddr $words
    done
    refuses 255 'Error: either "dev" is duplicate, or "v1" is garbage.' ip maddr show v0 v1
    refuses 255 'Not enough information: "address" is required.' ip maddr add dev v0
    check 1 as_user ip maddr add 01:00:5e:00:00:05 dev v0
    has "ioctl: Operation not permitted"
    run --separate-stderr ip maddr help
    [ "$status" -eq 255 ] && [ -z "$output" ] && [[ $stderr == "Usage: ip maddress "* ]]
}

@test "a batch goes on after a failed line" {
    check 0 ip -b - <<<$'maddr add 01:00:5e:00:00:21 dev v0\nmaddr add 01:00:5e:00:00:22 dev v0'
    [ "$("$REFERENCE" maddr show v0 | grep -cE '00:2[12] static')" -eq 2 ]
}
