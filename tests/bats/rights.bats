#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Rights that come with the file of a command are not its caller's; and what root does for an ordinary user, that user
# cannot turn against root.

load helpers

# capable COMMAND HEX: a copy of the command with these file capabilities, permitted and effective, as setcap(8) would
# set them. setuid COMMAND: a copy that is set-user-ID root. Both print its path.
capable() {
    cp "$SCRATCH/bin/$1" "$SCRATCH/capable-$1"
    python3 -c 'import os, struct, sys
caps = int(sys.argv[2], 16)
low, high = caps & 0xffffffff, caps >> 32
os.setxattr(sys.argv[1], "security.capability", struct.pack("<5I", 0x02000001, low, 0, high, 0))' "$SCRATCH/capable-$1" "$2"
    echo "$SCRATCH/capable-$1"
}
setuid() {
    cp "$SCRATCH/bin/$1" "$SCRATCH/setuid-$1"
    chmod 4755 "$SCRATCH/setuid-$1"
    echo "$SCRATCH/setuid-$1"
}
cap_dac_override=1 cap_setuid=7 cap_net_admin=12 cap_sys_admin=21
mask() { local cap sum=0; for cap; do sum=$((sum | 1 << cap)); done; printf '%x' $sum; }

setup() {
    mkdir -p "$SCRATCH/cwd"
    [[ $NSKIT_BUILD != */asan ]] || skip "the sanitizers read the environment, and do not run with file rights"
}

@test "ip drops the rights of its file before it reads anything" {
    echo "secret" >"$SCRATCH/root-only"
    chmod 600 "$SCRATCH/root-only"
    mtu=$(cat /sys/class/net/lo/mtu)
    for copy in "$(capable ip "$(mask $cap_dac_override $cap_net_admin $cap_sys_admin)")" "$(setuid ip)"; do
        check 1 as_user "$copy" -batch "$SCRATCH/root-only"
        has "Permission denied"
        lacks secret
        check 2 as_user "$copy" link set lo mtu 1300
        has "Operation not permitted"
        check 1 as_user "$copy" netns add u
        check 255 as_user "$copy" -n none link show
    done
    [ "$(cat /sys/class/net/lo/mtu)" = "$mtu" ]
}

@test "ip vrf exec alone uses the rights of the file, and the program does not have them" {
    for copy in "$(capable ip "$(mask $cap_dac_override $cap_net_admin $cap_sys_admin)")" "$(setuid ip)"; do
        check 0 as_user "$copy" vrf exec default sh -c 'id -u; grep -E "^Cap(Prm|Eff|Amb)" /proc/self/status'
        has 1000
        [ "$(grep -c 0000000000000000 <<<"$output")" -eq 3 ]
        # Nothing may stand before the words.
        check 255 as_user "$copy" -n none vrf exec default true
        check 2 as_user "$copy" -force link set lo mtu 1300
    done
}

@test "a capability that the caller may inherit is the caller's own" {
    copy=$SCRATCH/capable-ip
    cp "$SCRATCH/bin/ip" "$copy"
    python3 -c 'import os, struct, sys
os.setxattr(sys.argv[1], "security.capability", struct.pack("<5I", 0x02000001, 0, 1 << 12, 0, 0))' "$copy"
    mtu=$(cat /sys/class/net/lo/mtu)
    for copy in "$copy" "$(setuid ip)"; do
        check 0 setpriv --reuid=1000 --regid=1000 --clear-groups --inh-caps=+net_admin -- "$copy" link set lo mtu 1300
        [ "$(cat /sys/class/net/lo/mtu)" = 1300 ]
        "$REFERENCE" link set lo mtu "$mtu"
    done
}

