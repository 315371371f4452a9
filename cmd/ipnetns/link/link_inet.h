// SPDX-License-Identifier: MIT
// The IPv4 settings of a link, which are also /proc/sys/net/ipv4/conf/LINK/KEY.
#pragma once

#include "cmd/ipnetns/link/link.h"

namespace nskit {

/// Reads `KEY VALUE ...` behind `inet`, up to the first word that is no key. Throws `Command line is not
/// complete...` (255) where there is none.
void read_inet(Context &context, Args &args, LinkRequest &request);

/// The keys, for the help.
std::string describe_inet(int indent);

} // namespace nskit
