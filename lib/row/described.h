// SPDX-License-Identifier: MIT
// Which words a help has described: for a longer help, which explains each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nskit {

/// A word of which describe_fields() or describe_words() has written `[ WORD ARG ]`.
struct Described {
    std::string keyword;    ///< its first spelling
    std::string left;       ///< as it stands in the brackets: `id | vni NUMBER`
    std::string_view usual; ///< Field::usual; empty if the row has none
};

/// Where described words are noted; nullptr, as usual: nowhere.
extern std::vector<Described> *described;

} // namespace nskit
