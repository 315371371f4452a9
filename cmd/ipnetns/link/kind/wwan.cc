// SPDX-License-Identifier: MIT
// A link of a wireless wide area network.
#include <linux/wwan.h>

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

static constexpr Field fields[] = {
    {.word = "linkid", .attr = IFLA_WWAN_LINK_ID, .type = u32, .wrong = "linkid"},
};
constexpr Kind wwan{.name = "wwan", .fields = {fields}, .about = "a link of a wireless wide area network"};

} // namespace nskit
