#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# unshare: reading the command line, making each kind of namespace, and becoming the program.

load helpers

# ns NAME: the namespace of a type that a program run without unshare sees.
ns() { readlink "/proc/self/ns/$1"; }

# --- The command line

@test "help and version act at once" {
    check 0 unshare -h --bogus
    has $'Usage:\n unshare '
    [ "$(unshare --help | head -1)" = "" ]
    check 0 unshare --version
    [[ $output =~ ^unshare\ from\ util-linux\ 2\.43\ \(nskit\ [0-9.]+\)$ ]]
    check 1 unshare --bogus -h
    lacks Usage
}

@test "every option stands in the help with a line of its own" {
    local options
    options=$(unshare --help | grep -oE '^ (-[a-zA-Z], |    )--[a-z-]+' | grep -oE -- '--[a-z-]+')
    [ "$(sort -u <<<"$options" | wc -l)" -eq 45 ]
    [ "$(wc -l <<<"$options")" -eq 45 ]
}

@test "output that cannot be written is an error; a closed one is not" {
    refuses 1 "unshare: write error: No space left on device" sh -c 'unshare --help >/dev/full'
    refuses 1 "unshare: write error: No space left on device" sh -c 'unshare -V >/dev/full'
    check 0 sh -c 'unshare --help >&-'
    says ""
}

@test "getopt's messages begin with argv[0], all others with its basename" {
    local unshare
    unshare=$(command -v unshare)
    refuses 1 "$unshare: invalid option -- 'z'
Try 'unshare --help' for more information." "$unshare" -z
    refuses 1 "unshare: unknown signal: 9" "$unshare" --kill-child=9 true
}

@test "options end at the first other word" {
    check 0 unshare echo -f --help
    says "-f --help"
    check 0 unshare -- echo x
    says x
    check 127 unshare --kill-child KILL true
    has "failed to execute KILL"
}

@test "long options may be abbreviated if that is unambiguous" {
    check 0 unshare --map-r id -u
    says 0
    check 1 unshare --fo true
    has "option '--fo' is ambiguous; possibilities: '--fork' '--forward-signals'"
}

@test "short namespace options take no file" {
    refuses 1 "unshare: invalid option -- '/'
Try 'unshare --help' for more information." unshare -m/file true
    check 1 unshare -u=file true
    has "invalid option -- '='"
}

@test "bad values of options" {
    refuses 1 "unshare: unsupported --setgroups argument 'perhaps'" unshare --setgroups perhaps true
    refuses 1 "unshare: unsupported propagation mode: public" unshare --propagation public true
    refuses 1 "unshare: unknown signal: NOPE" unshare --kill-child=NOPE true
    refuses 1 "unshare: unknown signal: " unshare --kill-child= true
    refuses 1 "unshare: failed to parse monotonic offset: 'x'" unshare -T --monotonic x true
    refuses 1 "unshare: failed to parse boottime offset: '5s'" unshare -T --boottime 5s true
    refuses 1 "unshare: failed to parse boottime offset: '9223372036854775808': Numerical result out of range" \
        unshare -T --boottime 9223372036854775808 true
    refuses 1 "unshare: failed to parse uid: 'root'" unshare -S root true
    refuses 1 "unshare: failed to parse gid: '1x'" unshare -G 1x true
}

@test "ids do not wrap" {
    for id in -1 4294967295 4294967296 18446744073709551616; do
        refuses 1 "unshare: failed to parse uid: '$id': Numerical result out of range" unshare -S $id id -u
        refuses 1 "unshare: failed to parse gid: '$id': Numerical result out of range" unshare -G $id id -u
    done
    refuses 1 "unshare: failed to parse uid '4294967295': Invalid argument" unshare --map-user 4294967295 true
    refuses 1 "unshare: failed to parse gid '4294967296': Numerical result out of range" unshare --map-group 4294967296 true
    refuses 1 "unshare: failed to parse uid '-1': Numerical result out of range" unshare --map-user=-1 true
    refuses 1 "unshare: failed to parse owner" unshare --owner 4294967296:0 true
}

# --- The namespaces

