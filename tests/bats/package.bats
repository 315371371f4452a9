#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The package of Debian, in a copy of this machine's root: it is installed, used, put in front, and removed.

load helpers

has_package() { compgen -G "$NSKIT_SOURCE/build/nskit_*.deb" >/dev/null; }
setup() { has_package || skip "make deb has made no package"; }
setup_file() {
    has_package || return 0
    mkdir -p "$SCRATCH/layer" "$SCRATCH/root"
    mount -t tmpfs none "$SCRATCH/layer"
    mkdir "$SCRATCH"/layer/{upper,work}
    mount -t overlay none -o lowerdir=/,upperdir="$SCRATCH/layer/upper",workdir="$SCRATCH/layer/work" "$SCRATCH/root"
    mount -t proc proc "$SCRATCH/root/proc"
    mkdir -p "$SCRATCH/root/var/lib/dpkg/updates"
    cp "$NSKIT_SOURCE"/build/nskit_*.deb "$SCRATCH/root/nskit.deb"
}
teardown_file() { ! has_package || umount -R "$SCRATCH/root" "$SCRATCH/layer"; }

in_root() { chroot "$SCRATCH/root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }

@test "it replaces nothing until nskit-enable does, and everything is as it was when it is removed" {
    before=$(in_root sh -c 'ip -V; unshare -V; nsenter -V')
    check 0 in_root dpkg -i /nskit.deb
    [ "$(in_root sh -c 'ip -V; unshare -V; nsenter -V')" = "$before" ]
    check 0 in_root /usr/lib/nskit/bin/ip -V
    has nskit-
    check 0 in_root nskit-enable
    check 0 in_root ip -V
    has nskit-
    check 0 in_root unshare -V
    has nskit
    check 0 in_root nskit-disable ip
    check 0 in_root ip -V
    lacks nskit-
    check 2 in_root nskit-enable nothing
    check 0 in_root dpkg -r nskit
    [ "$(in_root sh -c 'ip -V; unshare -V; nsenter -V')" = "$before" ]
    [ -z "$(in_root dpkg-divert --list | grep nskit)" ]
}
