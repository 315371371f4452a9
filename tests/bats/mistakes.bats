#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The forty mistakes that are made most often: what a person reads at a terminal, which says what is wrong and what to do.

load helpers
load mistakes

setup_file() {
    scene_of_mistakes
    mkdir "$SCRATCH/shared"
    mount --bind "$SCRATCH/shared" "$SCRATCH/shared"
    mount --make-shared "$SCRATCH/shared"
    touch "$SCRATCH/shared/file"
}

teardown_file() { umount "$SCRATCH/shared"; }

# reads: on stdin `NUMBER $ COMMAND`, and below it what the failing COMMAND prints, in full; * stands for anything. The last line of
# each begins with `hint: `.
reads() {
    local line command="" wanted=""
    while IFS= read -r line; do
        if [[ $line =~ ^\ *[0-9]+\ \$\ (.*) ]]; then
            command=${BASH_REMATCH[1]} wanted=""
        else
            wanted+=${wanted:+$'\n'}$line
        fi
        [[ $line != "hint: "* ]] || reads_one "$command" "$wanted" || return 1
    done
}

reads_one() {
    local output status=0 pattern
    output=$(eval "$1" 2>&1 </dev/null) || status=$?
    pattern=$(sed 's/[][\\?]/\\&/g' <<<"$2")
    # shellcheck disable=SC2053
    [[ $status -ne 0 && $output == $pattern ]] || { printf '%s\nreads:\n%s\nnot:\n%s\n' "$1" "$output" "$2" >&2; return 1; }
}

@test "kinds and values" {
    for LACKING in dummy batadv hsr lowpan none; do # whatever kind this kernel lacks
        [[ "$("$REFERENCE" link add lacking0 type $LACKING 2>&1)" != *"Unknown device type"* ]] || break
        "$REFERENCE" link delete lacking0 2>/dev/null || true
    done
    reads <<END
 1 \$ ip link add x type brigde
Error: Unknown device type.
hint: no kind of link has the name "brigde"; did you mean "bridge"?
 2 \$ ip link add x type $LACKING
Error: Unknown device type.
hint: this kernel has no links of kind $LACKING: it was built without them, or their module cannot be loaded here
 3 \$ ip address add 10.0.0.2/24 dev d0 scope lnik
Error: argument "lnik" is wrong: invalid scope value.
hint: scope is a number, or one of global, site, link, host, nowhere; did you mean "link"?
 3 \$ ip route add 10.8.0.0/16 dev d0 proto statik
Error: argument "statik" is wrong: "protocol" value is invalid
hint: proto is a number, or one of unspec, redirect, kernel, boot, static, gated, ra, mrt, zebra, bird, dnrouted, xorp ...; did you mean "static"?
 3 \$ unshare --mount --propagation privte true
unshare: unsupported propagation mode: privte
hint: the modes are private, shared, slave and unchanged; did you mean "private"?
END
}

@test "devices" {
    reads <<'END'
 4 $ ip link show d9
Device "d9" does not exist.
hint: no device here has this name; did you mean "d*"?
 5 $ ip link set r0 up
Cannot find device "r0"
hint: "r0" is in the namespace red; write: ip -n red link set r0 up
 6 $ ip link add mtu type bridge
Error: argument "type" is wrong: Invalid "mtu" value
hint: "mtu" was read as a word of ip link, and "type" as its value; for a device of that name, write: dev mtu
 7 $ ip link add name abcdefghijklmnopq type bridge
Error: argument "abcdefghijklmnopq" is wrong: "name" not a valid ifname
hint: a device's name has at most 15 bytes, and this has 17
 7 $ ip link add name a/b type bridge
Error: argument "a/b" is wrong: "name" not a valid ifname
hint: a device's name has no '/'
 8 $ ip link add d0 type bridge
RTNETLINK answers: File exists
hint: there is a device d0 here, of kind veth with index *; choose another name, or delete it first
 8 $ ip link add x0 type veth peer name d1
RTNETLINK answers: File exists
hint: there is a device d1 here, of kind veth with index *; choose another name, or delete it first
 8 $ ip link add x0 type veth peer name r0 netns red
RTNETLINK answers: File exists
hint: the namespace red has a device of this name; "ip -n red -br link" lists them
END
}

