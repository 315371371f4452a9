#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The sessions in README.md and docs/tutorial.md are real ones: their commands print what stands there.

load helpers
load manual

@test "the session in the README prints what stands there" {
    [ "$(session "$NSKIT_SOURCE/README.md" | wc -l)" -gt 30 ]
    repeats "$NSKIT_SOURCE/README.md"
}

@test "the tutorial prints what stands there" {
    [ "$(session "$NSKIT_SOURCE/docs/tutorial.md" | wc -l)" -gt 100 ]
    cp -r "$NSKIT_SOURCE/examples" "$SCRATCH/home/"
    repeats "$NSKIT_SOURCE/docs/tutorial.md"
}

@test "the examples without root print what stands there" {
    local block
    install -d -m 700 -o 1000 -g 1000 /run/user/1000
    block=$(sed -n '/^```sh$/,/^```$/p' "$NSKIT_SOURCE/README.md" | sed '1d;$d')
    [ "$(wc -l <<<"$block")" -gt 10 ]
    diff <(echo "$block") <(replay "$block") >&2
    rm -r /run/user
}
