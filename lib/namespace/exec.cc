// SPDX-License-Identifier: MIT
#include "lib/namespace/exec.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "lib/base/completion.h"

namespace nskit {

/// Becomes the program in `file`, or the shell that runs it as a script.
static void execute_file(const char *file, char *const argv[])
{
    execv(file, argv);
    if (errno != ENOEXEC)
        return;
    std::vector<char *> words{const_cast<char *>("/bin/sh"), const_cast<char *>(file)};
    for (char *const *word = argv + 1; *word; word++)
        words.push_back(*word);
    words.push_back(nullptr);
    execv(words[0], words.data());
}

/// The same for a file in a directory. Allocates no path: after vfork() it would be lost to the parent, whose
/// memory it is. A path that is too long is passed over, as if the file were not there.
static void execute_in(std::string_view directory, std::string_view name, char *const argv[])
{
    char file[PATH_MAX];
    errno = ENOENT;
    if (directory.size() + 1 + name.size() >= sizeof file)
        return;
    char *end = std::copy(directory.begin(), directory.end(), file);
    if (!directory.empty())
        *end++ = '/';
    *std::copy(name.begin(), name.end(), end) = '\0';
    execute_file(file, argv);
}

/// Whether the program may still be in a later directory of PATH.
static bool search_goes_on(int code)
{
    return code == EACCES || code == ENOENT || code == ENOTDIR || code == ESTALE || code == ENODEV ||
           code == ETIMEDOUT;
}

void execute_along_path(char *const argv[])
{
    const std::string_view name = argv[0];
    if (completion::is_active) { // nothing is run: the words are only read
        errno = EPERM;
        return;
    }
    errno = name.size() > NAME_MAX ? ENAMETOOLONG : ENOENT;
    if (name.find('/') != name.npos)
        return execute_file(argv[0], argv);
    if (name.empty() || name.size() > NAME_MAX)
        return;
    const char *path = getenv("PATH");
    std::string_view rest = path ? path : "/bin:/usr/bin";
    bool denied = false;
    for (bool last = false; !last;) {
        const size_t colon = rest.find(':');
        const std::string_view directory = rest.substr(0, colon); // empty: the working directory
        last = colon == rest.npos;
        rest.remove_prefix(last ? rest.size() : colon + 1);
        execute_in(directory, name, argv);
        denied |= errno == EACCES;
        if (!search_goes_on(errno))
            return;
    }
    if (denied)
        errno = EACCES;
}

} // namespace nskit