@test "addresses and routes" {
    reads <<'END'
 9 $ ip address add 10.0.0.1/24 dev d0
Error: ipv4: Address already assigned.
hint: it is there: 10.0.0.1/24 (d0); "ip address replace" changes it
10 $ ip route add 10.9.0.0/16 dev d1
RTNETLINK answers: File exists
hint: it is there: 10.9.0.0/16 dev d0 scope link; "ip route replace" changes it, and with another metric both can be
11 $ ip route delete 10.9.0.0/17
RTNETLINK answers: No such process
hint: no route has exactly this destination; the nearest is: 10.9.0.0/16 dev d0 scope link
12 $ ip route add default via 10.77.0.1
Error: Nexthop has invalid gateway.
hint: 10.77.0.1 is on no link here, whose addresses are 10.0.0.1/24 (d0); add one of its network to a device that is up, or write "onlink" behind dev
13 $ ip route add 10.8.0.1/16 dev d0
Error: Invalid prefix for given prefix length.
hint: 10.8.0.1/16 has bits behind its length; the network is 10.8.0.0/16
14 $ ip address add 10.0.0.1/33 dev d0
Error: any valid prefix is expected rather than "10.0.0.1/33".
hint: the length of an IPv4 prefix is 0 to 32
15 $ ip route add default 10.0.0.2
Error: either "to" is duplicate, or "10.0.0.2" is garbage.
hint: in front of a gateway stands "via": via 10.0.0.2
16 $ ip address add 10.0.0.9/24
Not enough information: "dev" argument is required.
hint: add "dev" and one of the devices here: lo, *
16 $ ip route add 10.8.0.0/16
RTNETLINK answers: No such device
hint: say where its packets go: via GATEWAY, or dev DEVICE
17 $ ip link add m0 type macvlan
RTNETLINK answers: Invalid argument
hint: a macvlan stands on another device; write: link DEVICE, in front of type
END
}

@test "options, verbs and names" {
    reads <<'END'
18 $ ip link -j
Command "-j" is unknown, try "ip link help".
hint: options of ip stand in front of the object: ip -j link
19 $ ip link dell d0
Command "dell" is unknown, try "ip link help".
hint: "dell" is no verb of ip link; did you mean "delete"?
20 $ ip -n rde link
Cannot open network namespace "rde": No such file or directory
hint: no namespace has this name; did you mean "red"?
20 $ ip link set d0 netns rde
Error: argument "rde" is wrong: Invalid "netns" value
hint: no namespace has this name; did you mean "red"?
21 $ ip netns exec plain true
setting the network namespace "plain" failed: Invalid argument
hint: /var/run/netns/plain is a plain file: its namespace has gone, or was never mounted; "ip netns delete plain" removes it
21 $ ip netns exec directory true
setting the network namespace "directory" failed: Invalid argument
hint: /var/run/netns/directory is a directory, no namespace; rmdir removes it
21 $ ip netns exec dangling true
Cannot open network namespace "dangling": No such file or directory
hint: /var/run/netns/dangling is a link to a file that is gone; "ip netns delete dangling" removes it
END
}

@test "an ordinary user" {
    reads <<'END'
22 $ as_user ip link set d0 down
RTNETLINK answers: Operation not permitted
hint: this takes CAP_NET_ADMIN in the network namespace: run it as root, or try it in a namespace of your own: unshare -Urn
23 $ as_user ip netns add blue
mount --make-shared /var/run/netns failed: Operation not permitted
hint: names of namespaces are root's; an ordinary user has names of their own: ip -user netns add blue
24 $ as_user unshare -n true
unshare: unshare failed: Operation not permitted
hint: an ordinary user can make such a namespace inside a user namespace: add -r (root there) or -c (yourself)
24 $ as_user unshare -p true
unshare: unshare failed: Operation not permitted
hint: an ordinary user can make such a namespace inside a user namespace: add -r (root there) or -c (yourself)
24 $ as_user unshare -m true
unshare: unshare failed: Operation not permitted
hint: an ordinary user can make such a namespace inside a user namespace: add -r (root there) or -c (yourself)
29 $ as_user unshare -r --mount-proc true
unshare: mount /proc failed: Operation not permitted
hint: /proc shows a PID namespace, which must be new as well and have a process: add --pid --fork
30 $ as_user env PATH="$SCRATCH/bin" unshare -U --map-auto true
unshare: failed to execute newuidmap: No such file or directory
hint: ranges of IDs are mapped by newuidmap and newgidmap; Debian has them in uidmap
31 $ as_user unshare -U --map-users 0:5:10 true
newuidmap: uid range [0-10) -> [5-15) not allowed
hint: 5:10 is not among the IDs that /etc/subuid gives to you, 100000:65536; an administrator gives more with usermod --add-subuids
33 $ as_user nsenter -t 1 -n true
nsenter: reassociate to namespaces failed: Operation not permitted
hint: as an ordinary user, enter the user namespace as well, if it is yours: -U; otherwise this takes root
37 $ as_user unshare -r sh -c 'echo 0 >/proc/sys/user/max_net_namespaces; exec unshare -n true'
unshare: unshare failed: No space left on device
hint: a limit on namespaces is reached, here or in a user namespace around; the least here is 0, in /proc/sys/user/max_net_namespaces, where a larger number allows more
END
}

