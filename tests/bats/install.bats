#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# make install and uninstall, and what the commands are linked with.

load helpers

# Installs what is built, without building.
make_quietly() { make -C "$NSKIT_SOURCE" -s --no-print-directory -o all BUILD="$(realpath --relative-to="$NSKIT_SOURCE" "$NSKIT_BUILD")" "$@"; }

@test "install puts commands and pages where PREFIX and DESTDIR say; uninstall takes them away" {
    make_quietly install DESTDIR="$SCRATCH/image" PREFIX=/usr
    cd "$SCRATCH/image"
    [ "$(stat -c %a usr/sbin/ip usr/bin/unshare usr/bin/nsenter | sort -u)" = 755 ]
    for page in "$NSKIT_SOURCE"/man/*.[178]; do
        [ "$(stat -c %a "usr/share/man/man${page##*.}/${page##*/}")" = 644 ]
        cmp "$page" "usr/share/man/man${page##*.}/${page##*/}"
    done
    make_quietly uninstall DESTDIR="$SCRATCH/image" PREFIX=/usr
    [ -z "$(find . ! -type d)" ]
    rm -rf "$SCRATCH/image"
}

@test "install-strip leaves out the symbols" {
    make_quietly install-strip DESTDIR="$SCRATCH/image" PREFIX=/usr
    for command in sbin/ip bin/unshare bin/nsenter; do
        run readelf -S "$SCRATCH/image/usr/$command"
        has .text
        lacks .symtab
        "$SCRATCH/image/usr/$command" -V
    done
    run readelf -S "$NSKIT_BUILD/bin/ip"
    has .symtab
    rm -rf "$SCRATCH/image"
}

# is_lean: it is the build against musl.
is_lean() { [[ $NSKIT_BUILD != */asan ]] && grep -q musl-gcc "$NSKIT_BUILD/settings.link"; }

@test "a build against musl is static, small, and has nothing of iostreams, locales and threads" {
    is_lean || skip "this one is with the system's C library"
    for command in ip unshare nsenter; do
        run readelf --wide --program-headers --dyn-syms "$NSKIT_BUILD/bin/$command"
        lacks INTERP
        lacks DYNAMIC
        run nm --demangle "$NSKIT_BUILD/bin/$command"
        lacks 'std::basic_ostream'
        lacks 'std::locale'
        lacks pthread_create
        lacks getopt_long
        # Without the symbols, as install-strip leaves it: names are not what a program weighs when it runs.
        (($(size "$NSKIT_BUILD/bin/$command" | awk 'END { print $4 }') < 2600000))
    done
}

@test "what short commands touch stands together" {
    is_lean || skip "this one is with the system's C library"
    SCRATCH='' check 0 "$NSKIT_SOURCE/bench/order" --check "$NSKIT_BUILD" # in a world of its own
    says ''
}

@test "unshare and nsenter need no netlink library, and none needs a C++ library" {
    for command in ip unshare nsenter; do
        run ldd "$NSKIT_BUILD/bin/$command"
        [ "$command" = ip ] || lacks libmnl
        [[ $NSKIT_BUILD == */asan ]] || { lacks libstdc++; lacks libgcc_s; }
    done
}

@test "STATIC= links with the shared libraries, as most distributions do" {
    [[ $NSKIT_BUILD != */asan ]] || skip "its objects are linked so already"
    if is_lean; then
        [ -e "$NSKIT_BUILD/system/libnskit.a" ] || skip "there is no build with the system's C library"
        NSKIT_BUILD+=/system
    fi
    make_quietly STATIC= BIN="$SCRATCH/shared" "$SCRATCH"/shared/{ip,unshare,nsenter}
    for command in ip unshare nsenter; do
        check 0 ldd "$SCRATCH/shared/$command"
        has libc.so
    done
    [ "$("$SCRATCH/shared/ip" link show lo)" = "$(ip link show lo)" ]
    rm -r "$SCRATCH/shared"
}

@test "each command prints its version and that of the upstream it replaces" {
    check 0 ip -V
    [[ $output == ip\ utility,\ iproute2-*nskit* ]]
    check 0 unshare -V
    [[ $output == "unshare from util-linux "*nskit* ]]
    check 0 nsenter -V
    [[ $output == "nsenter from util-linux "*nskit* ]]
}
