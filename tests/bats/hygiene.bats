#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# What a program that we start is given: the caller's descriptors, umask, signals, groups and rights, and nothing of ours.

load helpers

setup() {
    mkdir -p "$SCRATCH/cwd"
    cd "$SCRATCH/cwd"
    touch pin
    ip netns add a
    sleep 600 3>&- &
    target=$!
}
teardown() {
    kill "$target"
    umount "$SCRATCH/cwd/pin" 2>/dev/null || true
    ip netns delete a
}

# starters: each way to start a program, one on a line. T is a process in our own namespaces.
starters() {
    cat <<EOL
ip netns exec a
ip -all netns exec
ip vrf exec default
unshare
unshare --net
unshare --net=pin
unshare --mount --uts --ipc --cgroup
unshare --pid --fork
unshare --pid --fork --kill-child
unshare --time --fork
nsenter --net=/run/netns/a
nsenter -t $target --mount --net
nsenter -t $target --all
nsenter -t $target --pid
EOL
}

# status: what /proc says of the program that is started, without its numbers and what it uses.
status='grep -E "^(Umask|Uid|Gid|Groups|SigBlk|SigIgn|SigCgt|SigPnd|ShdPnd|NoNewPrivs|Seccomp|Cap(Inh|Prm|Eff|Bnd|Amb)):" /proc/self/status'

each_way() {
    local line count=0
    while read -r line; do
        # shellcheck disable=SC2086
        "$@" $line </dev/null || { echo "by: $line" >&2; return 1; }
        umount pin 2>/dev/null || true
        count=$((count + 1))
    done < <(starters)
    [ "$count" -ge 14 ]
}

@test "umask, signals, groups and capabilities are the caller's" {
    gives_status() { # under a caller with some of each
        local caller=(setpriv --groups=4,20,1234 --inh-caps=+net_raw --ambient-caps=+net_raw --bounding-set=-sys_time
            env --ignore-signal=USR1 --block-signal=USR2 sh -c 'umask 027; exec "$@"' sh)
        "${caller[@]}" sh -c "$status" >wanted
        "${caller[@]}" "$@" sh -c "$status" | grep -v -e '^netns: ' -e '^$' >given || return 1
        diff wanted given
    }
    each_way gives_status
}

@test "a program has 0, 1, 2 and what the caller left open" {
    descriptors='for fd in /proc/self/fd/*; do [ ! -e "$fd" ] || echo "${fd##*/}"; done | tr "\n" " "'
    gives_descriptors() {
        run env -C "$PWD" bash -c 'for fd in /proc/$$/fd/*; do fd=${fd##*/}; [ "$fd" -le 2 ] || [ "$fd" = 255 ] || eval "exec $fd>&-"; done
            exec 7</dev/null 9>/dev/null "$0" "$@"' "$@" sh -c "$descriptors"
        [[ "$status" -eq 0 && ${lines[-1]} = "0 1 2 7 9 " ]] || { echo "$status: $output" >&2; return 1; }
    }
    each_way gives_descriptors
}

@test "closed standard descriptors stay closed, in all eight combinations" {
    closes() {
        local close
        for close in '' '<&-' '>&-' '2>&-' '<&- >&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
            rm -f open
            eval '"$@" sh -c "n=0; for fd in 0 1 2; do [ ! -e /proc/self/fd/\$fd ] || n=\$((n + 1)); done; echo \$n >$PWD/open"' "$close" ||
                [[ "$*" = *-all* ]] || return 1
            [ "$(cat open)" -eq "$((3 - $(grep -o '&-' <<<"$close" | wc -l)))" ] || { cat open >&2; echo "with $close" >&2; return 1; }
        done
    }
    each_way closes
}
