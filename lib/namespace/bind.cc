// SPDX-License-Identifier: MIT
#include "lib/namespace/bind.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/base/fd.h"

// Headers that do not know the calls: no call has this number, and the kernel answers ENOSYS.
#ifndef SYS_open_tree
#define SYS_open_tree  -1
#define SYS_move_mount -1
#endif
// linux/mount.h, which clashes with the sys/mount.h of some C libraries.
#ifndef OPEN_TREE_CLONE
#define OPEN_TREE_CLONE         1
#define OPEN_TREE_CLOEXEC       O_CLOEXEC
#define MOVE_MOUNT_F_EMPTY_PATH 0x00000004
#endif

namespace nskit {

bool bind_over_link(const char *file, const char *link)
{
    const Fd tree(
        static_cast<int>(syscall(SYS_open_tree, AT_FDCWD, file, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC)));
    // Without MOVE_MOUNT_T_SYMLINKS the last link of the path is not followed.
    return tree.valid() &&
           syscall(SYS_move_mount, tree.get(), "", AT_FDCWD, link, MOVE_MOUNT_F_EMPTY_PATH) == 0;
}

} // namespace nskit
