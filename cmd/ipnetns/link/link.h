// SPDX-License-Identifier: MIT
// Links: how the words of one are read, which links are fetched, and how one is shown. `ip address`, `ip
// monitor` and the peer of a veth use the same pieces.
#pragma once

#include <linux/if_link.h>

#include "cmd/ipnetns/command/command.h"
#include "lib/row/types.h"

namespace nskit {

class Records;

/// What a command line has said about one link so far.
struct LinkRequest {
    enum class Verb { add, set, remove, peer };

    LinkRequest(Message &into, size_t header_at, Verb what)
        : message(into), header_offset(header_at), verb(what)
    {}

    Message &message;
    size_t header_offset; ///< of the ifinfomsg: the message's own, or VETH_INFO_PEER's
    Verb verb;
    const char *device = nullptr;
    const char *lower = nullptr;      ///< `link DEV`
    const char *link_netns = nullptr; ///< the namespace of `lower`
    std::optional<int> link_netnsid;
    std::optional<int> index;
    bool words_behind_kind = false; ///< words of the link may also follow those of its kind

    /// Whether it is about a device, or a group, that exists.
    bool changes() const { return verb == Verb::set || verb == Verb::remove; }
    ifinfomsg &header() { return *static_cast<ifinfomsg *>(message.at(header_offset)); }
    void set_flag(unsigned flag, bool on)
    {
        header().ifi_change |= flag;
        header().ifi_flags = on ? header().ifi_flags | flag : header().ifi_flags & ~flag;
    }
};

/// The words of a link that are not an attribute each.
extern const std::span<const Word<LinkRequest>> link_words;
/// The help of `ip link`.
std::string link_usage();
/// The names of the kinds: `KIND := { ... }`, in several lines.
std::string describe_kinds();

/// Reads the words of a link up to the end of the line, `type KIND` and its words included.
void parse_link(Context &context, Args &args, LinkRequest &request);

/// The attributes' tables, in the order in which they are shown.
extern const std::array<Fields, 10> link_tables;

/// What makes a link as it is: lines behind `ip`.
struct LinkLines {
    int index;
    std::vector<int> needs; ///< the indexes of the devices below it
    std::string make;       ///< empty: it is there anyway, or comes with another one
    std::vector<std::string> sets;
    std::string up;
};
/// `written` are the names of namespaces whose links have been written: they make the pairs that reach into
/// this one.
LinkLines write_link(Session &session, const Record &link, const std::vector<std::string> &written);

/// ip link ensure and absent, and links in a configuration.
extern const struct StateObject link_state;
/// Alternative names in a configuration.
extern const StateObject altname_state;

// --- which links are shown

/// The words of `ip link show`, which `ip address show` has as well.
struct LinkFilter {
    const char *device = nullptr;
    bool up = false, down = false, carrier = false, lower_up = false;
    std::optional<uint8_t> operstate; ///< IF_OPER_*
    std::optional<int> master;        ///< 0: none
    const char *kind = nullptr;
    std::optional<uint32_t> group;
    bool without_vfs = false;

    /// Whether it asks for more than a device.
    bool judges() const { return up || down || carrier || lower_up || operstate || master || kind || group; }
    /// Forgets the words that a link may come to fit while it exists, as `wait` shows what there is.
    void ease();
    /// Judges what the kernel does not filter by itself.
    bool wants(const Record &record) const;
};
extern const std::span<const Word<LinkFilter>> link_filter_words;

/// Asks the kernel for the links that a filter wants: for one device by its name, or for a dump that the
/// kernel filters as far as it can. Throws `Device "NAME" does not exist.` (1).
void fetch_links(Context &context, const LinkFilter &filter, Records &records);

// --- how a link is shown

/// The command that shows a link. LinkView::family is `ip -4 address` and the like, whose dumps hold less of
/// a link.
enum class LinkView { link, address, family, monitor };

/// Shows a link up to, but without, its statistics and the end of the line.
void print_link(Context &context, const Record &record, LinkView view);
/// The same in the form of -brief: name, state, and in LinkView::link address and flags.
void print_link_brief(Context &context, const Record &record, LinkView view);
/// Shows the lines below: XDP programs, in LinkView::link the counters of -s, virtual functions, alternative
/// names.
void print_link_lines(Context &context, const Record &record, LinkView view);
/// Shows a link message as an event, with `Deleted ` in front if the link is gone.
void print_link_event(Context &context, const nlmsghdr *message);

} // namespace nskit
