// SPDX-License-Identifier: MIT
// Headers of the standard library, which the build reads once for all files. It is no substitute for a file's
// own includes: each file names what it uses, and compiles without this one.

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>
