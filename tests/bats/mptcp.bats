#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip mptcp: the same words for ours and the installed ip, each in a namespace of its own, and events of real connections.

load helpers
load twins

setup() {
    make_twins
    in_both "$REFERENCE" link add v0 type veth peer name v1
    in_both "$REFERENCE" link set lo up
    in_both "$REFERENCE" addr add 10.0.0.4/32 dev lo # an endpoint with a port listens there
}
teardown() { take_twins_away; }

state() { "$REFERENCE" -n "$1" mptcp endpoint && "$REFERENCE" -n "$1" mptcp limits; }

@test "endpoints: add, change, delete, flush" {
    while read -r words; do
        # shellcheck disable=SC2086
        same_effect mptcp $words
    done <<'END'
endpoint add 10.0.0.1
endpoint add 10.0.0.2 signal
endpoint add 10.0.0.3 dev v0 id 5 subflow backup
e a 2001:db8::1 subflow fullmesh d v1 i 9
endpoint add 10.0.0.4 port 8080 signal
endpoint add 10.0.0.5 nobackup nofullmesh id 77
endpoint add 10.0.0.6 10.0.0.7
endpoint add 10.0.0.1
endpoint add 10.0.0.77 id 5
endpoint add any
endpoint change id 5 fullmesh
endpoint change id 5 nobackup
endpoint c 10.0.0.4 port 8080 backup
endpoint change 10.0.0.44 backup
endpoint change
endpoint delete id 5
endpoint delete id 5
endpoint delete id 0 10.0.0.1
endpoint d id 2
endpoint flush
END
}

@test "endpoints: shown in every form" {
    for name in ours theirs; do
        "$REFERENCE" -n $name mptcp endpoint add 10.0.0.3 dev v0 id 5 subflow backup
        "$REFERENCE" -n $name mptcp endpoint add 2001:db8::1 subflow fullmesh
        "$REFERENCE" -n $name mptcp endpoint add 10.0.0.4 port 8080 signal
    done
    for form in "" -j "-j -p" -d -s "-c=always -j" -br -N; do
        for words in "" endpoint "endpoint show" "e s id 5"; do
            # shellcheck disable=SC2086
            [ -z "$words" ] || same $form mptcp $words
        done
    done
    [ "$(ours -c mptcp endpoint show id 5)" = $'\e[1;35m10.0.0.3 \e[0mid 5 subflow backup dev \e[1;36mv0 \e[0m' ]
    [ "$(ours -o mptcp endpoint | wc -l)" -eq 3 ] # one line with the installed ip, without an end
    same mptcp endpoint show id 77
    same mptcp endpoint show 10.0.0.3
}

@test "endpoints: kinds that the installed ip does not know" {
    ours mptcp endpoint add 10.0.0.5 laminar
    [ "$(ours mptcp endpoint)" = "10.0.0.5 id 1 laminar " ]
    ours -j mptcp endpoint | jq -e '.[0].laminar'
    refuses 2 "Error: can't create IMPLICIT endpoint." ours mptcp endpoint add 10.0.0.6 implicit
}

@test "limits" {
    same_effect mptcp limits
    same_effect mptcp limits set subflows 4 add_addr_accepted 3
    same_effect mptcp l s s 2 # as show: words without effect
    same_effect mptcp limits set s 2
    same_effect mptcp limits set a 8
    same_effect mptcp limits set
    same_effect mptcp limits set subflows 9
    [ "$(ours -j mptcp limits)" = '[{"add_addr_accepted":8,"subflows":2}]' ] # text with the installed ip
}

