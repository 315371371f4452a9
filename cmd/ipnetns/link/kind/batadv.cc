// SPDX-License-Identifier: MIT
// A B.A.T.M.A.N. mesh.
#include <linux/batman_adv.h>

#include "cmd/ipnetns/link/kind/kind.h"

namespace nskit {

/// The algorithm is fixed once the mesh is made, and not told.
static constexpr Type algorithm{"NAME", parse_string, nullptr};

static constexpr Field fields[] = {
    {.word = "ra", .attr = IFLA_BATADV_ALGO_NAME, .type = algorithm, .exact = true},
};
constexpr Kind batadv{.name = "batadv", .fields = {fields}, .about = "a B.A.T.M.A.N. mesh"};

} // namespace nskit
