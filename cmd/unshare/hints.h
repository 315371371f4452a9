// SPDX-License-Identifier: MIT
#pragma once

#include <span>

namespace nskit::unshare {

/// From now on the errors of the command line, behind the name of the program, have hints; see
/// lib/base/explain.h.
void give_hints(std::span<char *const> words);

} // namespace nskit::unshare
