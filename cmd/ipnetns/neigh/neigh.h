// SPDX-License-Identifier: MIT
// Neighbours: the rows of an entry, and how one is shown. `ip monitor` uses it as well.
#pragma once

#include <linux/neighbour.h>

#include "lib/netlink/address_text.h"
#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// The words of an entry, in the order in which they are shown.
extern const Fields neigh_fields;
/// The row of the address itself, whose word may be left out.
extern const Field &neigh_address;

/// Shows an entry, the end of its line included: `Deleted ` in front of one that is gone, `miss ` of one that
/// is asked for. `with_device` is false where all are of one device.
void print_neigh(Context &context, const nlmsghdr *message, bool with_device = true);

/// The bits of an NUD state by name or number (a power of two below 0x100). Throws on anything else (255).
uint16_t parse_nud(std::string_view word);
/// Their names, between bars.
std::string nud_names();

std::string neigh_usage();

/// Which entries are meant.
struct NeighFilter {
    static constexpr unsigned state_none = 0x100; ///< a bit for NUD_NONE, which is 0

    int family = AF_UNSPEC;
    std::optional<int> device, master; ///< master -1: none
    bool proxies = false, unused = false, states_given = false;
    unsigned all_states = 0xff | state_none; ///< what `nud all` means: bits of NUD_*, state_none
    unsigned states = 0xff & ~NUD_NOARP;     ///< those that are meant
    std::optional<uint32_t> protocol;
    Prefix to;

    bool wants(const nlmsghdr *entry) const;
};
/// A flush leaves permanent entries where no state is named, and those of state noarp unless that is.
NeighFilter parse_neigh_filter(Context &context, Args &args, Purpose purpose);

extern const std::span<const Word<NeighFilter>> neigh_filter_words;

/// Reads the words of an entry into a request.
void parse_neigh(Context &context, Args &args, Message &message);

/// ip neigh show, ip neigh flush
void neigh_show(Session &session, Args &args);
void neigh_flush(Session &session, Args &args);

} // namespace nskit
