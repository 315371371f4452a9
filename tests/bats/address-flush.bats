#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip address flush: deletes what the filter selects, and nothing else.

load helpers

setup() {
    "$REFERENCE" netns add flush
    in_flush "$REFERENCE" link set lo up
    in_flush "$REFERENCE" link add v0 type veth peer name v1
    in_flush "$REFERENCE" link add br0 type bridge
    in_flush "$REFERENCE" link add br1 group 7 type bridge
    in_flush "$REFERENCE" link set v1 master br0
    in_flush "$REFERENCE" link set v0 up
    echo 1 | in_flush tee /proc/sys/net/ipv6/conf/{all,default}/disable_ipv6 >/dev/null
    for device in v0 v1 br0 br1; do
        in_flush "$REFERENCE" addr add 10.$((++n)).0.1/24 dev $device
        in_flush "$REFERENCE" addr add 10.$n.0.2/24 dev $device
        in_flush "$REFERENCE" addr add 10.$n.1.1/24 dev $device scope link label $device:a
    done
    n=0
}
teardown() { "$REFERENCE" netns delete flush; }
in_flush() { "$REFERENCE" netns exec flush "$@"; }

# left: the addresses that are left, as words DEV:ADDRESS.
left() { in_flush "$REFERENCE" -o -4 addr show | sed -E 's/^[0-9]+: ([a-z0-9]+) +inet ([0-9.]+).*/\1:\2/' | sort | xargs; }
everything="br0:10.3.0.1 br0:10.3.0.2 br0:10.3.1.1 br1:10.4.0.1 br1:10.4.0.2 br1:10.4.1.1 lo:127.0.0.1 v0:10.1.0.1 v0:10.1.0.2 v0:10.1.1.1 v1:10.2.0.1 v1:10.2.0.2 v1:10.2.1.1"

# leaves "DEV..." WORDS...: after `ip addr flush WORDS` these devices have their addresses still, and no other has any.
leaves() {
    local want=$1 device
    check 0 ip -n flush addr flush "${@:2}"
    says ""
    for device in lo v0 v1 br0 br1; do
        if [[ " $want " == *" $device "* ]]; then
            diff <(xargs -n 1 <<<"$everything" | grep "^$device:") <(left | xargs -n 1 | grep "^$device:") || return 1
        else
            run ! grep -q "\b$device:" <(left)
        fi
    done
}

@test "the scene" { [ "$(left)" = "$everything" ]; }

@test "one device" { leaves "lo v1 br0 br1" dev v0; }
@test "one device, without the word" { leaves "lo v0 v1 br1" br0; }

# Upstream's flush wipes every device with each of these.
@test "the links that are up" { leaves "v1 br0 br1" up; }
@test "the links that are down" { leaves "lo v0" down; }
@test "links of a kind" { leaves "lo v0 v1" type bridge; }
@test "ports of a kind" { leaves "lo v0 br0 br1" type bridge_slave; }
@test "ports of a bridge" { leaves "lo v0 br0 br1" master br0; }
@test "links without a master" { leaves "v1" nomaster; }
@test "links of a group" { leaves "lo v0 v1 br0" group 7; }
@test "links of a kind that are up" { leaves "lo v1 br0 br1" up type veth; }
@test "a kind that no link has" { leaves "lo v0 v1 br0 br1" type frob; }
@test "a device of another kind than the words select" { leaves "lo v0 v1 br0 br1" dev v0 type bridge; }
@test "a device that is not up" { leaves "lo v0 v1 br0 br1" dev v1 up; }
@test "everything, if scope all is said" { leaves "" scope all; }

@test "addresses: to, scope, label, flags, family" {
    check 0 ip -n flush addr flush to 10.1.1.0/24
    [ "$(left)" = "${everything/v0:10.1.1.1 /}" ]
    check 0 ip -n flush addr flush scope link dev v1
    [ "$(left)" = "$(sed 's/v0:10.1.1.1 //; s/ v1:10.2.1.1//' <<<"$everything")" ]
    check 0 ip -n flush addr flush label 'br*:a'
    run ! grep -E 'br[01]:10\.[34]\.1' <(left)
    check 0 ip -n flush addr flush secondary dev br0
    [ "$(left | xargs -n 1 | grep br0)" = br0:10.3.0.1 ]
    check 0 ip -n flush -6 addr flush dev br0
    [ "$(left | xargs -n 1 | grep br0)" = br0:10.3.0.1 ]
    check 0 ip -n flush addr flush dynamic
    check 0 ip -n flush addr flush to 2001:db8::/32
    [ "$(left | xargs -n 1 | grep br0)" = br0:10.3.0.1 ]
    check 0 ip -n flush addr flush permanent
    [ "$(left)" = "" ]
}

