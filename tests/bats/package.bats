#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# The package of Debian, made of the commands under test: it is installed in a copy of this machine's root, used, put in
# front of the system's commands, and removed. The version stands in one file, and others agree.

load helpers

# The package is made in a copy of the tree, whose commands are built already.
setup_file() {
    mkdir -p "$SCRATCH"/{tree/build/bin,layer,root}
    cp -r "$NSKIT_SOURCE"/{Makefile,VERSION,CHANGELOG.md,README.md,SECURITY.md,LICENSE,completions,debian,docs,examples,man,packaging} "$SCRATCH/tree/"
    cp "$NSKIT_BUILD"/bin/{ip,unshare,nsenter} "$SCRATCH/tree/build/bin/"
    command -v dh dpkg-deb >/dev/null || return 0
    (cd "$SCRATCH/tree" && debian/rules binary MADE='-o all') >"$SCRATCH/tmp/made" 2>&1 || { cat "$SCRATCH/tmp/made" >&2; return 1; }
    mount -t tmpfs none "$SCRATCH/layer"
    mkdir "$SCRATCH"/layer/{upper,work}
    mount -t overlay none -o lowerdir=/,upperdir="$SCRATCH/layer/upper",workdir="$SCRATCH/layer/work" "$SCRATCH/root"
    mount -t proc proc "$SCRATCH/root/proc"
    cp "$SCRATCH"/tree/build/nskit_*.deb "$SCRATCH/root/nskit.deb"
}
teardown_file() { [ ! -e "$SCRATCH/root/nskit.deb" ] || umount -R "$SCRATCH/root" "$SCRATCH/layer"; }
has_package() { [ -e "$SCRATCH/root/nskit.deb" ] || skip 'debhelper is not installed'; }

in_root() { chroot "$SCRATCH/root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
versions() { in_root sh -c 'ip -V; unshare -V; nsenter -V'; }

@test "the version is that of the file VERSION, everywhere" {
    cd "$NSKIT_SOURCE"
    version=$(cat VERSION)
    check 0 ip -V
    has "nskit-$version"
    [ "$(sed -n 's/^nskit (\(.*\)) .*/\1/p;q' debian/changelog)" = "$version" ]
    grep -qx "pkgver=$version" packaging/APKBUILD
    [ "$(sed -n 's/^## //p' CHANGELOG.md | head -n 1)" = "$version" ]
}

@test "lintian finds nothing in it" {
    has_package
    command -v lintian >/dev/null || skip 'lintian is not installed'
    check 0 lintian --allow-root --fail-on error,warning "$SCRATCH/root/nskit.deb"
    says ''
}

@test "installed, it replaces nothing" {
    has_package
    before=$(versions)
    check 0 in_root dpkg --force-unsafe-io -i /nskit.deb
    [ "$(versions)" = "$before" ]
    for command in ip unshare nsenter; do
        check 0 in_root PATH=/usr/lib/nskit/bin:/usr/bin:/bin "$command" -V
        has nskit
    done
    check 0 in_root PATH=/usr/lib/nskit/bin:/usr/bin:/bin unshare -n ip -br link
    has lo
    check 0 in_root dpkg -V nskit
    check 0 in_root dpkg -r nskit
    [ "$(versions)" = "$before" ]
}

@test "nskit-enable puts it in front, nskit-disable takes that back" {
    has_package
    before=$(versions)
    check 0 in_root dpkg --force-unsafe-io -i /nskit.deb
    check 0 in_root nskit-enable
    [ "$(versions | grep -c nskit)" = 3 ]
    check 0 in_root nskit-enable
    [ "$(in_root ip.distrib -V)" = "$(head -n 1 <<<"$before")" ]
    for place in bash-completion/completions/ip zsh/vendor-completions/_unshare fish/vendor_completions.d/nsenter.fish \
        man/man8/ip-netns.8.gz man/man1/unshare.1.gz; do
        in_root test -s "/usr/share/$place"
        [[ $(in_root readlink "/usr/share/$place") == /usr/lib/nskit/* ]]
    done
    check 0 in_root nskit-disable ip
    check 0 in_root ip -V
    lacks nskit
    [ "$(versions | grep -c nskit)" = 2 ]
    refuses 2 'nskit-enable: nskit has no command nothing' in_root nskit-enable nothing
    check 0 in_root nskit-disable
    [ "$(versions)" = "$before" ]
    check 0 in_root dpkg -r nskit
}

@test "removed, it leaves nothing, even if it was in front" {
    has_package
    listed() { in_root find /usr /bin /sbin -xdev \( -name '*.distrib' -o -lname '/usr/lib/nskit/*' -o -path '*/nskit*' \); }
    before=$(versions)$(listed)
    check 0 in_root dpkg --force-unsafe-io -i /nskit.deb
    check 0 in_root nskit-enable
    check 0 in_root dpkg --purge nskit
    [ "$(versions)$(listed)" = "$before" ]
    [ -z "$(in_root dpkg-divert --list nskit)$(in_root dpkg-divert --list | grep nskit)" ]
}

@test "the recipe for Alpine installs commands, pages and completions where the package does" {
    cd "$SCRATCH/tree"
    pkgdir=$SCRATCH/alpine check 0 sh -euc 'make() { command make -o all "$@"; }; . packaging/APKBUILD; build; package'
    cd "$SCRATCH/alpine"
    for file in usr/lib/nskit/bin/{ip,unshare,nsenter} usr/share/man/man{1/unshare.1,7/nskit.7,8/ip-link.8} \
        usr/share/bash-completion/completions/{ip,nsenter} usr/share/zsh/*/_ip usr/share/fish/*/unshare.fish; do
        [ -s "$file" ] || { find . >&2; echo "no $file" >&2; return 1; }
    done
    [ ! -e usr/bin/unshare ] && [ ! -e sbin ]
}

@test "the source archive has every file, and passes the checks of sources" {
    command -v git >/dev/null && [ -e "$NSKIT_SOURCE/.git" ] || skip 'no repository'
    mkdir "$SCRATCH/dist"
    cd "$SCRATCH/dist"
    git -C "$NSKIT_SOURCE" -c safe.directory='*' archive HEAD | tar -x
    diff <(git -C "$NSKIT_SOURCE" -c safe.directory='*' ls-tree -r --name-only HEAD | sort) <(find . ! -type d | sed 's,^./,,' | sort)
    check 0 tests/run "$NSKIT_BUILD" layers docs
    has 'layers: '
    has ', 0 failed'
}
