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
    Pipe answer = make_pipe();
    Child child = fork_child([&] {
        const char *const words[] = {is_secure_execution() ? "/usr/bin/getent" : "getent", "--", database,
                                     key, nullptr};
        sys(dup2(answer.write.get(), STDOUT_FILENO), "dup2 failed");
        execute_along_path(const_cast<char *const *>(words));
        if (errno == ENOENT)
            return; // a system without it has files only
        fail_errno("cannot execute getent");
    });
    answer.write.reset();
    auto text = read_all(answer.read.get());
    if (!text)
        fail_errno("cannot read the answer of getent");
    const int status = child.wait();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 1)
        fail_silently(); // the child has said why; getent itself says 2 of what it does not find
    return std::move(*text);
}

} // namespace nskit
