#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip tcp_metrics: entries of real connections between two network namespaces, beside the installed ip.

load helpers

setup_file() {
    cd "$SCRATCH/tmp"
    "$REFERENCE" netns add other
    "$REFERENCE" link add v0 type veth peer name v1 netns other
    "$REFERENCE" link set lo up
    "$REFERENCE" addr add 10.0.0.1/24 dev v0
    "$REFERENCE" addr add 2001:db8::1/64 dev v0 nodad
    "$REFERENCE" link set v0 up
    for n in 2 3; do
        "$REFERENCE" -n other addr add 10.0.0.$n/24 dev v1
        "$REFERENCE" -n other addr add 2001:db8::$n/64 dev v1 nodad
    done
    "$REFERENCE" -n other link set v1 up
    settle v0
    cat >server.py <<'E'
import socket, threading
l = socket.socket(socket.AF_INET6); l.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); l.bind(("::", 5000)); l.listen(9)
def serve(a):
    while data := a.recv(2000): a.send(b"y")
    a.close()
while True: threading.Thread(target=serve, args=(l.accept()[0],)).start()
E
    "$REFERENCE" netns exec other python3 server.py 3>&- &
    echo $! >server.pid
}
teardown_file() {
    kill "$(cat "$SCRATCH/tmp/server.pid")"
    "$REFERENCE" netns delete other
}
setup() { cd "$SCRATCH/tmp"; "$REFERENCE" tcp_metrics flush; }

# talk ADDRESS...: a connection to each, which leaves an entry.
talk() {
    python3 - "$@" <<'E'
import socket, sys, time
for address in sys.argv[1:]:
    for attempt in range(50):
        try:
            c = socket.create_connection((address, 5000)); break
        except OSError: time.sleep(.1)
    for i in range(20): c.send(b"x" * 1000); c.recv(2)
    c.shutdown(socket.SHUT_WR); c.recv(1); c.close()
E
    eventually eval '[ "$("$REFERENCE" tcp_metrics | wc -l)" -ge '$#' ]'
}

# The order is arbitrary and the age goes on.
comparable() { sed -E 's/age [0-9.]+sec/age N/g; s/"age": ?[0-9.]+/"age":N/g' | sort; }

@test "list: all, by family, prefix and source, in every form" {
    talk 10.0.0.2 10.0.0.3 2001:db8::2
    for form in "" -4 -6 -d -s -N -o; do
        for words in "" list lst show l s "show all" "show 10.0.0.0/24" "show address 10.0.0.2/31" "show ::/0" "show 0/0" \
            "list src 10.0.0.1" "list source 2001:db8::1" "show src 10.0.0.77"; do
            # shellcheck disable=SC2086
            same $form tcp_metrics $words
        done
    done
    same tcp_metrics show 10.0.0.2
    same tcpmetrics show address 2001:db8::2
    ip tcp_metrics show 10.0.0.2 | grep -qE '^10.0.0.2 age [0-9]+\.[0-9]{3}sec .*rtt [0-9]+us rttvar [0-9]+us source 10.0.0.1$'
    ip -c tcp_metrics show 10.0.0.2 | grep -q $'^\e\[1;35m10.0.0.2\e\[0m age '
    [ "$(ip -c tcp_metrics show 10.0.0.2 | tr -cd $'\e' | wc -c)" -eq 2 ]
}

@test "list: JSON" {
    talk 10.0.0.2 2001:db8::2
    diff <("$REFERENCE" -j tcp_metrics | jq -c 'sort_by(.dst) | .[] | del(.age)') <(ip -j tcp_metrics | jq -c 'sort_by(.dst) | .[] | del(.age)')
    ip -j tcp_metrics show 10.0.0.2 | jq -e '.[0] | .dst == "10.0.0.2" and .source == "10.0.0.1" and .age >= 0 and .rtt > 0 and .rtt < 1'
    [ "$(ip -j tcp_metrics show 10.0.0.77/32 2>/dev/null)" = "" ]
    [ "$(ip -j tcp_metrics show 10.9.0.0/16)" = "[]" ]
}

