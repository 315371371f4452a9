#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# A mount namespace can be bound wherever its maker and the maker of the caller's namespace happened to run. Since Linux
# 6.18 each processor numbers namespaces from a stock of its own, and only a higher number can be bound in a lower one.

load helpers

@test "a mount namespace is bound on any processor, in a namespace that any has made" {
    [ "$(nproc)" -gt 1 ] || skip "one processor"
    mkdir pins && mount -t tmpfs none pins && mount --make-private pins && cd pins
    touch mnt user
    cat >pin <<END # from where it starts it may go on anywhere
taskset -p -c 0-$(($(nproc) - 1)) \$\$ >/dev/null
unshare --mount=mnt true || exit
umount mnt
unshare -f --user=user --mount=mnt -r taskset -p \$\$ || exit
umount user mnt
END
    for maker in 0 1; do
        for processor in 0 1; do
            check 0 taskset -c $maker "$(reference unshare)" -m taskset -c $processor sh ./pin
            [[ $output == *"affinity mask: $(taskset -p $$ | sed 's/.* //')" ]] # as it was
        done
    done
    cd .. && umount pins && rmdir pins
}
