#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# What goes wrong most often, and the hint behind the error: on a terminal, or with NSKIT_EXPLAIN=1.

load helpers
load mistakes

setup_file() { scene_of_mistakes; }

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
ip link add x type dummy | this kernel has no links of kind dummy
ip link help nosuch | no kind of link has the name "nosuch"
ip link help vx | did you mean "vxcan" or "vxlan"?
ip link hel brigde | did you mean "bridge"?
ip link add x type ipvla | did you mean "ipvlan"?
ip route add 10.8.0.0/16 dev d0 table mian | did you mean "main"?
ip neigh add 10.0.0.7 dev d0 lladdr 02:00:00:00:00:07 nud permanet | did you mean "permanent"?
ip link add m0 link d0 type macvlan mode brigde | did you mean "bridge"?
END
}

@test "help: a hint only if a kind is unknown" {
    NSKIT_EXPLAIN=1 check 255 ip link help
    [[ $output != *hint:* ]]
    NSKIT_EXPLAIN=1 check 0 ip link help dummy
    [[ $output != *hint:* ]]
    NSKIT_EXPLAIN=0 check 255 ip link help nosuch
    says "$(NSKIT_EXPLAIN=0 ip link help 2>&1)"
    check 255 "$REFERENCE" link help nosuch
    says "$("$REFERENCE" link help 2>&1)"
}

@test "devices" {
    hints <<'END'
ip address add 10.0.0.3/24 dev d9 | no device here has this name; did you mean "d
ip link add link d0 name d1 type veth | there is a device d1 here, of kind veth with index
ip link add link d0 name r0 netns red type veth | the namespace red has a device of this name
ip link set d0 master d2 mtu 70000 | d0 takes an MTU of 68 to 65535 bytes
ip link set master d2 dev d0 mtu 70000 | d0 takes an MTU of 68 to 65535 bytes
END
}

@test "addresses and routes" {
    hints <<'END'
ip route delete 10.9.0.0/16 dev d1 | the route there is: 10.9.0.0/16 dev d0
ip route delete 10.99.0.0/16 | no route leads to 10.99.0.0/16
unshare -n ip route get 127.0.0.1 | lo is down: ip link set lo up
ip address delete 10.0.0.77/24 dev d1 | d1 has no address of this family
ip route get 10.77.1.1 | no route leads to 10.77.1.1; "ip route" lists those there are
ip address delete 10.0.0.77/24 dev d0 | the addresses of d0 are 10.0.0.1/24 (d0)
ip address add 10.0.0.300/24 dev d0 | 10.0.0.300 is no address
END
}

@test "options and verbs" {
    hints <<'END'
ip link d0 up | "d0" is a device, and a verb stands in front of it: ip link set d0 up
ip -n red ping 10.0.0.2 | to run a program in a namespace: ip netns exec red ping 10.0.0.2
ip -n red lnk | ip has no object "lnk"; did you mean "link"?
ip -jsno link | did you mean "-json"?
ip netns en x | "en" is no verb of ip netns; did you mean "ensure"?
ip addr ens x | "ens" is no verb of ip addr; did you mean "ensure"?
unshare --fokr true | did you mean "--fork"?
ip address add 10.0.0.2/24 d0 | in front of a device stands "dev": dev d0
ip route add default via 10.0.0.2 d0 | in front of a device stands "dev": dev d0
ip route add default gw 10.0.0.2 | in front of a gateway stands "via": via 10.0.0.2
ip route add default gateway | in front of a gateway stands "via"
ip link set d0 bridge d2 | in front of a bridge stands "master": master d2
ip link set dev d0 bond d2 up | in front of a bond stands "master": master d2
ip config save | "save" is no verb of ip config; did you mean "show"?
ip config load file | did you mean "apply"?
ip netns create x | did you mean "add"?
ip link rm d0 | did you mean "delete"?
ip config create | "create" is no verb of ip config; its help lists them
ip link show lo -json | options of ip stand in front of the object: ip -json link
ip link set d0 name lo | there is a device lo here
ip link add x0 type veth peer name x1 up | the kernel cannot set the peer of a new pair up
ip link set lo UP | "UP" is no word of ip link; did you mean "up"?
ip link set d0 mastre d2 | "mastre" is no word of ip link; did you mean "master"?
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 | add "dev" and one of the devices here: lo
nsenter 1 | for the namespaces of process 1: --target 1 --all
END
}

@test "names of namespaces" {
    hints <<'END'
ip -n /proc/1/ns/net link show lo | with a file: nsenter --net=/proc/1/ns/net ip link show lo
ip netns exec rde true | no namespace has this name; did you mean "red"?
ip netns delete rde | no namespace has this name; did you mean "red"?
ip link add x0 link-netns rde type veth | no namespace has this name; did you mean "red"?
ip link set d0 netns 4194300 | and no process the number 4194300
ip -n plain link | "ip netns delete plain" removes it
ip netns pids rde | no namespace has this name; did you mean "red"?
ip netns add red | a namespace has this name; "ip netns delete red" takes it away
ip netns exec red /tmp | /tmp is a directory
END
}

@test "an ordinary user" {
    hints <<'END'
as_user ip netns exec red true | names of namespaces are root's
as_user unshare --pid true | add -r (root there)
as_user ip -n nope link | those of an ordinary user: ip -user netns
as_user ip -user -n nope link | "ip -user netns add nope" makes one
setpriv --bounding-set=-net_admin --inh-caps=-net_admin ip link add x type veth | root here has no CAP_NET_ADMIN
setpriv --bounding-set=-sys_admin --inh-caps=-sys_admin ip netns add x | root here has no CAP_SYS_ADMIN
as_user unshare -rn ip ioam namespace add 5 | nobody do this but root outside of all user namespaces
as_user unshare -rn ip link set lo netns 1 | root here has no rights over that namespace
END
}

@test "unshare" {
    mkdir shared
    mount --bind shared shared
    mount --make-shared shared
    touch shared/file
    hints <<'END'
unshare --propagation privte true | the modes are private, shared, slave and unchanged; did you mean "private"?
unshare --mount=shared/file true | a mount namespace cannot be mounted on a shared mount
unshare -n nosuchprogram | "nosuchprogram" was looked for in PATH
unshare -n --fork nosuchprogram | "nosuchprogram" was looked for in PATH
END
    umount shared
}

@test "limits" {
    hints <<'END'
END
}

@test "nsenter" {
    enter_own='unshare -Ur sleep 9 & until [ "$(readlink /proc/$!/ns/user)" != "$(readlink /proc/self/ns/user)" ]; do :; done
        nsenter -t $! -U true; status=$?; kill $!; exit $status'
    hints <<'END'
nsenter -n true | say whose namespaces: --target PID
nsenter -t 99999999 -n true | no process has the PID 99999999 here
as_user sh -c "$enter_own" | to keep user and groups as they are, add --preserve-credentials
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

@test "a prefix of the other family" {
    check 1 ip -6 address add 10.0.0.4/24 dev d1
    has 'hint: 10.0.0.4/24 is of the family IPv4, and the command line asks for another'
}

@test "a hint changes nothing, and finds a device among 300 namespaces" {
    for number in {1..300}; do echo "netns add n$number"; done | "$REFERENCE" -batch -
    check 1 ip link set nowhere up
    has 'hint: "ip -br link" lists the devices here'
    [ "$(ip netns list-id | wc -l)" -eq 0 ]
    for number in {1..300}; do echo "netns delete n$number"; done | "$REFERENCE" -batch -
}
