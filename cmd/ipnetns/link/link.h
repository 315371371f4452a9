// SPDX-License-Identifier: MIT
// Links: the kinds, the generic attributes, and how one link is asked for, set and shown. `ip address`, `ip
// monitor` and the veth peer use the same pieces.
#pragma once

#include <linux/if_link.h>

#include "cmd/ipnetns/command/command.h"
#include "lib/row/types.h"

namespace nskit {

/// A kind of link (`type KIND`): its rows are everything that is known of it.
struct Kind {
    const char *name;
    Fields fields{{}, "invalid %s"};
    const char *about = "";
    /// Judges and completes what was given, inside INFO_DATA: `creating` for add. Called where any word was
    /// given.
    void (*finish)(Context &, const Kind &, Message &, bool creating) = nullptr;
    /// What is said of a word that is no row of it, in front of the help; nullptr: nothing.
    const char *unknown = "unknown command \"%s\"?";
    /// The help, where that from the rows does not do.
    const char *usage = nullptr;
    /// Its driver takes a change as the whole description: what is not said is asked for and sent along.
    bool whole = false;
};

/// All kinds, in the order in which help lists them.
extern const std::span<const Kind *const> kinds;
/// The kind of this name, spelled out; nullptr for one that only the kernel may know.
const Kind *find_kind(std::string_view name);
/// The help of a kind, from its rows.
std::string kind_usage(const Kind &kind);

/// What a command line says of one link while it is being read.
struct LinkRequest {
    enum class Verb { add, set, remove, peer };

    LinkRequest(Message &into, size_t header_at, Verb what)
        : message(into), header_offset(header_at), verb(what)
    {}

    Message &message;
    size_t header_offset; ///< of the ifinfomsg, which is the message's own or VETH_INFO_PEER's
    Verb verb;
    const char *device = nullptr;
    const char *lower = nullptr;      ///< `link DEV`
    const char *link_netns = nullptr; ///< in which `lower` is looked up
    std::optional<int> link_netnsid;
    std::optional<int> index;
    std::array<Seen, 10> seen{}; ///< one for each of link_tables

    /// Whether it is about a device, or a group, that is there.
    bool changes() const { return verb == Verb::set || verb == Verb::remove; }
    ifinfomsg &header() { return *static_cast<ifinfomsg *>(message.at(header_offset)); }
    void set_flag(unsigned flag, bool on)
    {
        header().ifi_change |= flag;
        header().ifi_flags = on ? header().ifi_flags | flag : header().ifi_flags & ~flag;
    }
};

/// The words of a link that are no attribute of their own.
extern const std::span<const Word<LinkRequest>> link_words;
/// The index of a device that is to be shown. Throws `Device "NAME" does not exist.` (1).
int existing_device(Context &context, const char *name);
/// The help of `ip link`.
std::string link_usage();

/// The index of a device of kind vrf. Throws `Error: argument "NAME" is wrong: WRONG` (255).
int vrf_index(Context &context, const char *name, const char *wrong = "Not a valid VRF name");

/// Reads the words of a link up to the end of the line, `type KIND` and its words included.
void parse_link(Context &context, Args &args, LinkRequest &request);

/// The attributes' tables, in the order in which they are shown.
extern const std::array<Fields, 10> link_tables;

/// The attributes of a link that are never shown, or not without -d: more than half of its message.
Bits unseen_attributes(bool details);

/// In which command a link is shown: LinkView::family is `ip -4 address` and the like, whose dumps say less
/// of the link.
enum class LinkView { link, address, family, monitor };

/// Shows a link up to, but without, its statistics and the end of the line.
void print_link(Context &context, const Record &record, LinkView view);
/// The same in the form that -brief asks for: name, state, and in LinkView::link address and flags.
void print_link_brief(Context &context, const Record &record, LinkView view);
/// What stands on lines of its own behind that: XDP programs, in LinkView::link the counters that -s asks
/// for, virtual functions, alternative names.
void print_link_lines(Context &context, const Record &record, LinkView view);
/// The counters that -s asks for.
void print_statistics(Context &context, const Record &record);
/// The same of a rtnl_link_stats64 alone, with the errors by kind or without.
void print_stats64(Context &context, const nlattr *stats, bool errors);
/// A counter as -h and -iec have it.
std::string counter_text(const Settings &settings, uint64_t value);

/// Throws `Invalid address length N - must be N bytes` (1) where a device has link-layer addresses of another
/// length, which the kernel would cut.
void check_lladdr(Context &context, int index, size_t length);

} // namespace nskit
