// SPDX-License-Identifier: MIT
// Addresses of links: their flags, how one is shown, and which ones a command means. `ip monitor` shows them
// by the same pieces.
#pragma once

#include <linux/if_addr.h>

#include "address.h"
#include "ip.h"
#include "link_show.h"

namespace nskit {

// --- verbs, each run with the words behind it

void address_add(Session &session, Args &args);
void address_change(Session &session, Args &args);
void address_replace(Session &session, Args &args);
void address_delete(Session &session, Args &args);
void address_show(Session &session, Args &args);

/// The help of `ip address`.
std::string address_usage();

// --- what an address is

/// A flag of an address, as a word. The rows stand in the order in which flags are shown.
struct AddressFlag {
    /// Who sets it: the user, the user on an IPv6 address, or the kernel alone.
    enum class Setter : uint8_t { user, inet6_user, kernel };
    enum class Shown : uint8_t { always, inet, inet6, never };

    const char *name;
    uint32_t bit; ///< IFA_F_*
    Setter setter = Setter::kernel;
    Shown shown = Shown::always;
    bool absent = false; ///< the word says that the bit is not there

    bool holds(uint32_t flags) const { return ((flags & bit) == 0) == absent; }
};
extern const std::span<const AddressFlag> address_flags;
/// The flag of this name, spelled out, or nullptr.
const AddressFlag *find_address_flag(std::string_view name);
/// IFA_FLAGS where the kernel sent them, else those of the header.
uint32_t flags_of(const Record &record);

/// The attributes, in the order in which they are shown.
extern const std::array<Fields, 3> address_tables;

/// Shows an address, `    inet 10.0.0.1/24 ...`, in brief `10.0.0.1/24 `, without the end of the line.
void print_address(Session &session, const Record &record);
/// The same with its device in front: `3: v0    inet ...`.
void print_device_address(Session &session, const Record &record, std::string_view device);
/// Shows what an address message says, as an event: with its device, and with `Deleted ` in front of one that
/// is gone.
void print_address_event(Session &session, const nlmsghdr *message);

// --- which addresses are meant

struct AddressFilter {
    LinkFilter link;
    int family = AF_UNSPEC;
    std::optional<Prefix> to;
    std::optional<uint32_t> scope, protocol;
    uint32_t flags = 0, mask = 0; ///< how the flags in `mask` must stand
    const char *label = nullptr;  ///< a pattern as the shell has them

    /// Judges an address; its link is judged by `link`.
    bool wants(Session &session, const Record &record) const;
};

/// Reads the words of a filter to the end of the line.
AddressFilter parse_address_filter(Session &session, Args &args);

/// Asks for the addresses of the filter's family, on the device of this index where it is not 0.
void fetch_addresses(Session &session, const AddressFilter &filter, int index, Records &records);

} // namespace nskit
