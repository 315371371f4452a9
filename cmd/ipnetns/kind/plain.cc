// SPDX-License-Identifier: MIT
// Kinds without an option of their own.
#include "kinds.h"

namespace nskit {

constexpr Kind dummy{"dummy", {}, "a device that drops what is sent to it"};
constexpr Kind ifb{"ifb", {}, "an intermediate functional block, for queueing disciplines"};

} // namespace nskit
