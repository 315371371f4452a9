#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ./start: what it prints, installs and runs. apt-get, sudo and make are stand-ins that log their arguments.

load helpers

setup() {
    tree=$SCRATCH/tree
    log=$SCRATCH/tmp/log
    mkdir -p "$tree/stand-ins" "$tree/examples" "$tree/tests"
    cp "$NSKIT_SOURCE/start" "$tree/"
    : >"$log"
    chmod 666 "$log"
    stand_in apt-get
    stand_in make
    printf '#!/bin/sh\necho walked\n' >"$tree/examples/founding-walk"
    chmod +x "$tree/examples/founding-walk"
    PATH=$tree/stand-ins:$PATH
    cd "$tree"
}

teardown() { rm -rf "$tree" "$log" "$SCRATCH"/tmp/whiteout*; }

stand_in() { # NAME [COMMAND]
    printf '#!/bin/sh\necho "%s $*" >>%s\n%s\n' "$1" "$log" "${2-}" >"$tree/stand-ins/$1"
    chmod +x "$tree/stand-ins/$1"
}

# suites LINE STATUS LINE STATUS: a stand-in for tests/run that prints LINE and exits with STATUS, for each build.
suites() {
    printf '#!/bin/sh\necho "run $*" >>%s\ncase $1 in build) echo "%s"; exit %s;; *) echo "%s"; exit %s;; esac\n' \
        "$log" "$@" >"$tree/tests/run"
    chmod +x "$tree/tests/run"
}

# without NAME COMMAND...: runs COMMAND as if the program NAME were not installed.
without() {
    local upper=$SCRATCH/tmp/whiteout directory
    directory=$(dirname "$(command -v "$1")")
    mkdir -p "$upper" "$upper-work"
    [ -e "$upper/$1" ] || mknod "$upper/$1" c 0 0
    "$(reference unshare)" -m sh -c 'mount -t overlay overlay -o "$1" "$2" && shift 3 && exec "$@"' sh \
        "lowerdir=$directory,upperdir=$upper,workdir=$upper-work" "$directory" "$@"
}

@test "./start alone prints what it can do" {
    check 0 ./start
    has 'start demo'
    has 'start check'
    [ ! -s "$log" ]
}

@test "an unknown word is refused" {
    check 2 ./start walk
    has 'start demo'
    [ ! -s "$log" ]
}

@test "demo builds and walks, and installs nothing if nothing is missing" {
    check 0 ./start demo
    has walked
    has 'start: building'
    run cat "$log"
    has 'make '
    lacks apt-get
    mkdir -p build/bin && touch build/bin/nsenter
    check 0 ./start demo
    says walked
}

@test "only what is missing is installed" {
    run without ping ./start demo
    run cat "$log"
    has 'apt-get -qq update'
    has '--no-install-recommends install iputils-ping'
    lacks 'g++'
}

@test "a failing installation ends start" {
    stand_in apt-get 'exit 100'
    run without ping ./start demo
    [ "$status" -ne 0 ]
    lacks walked
}

@test "an ordinary user installs through sudo" {
    stand_in sudo '[ "$1" = -- ] && shift; exec "$@"'
    chmod -R a+rwX "$tree"
    run without ping setpriv --reuid=1000 --regid=1000 --clear-groups ./start demo
    run cat "$log"
    has 'sudo -- env DEBIAN_FRONTEND=noninteractive apt-get'
}

@test "without root and sudo it prints what to install" {
    hash -r
    if command -v sudo >/dev/null; then skip "there is a sudo here"; fi
    run without ping setpriv --reuid=1000 --regid=1000 --clear-groups ./start demo
    [ "$status" -eq 1 ]
    has 'apt-get install iputils-ping'
    [ ! -s "$log" ]
}

@test "without root and sudo, check says so before it builds" {
    hash -r
    if command -v sudo >/dev/null; then skip "there is a sudo here"; fi
    check 1 setpriv --reuid=1000 --regid=1000 --clear-groups ./start check
    has 'needs root, or sudo'
    has 'tests/run build unit docs'
    [ ! -s "$log" ]
}

@test "check adds up both builds" {
    suites "5 passed, 0 failed" 0 "7 passed, 0 failed" 0
    check 0 ./start check
    [ "${lines[-1]}" = "12 passed, 0 failed" ]
    run cat "$log"
    has 'SANITIZE=1 all'
    has 'run build/asan unit bats'
}

@test "check fails if one of the builds does" {
    suites "5 passed, 1 failed" 1 "7 passed, 0 failed" 0
    check 1 ./start check
    [ "${lines[-1]}" = "12 passed, 1 failed" ]
    suites "5 passed, 0 failed" 0 "6 passed, 2 failed" 1
    check 1 ./start check
    [ "${lines[-1]}" = "11 passed, 2 failed" ]
    stand_in make 'case $* in *SANITIZE*) exit 2 ;; esac'
    suites "5 passed, 0 failed" 0 "7 passed, 0 failed" 0
    check 1 ./start check
}
