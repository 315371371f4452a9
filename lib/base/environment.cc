// SPDX-License-Identifier: MIT
#include "lib/base/environment.h"

#include <unistd.h>

namespace nskit {

void replace_environment(std::vector<std::string> variables)
{
    // Never destroyed, so that error reporting can read them until the end.
    static auto &kept = *new std::vector<std::string>;
    static auto &pointers = *new std::vector<char *>;
    kept = std::move(variables);
    pointers.clear();
    for (std::string &variable : kept)
        pointers.push_back(variable.data());
    pointers.push_back(nullptr);
    environ = pointers.data();
}

} // namespace nskit