@test "unshare and nsenter drop the rights of their files, and work as without them" {
    for copy in "$(capable unshare "$(mask $cap_dac_override $cap_setuid $cap_sys_admin)")" "$(setuid unshare)"; do
        check 1 as_user "$copy" --net true
        has "Operation not permitted"
        check 0 as_user "$copy" -r id -u
        says 0
        check 0 as_user "$copy" -rm sh -c 'cat /proc/self/uid_map'
    done
    for copy in "$(capable nsenter "$(mask $cap_sys_admin)")" "$(setuid nsenter)"; do
        check 1 as_user "$copy" -t 1 -n true
    done
}

@test "with the rights of the file the environment chooses no program and no colour" {
    mkdir -p "$SCRATCH/evil"
    printf '#!/bin/sh\ntouch %s/stolen\n' "$SCRATCH" >"$SCRATCH/evil/getent"
    chmod 755 "$SCRATCH/evil/getent"
    copy=$(setuid unshare)
    as_user env PATH="$SCRATCH/evil:$PATH" "$copy" -r --map-users nobody-of-this-name:0:1 true 2>/dev/null || true
    as_user env PATH="$SCRATCH/evil:$PATH" "$copy" --owner nobody-of-this-name true 2>/dev/null || true
    [ ! -e "$SCRATCH/stolen" ]
    check 0 as_user env SHELL=/bin/false "$copy" -r </dev/null
}

@test "nobody gets at a process that unshare --owner is about to make theirs" {
    touch "$SCRATCH/pin"
    cat >"$SCRATCH/thief.py" <<'EOF'
# Takes every descriptor of every process of this user that is called unshare, until 1000 have been tried, for 60 s.
import ctypes, os, sys, time
libc = ctypes.CDLL(None, use_errno=True)
PIDFD_OPEN, PIDFD_GETFD = 434, 438
tried = stolen = 0
end = time.monotonic() + 60
print("ready", flush=True)
while tried < 1000 and time.monotonic() < end:
    for pid in os.listdir("/proc"):
        if not pid.isdigit():
            continue
        try:
            if open(f"/proc/{pid}/comm").read() != "unshare\n":
                continue
            status = open(f"/proc/{pid}/status").read()
        except OSError:
            continue
        if "\nUid:\t1000\t1000" not in status:
            continue
        fd = libc.syscall(PIDFD_OPEN, int(pid), 0)
        if fd < 0:
            continue
        for number in range(3, 12):
            tried += 1
            got = libc.syscall(PIDFD_GETFD, fd, number, 0)
            if got >= 0:
                # The program that has been started may have descriptors, but none of the command's sockets.
                stolen += os.readlink(f"/proc/self/fd/{got}").startswith("socket:")
                os.close(got)
        os.close(fd)
print(tried, stolen)
EOF
    as_user python3 "$SCRATCH/thief.py" >"$SCRATCH/thief.out" 3>&- &
    thief=$!
    eventually grep -q ready "$SCRATCH/thief.out"
    for ((run = 0; run < 3000; run++)); do
        kill -0 $thief 2>/dev/null || break
        unshare --owner 1000:1000 --user -r --net="$SCRATCH/pin" true
        umount "$SCRATCH/pin"
    done
    wait $thief
    read -r tried stolen < <(tail -n 1 "$SCRATCH/thief.out")
    echo "tried $tried, stolen $stolen in $run runs"
    [ "$tried" -ge 1000 ]
    [ "$stolen" -eq 0 ]
}

@test "unshare --owner: maps, setgroups and clocks as asked for" {
    check 0 unshare --owner 1000:1000 --user -r sh -c 'cat /proc/self/uid_map /proc/self/gid_map; cat /proc/self/setgroups'
    [ "$(echo $output)" = "0 0 1 0 0 1 allow" ]
    check 0 unshare --owner 1000:4294967295 --user -r cat /proc/self/setgroups
    says deny
    check 0 unshare --owner 1000:1000 --user -r --setgroups=deny cat /proc/self/setgroups
    says deny
    check 0 unshare --owner 1000:1000 --user -r -Tf --boottime 100000 cat /proc/self/timens_offsets
    has 100000
}
