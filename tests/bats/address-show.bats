#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip address show: both programs over the same links and addresses, in every form and with every filter.

load helpers

setup_file() {
    local i
    "$REFERENCE" link set lo up
    "$REFERENCE" link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
    "$REFERENCE" link add br0 type bridge
    "$REFERENCE" link add empty address 02:00:00:00:00:03 group 7 type bridge
    "$REFERENCE" link set v1 master br0
    for i in v0 v1 br0; do "$REFERENCE" link set $i up; done
    "$REFERENCE" link property add dev v0 altname another-name
    "$REFERENCE" netns add other
    "$REFERENCE" link add far type veth peer name there netns other
    "$REFERENCE" addr add 10.0.0.1/24 brd + dev v0 label v0:web
    "$REFERENCE" addr add 10.0.0.2/24 dev v0
    "$REFERENCE" addr add 10.1.0.1 peer 10.1.0.2 dev v0 metric 7
    "$REFERENCE" addr add 10.2.0.1/24 scope link dev br0 noprefixroute
    "$REFERENCE" addr add 10.3.0.1/24 scope 77 dev br0 preferred_lft 0
    "$REFERENCE" addr add 239.0.0.1/32 dev v0 autojoin
    "$REFERENCE" addr add 10.4.0.1/24 dev far
    "$REFERENCE" addr add 2001:db8::1/64 peer 2001:db8::2/64 dev v0 nodad
    "$REFERENCE" addr add 2001:db8:1::1/64 dev v0 nodad home mngtmpaddr noprefixroute preferred_lft 0
    "$REFERENCE" addr add 2001:db8:2::1/64 dev br0 nodad metric 99
    settle v0
    settle_addresses
}
teardown_file() { "$REFERENCE" netns delete other; }

# The installed ip's output in today's words: without {} for what a filter left out and without doubled spaces. Ours: without
# what the installed ip does not know yet.
theirs() {
    set -o pipefail
    case " $* " in
    *" -p "*) "$REFERENCE" "$@" ;;
    *" -j "*) "$REFERENCE" "$@" | jq -c 'walk(if type == "array" then map(select(. != {})) else . end)' ;;
    *) "$REFERENCE" "$@" | sed -E 's/  allmulti/ allmulti/' ;;
    esac
}
ours() {
    set -o pipefail
    ip "$@" | sed -E 's/proto (kernel_l[lo]|0x[13]) //; /^ *"protocol": "kernel_l[lo]",$/d; s/"protocol":"(kernel_l[lo]|0x[13])",//g;
        s/netns-immutable |g[sr]o_ipv4_max_size [0-9]+ //g; s/"netns-immutable":true,|,"g[sr]o_ipv4_max_size":[0-9]+//g'
}

@test "the comparison finds a difference" {
    run ! same -o addr show type bridge_slave # for which the installed ip shows every device
    run ! same addr show down
}

@test "every form of everything" {
    for form in "" -o -br -j "-j -p" "-j -o" "-j -br" "-br -o" "-d -br" -N "-N -j" "-c=never"; do
        for family in "" -4 -6 -0; do
            # shellcheck disable=SC2086
            same $form $family addr
        done
    done
}

@test "one device" {
    for device in v0 lo br0 empty far another-name if1; do
        for form in "" -o -br -j -4 -6 -0 "-6 -j" "-4 -o"; do
            # shellcheck disable=SC2086
            same $form addr show dev $device
        done
    done
    for device in v0 lo far; do
        same -d addr show dev $device
        same -d -4 addr show dev $device
        same -d -o addr show dev $device
        same -d -j addr show dev $device
    done
    same addr ls v0
    same a s v0
    same addr lst v0
    same -4 -br a
}

@test "every filter, in text, lines, JSON and brief" {
    for filter in up down? "master br0" nomaster "type veth" "type bridge" "type bridge_slave" "type frob" "group default" "group 7" \
        "up type bridge" "to 10.0.0.0/8" "to 10.0.0.1" "to 10.0.0.9/24" "to 10.1.0.2" "to 2001:db8::/32" "to 2001:db8::1" \
        "to 0/0" "to ::/0" "scope global" "scope link" "scope host" "scope 77" "scope all" "label v0:*" "label v*" "label lo" \
        permanent dynamic primary secondary -secondary temporary tentative -tentative deprecated -deprecated dadfailed nodad \
        optimistic home -home mngtmpaddr noprefixroute autojoin -autojoin stable-privacy "deprecated home" "permanent dynamic" \
        "dev v0 secondary" "v0 to 10.0.0.0/8 primary" "dev v0 up" "dev empty up" "dev v0 type bridge" novf?; do
        case $filter in *\?) continue ;; esac # newer than the installed one
        for form in "" -o -j -br "-br -j" -4 "-4 -j"; do
            # If a filter selects no link, upstream's -o shows the addresses of all.
            case $form:$filter in -o:*_slave | -o:*frob | -o:group\ 7 | -o:dev\ v0\ type*) continue ;; esac
            # shellcheck disable=SC2086
            same $form addr show $filter
        done
    done
}

