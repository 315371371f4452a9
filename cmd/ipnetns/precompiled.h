// SPDX-License-Identifier: MIT
// Headers that the build reads once for all files of `ip`; see lib/precompiled.h.

#include "cmd/ipnetns/command/command.h"
#include "lib/row/types.h"