@test "what is refused" {
    same_lines <<'END'
mptcp foo
mptcp endpoint foo
mptcp limits foo
mptcp monitor foo
mptcp endpoint add
mptcp endpoint add foo
mptcp endpoint add 10.0.0.1 id
mptcp endpoint add 10.0.0.1 id x
mptcp endpoint add 10.0.0.1 id 256
mptcp endpoint add 10.0.0.1 dev nope
mptcp endpoint add 10.0.0.1 dev a/b
mptcp endpoint add 10.0.0.1 port http
mptcp endpoint add 10.0.0.1 port 80
mptcp endpoint add 10.0.0.1 signal fullmesh
mptcp endpoint change id 1 signal
mptcp endpoint change id 1 port 80 backup
mptcp endpoint delete
mptcp endpoint delete id 0
mptcp endpoint delete id 5 10.0.0.1
mptcp limits set foo 5
mptcp limits set subflows x
mptcp limits set add_addr_accepted
mptcp limits set add_addr_accepted 4294967296
END
    for verb in "add 10.0.0.1" change show; do # newer than the installed ip
        # shellcheck disable=SC2086
        refuses 255 'Error: argument "ID" is wrong: cannot be 0' ours mptcp endpoint $verb id 0
    done
    refuses 255 'Command "monitor" is unknown, try "ip mptcp help".' ours mptcp limits monitor
    refuses 255 'Command "10.0.0.1" is unknown, try "ip mptcp help".' ours mptcp endpoint flush 10.0.0.1
    for words in "" help h; do
        # shellcheck disable=SC2086
        run --separate-stderr ours mptcp $words
        [ "$status" -eq 255 ] && [ -z "$output" ] && [[ $stderr == "Usage:"$'\t'"ip mptcp endpoint add ADDRESS"* ]]
    done
}

@test "the usage is that of the installed ip and the words that are newer" {
    diff <(ours mptcp help 2>&1 | sed 's/ laminar |//') <(theirs mptcp help 2>&1)
}

@test "-batch and -force" {
    printf 'mptcp endpoint add 10.0.1.1 id 7\nmptcp endpoint add 10.0.1.2 id 7\nmptcp limits\n' >lines
    same -batch lines
    in_both "$REFERENCE" mptcp endpoint flush
    same -force -batch lines
}

# connection: one of MPTCP from this network namespace to itself; both ends are closed.
connection() {
    python3 - <<'E'
import socket, time
l = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1) # the last connection may be in TIME_WAIT
l.bind(("127.0.0.1", 5000)); l.listen(5)
c = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
c.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
c.bind(("127.0.0.1", 5001)); c.connect(("127.0.0.1", 5000))
a, _ = l.accept()
c.send(b"x"); a.recv(1); a.send(b"y"); c.recv(1)
time.sleep(.2)
c.close(); a.close(); time.sleep(.2); l.close()
E
}

# listening NAME: somebody in the namespace has joined a group of generic netlink (protocol 16).
listening() { "$REFERENCE" netns exec "$1" awk '$2 == 16 && $4 != "00000000" { found = 1 } END { exit !found }' /proc/net/netlink; }

# record NAME COMMAND...: runs a monitor while a connection is made; its output is in the file `events`.
record() {
    "$REFERENCE" netns exec "$1" "${@:2}" >events 3>&- &
    local monitor=$! name=$1
    eventually listening "$name"
    "$REFERENCE" netns exec "$name" bash -c "$(declare -f connection); connection"
    eventually grep -q LISTENER_CLOSED events
    kill "-${signal:-TERM}" $monitor
    status=0
    wait $monitor || status=$?
}

@test "monitor: events of a connection, and its end by a signal" {
    ours mptcp limits set subflows 2 add_addr_accepted 2
    record ours ip mptcp monitor
    [ "$status" -eq 0 ]
    grep -qx '\[         CREATED\] token=[0-9a-f]\{8\} remid=0 locid=0 saddr4=127.0.0.1 daddr4=127.0.0.1 sport=5001 dport=5000' events
    grep -qx '\[ LISTENER_CLOSED\] saddr4=127.0.0.1 sport=5000' events
    signal=INT record ours ip -j mptcp monitor
    [ "$status" -eq 0 ]
    valid_json <events
    [ "$(jq -c '.[] | select(.event == "LISTENER_CREATED")' events)" = '{"event":"LISTENER_CREATED","saddr4":"127.0.0.1","sport":5000}' ]
    record ours ip -ts mptcp monitor
    ! grep -vE '^\[20[0-9]{2}-[0-9T:.-]{21}\] \[ *[A-Z_]+\]' events
    record ours ip -j -t mptcp monitor
    jq -e 'all(.timestamp | test("^[A-Z][a-z]{2} [A-Z][a-z]{2} .* usec$"))' events
}

@test "monitor: no event is kept back, and a reader that goes away ends it" {
    "$REFERENCE" netns exec ours bash -c "ip mptcp monitor 3>&- | head -n 1 >events" 3>&- &
    local monitor=$!
    eventually listening ours
    "$REFERENCE" netns exec ours bash -c "$(declare -f connection); connection"
    wait $monitor
    grep -q LISTENER_CREATED events
}