@test "address and source together, in either order" {
    talk 10.0.0.2 10.0.0.3
    [ "$(ip tcp_metrics show 10.0.0.2 source 10.0.0.1 | wc -l)" -eq 1 ]
    [ "$(ip tcp_metrics show src 10.0.0.1 addr 10.0.0.0/24 | wc -l)" -eq 2 ]
    refuses 2 "RTNETLINK answers: No such process" ip tcp_metrics show 10.0.0.2 source 10.0.0.11
    refuses 255 'Error: either "address" is duplicate, or "10.0.0.3" is garbage.' ip tcp_metrics show 10.0.0.2 10.0.0.3
    refuses 255 'Error: either "source" is duplicate, or "10.0.0.3" is garbage.' ip tcp_metrics show src 10.0.0.2 src 10.0.0.3
}

@test "delete" {
    talk 10.0.0.2 10.0.0.3 2001:db8::2
    check 0 ip tcp_metrics delete 10.0.0.2
    refuses 2 "RTNETLINK answers: No such process" ip tcp_metrics delete 10.0.0.2
    check 0 ip tcp_metrics remove address 10.0.0.3 source 10.0.0.1
    check 0 ip tcp_metrics d 2001:db8::2
    [ -z "$("$REFERENCE" tcp_metrics)" ]
}

@test "flush: rounds, one family, everything" {
    talk 10.0.0.2 10.0.0.3 2001:db8::2 2001:db8::3
    run ip -s -s tcp_metrics flush 10.0.0.0/30
    [ "$(sed -E 's/ age .*//' <<<"$output" | sort)" = \
        $'\n*** Flush is complete after 1 round ***\n*** Round 1, deleting 2 entries ***\nDeleted 10.0.0.2\nDeleted 10.0.0.3' ]
    run --separate-stderr ip tcp_metrics flush 10.0.0.0/30
    [ "$status" -eq 0 ] && [ -z "$output" ] && [ "$stderr" = "Nothing to flush." ]
    talk 10.0.0.2
    check 0 ip tcp_metrics flush ::/0 # both families with the installed ip
    [ "$("$REFERENCE" tcp_metrics | sed 's/ .*//')" = 10.0.0.2 ]
    check 0 ip tcp_metrics flush 10.0.0.2
    talk 10.0.0.2 2001:db8::2
    check 0 ip -4 tcp_metrics flush src 10.0.0.1
    [ "$("$REFERENCE" tcp_metrics | sed 's/ .*//')" = 2001:db8::2 ]
    check 0 ip -s tcp_metrics flush
    says ""
    [ -z "$("$REFERENCE" tcp_metrics)" ]
}

@test "more entries than fit into one datagram are flushed" {
    for i in {0..255}; do echo "addr add 10.1.$i.1/32 dev v1"; done | "$REFERENCE" -n other -batch -
    "$REFERENCE" route add 10.1.0.0/16 via 10.0.0.2
    # shellcheck disable=SC2046
    talk $(printf '10.1.%d.1 ' {0..255})
    check 0 ip -s tcp_metrics flush 10.1.0.0/16
    has "*** Flush is complete after "
    [ -z "$("$REFERENCE" tcp_metrics show 10.1.0.0/16)" ]
}

@test "what is refused" {
    same_lines <<'END'
tcp_metrics foo
tcpm foo
tcp_metrics show addr
tcp_metrics show src
tcp_metrics show foo
tcp_metrics show 10.0.0.77
tcp_metrics delete
tcp_metrics delete 10.0.0.0/8
tcp_metrics delete foo
tcp_metrics delete src 10.0.0.1
tcp_metrics show source 10.0.0.0/24
-0 tcp_metrics
-M tcp_metrics show
-6 tcp_metrics show 10.0.0.1
-4 tcp_metrics delete ::1
tcp_metrics help
tcp_metrics show help
tcp_metrics show src help
tcp_metrics show addr h
END
}
