#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The examples of ip(8) and of its objects' pages.

load helpers
load manual

@test "the examples of ip(8)" {
    install -d -m 700 -o 1000 -g 1000 /run/user/1000
    replays ip.8 2
    rm -r /run/user
    ip link set lo down
}

@test "the examples of ip-netns(8)" {
    replays ip-netns.8 3
    ip -all netns delete
    rm -r /etc/netns
}

@test "the examples of ip-route(8)" {
    replays ip-route.8 3
    ip link delete tunnel
    ip link delete v0
    rm /tmp/routes
}

@test "the examples of ip-nexthop(8)" {
    replays ip-nexthop.8 2
}

@test "the examples of ip-xfrm(8)" {
    replays ip-xfrm.8 2
}

# lines PAGE: the commands of the page's EXAMPLES without a prompt, a line each, behind what a comment says must be done first. A
# comment `not run` stands in front of what no test can do.
lines() {
    sed -n '/^\.Sh EXAMPLES/,/^\.Sh [^E]/p' "$NSKIT_SOURCE/man/$1" | awk '
        /^\.\\" first: / { sub(/^[^:]*: /, ""); print }
        /^\.\\" not run/ { getline; next }
        /^\.Dl / { sub(/^\.Dl /, ""); print }
        /^\.Bd/ { within = 1; next }
        /^\.Ed/ { within = 0 }
        within && /^[#$] / { within = 0 }
        within { if (sub(/\\e$/, "")) printf "%s", $0; else print }'
}

# What says that this kernel has no such thing: the words have been read.
LACKS='Error talking to the kernel|Unknown device type|not supported|RTNETLINK answers: (No such|Unknown)|No such (device|file)'

# runs, with commands on stdin: each succeeds, is a monitor that goes on, asks for what this kernel lacks, or for a device that such a
# command would have made.
runs() {
    local line said status lacks=$LACKS
    while IFS= read -r line; do
        status=0
        said=$(timeout 2 bash -c "$line" 2>&1 </dev/null) || status=$?
        [ $status -ne 0 ] && [ $status -ne 124 ] || continue
        [[ $said =~ $lacks ]] || { printf '%s\n%s\n' "$line" "$said"; return 1; }
        lacks="$LACKS|Cannot find device|Device does not exist"
    done
}

@test "the examples of the other pages" {
    local page count=0
    export LACKS
    export -f examples replay replays runs
    for page in "$NSKIT_SOURCE"/man/ip-*.8 "$NSKIT_SOURCE"/man/nskit.7; do
        page=${page##*/}
        ! grep -q "replays $page" "$BATS_TEST_FILENAME" || continue
        unshare -nm bash -ec 'cd "$2"; ip link set lo up; runs' bash "$page" "$SCRATCH/tmp" < <(lines "$page") >"$SCRATCH/tmp/said" ||
            { echo "$page:"; cat "$SCRATCH/tmp/said"; return 1; } >&2
        unshare -nm bash -ec 'replays "$1" 0' bash "$page"
        count=$((count + $(lines "$page" | wc -l)))
    done
    [ "$count" -gt 50 ]
}

@test "an example that fails is found" {
    [ "$(runs <<<'echo a; false')" = $'echo a; false\na' ]
    [ "$(lines ip-fou.8 | head -1)" = 'ip fou add port 5555 ipproto ipencap' ]
    runs <<<'echo RTNETLINK answers: Operation not supported; false'
}
