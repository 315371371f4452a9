#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ensure, absent and config: the short form of tests/state/run, and what that does not look at.

load helpers

@test "show, apply, ensure and absent hold their promises" {
    "$NSKIT_SOURCE/tests/state/run" --inside --short
}

@test "prune needs a selection in the namespace of init" {
    ip link add br7 type bridge
    : >"$SCRATCH/tmp/none"
    check 2 ip config apply "$SCRATCH/tmp/none" prune
    ip config apply "$SCRATCH/tmp/none" only dev br7 prune
    check 1 ip link show br7
}

@test "a change that nobody confirms is undone" {
    echo 'link add br8 type bridge' >"$SCRATCH/tmp/lab"
    check 2 ip config apply "$SCRATCH/tmp/lab" confirm 1s </dev/null 3>&-
    eventually eval '! ip link show br8'
    echo y | ip config apply "$SCRATCH/tmp/lab" confirm 5s
    ip link delete br8
}

@test "a change that is declined has been undone when apply ends" {
    local code=0
    echo 'link add br8 type bridge' >"$SCRATCH/tmp/lab"
    ip config apply "$SCRATCH/tmp/lab" confirm 20s <<<n 2>"$SCRATCH/tmp/said" 3>&- || code=$? # `run` would wait for the other process
    check 1 ip link show br8
    diff <(echo "$code"; grep -v Keep "$SCRATCH/tmp/said") <(printf '%s\n' 2 'The changes are undone.')
}

@test "a change is not kept if nobody can be asked whether to keep it" {
    echo 'link add br8 type bridge' >"$SCRATCH/tmp/lab"
    check 1 eval 'echo y | ip config apply "$SCRATCH/tmp/lab" confirm 1s >/dev/full 3>&-'
    eventually eval '! ip link show br8'
    for call in socketpair clone,clone3,fork; do
        check 1 strace -o /dev/null -e inject=$call:error=EMFILE ip config apply "$SCRATCH/tmp/lab" confirm 5s <<<y
        check 1 ip link show br8
    done
}

@test "if the process that waits for an answer is killed, apply undoes the changes itself" {
    local code=0
    echo 'link add br8 type bridge' >"$SCRATCH/tmp/lab"
    { eventually grep -q Keep "$SCRATCH/tmp/said"; kill -KILL "$(pgrep -n -x ip)"; echo n; } |
        ip config apply "$SCRATCH/tmp/lab" confirm 20s 2>"$SCRATCH/tmp/said" 3>&- || code=$?
    check 1 ip link show br8
    diff <(echo "$code"; grep -v Keep "$SCRATCH/tmp/said") <(printf '%s\n' 2 'The changes are undone.')
}

@test "apply undoes all if it cannot look at what has come of it" {
    printf '%s\n' 'link add br8 type bridge' >"$SCRATCH/tmp/lab"
    local calls
    calls=$(strace -e trace=recvfrom ip config apply "$SCRATCH/tmp/lab" 2>&1 | grep -c '^recvfrom')
    ip link delete br8
    check 2 strace -o /dev/null -e trace=recvfrom -e inject=recvfrom:error=ENOBUFS:when=$calls ip config apply "$SCRATCH/tmp/lab"
    has 'the look at what has come of it failed; what was changed before it has been undone.'
    check 1 ip link show br8
}

@test "apply says so if a change that nobody confirms cannot be undone" {
    local code=0
    echo 'netns add blue' >"$SCRATCH/tmp/lab"
    { eventually grep -q Keep "$SCRATCH/tmp/said"; mount -o remount,ro,bind /run/netns; echo n; } |
        ip config apply "$SCRATCH/tmp/lab" confirm 20s 2>"$SCRATCH/tmp/said" 3>&- || code=$?
    mount -o remount,rw,bind /run/netns
    ip netns delete blue
    diff <(echo "$code"; grep -v Keep "$SCRATCH/tmp/said") - <<'END'
2
Cannot remove namespace file "/var/run/netns/blue": Read-only file system
may be left: netns add blue
Not all changes could be undone.
END
}

@test "apply undoes a step whose answer is lost, whichever it is" {
    printf '%s\n' 'link add br8 type bridge' 'rule add pref 300 table 100' >"$SCRATCH/tmp/lab"
    local calls number left
    calls=$(strace -e trace=recvfrom ip config apply "$SCRATCH/tmp/lab" 2>&1 | grep -c '^recvfrom')
    ip link delete br8
    ip rule delete pref 300
    [ "$calls" -gt 2 ]
    for ((number = 1; number <= calls; number++)); do
        run strace -o /dev/null -e trace=recvfrom -e inject=recvfrom:error=ENOBUFS:when=$number ip config apply "$SCRATCH/tmp/lab"
        [ "$status" -ne 0 ] || { echo "recvfrom $number: $output"; false; }
        left=$(ip -brief link show br8 2>/dev/null | cut -d ' ' -f 1)$(ip rule show pref 300 | cut -d : -f 1)
        [ -z "$left" ] || { echo "recvfrom $number leaves $left: $output"; false; }
    done
}

