# SPDX-License-Identifier: MIT
# What the bats files share. A file starts with `load helpers` and runs in a world of its own (tests/world): root in new
# mount, network, UTS, IPC and PID namespaces, with an empty /run, a scratch /etc, and the commands under test first on
# PATH. Run one file with `tests/run build tests/bats/FILE.bats`, some of its tests with `-f REGEX` before it.
#
# The tests of a file share the file's world: a test takes away what it makes, or makes it inside a namespace of its own.
# A process left in the background needs `3>&-`, or bats waits for it. There is no outside: no internet, loopback down.
#
#   $SCRATCH            a tmpfs where anybody may write; tests start in $SCRATCH/cwd, $SCRATCH/home is the user's
#   $NSKIT_SOURCE       the source tree
#   $NSKIT_BUILD        the build directory; its bin/ was copied to $SCRATCH/bin, which is first on PATH
#   $REFERENCE          the installed ip, to compare with and to set a scene with
#   tester              the ordinary user: uid and gid 1000, with 65536 subordinate ids from 100000

bats_require_minimum_version 1.5.0

if [ -z "${NSKIT_SOURCE-}" ]; then
    echo "these tests need a world of their own: tests/run BUILD ${BATS_TEST_FILENAME-tests/bats/FILE.bats}" >&2
    exit 1
fi

# as_user COMMAND...: run it as tester, without groups and capabilities. no_new_privs is not set: newuidmap works.
as_user() { HOME="$SCRATCH/home" USER=tester setpriv --reuid=1000 --regid=1000 --clear-groups -- "$@"; }

# reference TOOL: the path of the installed ip, unshare or nsenter.
reference() {
    local path
    for path in /usr/sbin/"$1" /usr/bin/"$1" /sbin/"$1" /bin/"$1"; do
        [ -x "$path" ] && { echo "$path"; return 0; }
    done
    echo "no installed $1" >&2
    return 1
}
REFERENCE=$(reference ip)
export REFERENCE

# in_user_namespace COMMAND...: as tester, who is root in new user, mount and network namespaces.
in_user_namespace() { as_user "$(reference unshare)" --user --map-root-user --mount --net -- "$@"; }

# eventually COMMAND...: try every 50 ms, for 20 s at most (a machine may be busy), until it succeeds. Use it instead of sleeping.
eventually() {
    local try
    for try in {1..400}; do
        "$@" >/dev/null 2>&1 && return 0
        sleep .05
    done
    echo "not within 20 s: $*" >&2
    return 1
}

