// SPDX-License-Identifier: MIT
// Multicast routes, which a routing daemon sets and `ip` only shows. `ip monitor` shows them, too.
#pragma once

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/route/route.h"

namespace nskit {

/// What is shown of a multicast route.
extern const Fields mroute_fields;

/// The wanted routes: the words of `ip mroute show`.
struct MrouteFilter {
    int family = RTNL_FAMILY_IPMR;
    uint32_t table = 0; ///< 0: any
    std::optional<int> iif;
    PrefixFilter group, source;

    bool wants(const Record &route) const;
    /// The rows of mroute_fields, without the table if the filter gives it.
    ShownRows shown() const;
};

/// Reads the words of a filter to the end of the line. `family` of the result is AF_UNSPEC if the global
/// options name a family that has no multicast routes.
MrouteFilter parse_mroute_filter(Context &context, Args &args);

/// Shows a multicast route and ends its line, with `Deleted ` in front if it is gone.
void print_mroute(Context &context, const nlmsghdr *message, const ShownRows &rows);
/// The same with all rows.
void print_mroute(Context &context, const nlmsghdr *message);

} // namespace nskit
