#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# Every word of a command's help stands in its manual page. (That every word of the tables stands in the help is the
# part of tests/unit/words_test.cc.)

load helpers

# page NAME: the words of a manual page, one a line.
page() { mandoc -T ascii -O width=1000 "$NSKIT_SOURCE/man/$1" | sed 's/.\x08//g' | grep -oE -- '[-A-Za-z0-9_.]+' | sed 's/\.$//' | sort -u; }

# missing PAGE: the words on stdin, one a line, that do not stand in the page.
missing() {
    [ -e "$NSKIT_SOURCE/man/$1" ] || { echo "there is no man/$1"; return; }
    comm -23 <(sort -u) <(page "$1") | grep . || true
}

# keywords: of an ip help on stdin, the words that are typed as they stand there.
keywords() {
    sed -E 's/<[^>]*>//g; s/Usage:|^where |^To get .*|cmd \.\.\.//g' |
        grep -oE -- '[-A-Za-z0-9_.]+' | grep -xE -- '[a-z0-9][a-z0-9_.-]+'
}

# offered: of a help text on stdin, the words that scripts look for: those in lower case.
offered() { grep -oE '[A-Za-z0-9_.-]+' | grep -xE '[a-z0-9][a-z0-9_.-]+' | sort -u; }

# page_of OBJECT: its manual page; two spellings share one.
page_of() { case $1 in neighbor) echo ip-neighbour.8 ;; tap) echo ip-tuntap.8 ;; ntbl) echo ip-ntable.8 ;; tunl) echo ip-tunnel.8 ;; tcpmetrics) echo ip-tcp_metrics.8 ;; mrule) echo ip-rule.8 ;; *) echo "ip-$1.8" ;; esac; }

# objects: what `ip help` lists.
objects() { ip help 2>&1 | tr -s '\n' ' ' | grep -oP 'OBJECT := \{\K[^}]*' | tr -d '|' | xargs -n 1; }

# kinds: what `ip link help` lists.
kinds() { ip link help 2>&1 | tr -s '\n' ' ' | grep -oP 'KIND := \{\K[^}]*' | tr -d '|' | xargs -n 1; }

@test "a missing word is found" {
    run missing unshare.1 <<<"--no-such-option"
    [ "$output" = --no-such-option ]
    run missing no-such-page.1 <<<word
    has "there is no man/no-such-page.1"
}

@test "the options of unshare and nsenter" {
    for command in unshare nsenter; do
        "$command" --help | grep -oE -- '^ +(-[A-Za-z], )?--[a-z-]+' | tr -d ', ' | grep -oE -- '--[a-z-]+' >"$SCRATCH/tmp/words"
        [ "$(wc -l <"$SCRATCH/tmp/words")" -gt 20 ]
        run missing $command.1 <"$SCRATCH/tmp/words"
        says ""
    done
}

@test "the pages of unshare and nsenter name no option that does not exist" {
    for command in unshare nsenter; do
        for option in $(grep -oP '^\.It .*Fl -\K[a-z-]+' "$NSKIT_SOURCE/man/$command.1"); do
            [[ "$("$command" --help)" =~ (^|[^a-z-])--$option([^a-z-]|$) ]] || { echo "$command --$option" >&2; return 1; }
        done
    done
}

@test "the options and objects of ip" {
    run missing ip.8 < <(objects; ip help 2>&1 | grep -oE -- ' -[A-Za-z0-9]+' | tr -d ' ')
    says ""
}

@test "the words of each object" {
    [ "$(objects | wc -l)" -ge 2 ]
    for object in $(objects); do
        [ "$object" != help ] || continue
        # Kinds of links stand in ip-link(8).
        ip "$object" help 2>&1 | sed '/^KIND := {/,/}/d' | keywords >"$SCRATCH/tmp/words"
        run missing "$(page_of "$object")" <"$SCRATCH/tmp/words"
        says ""
    done
}

@test "the words of the objects of xfrm" {
    for object in state policy monitor; do
        ip xfrm $object help 2>&1 | keywords >"$SCRATCH/tmp/words"
        [ "$(wc -l <"$SCRATCH/tmp/words")" -gt 5 ]
        run missing ip-xfrm.8 <"$SCRATCH/tmp/words"
        says ""
        run comm -23 <("$REFERENCE" xfrm $object help 2>&1 | offered) <(ip xfrm $object help 2>&1 | offered)
        says ""
    done
}

