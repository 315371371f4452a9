// SPDX-License-Identifier: MIT
// Changes of netlink attributes that keep their lengths and nests right, so that what is deep inside is
// reached; and some that do not.
#pragma once

#include <random>
#include <string>
#include <string_view>

namespace nskit::fuzz {

/// Changes one attribute of a message's body. A body without attributes is changed as bytes.
std::string change_attributes(std::string_view body, std::minstd_rand &random);

} // namespace nskit::fuzz
