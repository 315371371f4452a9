# SPDX-License-Identifier: MIT
# Processes to enter, for the tests of nsenter.

# start_target COMMAND...: start a process by COMMAND, which makes its namespaces (`unshare` is the installed one), and wait
# until it runs. $target is its PID in our PID namespace.
start_target() {
    started=$((${started:-1000} + 1))
    local -a words=()
    local word
    for word in "$@"; do
        [ "$word" != unshare ] || word=$(reference unshare)
        words+=("$word")
    done
    "${words[@]}" sleep "$started" >/dev/null 2>&1 3>&- &
    disown $! # or bash would print its end
    eventually pgrep -x -f "sleep $started"
    target=$(pgrep -x -f "sleep $started")
    targets+=("$target")
}

teardown() {
    if [ ${#targets[@]} -gt 0 ]; then
        kill -KILL "${targets[@]}" 2>/dev/null || true
    fi
}

# Skips the test where programs cannot be traced.
traceable() { strace -o /dev/null true 2>/dev/null || skip "no strace"; }