@test "the SYNOPSIS of ip-route(8) is the help" {
    diff <(ip route help 2>&1) <(sed -n '/^Usage: /,/^\.Ed/p' "$NSKIT_SOURCE/man/ip-route.8" | sed '$d')
}

# Offered by the installed ip, and refused by it or by ours: ours does not offer them.
#   route    cleanup pervasive        no ip reads them
#   link     section program verbose  of `xdp object`, which is refused here
#   l2tp, macsec               words that describe values
#   sentences in the help of hsr, macvlan, ipvlan and can, and words of one kind in the help of its brothers
NOT_OFFERED='route:(cleanup|pervasive)|link:(object|section|program|verbose|dynamic)|address:(mngtmpaddr-list)'
NOT_OFFERED+='|l2tp:(any|bytes|digits|hex|or)|macsec:(hex|lladdr|or|string|u32|u64)'
VALUES='[0-9]+|[0-9a-f]+\.\.[0-9a-f]+|[0-9]+-(bit|1)|1\.\.2'
PROSE='hsr|macvlan|macvtap|ipvlan|ipvtap|can'

@test "every word that the installed help offers stands in ours" {
    for object in $(objects); do
        [ "$object" != help ] && "$REFERENCE" "$object" help 2>&1 | grep -q ^Usage || continue
        run comm -23 <("$REFERENCE" "$object" help 2>&1 | offered) <(ip "$object" help 2>&1 | offered)
        run grep -vxE "($(grep -oP "(^|\|)$object:\(\K[^)]*" <<<"$NOT_OFFERED" || echo -)|maddr|where|$VALUES)" <<<"$output"
        [ -z "$output" ] || { echo "of $object: $output" >&2; return 1; }
    done
    for kind in $(kinds); do
        [[ ! $kind =~ ^($PROSE)$ ]] || continue
        run comm -23 <("$REFERENCE" link help "$kind" 2>/dev/null | grep -oE '[][{|] *[a-z0-9][^ ]*' | offered) \
            <(ip link help "$kind" 2>&1 | offered)
        run grep -vxE '[0-9x.-]+[0-9a-f.]*|i|o|u64|lladdr|any|6rd-.*|erspan.*|egress|ingress' <<<"$output"
        [ -z "$output" ] || { echo "of $kind: $output" >&2; return 1; }
    done
}

@test "no help is wider than a terminal" {
    for object in $(objects); do
        ip "$object" help 2>&1 | awk -v of="$object" 'length > 79 { print of ": " $0; bad = 1 } END { exit bad }'
    done
    for kind in $(kinds); do
        ip link help "$kind" 2>&1 | awk -v of="$kind" 'length > 79 { print of ": " $0; bad = 1 } END { exit bad }'
    done
}

@test "the words of each kind of link" {
    [ "$(kinds | wc -l)" -ge 2 ]
    for kind in $(kinds); do
        ip link help "$kind" 2>/dev/null | keywords >"$SCRATCH/tmp/words" || true # not all have a help
        run missing ip-link.8 <"$SCRATCH/tmp/words"
        [ -z "$output" ] || { echo "of $kind: $output" >&2; return 1; }
    done
}

@test "the lists of kinds and of monitored objects fit a terminal" {
    for list in 'link KIND' 'monitor OBJECT'; do
        run bash -c "ip ${list% *} help 2>&1 | sed -n '/^${list#* } :=/,\$p'"
        [ "${#lines[@]}" -gt 1 ]
        [ "$(wc -L <<<"$output")" -le 79 ]
    done
}

# grammar IP KIND: the words of the help of a kind that stand where a word is typed. None if it has no help of its own.
grammar() {
    local text
    text=$("$1" link help "$2" 2>&1) || true
    [[ $text = "Usage: ... $2"* ]] || return 0
    sed 's/\[no\]/| /g' <<<"$text" | grep -oP '[[{|] ?\K[a-z0-9][a-zA-Z0-9_.-]*' | grep -vE '^[0-9.x-]+$|\.\.|^(no|.)$' | sort -u
}

# refused KIND: words that the installed help names and that are refused (ip-link(8)).
refused() {
    case $1 in
        ip6gre | ip6gretap) printf '%s\n' egress erspan erspan_dir erspan_hwid erspan_ver ingress ;;
        ipip) printf '%s\n' 6rd-prefix 6rd-relay_prefix 6rd-reset ;;
        vxlan) echo any ;; # refused there, too
    esac
}

