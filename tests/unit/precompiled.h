// SPDX-License-Identifier: MIT
// Headers that the build reads once for all unit tests; see lib/precompiled.h.

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "lib/precompiled.h"
