#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip monitor: events are shown at once and as the installed ip shows them, in text and as one JSON value a line.

load helpers
load twins

setup() {
    make_twins
    twin_links
    for device in v0 v1 br0; do in_both "$REFERENCE" link set $device up; done
    settle_in_ours v0
    in_both "$REFERENCE" addr add 10.0.0.1/24 dev v0
    monitors=()
}
teardown() {
    [ ${#monitors[@]} -eq 0 ] || kill -KILL "${monitors[@]}" 2>/dev/null || true
    take_twins_away
    rm -f log* events
}
settle_in_ours() { ip -quiet -n ours link wait dev "$1" operstate up timeout 5s; }
change() { "$REFERENCE" -n ours "$@"; }

# watch FILE IP ARGUMENTS...: a monitor of namespace ours into FILE, once it listens.
watch() {
    "$REFERENCE" netns exec ours "${@:2}" >"$1" 2>"$1.err" 3>&- &
    monitors+=($!)
    eventually listens $!
}
# listens PID: it has joined groups, and sleeps.
listens() {
    grep -q '^State:.*S' /proc/"$1"/status
    "$REFERENCE" netns exec ours awk -v sockets="$(readlink /proc/"$1"/fd/* | sed -n 's/^socket:/ /p' | tr -d '\n[]') " \
        '$4 != "00000000" && index(sockets, " " $NF " ") { found = 1 } END { exit !found }' /proc/net/netlink
}
stop() { kill "${monitors[@]}"; wait "${monitors[@]}" 2>/dev/null || true; monitors=(); }

# Events of every object that the installed ip knows.
events() {
    change link set v0 mtu 1400
    change link add pre1 type bridge
    change addr add 10.1.0.1 peer 10.1.0.2 dev br0
    change route add 192.168.0.0/16 via 10.0.0.3 metric 7
    change route replace 192.168.0.0/16 via 10.0.0.9 metric 7
    change route add table 100 blackhole 172.16.0.0/12
    change route del 192.168.0.0/16 via 10.0.0.9
    change neigh add 10.0.0.3 lladdr 02:00:00:00:00:33 dev v0 router
    change neigh del 10.0.0.3 dev v0
    change rule add from 1.2.3.4 table 100
    change -6 rule add from 2001:db8::/32 prohibit
    change rule del from 1.2.3.4 table 100
    "$REFERENCE" netns exec ours sh -c 'cd /proc/sys/net/ipv4/conf; echo 1 >v0/forwarding; echo 2 >v1/rp_filter'
    change netns set theirs 7
    change link del pre1
    change rule add table 999 pref 999
}
told() { eventually grep -q 'lookup 999\|"999"' "$@"; }

@test "events are shown as the installed ip shows them" {
    watch log1 ip monitor
    watch log2 "$REFERENCE" monitor
    watch log3 ip monitor label
    watch log4 "$REFERENCE" monitor label
    watch log5 ip -o -N monitor all
    watch log6 "$REFERENCE" -o -N monitor all
    events
    for log in 1 2 3 4 5 6; do told log$log; done
    stop
    for log in 1 3 5; do
        # Only the newest ip shows events of multicast addresses.
        diff <(grep -v '^ *valid_lft' "log$((log + 1))") <(grep -v -e '^ *valid_lft' -e mcast log$log) >&2
    done
    [ "$(grep -c . log2)" -gt 25 ]
    [ ! -s log1.err ]
}

@test "only the requested objects" {
    watch log1 ip monitor rule
    watch log2 ip monitor rule neigh label
    watch log3 ip monitor netconf rule
    watch log4 ip monitor nsid rule
    watch log5 ip monitor addr rule
    watch log6 ip monitor r
    watch log7 ip -6 monitor rule route
    events
    change -6 rule add table 999 pref 999
    for log in 1 2 3 4 5 7; do told log$log; done
    stop
    diff log1 - <<'EOF'
32765:	from 1.2.3.4 lookup 100
32765:	from 2001:db8::/32 prohibit
Deleted 32765:	from 1.2.3.4 lookup 100
999:	from all lookup 999
999:	from all lookup 999
EOF
    diff <(grep NEIGH.*10.0.0.3 log2) - <<'EOF'
[NEIGH]10.0.0.3 dev v0 lladdr 02:00:00:00:00:33 router PERMANENT 
[NEIGH]10.0.0.3 dev v0 router FAILED 
[NEIGH]Deleted 10.0.0.3 dev v0 router FAILED 
EOF
    grep -q '^inet v0 forwarding on ' log3
    grep -q '^Deleted inet pre1 ' log3
    grep -qx 'nsid 7 (iproute2 netns name: theirs)' log4
    grep -q '^[0-9]*: br0    inet 10.1.0.1 peer 10.1.0.2/32 scope global br0' log5
    diff <(grep -v 10.1.0 log6) - <<'EOF'
192.168.0.0/16 via 10.0.0.3 dev v0 metric 7 
192.168.0.0/16 via 10.0.0.9 dev v0 metric 7 
blackhole 172.16.0.0/12 table 100 
Deleted 192.168.0.0/16 via 10.0.0.9 dev v0 metric 7 
EOF
    diff log7 - <<'EOF'
32765:	from 2001:db8::/32 prohibit
999:	from all lookup 999
EOF
}

@test "one device" {
    watch log1 ip monitor dev v0
    watch log2 "$REFERENCE" monitor dev v0
    events
    told log1
    told log2
    stop
    diff <(grep -v ' mcast ' log1) log2
    run ! grep -q blackhole log1 # it has no device
    grep -qx '10.0.0.3 lladdr 02:00:00:00:00:33 router PERMANENT ' log1
    run ! grep -q br0 log1
}

@test "each event is one JSON value on a line" {
    watch log1 ip -j monitor
    watch log2 ip -j -ts monitor label all-nsid
    watch log3 ip -j monitor rule
    events
    for log in 1 2 3; do told log$log; done
    stop
    for log in log1 log2 log3; do
        python3 -c 'import json, sys
for line in sys.stdin:
    assert isinstance(json.loads(line), dict)' <$log
    done
    diff log3 - <<'EOF'
{"event":"RULE","priority":32765,"src":"1.2.3.4","table":"100"}
{"event":"RULE","priority":32765,"src":"2001:db8::","srclen":32,"action":"prohibit"}
{"event":"RULE","deleted":true,"priority":32765,"src":"1.2.3.4","table":"100"}
{"event":"RULE","priority":999,"src":"all","table":"999"}
EOF
    grep -qE '^\{"timestamp":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}","nsid":null,"event":"NEIGH","dst":"10.0.0.3","dev":"v0",' log2
    grep -qE '"event":"LINK","deleted":true,"ifindex":[0-9]+,"ifname":"pre1"' log2
    grep -qE '"from-nsid":null,"event":"NSID","nsid":7,"name":"theirs"' log2
    run ! grep -q timestamp log1
}

@test "each event is written at once" {
    mkfifo events
    "$REFERENCE" netns exec ours ip monitor rule >events 3>&- &
    monitors+=($!)
    exec 8<events
    eventually listens $!
    for i in 1 2 3; do
        change rule add table 5 pref $i
        read -r -t 20 line <&8 # and the monitor goes on
        [ "$line" = "$i:	from all lookup 5" ]
    done
    exec 8<&-
    change rule add table 5 pref 4 # nobody is there to read it
    change rule add table 5 pref 5
    eventually eval "! kill -0 ${monitors[0]} 2>/dev/null"
    rm events
}

@test "the time of an event" {
    watch log1 ip -t monitor rule
    watch log2 ip -ts monitor rule label
    watch log3 ip -t -j monitor rule
    change rule add table 999 pref 999
    for log in 1 2 3; do told log$log; done
    stop
    sed -n 1p log1 | grep -qE '^Timestamp: [A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8} [0-9]{4} [0-9]+ usec$'
    [ "$(sed -n 2p log1)" = "999:	from all lookup 999" ]
    grep -qE '^\[[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}\] \[RULE\]999:	from all lookup 999$' log2
    grep -qE '^\{"timestamp":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}","event":"RULE","priority":999,"src":"all","table":"999"\}$' log3
    [ "$(date +%Y)" = "$(sed -nE '1s/.* ([0-9]{4}) [0-9]+ usec/\1/p' log1)" ] || [ "$(date +%m%d)" = 0101 ]
}

@test "events of other namespaces, with their ids" {
    change netns set theirs 7
    watch log1 ip monitor all-nsid label
    watch log2 "$REFERENCE" monitor all-nsid label
    watch log3 ip monitor all-nsid rule
    watch log4 ip monitor all-nsid dev v0
    "$REFERENCE" -n theirs neigh add 10.0.0.5 lladdr 02:00:00:00:00:55 dev v0
    "$REFERENCE" -n theirs rule add table 5 pref 5
    change rule add table 999 pref 999
    for log in 1 2 3 4; do told log$log; done
    stop
    grep -qE '^\[nsid 7\]\[NEIGH\]10.0.0.5 dev if[0-9]+ lladdr 02:00:00:00:00:55 PERMANENT $' log1 # not a name of our own
    diff <(sed 's/ dev [^ ]*//' log1) <(sed 's/ dev [^ ]*//' log2)
    diff log3 - <<'EOF'
[nsid 7]5:	from all lookup 5
[nsid current]999:	from all lookup 999
EOF
    run ! grep -q 10.0.0.5 log4 # that is another device
}

@test "a recorded file" {
    "$REFERENCE" netns exec ours rtmon file recorded all 3>&- &
    monitors+=($!)
    eventually test -s recorded
    eventually listens $!
    events
    eventually eval 'ours monitor file recorded | grep -q "lookup 999"'
    stop
    for words in "" label "dev v0"; do
        for options in "" -o -d; do
            # shellcheck disable=SC2086
            check 0 ours $options monitor file recorded $words
            [ -n "$output" ]
            # shellcheck disable=SC2086
            theirs_said=$("$REFERENCE" -n ours $options monitor file recorded $words 2>/dev/null)
            # The installed ip prints times and labels of events that it does not show.
            diff <(shown_events <<<"$theirs_said") <(shown_events <<<"$output") >&2
        done
    done
    check 0 ours -4 monitor file recorded
    has 'from 1.2.3.4 lookup'
    lacks inet6
    lacks 2001:db8
    check 0 ours -j monitor rule file recorded
    [ "$(grep -c '^{"timestamp":"[^"]*","' <<<"$output")" -eq "$(wc -l <<<"$output")" ]
    rm recorded
    refuses 255 "Cannot fopen: No such file or directory" ours monitor file recorded
    head -c 100 /dev/zero >recorded
    check 255 ours monitor file recorded
    rm recorded
}
shown_events() { grep -e rule -e lookup -e NEIGH -e lladdr -e FAILED -e forwarding | grep -v Timestamp; }

@test "lost events are reported, and the monitor goes on" {
    for form in "" -j; do
        # shellcheck disable=SC2086
        watch log ip -rc 4096 $form monitor rule
        kill -STOP "${monitors[-1]}"
        for i in {1..200}; do echo "rule add table 5 pref $i"; done | change -batch -
        kill -CONT "${monitors[-1]}"
        eventually grep -qx 'netlink receive error No buffer space available (105)' log.err
        change rule add table 999 pref 999
        told log
        [ "$(wc -l <log)" -lt 200 ]
        [ "$(grep -cx '{"error":"netlink receive error No buffer space available (105)"}' log)" -eq $((${#form} / 2)) ]
        stop
        change rule flush
    done
}

@test "multicast routes" {
    watch log1 ip monitor label mroute
    watch log2 "$REFERENCE" monitor label mroute
    watch log3 ip -j -6 monitor mroute
    watch log4 ip monitor mroute dev v1
    watch log5 ip monitor route
    "$REFERENCE" netns exec ours python3 - <<'EOF' || skip "this kernel routes no multicast"
import socket, struct
router = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_IGMP)
INIT, ADD_VIF, ADD_MFC, DEL_MFC = 200, 202, 204, 205 # linux/mroute.h
router.setsockopt(0, INIT, struct.pack("i", 1))
for number, name in enumerate(["v0", "v1", "br0"]):
    router.setsockopt(0, ADD_VIF, struct.pack("=HBBIi4x", number, 8, 1, 0, socket.if_nametoindex(name)))
def route(option, source, group, parent, *ttls):
    addresses = socket.inet_aton(source) + socket.inet_aton(group)
    router.setsockopt(0, option, addresses + struct.pack("=H32sHIIIi", parent, bytes(ttls), 0, 0, 0, 0, 0))
route(ADD_MFC, "10.0.0.1", "239.1.1.1", 0, 0, 1, 3)
route(ADD_MFC, "10.0.0.2", "239.1.1.2", 1, 1)
route(ADD_MFC, "10.0.0.3", "239.1.1.3", 0)
route(DEL_MFC, "10.0.0.2", "239.1.1.2", 1)
EOF
    eventually eval '[ "$(grep -c Deleted log1)" -eq 3 ]'
    eventually eval '[ "$(grep -c Deleted log2)" -eq 3 ]'
    stop
    diff log2 log1
    head -n 4 log1 | diff - <(cat <<'EOF'
[MROUTE](10.0.0.1,239.1.1.1)             Iif: v0         Oifs: v1 br0(ttl 3)  State: resolved Table: default
[MROUTE](10.0.0.2,239.1.1.2)             Iif: v1         Oifs: v0  State: resolved Table: default
[MROUTE](10.0.0.3,239.1.1.3)             Iif: v0          State: resolved Table: default
[MROUTE]Deleted (10.0.0.2,239.1.1.2)             Iif: v1         Oifs: v0  State: resolved Table: default
EOF
    )
    [ "$(wc -l <log4)" -eq 2 ] # where packets come in
    [ ! -s log3 ]
    [ ! -s log5 ]
}

@test "brief lines" {
    watch log1 ip -br monitor link address neigh
    change neigh add 10.0.0.7 lladdr 02:00:00:00:00:77 dev v0
    change addr add 10.2.0.1/24 dev br0
    change link set v0 mtu 1300
    change link add pre2 type bridge
    eventually grep -q '^pre2 ' log1
    stop
    grep -qx '10.0.0.7                                v0               02:00:00:00:00:77' log1
    grep -qx '10.2.0.1/24 ' log1
    grep -qE '^v0@v1 +UP +$' log1
}

@test "unknown words" {
    same_lines <<'EOF'
monitor frob
monitor dev nosuch
monitor dev
monitor file
monitor file nosuch
monitor route acaddr
EOF
    check 255 ours monitor help
    has "OBJECT := {"
    output=${output//$'\n'/ }
    for word in link address maddress acaddress route mroute prefix neigh netconf rule nsid all; do has " $word "; done
}

@test "closed standard descriptors" {
    "$REFERENCE" netns exec ours ip monitor rule >log <&- 2>&- 3>&- &
    monitors+=($!)
    eventually listens $!
    change rule add table 999 pref 999
    told log
    stop
    "$REFERENCE" netns exec ours ip monitor rule >&- 2>log 3>&- &
    monitors+=($!)
    eventually listens $!
    change rule add table 998 pref 998
    status=0
    wait $! || status=$?
    [ $status -ne 0 ]
    grep -q 'write error' log
    monitors=()
}

@test "a monitor forgets what is gone: its memory does not grow" {
    [[ $NSKIT_BUILD != */asan ]] || skip "AddressSanitizer keeps what is freed"
    resident() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status"; }
    ip monitor link >/dev/null 3>&- &
    monitor=$!
    come_and_go() {
        seq -f "link add name gone$1_%g group 77 type bridge" 400 | ip -force -batch -
        ip link del group 77
        sleep .3
    }
    come_and_go 1
    before=$(resident $monitor)
    for round in 2 3 4 5; do come_and_go $round; done
    after=$(resident $monitor)
    kill $monitor
    wait $monitor || true
    echo "$before kB, then $after kB"
    [ "$after" -le $((before + 64)) ]
}