@test "each word of the installed help of a kind stands in ours" {
    local kind lacks="" known=0
    for kind in $(kinds) bond_slave bridge_slave; do
        [ -n "$(grammar "$REFERENCE" "$kind")" ] || continue
        known=$((known + 1))
        lacks+=$(comm -23 <(grammar "$REFERENCE" "$kind") <({ grammar ip "$kind"; refused "$kind"; } | sort -u) | sed "s/^/$kind: /")
    done
    [ "$known" -gt 30 ]
    [ -z "$lacks" ] || { echo "$lacks"; false; }
}

# The helps that -details explains, a line each: words behind `ip`.
helps() {
    objects | sed 's/$/ help/'
    echo '-6 tunnel help'
    printf 'xfrm %s help\n' state policy monitor
    { kinds; printf '%s\n' bond_slave bridge_slave; } | sed 's/^/link help /'
}
# explanation WORDS...: what -details adds to a help: its last paragraph.
explanation() { ip -details "$@" 2>&1 | awk 'BEGIN { RS = "" } { last = $0 } END { print last }'; }

@test "-details adds to a help that somebody asked for, and changes nothing else" {
    local plain
    while read -r line; do
        [ "$line" != 'help help' ] || continue
        # shellcheck disable=SC2086
        plain=$(ip $line 2>"$SCRATCH/tmp/plain") || true
        # shellcheck disable=SC2086
        run --separate-stderr ip -details $line
        [[ $output == "$plain"* && $stderr == "$(cat "$SCRATCH/tmp/plain")"* ]] || { echo "$line" >&2; return 1; }
    done < <(helps)
    [ "$(ip -details link add x type vxlan id 1 wrong 2>&1)" = "$(ip link add x type vxlan id 1 wrong 2>&1)" ]
    [ "$(ip -details route nothing 2>&1)" = "$(ip route nothing 2>&1)" ]
}

@test "every word of every help is explained, in 60 columns" {
    local line bad="" words=0
    while read -r line; do
        # shellcheck disable=SC2086
        run explanation $line
        words=$((words + ${#lines[@]}))
        # A word without a text leaves blanks at the end of its line.
        run awk -v of="$line" '/ $/ || length > 79 { print of ": " $0 }' <<<"$output"
        bad+=$output
    done < <(helps)
    [ "$words" -gt 1800 ] || { echo "$words lines" >&2; return 1; }
    [ -z "$bad" ] || { echo "$bad" >&2; return 1; }
}

@test "no text explains a word that does not exist" {
    local of word missing=""
    objects | while read -r of; do
        ip "$of" help || true
        for part in state policy monitor; do [ "$of" != xfrm ] || ip xfrm $part help || true; done
        ip -complete "$of" ''
        ip -complete "$of" endpoint add 192.0.2.1 ''
    done >"$SCRATCH/tmp/objects" 2>&1
    { ip help || true; } >>"$SCRATCH/tmp/objects" 2>&1
    { kinds; printf '%s\n' bond_slave bridge_slave; } | while read -r of; do ip link help "$of" || true; done >"$SCRATCH/tmp/kinds" 2>&1
    for file in "$NSKIT_SOURCE"/cmd/ipnetns/about/*.cc; do
        [[ $file != *about.cc ]] || continue
        case $file in *kinds.cc | *tunnels.cc) of=kinds ;; *) of=objects ;; esac
        for word in $(sed -n '/R"(/,/^)"/p' "$file" | grep -v '^)"\|R"(' | cut -d ' ' -f 1); do
            grep -qE -- "(^|[^a-zA-Z0-9_-])(\\[no\\])?$word([^a-zA-Z0-9_.-]|\$)" "$SCRATCH/tmp/$of" || missing+="${file##*/}: $word"$'\n'
        done
    done
    [ -z "$missing" ] || { echo "$missing" >&2; return 1; }
}

@test "completion describes every word" {
    local line
    while read -r line; do
        # shellcheck disable=SC2086
        run ip -complete $line ''
        [ "${#lines[@]}" -gt 3 ]
        run grep -v $'\t' <<<"$output"
        says ''
    done <<'END'

link
address
route
neighbour
netns
nexthop
link add x type vxlan
link add x type bridge
link add x type gre
link set dev lo
END
}
