# SPDX-License-Identifier: MIT
# Two network namespaces in which the same is done, in one by the ip under test and in the other by the installed one:
# `load twins`. make_twins, take_twins_away: for setup and teardown.

make_twins() {
    REFERENCE=$(reference ip)
    for name in ours theirs; do "$REFERENCE" netns add $name; done
    cd "$SCRATCH/tmp"
}
take_twins_away() { for name in ours theirs; do "$REFERENCE" netns delete $name; done; }

# twin_links: in both a pair of devices, v0 and v1, and a bridge, br0, that stay without IPv6.
twin_links() {
    both sh -c 'cd /proc/sys/net/ipv6/conf; echo 1 | tee all/disable_ipv6 default/disable_ipv6' >/dev/null
    both "$REFERENCE" link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
    both "$REFERENCE" link add br0 address 02:00:00:00:00:03 type bridge
}

ours() { "$REFERENCE" netns exec ours "$SCRATCH/bin/ip" "$@"; }
theirs() { "$REFERENCE" netns exec theirs "$REFERENCE" "$@"; }
# both COMMAND...: in each of the namespaces.
both() { for name in ours theirs; do "$REFERENCE" netns exec $name "$@"; done; }

# What is compared of what they print; a file may say it otherwise. The installed ip has another word in one message.
comparable() { grep . | sed 's/is a garbage/is garbage/'; }

# same ARGUMENTS...: each prints the same in its own namespace and ends with the same status.
same() {
    local ours_status=0 theirs_status=0 ours_said theirs_said
    ours_said=$(ours "$@" 2>&1) || ours_status=$?
    theirs_said=$(theirs "$@" 2>&1) || theirs_status=$?
    diff <(comparable <<<"$theirs_said") <(comparable <<<"$ours_said") >&2 || { echo "of: $*" >&2; return 1; }
    [ $ours_status -eq $theirs_status ] || { echo "status $ours_status, not $theirs_status: $*" >&2; return 1; }
}

# same_after OBJECT ARGUMENTS...: the same, and what OBJECT then shows in both namespaces is the same.
same_after() { same "$@" && diff <(of_twin theirs "$1") <(of_twin ours "$1") >&2; }
of_twin() { "$REFERENCE" -n "$1" "$2"; }

# The same for every line on stdin.
same_lines() {
    local line
    while read -r line; do
        # shellcheck disable=SC2086
        same $line || return 1
    done
}

# fails COMMAND...: for redirections, which `run` would take for itself.
fails() { if "$@"; then echo "succeeded: $*" >&2; return 1; fi; }
