#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The examples of nsenter's manual page do what they say.

load helpers
load nsenter_targets

# example_commands: the commands of the section EXAMPLES.
example_commands() { sed -n '/^\.Sh EXAMPLES/,/^\.Sh DIAG/s/^\.Dl \$ //p' "$NSKIT_SOURCE/man/nsenter.1"; }

@test "the examples of the manual page run" {
    mkdir cgroup bin
    mount -t cgroup2 none cgroup 2>/dev/null || true
    ln -s "$REFERENCE" bin/ip
    PATH=$PWD/bin:$PATH
    start_target as_user unshare -Urmn
    own=$target
    # A container of sorts: namespaces, a user, a directory and an environment of its own.
    start_target unshare -muinpCf --mount-proc setpriv --reuid=1000 --regid=1000 --clear-groups env -C /usr MINE=1
    inode=$(python3 -c "import os; print(os.fstat(os.pidfd_open($target)).st_ino)")
    [ "$(example_commands | wc -l)" -ge 10 ]
    number=0
    while IFS= read -r command; do
        case $command in
        *' -c '*) grep -q ' - cgroup2 ' /proc/self/mountinfo || continue ;;
        esac
        run as_who "$command" env PID="$target" OWN="$own" INODE="$inode" sh -c "$command" <<<'echo a shell'
        [ "$status" -eq 0 ] || { printf '%s\n%s\n' "$command" "$output" >&2; return 1; }
        [[ $command != *"id -u" ]] || says 0
        [[ $command != *"-n ip address" ]] || has "LOOPBACK"
        [[ $command != *"PID -a"* ]] || says "a shell"
        [[ $command != *"-w/usr/share ls" ]] || has "man"
        number=$((number + 1))
    done < <(example_commands)
    umount /run/net
    umount cgroup || true
    rm -r /run/net cgroup bin
    [ $number -ge 9 ]
}

# as_who EXAMPLE COMMAND...: as root, or as the ordinary user whom the example is about.
as_who() {
    case $1 in
    *OWN*) as_user "${@:2}" ;;
    *) "${@:2}" ;;
    esac
}
