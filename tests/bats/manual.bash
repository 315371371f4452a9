# SPDX-License-Identifier: MIT
# Repeats the sessions of README.md and docs, and the EXAMPLES of manual pages: `load manual`.

# examples PAGE: the literal blocks of the page's EXAMPLES: prompts, commands and what they print, each ended by \x01.
examples() {
    sed -n '/^\.Sh EXAMPLES/,/^\.Sh [^E]/p' "$NSKIT_SOURCE/man/$1" | sed -n '/^\.Bd/,/^\.Ed/{/^\.Bd/d;s/^\.Ed$/\x01/;p}'
}

# replay BLOCK: the block with what its commands really print. The prompt `$` is an ordinary user's, `#` root's.
replay() {
    local line
    while IFS= read -r line; do
        case $line in
            '$ '*) echo "$line"; as_user sh -c "${line:2}" 2>&1 ;;
            '# '*) echo "$line"; sh -c "${line:2}" 2>&1 ;;
        esac
    done <<<"$1"
}

# replays PAGE COUNT: the page has at least COUNT blocks with a prompt, and each prints what stands there.
replays() {
    local block count=0
    while IFS= read -r -d $'\x01' block; do
        block=${block#$'\n'}
        block=${block%$'\n'}
        grep -q '^[#$] ' <<<"$block" || continue
        diff <(echo "$block") <(replay "$block") >&2
        count=$((count + 1))
    done < <(examples "$1")
    [ "$count" -ge "$2" ]
}

# session FILE: its console blocks, but for the first line, which makes the namespaces.
session() { sed -n '/^```console$/,/^```$/{/^```/d;p}' "$1" | sed 1d; }

# What differs from run to run: MAC addresses, numbers of processes, processes of others, times, and how soon the kernel reports a
# carrier.
steady() {
    sed -E 's/([0-9a-f]{2}:){5}[0-9a-f]{2} brd/MAC brd/; s/time=[0-9.]+/time=T/; s/^(rtt .* =).*/\1/; s/time [0-9]+ms/time T/
            s/\b(UP|DOWN|LOWERLAYERDOWN|UNKNOWN) /STATE /; s/"operstate": "[A-Z]*"/"operstate": STATE/
            s/NO-CARRIER,|,LOWER_UP|,?"(LOWER_UP|NO-CARRIER)",?//; s/process [0-9]+ /process N /; /could not be looked into/d; s/ +$//'
}

# repeats FILE: its session, run by an ordinary user in one shell, in $SCRATCH/home, prints what stands there.
repeats() {
    session "$1" | sed -n 's/^# //p' >"$SCRATCH/tmp/commands"
    cat >"$SCRATCH/tmp/repeat" <<'END'
while IFS= read -r line; do
    echo "# $line"
    eval "$line" </dev/null
done <"$1"
END
    chmod 644 "$SCRATCH"/tmp/{commands,repeat}
    run as_user sh -c 'cd && exec unshare -Urnm bash "$@"' sh "$SCRATCH/tmp/repeat" "$SCRATCH/tmp/commands"
    diff <(session "$1" | steady | grep .) <(steady <<<"$output" | grep .) >&2
}
