// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "lib/namespace/idmap.h"

namespace nskit::unshare {

/// From now on the errors of the command line, behind the name of the program, have hints; see
/// lib/base/explain.h.
void give_hints(std::span<char *const> words);

/// A map that newuidmap(1) or newgidmap(1) has not written for the user `euid`.
std::string refused_map_hint(const IdKind &kind, std::span<const IdExtent> map, uint32_t euid);

} // namespace nskit::unshare
