# SPDX-License-Identifier: MIT
# Runs the EXAMPLES of manual pages: `load manual`.

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

# replays PAGE COUNT: the page has at least COUNT blocks, and each prints what stands there.
replays() {
    local block count=0
    while IFS= read -r -d $'\x01' block; do
        block=${block#$'\n'}
        block=${block%$'\n'}
        diff <(echo "$block") <(replay "$block") >&2
        count=$((count + 1))
    done < <(examples "$1")
    [ "$count" -ge "$2" ]
}
