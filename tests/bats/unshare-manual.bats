#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The examples of unshare's manual page do what the page shows.

load helpers
load manual

@test "the examples" {
    replays unshare.1 8
    rm /run/host
}

@test "the replay finds a difference" {
    [ "$(replay $'$ echo a\nb')" = $'$ echo a\na' ]
    [ "$(replay $'$ id -un\n# id -un')" = $'$ id -un\ntester\n# id -un\nroot' ]
}
