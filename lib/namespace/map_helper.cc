// SPDX-License-Identifier: MIT
#include "lib/namespace/map_helper.h"

namespace nskit {

int run_map_helper(const IdKind &kind, pid_t process, std::span<const IdExtent> map, Report how,
                   const sigset_t *mask)
{
    std::vector<std::string> words = map_helper_words(kind, process, map);
    std::vector<char *> argv;
    for (std::string &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    auto run = [&] {
        if (mask)
            sigprocmask(SIG_SETMASK, mask, nullptr);
        execute(argv.data());
    };
    return spawn_child(run, how).wait();
}

} // namespace nskit
