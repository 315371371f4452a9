#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip sr: the same words for ours and the installed ip, each in a namespace of its own.

load helpers
load twins

setup() { make_twins; }
teardown() { take_twins_away; }

state() { "$REFERENCE" -n "$1" sr hmac show | sort && "$REFERENCE" -n "$1" sr tunsrc show; }

# without_terminal SECRET COMMAND...: COMMAND reads the secret from its standard input.
without_terminal() { printf '%s\n' "$1" | setsid -w "${@:2}"; }
# set_in_both SECRET KEYID ALGO: the same answer from both, and the same keys afterwards.
set_in_both() {
    local theirs ours status_theirs=0 status_ours=0
    theirs=$(without_terminal "$1" "$REFERENCE" -n theirs sr hmac set "${@:2}" 2>&1) || status_theirs=$?
    ours=$(without_terminal "$1" ip -n ours sr hmac set "${@:2}" 2>&1) || status_ours=$?
    [ "$ours" = "$theirs" ] || { diff <(echo "$theirs") <(echo "$ours") >&2; return 1; }
    [ "$status_ours" -eq "$status_theirs" ] && diff <(state theirs) <(state ours)
}

@test "tunsrc" {
    for words in "tunsrc show" "tunsrc set 2001:db8::1" "t s" "tun se ::5" "tunsrc set any" "tunsrc set" "tunsrc set 10.0.0.1" tunsrc \
        "tunsrc foo"; do
        # shellcheck disable=SC2086
        same_effect sr $words
    done
    ours sr tunsrc set 2001:db8::1
    theirs sr tunsrc set 2001:db8::1
    for form in -j "-j -p" -o -d -c; do
        # shellcheck disable=SC2086
        same $form sr tunsrc show
    done
}

@test "hmac: set, replace, delete" {
    set_in_both secret 5 sha1
    set_in_both "other secret" 0x6 sha256
    set_in_both changed 5 sha256
    set_in_both "" 6 sha256
    set_in_both "" 6 sha256
    set_in_both "$(printf '%065d' 0)" 7 sha1
    for form in "" -j "-j -p" -o; do
        # shellcheck disable=SC2086
        same $form sr hmac show
    done
    [ "$(ours sr hmac show)" = 'hmac 5 algo sha256 secret "changed"' ]
}

@test "hmac: a secret of 64 bytes is shown without its last" {
    without_terminal "$(printf '%064d' 7)" ip -n ours sr hmac set 7 sha1
    run --separate-stderr ours sr hmac show
    [ "$stderr" = "HMAC secret length 64 > 63, truncated" ]
    [ "$output" = "hmac 7 algo sha1 secret \"$(printf '%063d' 0)\"" ]
}

@test "hmac: no length wraps to another" {
    run without_terminal "$(printf '%0256d' 0)" ip -n ours sr hmac set 7 sha1
    [ "$status" -eq 1 ]
    has "The secret is longer than 64 characters"
}

@test "hmac: the secret is asked at the terminal, without echo, even if stdin is another file" {
    python3 - "$SCRATCH/bin/ip" <<'E'
import os, pty, select, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
    os.execv(sys.argv[1], ["ip", "-n", "ours", "sr", "hmac", "set", "9", "sha1"])
text = b""
while b"delete): " not in text:
    text += os.read(terminal, 100)
assert not termios.tcgetattr(terminal)[3] & termios.ECHO
os.write(terminal, b"hidden\n")
while True:
    try:
        more = os.read(terminal, 100)
    except OSError:
        break
    if not more: break
    text += more
assert os.waitpid(pid, 0)[1] == 0
assert text.replace(b"\r", b"") == b"Enter secret for HMAC key ID (blank to delete): \n", text
E
    [ "$(ours sr hmac show)" = 'hmac 9 algo sha1 secret "hidden"' ]
}

@test "what is refused" {
    same_lines <<'END'
sr foo
sr hmac
sr hmac foo
sr hmac set
sr hmac set 5
sr hmac set 0 sha1
sr hmac set x sha1
sr hmac set 5 md5
sr hmac set 5 sha
END
    refuses 255 'Error: argument "5" is wrong: unknown' ours sr hmac show 5 # ignored by the installed ip
    for words in "" help h; do
        # shellcheck disable=SC2086
        same sr $words
    done
}

@test "-batch" {
    printf 'sr tunsrc show\nsr tunsrc set 2001:db8::5\nsr tunsrc show\n' >lines
    same -batch lines
}
