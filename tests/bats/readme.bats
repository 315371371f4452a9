#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The session in README.md is a real one: its commands print what stands there.

load helpers
load manual

# The session, without its first line, which makes the namespaces.
session() { sed -n '/^```console$/,/^```$/p' "$NSKIT_SOURCE/README.md" | sed '1,2d;$d'; }

# What differs from run to run: MAC addresses, times, and how soon the kernel reports a carrier.
steady() {
    sed -E 's/([0-9a-f]{2}:){5}[0-9a-f]{2} brd/MAC brd/; s/time=[0-9.]+/time=T/; s/^(rtt .* =).*/\1/; s/time [0-9]+ms/time T/
            s/\b(UP|DOWN|LOWERLAYERDOWN|UNKNOWN) /STATE /; s/"operstate": "[A-Z]*"/"operstate": STATE/
            s/NO-CARRIER,|,LOWER_UP|,?"(LOWER_UP|NO-CARRIER)",?//; s/ +$//'
}

@test "the session in the README prints what stands there" {
    [ "$(session | wc -l)" -gt 30 ]
    session | grep '^# ' | sed 's/^# //' >"$SCRATCH/tmp/commands"
    cat >"$SCRATCH/tmp/repeat" <<'END'
while IFS= read -r line; do
    echo "# $line"
    eval "$line" </dev/null
done <"$1"
END
    chmod 644 "$SCRATCH"/tmp/{commands,repeat}
    run as_user unshare -Urnm bash "$SCRATCH/tmp/repeat" "$SCRATCH/tmp/commands"
    diff <(session | steady | grep .) <(steady <<<"$output" | grep .) >&2
}

@test "the examples without root print what stands there" {
    local block
    install -d -m 700 -o 1000 -g 1000 /run/user/1000
    block=$(sed -n '/^```sh$/,/^```$/p' "$NSKIT_SOURCE/README.md" | sed '1d;$d')
    [ "$(wc -l <<<"$block")" -gt 10 ]
    diff <(echo "$block") <(replay "$block") >&2
    rm -r /run/user
}
