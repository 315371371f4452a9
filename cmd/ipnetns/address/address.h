// SPDX-License-Identifier: MIT
// Addresses of links: their flags, how one is shown and read, and which ones a filter wants.
#pragma once

#include <linux/if_addr.h>

#include <vector>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/link/link.h"
#include "lib/netlink/address_text.h"

namespace nskit {

// --- verbs

void address_show(Session &session, Args &args);
void address_wait(Session &session, Args &args);
void address_flush(Session &session, Args &args);
void address_save(Session &session, Args &args);
void address_showdump(Session &session, Args &args);
void address_restore(Session &session, Args &args);

/// The help of `ip address`.
std::string address_usage();

// --- what an address is

/// A flag of an address, as a word. The rows stand in the order in which flags are shown.
struct AddressFlag {
    /// Who sets it: the user, the user on an IPv6 address, or the kernel alone.
    enum class Setter : uint8_t { user, inet6_user, kernel };
    enum class Shown : uint8_t { always, inet, inet6, never };

    Text name;
    uint32_t bit; ///< IFA_F_*
    Setter setter = Setter::kernel;
    Shown shown = Shown::always;
    bool absent = false; ///< the word says that the bit is not set

    bool holds(uint32_t flags) const { return ((flags & bit) == 0) == absent; }
};
extern const std::span<const AddressFlag> address_flags;
/// The flag of this name, spelled out, or nullptr.
const AddressFlag *find_address_flag(std::string_view name);
/// The flags (IFA_F_*) from IFA_FLAGS if the kernel sent it, else from the header.
uint32_t flags_of(const Record &record);

/// The attributes, in the order in which they are shown.
extern const std::array<Fields, 3> address_tables;

/// Shows an address, `    inet 10.0.0.1/24 ...`, in brief `10.0.0.1/24 `, without the end of the line.
void print_address(Context &context, const Record &record);
/// The same with the device in front: `3: v0    inet ...`.
void print_device_address(Context &context, const Record &record, std::string_view device);
/// Shows an address message as an event: with the device, and with `Deleted ` in front if the address is
/// gone.
void print_address_event(Context &context, const nlmsghdr *message);

/// An address as the words behind `ip address add`, without what a request has anyway.
std::string write_address(Context &context, const Record &record);
/// Its first words, which tell it from all others: `ADDRESS/LENGTH dev DEV`.
std::string address_identity(Context &context, const Record &record);
/// A word of address_words with its value; empty if the address has no such value.
std::string address_word(Context &context, std::string_view word, const Record &record);

/// ensure and absent, and what a configuration has of them.
extern const struct StateObject address_state;

// --- one address on the command line

/// An address while its command line is being read: what is not in the message yet.
struct AddressRequest {
    Message &message;
    bool removes;
    const char *device = nullptr;
    const char *local_word = nullptr;
    std::optional<Prefix> local, peer, broadcast;
    char broadcast_fill = 0; ///< `+` or `-`: the prefix with its host part all ones, or all zeros
    std::optional<uint8_t> scope;
    uint32_t flags = 0;                       ///< IFA_F_*
    std::optional<uint32_t> valid, preferred; ///< seconds; UINT32_MAX: forever

    ifaddrmsg &header() { return message.fixed<ifaddrmsg>(); }
};

/// The words of an address that are no attribute of their own.
extern const std::span<const Word<AddressRequest>> address_words;

/// Reads the words of an address to the end of the line and completes its message. Throws on a bad word.
void parse_address_request(Context &context, Args &args, AddressRequest &request);

// --- filters

/// Which addresses a command is about.
struct AddressFilter {
    LinkFilter link;
    int index = 0; ///< of link.device, if one is named
    int family = AF_UNSPEC;
    std::optional<Prefix> to;
    std::optional<uint32_t> scope, protocol;
    uint32_t flags = 0, mask = 0; ///< the values that the flags (IFA_F_*) in `mask` must have
    bool ready = false;           ///< duplicate address detection is over, and found none
    const char *label = nullptr;  ///< a pattern as of the shell
    /// The indexes, sorted, of the links that `link` wants; nullopt if it wants all, or was not asked.
    std::optional<std::vector<int>> links;

    /// Fills `links`: needed if addresses are found without their links.
    void find_links(Context &context);
    /// Forgets the words that an address may come to fit while it exists.
    void ease();
    /// Whether an address is wanted. Its link is judged by `links` alone.
    bool wants(Context &context, const Record &record) const;
};

/// The words of a filter besides those of its links (link_filter_words) and the names of flags.
extern const std::span<const Word<AddressFilter>> address_filter_words;

/// Reads the words of a filter to the end of the line. Throws `Device "NAME" does not exist.` (1).
AddressFilter parse_address_filter(Context &context, Args &args);

/// The header of a dump request for the addresses of the filter's family and device.
ifaddrmsg address_query(const AddressFilter &filter);
/// An address message taken apart; nullopt if it is another message or too short.
std::optional<Record> address_record(const nlmsghdr *message);

} // namespace nskit
