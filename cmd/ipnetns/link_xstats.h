// SPDX-License-Identifier: MIT
// Counters that only some links have.
#pragma once

namespace nskit {

class Session;
class Args;

/// ip link xstats type TYPE [ ARGS ]
void link_xstats(Session &session, Args &args);
/// ip link afstats [ dev DEVICE ]
void link_afstats(Session &session, Args &args);

} // namespace nskit
