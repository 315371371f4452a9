// SPDX-License-Identifier: MIT
#include "lib/namespace/getent.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/namespace/capability.h"
#include "lib/namespace/exec.h"
#include "lib/namespace/process.h"

namespace nskit {

std::string ask_getent(const char *database, const char *key)
{
    int ends[2];
    sys(pipe2(ends, O_CLOEXEC), "pipe failed");
    Fd output(ends[0]), input(ends[1]);
    Child child = fork_child([&] {
        const char *const words[] = {is_secure_execution() ? "/usr/bin/getent" : "getent", "--", database,
                                     key, nullptr};
        sys(dup2(input.get(), STDOUT_FILENO), "dup2 failed");
        execute_along_path(const_cast<char *const *>(words));
        if (errno == ENOENT)
            return; // a system without it has files only
        fail_errno("cannot execute getent");
    });
    input.reset();
    auto text = read_all(output.get());
    if (!text)
        fail_errno("cannot read the answer of getent");
    const int status = child.wait();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 1)
        fail_silently(); // the child has said why; getent itself says 2 of what it does not find
    return std::move(*text);
}

} // namespace nskit