@test "secondary addresses that took the place of a primary one stay" {
    in_flush sysctl -qw net.ipv4.conf.all.promote_secondaries=1
    check 0 ip -n flush -s addr flush dev v0 primary scope global
    says "$(printf '\n*** Round 1, deleting 1 addresses ***\n*** Flush is complete after 1 round ***')"
    [ "$(left | xargs -n 1 | grep v0)" = "$(printf 'v0:10.1.0.2\nv0:10.1.1.1')" ]
    check 0 ip -n flush addr flush dev v0
    run ! grep v0 <(left)
}

@test "IPv6" {
    echo 0 | in_flush tee /proc/sys/net/ipv6/conf/{all,default,v0}/disable_ipv6 >/dev/null
    for i in 1 2 3; do in_flush "$REFERENCE" addr add 2001:db8::$i/64 dev v0 nodad; done
    in_flush "$REFERENCE" addr add 2001:db8:1::1 peer 2001:db8:1::2/128 dev v0 nodad
    check 0 ip -n flush addr flush dev v0 to 2001:db8::2
    [ "$(in_flush "$REFERENCE" -o -6 addr show dev v0 scope global | wc -l)" -eq 3 ]
    check 0 ip -n flush -6 addr flush dev v0 scope global
    [ -z "$(in_flush "$REFERENCE" -o -6 addr show dev v0 scope global)" ]
    [ "$(left)" = "$everything" ]
}

@test "what is printed with -s" {
    check 0 ip -n flush -s addr flush dev v0
    says "$(printf '\n*** Round 1, deleting 3 addresses ***\n*** Flush is complete after 1 round ***')"
    check 0 ip -n flush -s addr flush dev v0
    says "Nothing to flush."
    check 0 ip -n flush -s -s addr flush to 10.3.1.1
    says "$(printf '4: br0    inet 10.3.1.1/24 scope link br0:a\n       valid_lft forever preferred_lft forever\n\n*** Round 1, deleting 1 addresses ***\n*** Flush is complete after 1 round ***')"
    check 255 ip -n flush -s -l 1 addr flush dev v1
    says "$(printf '\n*** Round 1, deleting 3 addresses ***\n*** Flush remains incomplete after 1 rounds. ***')"
    run ! grep v1 <(left)
}

@test "a thousand addresses" {
    for i in {0..3}; do for j in {1..250}; do echo "addr add 10.9.$i.$j/32 dev v0"; done; done | in_flush "$REFERENCE" -b -
    check 0 ip -n flush -s addr flush to 10.9.0.0/16
    says "$(printf '\n*** Round 1, deleting 1000 addresses ***\n*** Flush is complete after 1 round ***')"
    [ "$(left)" = "$everything" ]
}

@test "a refused command deletes nothing" {
    refuses 1 "Flush requires arguments." ip -n flush addr flush
    refuses 1 "Cannot flush link addresses." ip -n flush -0 addr flush dev v0
    refuses 1 'Device "nope" does not exist.' ip -n flush addr flush dev nope
    refuses 1 'Device "frob" does not exist.' ip -n flush addr flush up frob
    refuses 255 'Error: either "dev" is duplicate, or "frob" is garbage.' ip -n flush addr flush dev v0 frob
    refuses 255 'Error: argument "frob" is wrong: invalid "scope"' ip -n flush addr flush scope frob
    refuses 255 'Error: argument "nope" is wrong: Device does not exist' ip -n flush addr flush master nope
    refuses 255 'Error: argument "br0" is wrong: Not a valid VRF name' ip -n flush addr flush vrf br0
    check 255 in_flush setpriv --reuid=1000 --regid=1000 --clear-groups -- ip addr flush dev v0
    has "Failed to send flush request: Operation not permitted"
    [ "$(left)" = "$everything" ]
}

@test "flush leaves nothing behind" { assert_no_leak ip -n flush addr flush dev v0; }
