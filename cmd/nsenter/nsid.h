// SPDX-License-Identifier: MIT
// A namespace by its id, the number that is never used again (NS_GET_ID; Linux 6.18).
#pragma once

#include "lib/namespace/namespace.h"

namespace nskit::nsenter {

/// Opens the namespace with an id. Throws `failed to parse nsid: TEXT`, or `cannot open namespace of id N:
/// ...`, as always before Linux 6.19.
Fd open_namespace_by_id(const NamespaceType &type, const char *text);

} // namespace nskit::nsenter