@test "apply names a step whose answer is lost, if it cannot be undone" {
    printf '%s\n' 'link add br8 type bridge' 'rule add pref 300 table 100' >"$SCRATCH/tmp/lab"
    local calls number named=0
    calls=$(strace -e trace=recvfrom ip config apply "$SCRATCH/tmp/lab" 2>&1 | grep -c '^recvfrom')
    ip link delete br8
    ip rule delete pref 300
    for ((number = 1; number <= calls; number++)); do
        run strace -o /dev/null -e trace=recvfrom -e inject=recvfrom:error=ENOBUFS:when=$number+ ip config apply "$SCRATCH/tmp/lab"
        if [[ $output == *' failed; '* ]]; then
            if ip link show br8 2>/dev/null; then has 'may be left: link add br8 type bridge'; ip link delete br8; named=$((named + 1)); fi
            if [ -n "$(ip rule show pref 300)" ]; then has 'may be left: rule add pref 300 table 100'; ip rule delete pref 300; named=$((named + 1)); fi
        else
            ip -force -batch - 2>/dev/null <<<$'link delete br8\nrule delete pref 300' || true # all is done, or nothing
        fi
    done
    [ "$named" -ge 2 ]
}

@test "ensure says in a batch which line fails" {
    printf 'link ensure br9 type bridge\nlink ensure br9 type ifb\n' >"$SCRATCH/tmp/batch"
    check 1 ip -force -batch "$SCRATCH/tmp/batch"
    [[ $output == *'br9" is of the kind bridge, not ifb.'*:2 ]]
    ip link delete br9
}

@test "alternative names, tokens and groups are a configuration" {
    cat >"$SCRATCH/tmp/lab" <<END
link add br1 type bridge
link property add dev br1 altname one altname two
token set ::5 dev br1
maddress add 01:00:5e:00:00:09 dev br1
END
    check 0 ip config apply "$SCRATCH/tmp/lab" only dev br1
    [ "$output" = "5 changes" ]
    check 0 ip config show dev br1
    [ "$output" = "link add br1 type bridge
link property add dev br1 altname one
link property add dev br1 altname two
token set ::5 dev br1
maddress add 01:00:5e:00:00:09 dev br1" ]
    echo 'link add br1 type bridge' >"$SCRATCH/tmp/lab"
    check 1 ip config diff "$SCRATCH/tmp/lab" only dev br1 prune
    [ "$output" = "-maddress delete 01:00:5e:00:00:09 dev br1
-token delete dev br1
-link property delete dev br1 altname one
-link property delete dev br1 altname two" ]
    check 0 ip config apply "$SCRATCH/tmp/lab" only dev br1 prune
    check 0 ip config show dev br1
    [ "$output" = "link add br1 type bridge" ]
    ip link delete br1
}

@test "what cannot be changed is made anew with prune alone" {
    ip netns add anew
    cat >"$SCRATCH/tmp/lab" <<END
link add vx0 type vxlan id 5 dstport 4789
link add p0 type veth peer name q0
link add mv0 link q0 type macvlan
link set vx0 up
address add 10.0.0.1/24 dev vx0
neigh add 10.0.0.7 lladdr 02:00:00:00:00:07 dev vx0
END
    ip -n anew config apply "$SCRATCH/tmp/lab"
    sed -i 's/id 5/id 6/; s/q0/q9/' "$SCRATCH/tmp/lab"
    local before=$(ip -n anew config show)
    check 2 ip -n anew config apply "$SCRATCH/tmp/lab"
    [[ $output == *'"id" of link vx0 cannot be changed, only a new one can have it.
With "prune", line 1 would make a new one.' ]]
    [ "$(ip -n anew config show)" = "$before" ]
    check 1 ip -n anew config diff "$SCRATCH/tmp/lab" prune
    [[ $output == "-link delete dev vx0
+link add vx0 type vxlan id 6 dstport 4789
-link delete dev p0
+link add p0 type veth peer name q9
+link add mv0 link q9 type macvlan"* ]]
    ip -n anew config apply "$SCRATCH/tmp/lab" prune
    check 0 ip -n anew config diff "$SCRATCH/tmp/lab" prune
    check 2 ip -n anew link ensure vx0 type vxlan id 7
    ip netns delete anew
}

@test "apply warns of the device of one's own SSH session, also below sudo" {
    ip link add e0 up type ifb
    ip address add 192.0.2.1/24 dev e0
    echo 'address add 192.0.2.9/24 dev e0' >"$SCRATCH/tmp/lab"
    local said='Warning: "address add 192.0.2.9/24 dev e0" changes "e0", by which your SSH session comes in'
    check 0 env SSH_CONNECTION="192.0.2.7 5 192.0.2.1 22" ip config apply "$SCRATCH/tmp/lab"
    [[ $output == "$said"* ]]
    ip address delete 192.0.2.9/24 dev e0
    check 0 env SSH_CONNECTION="192.0.2.7 5 192.0.2.1 22" sh -c 'env -u SSH_CONNECTION ip config apply "$1"; true' sh "$SCRATCH/tmp/lab"
    [[ $output == "$said"* ]]
    ip address delete 192.0.2.9/24 dev e0
    check 0 ip config apply "$SCRATCH/tmp/lab"
    [ "$output" = "1 change" ]
    ip link delete e0
}

@test "a configuration takes what ip -batch takes: words of the link stand before its kind, but behind ensure" {
    echo 'link add br9 type bridge stp_state 1 mtu 1400' >"$SCRATCH/tmp/lab"
    check 1 ip -batch "$SCRATCH/tmp/lab"
    local said=${output%%$'\n'*}
    local form
    for form in diff "apply"; do
        check 2 ip config "$form" "$SCRATCH/tmp/lab"
        [[ $output == "$said"* ]]
    done
    sed -i s/add/ensure/ "$SCRATCH/tmp/lab"
    check 1 ip config diff "$SCRATCH/tmp/lab"
    ip config apply "$SCRATCH/tmp/lab"
    check 0 ip config diff "$SCRATCH/tmp/lab"
    check 0 ip config show dev br9
    [[ $output == *"mtu 1400 type bridge stp_state 1"* ]]
    ip link delete br9
}
