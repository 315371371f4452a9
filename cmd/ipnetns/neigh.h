// SPDX-License-Identifier: MIT
// Neighbours: the rows of an entry, and how one is shown. `ip monitor` uses it as well.
#pragma once

#include <linux/neighbour.h>

#include "ip.h"

namespace nskit {

/// The words of an entry, in the order in which they are shown.
extern const Fields neigh_fields;
/// The row of the address itself, whose word may be left out.
extern const Field &neigh_address;

/// Shows an entry, the end of its line included: `Deleted ` in front of one that is gone, `miss ` of one that
/// is asked for. `with_device` is false where all are of one device.
void print_neigh(Session &session, const nlmsghdr *message, bool with_device = true);

/// The bits of an NUD state by name or number (a power of two below 0x100). Throws on anything else (255).
uint16_t parse_nud(std::string_view word);

std::string neigh_usage();

/// ip neigh show, ip neigh flush
void neigh_show(Session &session, Args &args);
void neigh_flush(Session &session, Args &args);

} // namespace nskit