@test "-6 takes the links from the kernel's short dump if that is enough, and from the full one if not" {
    same -6 addr
    same -6 -j addr
    same -6 addr show up
    same -6 addr show scope link
    same -6 addr show dev v0
    # Upstream finds nothing here: the kernel's short dump lacks what the filter compares.
    check 0 ip -6 -br addr show type bridge
    has "br0              UP             2001:db8:2::1/64 metric 99 fe80::"
    lacks v0
    check 0 ip -6 -br addr show master br0
    [[ $output == "v1@v0 "* ]]
    check 0 ip -6 -s addr show
    has "    RX:  bytes packets errors"
}

@test "a filter that selects no link prints nothing" {
    for filter in "type bridge_slave" "type frob" "group 7" "master br0 up down"; do
        # shellcheck disable=SC2086
        [ -z "$(ip -o -4 addr show $filter)" ]
    done
}

@test "down, and proto" {
    check 0 ip -br addr show down
    says "empty            DOWN           
far@if2          DOWN           10.4.0.1/24 "
    [ "$(ip -o addr show proto kernel_lo to ::1 | wc -l)" -eq 1 ]
    [ "$(ip -o addr show proto kernel_ll to ::1 | wc -l)" -eq 0 ]
    [ "$(ip -o -6 addr show proto 3 scope link | wc -l)" -eq 3 ]
}

@test "statistics follow the addresses" {
    check 0 ip -s addr show empty
    says "$("$REFERENCE" -s addr show empty)"
    [ "$(ip -j -s addr show empty | jq -c '.[0] | keys_unsorted[-2:]')" = '["addr_info","stats64"]' ]
}

@test "what is refused" {
    for words in "nope" "dev nope" "dev" "v0 dev v1" "scope frob" "scope" "to x" "to" "to 10.0.0.0/8 to 2001::/8" \
        "master nope" "vrf v0" "group frob" "label" "type"; do
        # shellcheck disable=SC2086
        same_refusal addr show $words
    done
}

@test "JSON is valid, whatever it holds" {
    "$REFERENCE" link add 'q"\' type bridge
    "$REFERENCE" addr add 10.9.0.1/24 dev 'q"\' label 'q"\:x'
    for form in -j "-j -p" "-j -o" "-j -br" "-j -d -s -s" "-j -N" "-j -c"; do
        for words in "" "show up" "show dev lo" "show to 10.9.0.0/16" "show label *x" "show type frob" "show scope link"; do
            # shellcheck disable=SC2086
            ip $form addr $words | valid_json
        done
    done
    [ "$(ip -j addr show 'q"\' | jq -r '.[0].addr_info[0].label')" = 'q"\:x' ]
    "$REFERENCE" link del 'q"\'
}

@test "colour" {
    [ "$(ip -c -4 -o addr show br0 | head -n 1)" = $'4: br0    inet \e[1;35m10.2.0.1\e[0m/24 scope link noprefixroute br0\\       valid_lft forever preferred_lft forever' ]
    [[ "$(ip -c addr show v0)" == *$'inet6 \e[1;94m2001:db8::1\e[0m peer \e[1;94m2001:db8::2\e[0m/64 scope'* ]]
    [[ "$(ip -c addr show v0)" == *$'brd \e[1;35m10.0.0.255 \e[0mscope'* ]]
    [[ "$(ip -c -br addr show v0)" == $'\e[1;36mv0@v1            \e[0m\e[1;32mUP             \e[0m\e[1;35m10.0.0.1\e[0m/24 '* ]]
    diff <(ip addr) <(ip -c addr | sed 's/\x1b\[[0-9;]*m//g')
    COLORFGBG='0;15' ip -c -4 addr show v0 | grep -qF $'\e[35m10.0.0.1\e[0m'
}

@test "-resolve names hosts that have names" {
    echo "10.2.0.1 bridge.example" >>/etc/hosts
    same -r addr show br0
    check 0 ip -r -o -4 addr show br0
    has "inet bridge.example/24"
    has "inet 10.3.0.1/24"
}

@test "a batch: each line by itself" {
    printf 'addr show dev lo\nlink show dev lo\naddr show dev lo\naddr show to 10.0.0.0/8\naddr show dev lo\n' >"$SCRATCH/tmp/batch"
    check 0 ip -b "$SCRATCH/tmp/batch"
    says "$(ip addr show dev lo; ip link show dev lo; ip addr show dev lo; ip addr show to 10.0.0.0/8; ip addr show dev lo)"
}

@test "ip addr show DEV asks the kernel for that device only, and -o for no links" {
    command -v strace >/dev/null || skip "no strace"
    strace -e trace=sendto -o "$SCRATCH/tmp/trace" ip addr show dev v0 >/dev/null
    [ "$(grep -c RTM_GETLINK "$SCRATCH/tmp/trace")" -le 2 ] # by its name, and all of it
    run ! grep -E 'RTM_GETLINK.*NLM_F_DUMP' "$SCRATCH/tmp/trace"
    grep -E 'RTM_GETADDR.*NLM_F_DUMP.*ifa_index=if_nametoindex\("v0"\)' "$SCRATCH/tmp/trace"
    strace -e trace=sendto -o "$SCRATCH/tmp/trace" ip -o addr >/dev/null
    run ! grep RTM_GETLINK "$SCRATCH/tmp/trace"
}
