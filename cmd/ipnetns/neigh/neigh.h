// SPDX-License-Identifier: MIT
// Neighbours: the rows of an entry, how one is shown, and which ones a filter wants.
#pragma once

#include <linux/neighbour.h>

#include "cmd/ipnetns/command/command.h"
#include "lib/netlink/address_text.h"

namespace nskit {

/// The words of an entry, in the order in which they are shown.
extern const Fields neigh_fields;
/// The row of the address, whose word `to` may be left out.
extern const Field &neigh_address;

/// Shows an entry with the end of its line, and with `Deleted ` (RTM_DELNEIGH) or `miss ` (RTM_GETNEIGH) in
/// front. `with_device`: whether to show the device.
void print_neigh(Context &context, const nlmsghdr *message, bool with_device = true);

/// An entry as the words behind `ip neigh add`, and those of them that tell it from all others.
std::string write_neigh(Context &context, const Record &record);
std::string neigh_identity(Context &context, const Record &record);

/// The bits (NUD_*) of a state by name or number: 0 or a power of two below 0x100. Throws on another word
/// (255).
uint16_t parse_nud(const char *word);
/// The names of the states with bars between them.
std::string nud_names();

/// ensure and absent, and what a configuration has of them.
extern const struct StateObject neigh_state;

std::string neigh_usage();

/// Which entries a command is about.
struct NeighFilter {
    static constexpr unsigned state_none = 0x100; ///< a bit for NUD_NONE, which is 0

    int family = AF_UNSPEC;
    std::optional<int> device, master; ///< master -1: none
    bool proxies = false, unused = false, states_given = false;
    bool names_state = false;                ///< a word other than `nud all` has named a state
    unsigned all_states = 0xff | state_none; ///< what `nud all` means: bits of NUD_*, state_none
    unsigned states = 0xff & ~NUD_NOARP;     ///< the wanted ones
    std::optional<uint32_t> protocol;
    Prefix to;

    bool wants(const nlmsghdr *entry) const;
    /// Forgets the words that an entry may come to fit while it exists.
    void ease();
};
/// A flush leaves permanent entries alone if no state is named, and noarp entries unless noarp is named.
NeighFilter parse_neigh_filter(Context &context, Args &args, Purpose purpose);

extern const std::span<const Word<NeighFilter>> neigh_filter_words;

/// Reads the words of an entry into a request.
void parse_neigh(Context &context, Args &args, Message &message);

/// ip neigh show, ip neigh wait, ip neigh flush
void neigh_show(Session &session, Args &args);
void neigh_wait(Session &session, Args &args);
void neigh_flush(Session &session, Args &args);

} // namespace nskit
