#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Command lines that are cut at every word, and in which a word is doubled: each is refused or done, and none ends the
# process. They are run as one batch, which a crash would end.

load helpers

# cut_lines: variations of all command lines of the transcripts and of the kinds' table of requests.
cut_lines() {
    python3 - "$NSKIT_SOURCE" <<'EOF'
import glob, re, sys
source = sys.argv[1]
lines = set()
for case in glob.glob(source + "/tests/transcripts/cases/**/*", recursive=True) + glob.glob(source + "/tests/transcripts/not-yet/**/*", recursive=True):
    try:
        text = open(case).read()
    except (IsADirectoryError, UnicodeDecodeError):
        continue
    for line in re.findall(r"^\s*\$ ip ([^|<>;&$`\"'*]*)$", text, re.M):
        words = line.split()
        while words and words[0].startswith("-"):
            words = words[2 if words[0] in ("-n", "-netns", "-f", "-family", "-l", "-rc", "-rcvbuf") else 1:]
        lines.add(tuple(words))
for kind, words in re.findall(r'\{"(\w+)",\s*"([^"]*)"', open(source + "/tests/unit/kinds_golden.h").read()):
    lines.add(("link", "add", "name", "cut0", "type", kind, *words.split()))
    lines.add(("link", "set", "lo", "type", kind, *words.split()))
waits = {"exec", "wait", "monitor", "ex", "e", "mon", "mo"}
lines.add(("link", "property", "del", "dev", "lo", "altname", "other"))
out = set()
for words in lines:
    if not words or waits & set(words) or words[0].startswith("mo"):
        continue
    for at in range(len(words) + 1):
        out.add(words[:at])
        out.add(words[:at] + words[at - 1:])
        for again in words: # behind the cut, without a value
            out.add(words[:at] + (again,))
for words in sorted(out):
    if not words or words[0][0] in "xi" and words[1:2] and words[1].startswith("m"): # `ip xfrm m` waits, too
        continue
    if not (waits & set(words)) and not words[0].startswith("m"):
        print(*words)
EOF
}

@test "no cut command line ends the process" {
    cut_lines >lines
    [ "$(wc -l <lines)" -ge 10000 ]
    echo "link show dev lo" >>lines # the last one still is run
    status=0
    unshare --net timeout 250 ip -force -batch lines >out 2>err || status=$?
    echo "status $status, $(grep -c 'Command failed' err) refused; the last: $(grep 'Command failed' err | tail -n 1)"
    [ "$status" -eq 1 ]
    tail -n 3 out | grep -q "LOOPBACK"
    rm lines out err
}