# settle DEV [STATE], settle_addresses: wait until the kernel reports the link's operational state (up); until no IPv6
# address is tentative. 5 s at most.
settle() { ip -quiet link wait dev "$1" operstate "${2:-up}" timeout 5s; }
settle_addresses() { ip -quiet -6 address wait tentative gone timeout 5s; }
# has_own_netns PID: the process is in another network namespace than we are.
has_own_netns() { [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }

no_ipv6() { echo 1 | tee /proc/sys/net/ipv6/conf/{all,default}/disable_ipv6 >/dev/null; }

# check STATUS COMMAND...: run it (stdout and stderr together, in $output) and require the exit status.
check() {
    local want=$1
    local -a expected=()
    [ "$want" -ne 127 ] || expected=(-127) # else bats warns that no command was found
    run "${expected[@]}" "${@:2}"
    [ "$status" -eq "$want" ] || { printf '%s\nexit status %s, not %s: %s\n' "$output" "$status" "$want" "${*:2}" >&2; return 1; }
}

# says TEXT: what the last `run` or `check` printed is exactly TEXT. has TEXT: TEXT stands in it. lacks TEXT: it does not.
says() { [ "$output" = "$1" ] || { diff <(echo "$1") <(echo "$output") >&2; return 1; }; }
has() { [[ $output == *"$1"* ]] || { printf 'not there: %s\nin: %s\n' "$1" "$output" >&2; return 1; }; }
lacks() { [[ $output != *"$1"* ]] || { printf 'there: %s\nin: %s\n' "$1" "$output" >&2; return 1; }; }

# refuses STATUS TEXT COMMAND...: it fails with this status and prints exactly TEXT.
refuses() { check "$1" "${@:3}" && says "$2"; }
# fails COMMAND...: it fails. For redirections, which `run` would take for itself.
fails() { if "$@"; then echo "succeeded: $*" >&2; return 1; fi; }
# ending COMMAND...: how it ended, which a shell cannot tell: "exit N" or "signal N".
ending() {
    python3 -c 'import subprocess, sys
status = subprocess.call(sys.argv[1:])
print("signal %d" % -status if status < 0 else "exit %d" % status)' "$@"
}
# valid_json: stdin is one JSON text for two readers that are not ours. valid_json_lines: each line is one.
valid_json() {
    local text
    text=$(cat)
    jq . <<<"$text" >/dev/null && python3 -c 'import json, sys; json.load(sys.stdin)' <<<"$text"
}
valid_json_lines() { python3 -c 'import json, sys; [json.loads(line) for line in sys.stdin]'; }

# ours WORDS..., theirs WORDS...: our ip and the installed one. comparable WORDS...: what is compared of what they print, from
# stdin to stdout. Files define these three otherwise, for a scene or for what differs on purpose.
ours() { ip "$@"; }
theirs() { "$REFERENCE" "$@"; }
comparable() { sed 's/is a garbage/is garbage/'; } # as newer versions say it

# same WORDS...: `ip WORDS` of ours and of the installed ip prints the same and ends with the same status. Like `run`, it leaves
# our $output and $status.
same() {
    local theirs status_theirs=0 stderr=${stderr:-/dev/stdout}
    status=0
    theirs=$(theirs "$@" 2>"$stderr") || status_theirs=$?
    output=$(ours "$@" 2>"$stderr") || status=$?
    { [ "$output" = "$theirs" ] ||
        diff <(comparable "$@" <<<"$theirs" | sed "${same_but-}") <(comparable "$@" <<<"$output" | sed "${same_but-}") >&2; } &&
        [ "$status" -eq "$status_theirs" ] || { echo "status $status, installed $status_theirs: ip $*" >&2; return 1; }
}
# same_stdout WORDS...: messages are not compared. same_refusal WORDS...: both fail; blank lines are not compared. same_lines:
# the same for every line on stdin.
same_stdout() { local stderr=/dev/null; same "$@"; }
same_refusal() { local same_but='/^$/d'; same "$@" && [ "$status" -ne 0 ]; }
same_lines() {
    local line
    while read -r line; do
        # shellcheck disable=SC2086
        same $line || return 1
    done
}

# make_root DIRECTORY: a root directory with the machine's programs in it. The caller unmounts DIRECTORY/usr.
make_root() {
    local link
    mkdir -p "$1"/{usr,proc,etc}
    mount --bind /usr "$1/usr"
    for link in bin lib lib64 sbin; do
        [ ! -e "/usr/$link" ] || ln -sfn "usr/$link" "$1/$link"
    done
}

# only_standard_descriptors COMMAND...: run with 0, 1 and 2 only; the program that COMMAND starts (a shell, given as
# further arguments) has no others. Say `only_standard_descriptors unshare -n`, `... ip netns exec a`.
only_standard_descriptors() {
    local open
    open=$(
        for fd in /proc/"$BASHPID"/fd/*; do
            fd=${fd##*/}
            if [ "$fd" -gt 2 ] && [ "$fd" -ne 255 ]; then exec {fd}>&-; fi
        done
        exec </dev/null
        "$@" /bin/sh -c 'for fd in /proc/self/fd/*; do if [ -e "$fd" ]; then echo "${fd##*/} -> $(readlink "$fd")"; fi; done'
    ) || { echo "failed: $*" >&2; return 1; }
    open=$(grep -v '^[012] ' <<<"$open" || true)
    [ -z "$open" ] || { printf 'left open by %s:\n%s\n' "$*" "$open" >&2; return 1; }
}

# What a command could leave behind: mounts, processes, links, files under /run and in the scratch directory.
surroundings() {
    sed 's/^[0-9]* [0-9]* [^ ]* //' /proc/self/mountinfo
    for status in /proc/[0-9]*/status; do # not this shell and its parents and children, which bats starts as it likes
        sed -n 's/^Name:\t//p' "$status" 2>/dev/null || true
    done | grep -Ev '^(bash|bats.*|sed|grep|sort|tee|cat)$' || true
    ls /sys/class/net
    find /run "$SCRATCH"/{cwd,tmp,home,etc} ! -path "$SCRATCH/tmp/bats-run-*" ! -path "*/world-*" | sort
}

# assert_no_leak COMMAND...: COMMAND (whatever its exit status) leaves its surroundings as they were. A process that is
# on its way out has 5 s to go. Set the status aside with `run`: run assert_no_leak ...
assert_no_leak() {
    local before status=0
    before=$(surroundings)
    "$@" || status=$?
    eventually unchanged_since "$before" || { diff <(echo "$before") <(surroundings) >&2; return 1; }
    return $status
}
unchanged_since() { [ "$(surroundings)" = "$1" ]; }