@test "each option makes its namespace, and no other" {
    local -A types=([m]=mnt [u]=uts [i]=ipc [n]=net [p]=pid_for_children [U]=user [C]=cgroup [T]=time_for_children)
    local -A long=([m]=mount [u]=uts [i]=ipc [n]=net [p]=pid [U]=user [C]=cgroup [T]=time)
    local letter option type inside
    for letter in "${!types[@]}"; do
        for option in -$letter --${long[$letter]}; do
            inside=$(unshare "$option" sh -c 'cd /proc/self/ns && readlink *_for_children cgroup ipc mnt net user uts' 2>/dev/null)
            for type in "${types[@]}"; do
                if [ "$type" = "${types[$letter]}" ] && [ "$letter" != p ] && [ "$letter" != T ]; then
                    ! grep -qxF "$(ns "$type")" <<<"$inside" || { echo "$option made no $type" >&2; return 1; }
                elif [ "$type" != "${types[$letter]}" ]; then
                    grep -qxF "$(ns "$type")" <<<"$inside" || { echo "$option changed $type" >&2; return 1; }
                fi
            done
        done
    done
    [ "$(unshare -pf readlink /proc/self/ns/pid)" != "$(ns pid)" ]
    [ "$(unshare -T readlink /proc/self/ns/time)" != "$(ns time)" ]
}

@test "letters cluster" {
    check 0 as_user unshare -Urmnpf sh -c 'echo $$; id -u; ls /sys/class/net >/dev/null; mount -t tmpfs none /mnt'
    says $'1\n0'
}

@test "without a namespace, the other options act" {
    check 0 unshare echo plain
    says plain
    check 0 unshare -S 1000 -G 1001 sh -c 'id -u; id -g; id -G'
    says $'1000\n1001\n1001'
    check 0 unshare -R / pwd
    says /
}

@test "refusals of the kernel are errors" {
    refuses 1 "unshare: unshare failed: Operation not permitted" as_user unshare -n true
    refuses 1 "unshare: setuid() failed: Operation not permitted" as_user unshare -S 0 true
    refuses 1 "unshare: setgroups failed: Operation not permitted" as_user unshare -G 0 true
}

@test "clock offsets, set before the program starts" {
    check 0 unshare -T --monotonic=10 --boottime=20 cat /proc/self/timens_offsets
    [ "$(tr -s ' ' <<<"$output")" = $'monotonic 10 0\nboottime 20 0' ]
    [ "$(unshare -T --boottime 100000 sed 's/\..*//' /proc/uptime)" -gt 100000 ]
    check 0 unshare -Tf --boottime=-1 --monotonic=-1 grep -c -- ' -1 ' /proc/self/timens_offsets
    says 2
    check 0 as_user unshare -UrT --boottime 77 grep -c ' 77 ' /proc/self/timens_offsets
}

@test "an offset needs a time namespace, and must be in range" {
    refuses 1 "unshare: options --monotonic and --boottime require unsharing of a time namespace (-T)" \
        unshare --monotonic 1 true
    refuses 1 "unshare: options --monotonic and --boottime require unsharing of a time namespace (-T)" \
        unshare -n --boottime 1 true
    refuses 1 "unshare: failed to write to /proc/self/timens_offsets: Numerical result out of range" \
        unshare -T --boottime=-99999999 true
}

# --- The program

@test "statuses of a program that cannot be run" {
    refuses 127 "unshare: failed to execute nope: No such file or directory" unshare nope
    refuses 127 "unshare: failed to execute : No such file or directory" unshare ""
    touch plain
    refuses 126 "unshare: failed to execute ./plain: Permission denied" unshare ./plain
    refuses 126 "unshare: failed to execute plain/x: Not a directory" unshare plain/x
    refuses 127 "unshare: failed to execute nope: No such file or directory" unshare --fork nope
    printf '#!/no/such/interpreter\n' >script
    chmod 755 script
    check 127 unshare ./script
    printf 'echo by the shell\n' >script
    check 0 unshare ./script
    says "by the shell"
    rm plain script
}

@test "the program has its own status and input" {
    check 7 unshare sh -c 'exit 7'
    check 7 unshare -f sh -c 'exit 7'
    [ "$(echo words | unshare -n cat)" = words ]
    [ "$(echo words | unshare -pf cat)" = words ]
}

@test "without a program, a login shell: \$SHELL, else the passwd entry's, else /bin/sh" {
    check 0 env SHELL=/bin/bash unshare -u <<<'echo $0'
    says -bash
    check 0 env SHELL=/bin/sh unshare <<<'echo $0'
    says -sh
    sed -i '/^root:/s#[^:]*$#/bin/bash#' /etc/passwd
    check 0 env -u SHELL unshare <<<'echo $0'
    says -bash
    check 0 env SHELL= unshare <<<'echo $0'
    says -bash
    sed -i '/^root:/s#[^:]*$##' /etc/passwd
    check 0 env -u SHELL unshare <<<'echo $0'
    says -sh
    sed -i '/^root:/s#[^:]*$#/bin/bash#' /etc/passwd
    refuses 127 "unshare: failed to execute bash: No such file or directory" env SHELL=bash unshare
}

