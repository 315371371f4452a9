#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# What goes wrong most often, and the hint behind the error: on a terminal, or with NSKIT_EXPLAIN=1.

load helpers

setup_file() {
    export NSKIT_EXPLAIN=1
    no_ipv6
    for pair in d0:d1 d2:d3; do "$REFERENCE" link add ${pair%:*} type veth peer name ${pair#*:}; done
    for device in lo d0 d1; do "$REFERENCE" link set $device up; done
    "$REFERENCE" addr add 10.0.0.1/24 dev d0
    "$REFERENCE" route add 10.9.0.0/16 dev d0
    "$REFERENCE" netns add red
    "$REFERENCE" link add r0 netns red type veth peer name r1 netns red
    touch /run/netns/plain
    mkdir /run/netns/directory
    ln -s nowhere /run/netns/dangling
}

# hints COMMAND | HINT, on stdin: each fails, and its last line is `hint: ...` with HINT in it.
hints() {
    local line output status
    local -a lines
    while IFS= read -r line; do
        status=0
        output=$(eval "${line%%|*}" 2>&1) || status=$?
        mapfile -t lines <<<"$output"
        [ "$status" -ne 0 ] || { echo "succeeded: $line" >&2; return 1; }
        [[ ${lines[-1]} == "hint: "*"${line#*| }"* ]] || { printf '%s\n%s\n' "$line" "$output" >&2; return 1; }
        [ "${#lines[@]}" -ge 2 ] || { echo "the error itself is missing: $line" >&2; return 1; }
    done
}

@test "kinds and values" {
    hints <<'END'
ip link add x type brigde | no kind of link that is called "brigde"; did you mean "bridge"?
ip link add x type dummy | this kernel has no links of kind dummy
ip address add 10.0.0.2/24 dev d0 scope lnik | "lnik" is no value of scope, as global, site, link, host, nowhere are; did you mean "link"?
ip route add 10.8.0.0/16 dev d0 proto statik | did you mean "static"?
ip route add 10.8.0.0/16 dev d0 table mian | did you mean "main"?
ip neigh add 10.0.0.7 dev d0 lladdr 02:00:00:00:00:07 nud permanet | did you mean "permanent"?
ip link add m0 link d0 type macvlan mode brigde | did you mean "bridge"?
END
}

@test "devices" {
    hints <<'END'
ip link show d9 | no device here is called so; did you mean "d
ip address add 10.0.0.3/24 dev d9 | no device here is called so; did you mean "d
ip link set r0 up | "r0" is in the namespace red; write: ip -n red ...
ip link add mtu type bridge | for a device of that name, write: name mtu
ip link add name abcdefghijklmnopq type bridge | a device's name has at most 15 bytes, and this has 17
ip link add name a/b type bridge | a device's name has no '/'
ip link add d0 type bridge | there is a device d0 here (
ip link add x0 type veth peer name d1 | there is a device d1 here (
ip link add x0 type veth peer name r0 netns red | the namespace red has a device of this name
ip link add m0 type macvlan | a macvlan stands on another device; write: link DEVICE
ip address add 10.0.0.9/24 | add "dev" and one of the devices here: lo, d1, d0
END
}

@test "addresses and routes" {
    hints <<'END'
ip address add 10.0.0.1/24 dev d0 | it is there: 
ip address add 10.0.0.1/33 dev d0 | the length of an IPv4 prefix is 0 to 32
ip route add 10.9.0.0/16 dev d1 | it is there: 10.9.0.0/16 dev d0 scope link; "ip route replace" changes it
ip route delete 10.9.0.0/17 | the nearest is: 10.9.0.0/16 dev d0
ip route delete 10.9.0.0/16 dev d1 | the route there is: 10.9.0.0/16 dev d0
ip route delete 10.99.0.0/16 | no route leads to 10.99.0.0/16
ip route add default via 10.77.0.1 | 10.77.0.1 is on no link here, whose addresses are 10.0.0.1/24 (d0)
ip route add 10.8.0.1/16 dev d0 | 10.8.0.1/16 has bits behind its length; the network is 10.8.0.0/16
ip route add 10.8.0.0/16 | say where its packets go: via GATEWAY, or dev DEVICE
ip route get 10.77.1.1 | no route leads to 10.77.1.1; "ip route" lists those there are
ip address delete 10.0.0.77/24 dev d0 | the addresses of d0 are 10.0.0.1/24 (d0)
ip address add 10.0.0.300/24 dev d0 | 10.0.0.300 is no address
ip route add default 10.0.0.2 | in front of a gateway stands "via": via 10.0.0.2
END
}

@test "options and verbs" {
    hints <<'END'
ip link -j | options of ip stand in front of the object: ip -j link
ip link dell d0 | "dell" is no verb of ip link; did you mean "del"?
END
}

@test "names of namespaces" {
    hints <<'END'
ip netns exec rde true | no namespace is called so; did you mean "red"?
ip -n rde link | no namespace is called so; did you mean "red"?
ip netns delete rde | no namespace is called so; did you mean "red"?
ip link set d0 netns rde | no namespace is called so; did you mean "red"?
ip link add x0 link-netns rde type veth | no namespace is called so; did you mean "red"?
ip link set d0 netns 4194300 | no process has the number 4194300
ip netns exec plain true | /var/run/netns/plain is a plain file
ip -n plain link | "ip netns delete plain" removes it
ip netns pids rde | no namespace is called so; did you mean "red"?
ip netns exec directory true | is a directory, no namespace; rmdir removes it
ip netns exec dangling true | is a link to a file that is gone
ip netns add red | a namespace has this name; "ip netns delete red" takes it away
ip netns exec red nosuchprogram | install it there, or write its whole path
ip netns exec red /tmp | /tmp is a directory
END
}

@test "an ordinary user" {
    hints <<'END'
as_user ip link set d0 down | this takes CAP_NET_ADMIN in the network namespace
as_user ip netns add blue | names of namespaces are root's
as_user ip netns exec red true | names of namespaces are root's
as_user unshare -n true | add -r (root there)
as_user unshare --pid true | add -r (root there)
as_user unshare -m true | add -r (root there)
as_user unshare -r --mount-proc true | add --pid --fork
as_user nsenter -t 1 -n true | as an ordinary user, enter the user namespace as well
END
}

@test "unshare" {
    mkdir shared
    mount --bind shared shared
    mount --make-shared shared
    touch shared/file
    hints <<'END'
unshare --propagation privte true | the modes are private, shared, slave and unchanged; did you mean "private"?
unshare --net /run/x true | a file for the namespace stands behind "=": --net=/run/x
unshare --net=/run/nothere true | the file must be there first: touch /run/nothere
unshare --mount=shared/file true | a mount namespace cannot be mounted on a shared mount
unshare -r -G 5 true | where a user has mapped a group, setgroups is denied
unshare -m sh -c 'mount -o remount,ro,bind /proc; exec unshare -r true' | /proc is mounted read-only: mount -o remount,rw /proc
unshare -n nosuchprogram | "nosuchprogram" was looked for in PATH
unshare -n --fork nosuchprogram | "nosuchprogram" was looked for in PATH
END
    umount shared
}

@test "limits" {
    hints <<'END'
as_user unshare -r sh -c 'echo 0 >/proc/sys/user/max_net_namespaces; exec unshare -n true' | the least here is 0, in /proc/sys/user/max_net_namespaces
END
}

@test "nsenter" {
    hints <<'END'
nsenter -a true | say whose namespaces: --target PID
nsenter -n true | say whose namespaces: --target PID
nsenter --net=/etc/passwd true | /etc/passwd is no namespace; those of a process are files such as /proc/PID/ns/net
nsenter --net=/proc/self/ns/mnt true | is a mount namespace: --mount=/proc/self/ns/mnt
nsenter --net=red true | red is a name of ip netns: --net=/var/run/netns/red
nsenter -t 99999999 -n true | no process has the PID 99999999 here
END
}

@test "subordinate IDs" {
    printf 'nobody:1:1\n' >/etc/subuid
    check 1 as_user unshare -U --map-auto true
    has 'hint: an administrator gives IDs to the user with: usermod --add-subuids 100000-165535 tester'
}

@test "unshare --explain: which namespaces can be made, and what forbids the others" {
    check 0 unshare --explain
    [ "$(grep -c ' yes$' <<<"$output")" -eq 12 ]
    has 'ranges of IDs can be mapped  yes: any'
    printf 'tester:100000:65536\n' | tee /etc/subuid >/etc/subgid
    check 0 as_user unshare --explain
    has 'network namespace            yes, in a user namespace (-r or -c)'
    has 'ranges of IDs can be mapped  yes: 100000:65536 users, 100000:65536 groups'
    check 1 as_user unshare -r sh -c 'echo 0 >/proc/sys/user/max_net_namespaces; exec unshare --explain'
    has 'network namespace            no: No space left on device (/proc/sys/user/max_net_namespaces is 0)'
    has 'another can be entered       no: No space left on device'
    check 1 as_user unshare -r sh -c 'echo 0 >/proc/sys/user/max_user_namespaces; exec setpriv --bounding-set=-all unshare --explain'
    has '/proc/sys/user/max_user_namespaces is 0'
}

@test "in a pipe there are none, nor with NSKIT_EXPLAIN=0 on a terminal; -json makes an object" {
    NSKIT_EXPLAIN='' refuses 1 'Cannot find device "d9"' ip address add 10.0.0.3/24 dev d9
    NSKIT_EXPLAIN=0 check 1 script -qec "ip link set r0 up" /dev/null
    lacks hint:
    NSKIT_EXPLAIN='' check 1 script -qec "ip link set r0 up" /dev/null
    has 'hint: "r0" is in the namespace red'
    check 2 ip -json route add 10.9.0.0/16 dev d1
    [ "$(jq -r '.error, .errno' <<<"$output")" = $'RTNETLINK answers: File exists\n17' ]
    [[ $(jq -r .hint <<<"$output") == "it is there: 10.9.0.0/16"* ]]
    check 1 ip -j link show "no\"such"
    jq -e '.errno == 0 and .hint' <<<"$output"
}

@test "a hint changes nothing, and finds a device among 300 namespaces" {
    for number in {1..300}; do echo "netns add n$number"; done | "$REFERENCE" -batch -
    check 1 ip link set nowhere up
    has 'hint: "ip -br link" lists the devices here'
    [ "$(ip netns list-id | wc -l)" -eq 0 ]
    for number in {1..300}; do echo "netns delete n$number"; done | "$REFERENCE" -batch -
}
