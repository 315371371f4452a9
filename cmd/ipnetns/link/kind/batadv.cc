// SPDX-License-Identifier: MIT
// A B.A.T.M.A.N. mesh.
#include <linux/batman_adv.h>

#include "cmd/ipnetns/link/kind/kind.h"

#include "lib/row/words.h"

namespace nskit {

/// The kernel does not report it.
static constexpr Type algorithm{.arg = "NAME", .parse = parse_string, .words = print_word};

static constexpr Field fields[] = {
    {.word = "ra", .attr = IFLA_BATADV_ALGO_NAME, .type = algorithm, .exact = true},
};
constexpr Kind batadv{.name = "batadv", .fields = {fields}, .about = "a B.A.T.M.A.N. mesh"};

} // namespace nskit