@test "the shell is looked up for the program's user, in its root" {
    mkdir -p root/etc root/usr
    mount --bind /usr root/usr
    for l in bin lib lib64; do ln -sf usr/$l root/$l; done
    echo 'tester:x:1000:1000::/:/bin/bash' >root/etc/passwd
    check 0 env -u SHELL unshare -R root -S 1000 <<<'echo $0 $(id -un)'
    says "-bash tester"
    umount root/usr
    rm -r root
}

@test "the environment stays, unless an option changes it" {
    check 0 env A=1 unshare -u sh -c 'echo $A'
    says 1
    check 0 env A=1 B=2 unshare --clear-env /usr/bin/env
    says ""
    check 0 env A=1 B=2 C= unshare --whitelist-env A,,C --whitelist-env=B,NOPE /usr/bin/env
    [ "$(sort <<<"$output")" = $'A=1\nB=2\nC=' ]
    check 0 env A=1 unshare --clear-env --whitelist-env A /usr/bin/env
    says A=1
}

@test "--whitelist-env of unset names clears the environment" {
    check 0 env A=1 unshare --whitelist-env NOPE /usr/bin/env
    says ""
    check 0 env A=1 unshare --whitelist-env "" /usr/bin/env
    says ""
}

@test "the program is searched for, and the shell chosen, by the new environment" {
    mkdir -p bin
    printf '#!/bin/sh\necho found\n' >bin/only-there
    chmod 755 bin/only-there
    check 0 env PATH="$PWD/bin:$PATH" unshare only-there
    check 127 env PATH="$PWD/bin:$PATH" "$(command -v unshare)" --clear-env only-there
    check 0 env PATH="$PWD/bin:$PATH" unshare --clear-env --whitelist-env PATH only-there
    check 0 env SHELL=/nope unshare --clear-env <<<'echo $0'
    says -bash
    rm -r bin
}

# --- Descriptors

@test "the program has the standard descriptors only" {
    touch pin
    only_standard_descriptors unshare
    only_standard_descriptors unshare -f
    only_standard_descriptors unshare -mnuipCT -f --kill-child --mount-proc
    only_standard_descriptors unshare -f --user="$PWD/pin" --map-users 0:0:10 --map-groups 0:0:10
    umount pin
    only_standard_descriptors unshare --uts="$PWD/pin"
    umount pin
    only_standard_descriptors unshare -Urpf --mount-binfmt
    rm pin
}

@test "descriptors that the caller gave stay" {
    echo given >given
    check 0 bash -c 'exec 7<given; unshare -fu cat <&7'
    says given
    check 0 bash -c 'exec 7<given; unshare -fu readlink /proc/self/fd/7'
    says "$PWD/given"
    rm given
}

@test "closed standard descriptors stay closed, and do no harm" {
    local closed options
    touch pin
    for closed in "<&-" ">&-" "2>&-" "<&- >&-" "<&- 2>&-" ">&- 2>&-" "<&- >&- 2>&-" ""; do
        for options in "-u" "-fu --kill-child" "--uts=pin" "-fu --user=pin --map-users 0:0:1 --map-groups 0:0:1"; do
            eval "unshare $options sh -c 'readlink /proc/\$\$/fd/[012] >fds; readlink /proc/\$\$/ns/uts >uts' $closed"
            [ "$(cat uts)" != "$(ns uts)" ] || { echo "not in a new namespace: $options $closed" >&2; return 1; }
            ! grep /dev/null fds || { echo "opened: $options $closed" >&2; return 1; }
            rm fds uts
            umount pin 2>/dev/null || [[ $options != *pin* ]]
        done
    done </dev/zero
    rm pin
}

# --- As an ordinary user, without any rights

@test "all eight at once, as an ordinary user" {
    check 0 as_user unshare -UrmuinpCTf --mount-proc sh -c 'hostname inside; hostname; id -u; echo $$; echo /proc/[0-9]*'
    says $'inside\n0\n1\n/proc/1'
    [ "$(hostname)" = sandbox ]
}
