// SPDX-License-Identifier: MIT
// The environment of this process, replaced as a whole.
#pragma once

#include <string>
#include <vector>

namespace nskit {

/// Puts `variables` (each NAME=VALUE) in place of the environment. They stay until the process ends: an error
/// is reported with them. Not for threads.
void replace_environment(std::vector<std::string> variables);

} // namespace nskit