@test "unshare" {
    reads <<'END'
25 $ unshare --pid sh -c '/bin/true; /bin/true'
sh: 1: Cannot fork
hint: the first child of the program was process 1 of the PID namespace; it has ended, and no other process can start there: add --fork
26 $ unshare --net /run/x true
unshare: failed to execute /run/x: No such file or directory
hint: a file for the namespace stands behind "=": --net=/run/x
27 $ unshare --net=/run/nothere true
unshare: mount /proc/*/ns/net on /run/nothere failed: No such file or directory
hint: the file must be there first: touch /run/nothere
28 $ unshare --mount="$SCRATCH/shared/file" true
unshare: mount /proc/*/ns/mnt on */shared/file failed: Invalid argument
hint: a mount namespace cannot be mounted on a shared mount: mount --bind */shared/file */shared/file && mount --make-private */shared/file
38 $ unshare -r -G 5 true
unshare: setgroups failed: Operation not permitted
hint: where a user has mapped a group, setgroups is denied for good: map the group with -r or --map-group instead, or ranges of groups with --map-auto
39 $ unshare -m sh -c 'mount -o remount,ro,bind /proc; exec unshare -r true'
unshare: cannot open /proc/self/setgroups: Read-only file system
hint: /proc is mounted read-only: mount -o remount,rw /proc
39 $ unshare -m sh -c 'mount -t tmpfs tmpfs /proc; exec unshare -r true'
unshare: cannot open /proc/self: No such file or directory
hint: /proc is not mounted: mount -t proc proc /proc
40 $ unshare -rm ip netns delete red
Cannot remove namespace file "/var/run/netns/red": Device or resource busy
hint: the name was mounted in the mount namespace outside this one, which may not unmount it: delete it there
END
}

@test "nsenter" {
    reads <<'END'
32 $ nsenter -a true
nsenter: no target PID specified for --all
hint: say whose namespaces: --target PID; or the file of one: --net=/run/netns/NAME
34 $ nsenter --net=/etc/passwd true
nsenter: reassociate to namespace 'ns/net' failed: Invalid argument
hint: /etc/passwd is no namespace; those of a process are files such as /proc/PID/ns/net
34 $ nsenter --net=/proc/self/ns/mnt true
nsenter: reassociate to namespace 'ns/net' failed: Invalid argument
hint: /proc/self/ns/mnt is a mount namespace: --mount=/proc/self/ns/mnt
35 $ nsenter --net=red true
nsenter: cannot open red: No such file or directory
hint: red is a name of ip netns: --net=/var/run/netns/red
36 $ nsenter -t 1 -m nosuchprogram
nsenter: failed to execute nosuchprogram: No such file or directory
hint: "nosuchprogram" was looked for in PATH, */bin:/usr/sbin:/usr/bin:/sbin:/bin, in the file system that the program was to run in: install it there, or write its whole path
36 $ ip netns exec red nosuchprogram
exec of "nosuchprogram" failed: No such file or directory
hint: "nosuchprogram" was looked for in PATH, */bin:/usr/sbin:/usr/bin:/sbin:/bin, in the file system that the program was to run in: install it there, or write its whole path
END
}

@test "all forty are here" {
    run grep -oP '^ *\K[0-9]+(?= \\?\$ )' "$BATS_TEST_FILENAME"
    [ "$(sort -nu <<<"$output")" = "$(seq 40)" ]
}
