// SPDX-License-Identifier: MIT
// Headers of the standard library, which the build reads once for all files. It is no substitute for a file's
// own includes: each file names what it uses, and compiles without this one. <algorithm>, <functional>, <memory> and
// <unordered_map> are not here and in no other header: a few files use them, and they cost each reader more than
// all of these together.

#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
