// SPDX-License-Identifier: MIT
// Next hop objects: their rows and how one is printed. `ip route` and `ip monitor` use them as well.
#pragma once

#include <linux/nexthop.h>

#include "cmd/ipnetns/command/command.h"
#include "lib/netlink/socket.h"
#include "lib/row/types.h"

namespace nskit {

/// The attributes of a next hop, in the order in which they are shown.
extern const Fields nexthop_fields;
/// The words after `type resilient`.
extern const Fields resilient_fields;

/// What the tables share.
namespace nexthop {
/// A time, for the kernel in hundredths of a second, on the command line and shown in seconds.
extern const Type seconds;
/// The index of a VRF by its name; never shown.
extern const Type vrf;

inline constexpr Field id{
    .word = "id", .attr = NHA_ID, .type = u32, .wrong = "invalid id value", .exact = true};
// The rows of all selectors: the kernel filters by the attributes of the request.
inline constexpr Field selected_device{
    .word = "dev", .attr = NHA_OIF, .type = known_device, .wrong = "Device does not exist"};
inline constexpr Field selected_master{
    .word = "master", .attr = NHA_MASTER, .type = known_device, .wrong = "Device does not exist"};
inline constexpr Field selected_vrf{.word = "vrf", .attr = NHA_MASTER, .type = vrf};
} // namespace nexthop

/// Shows the attributes of a next hop, within the line and the JSON object of a route.
void print_nexthop_words(Context &context, const Record &nexthop);
/// Shows a next hop, or a bucket of a resilient group, and ends its line, with `Deleted ` in front if it is
/// gone.
void print_nexthop(Context &context, const nlmsghdr *message);
void print_bucket(Context &context, const nlmsghdr *message);

/// A next hop as the words behind `ip nexthop add`.
std::string write_nexthop(Context &context, const Record &nexthop);

/// ensure and absent, and what a configuration has of them.
extern const struct StateObject nexthop_state;

/// Reads the words of a next hop to the end of the line.
void parse_nexthop(Context &context, Args &args, Message &message);

/// The selected next hops: what the request says, and what the kernel does not filter by.
struct NexthopSelection {
    explicit NexthopSelection(const Context &context)
        : request(RTM_GETNEXTHOP, 0, nhmsg{.nh_family = static_cast<uint8_t>(context.settings.family)})
    {}

    Message request;
    std::optional<uint32_t> id, protocol;

    bool has_attributes() const { return request.size() > NLMSG_LENGTH(sizeof(nhmsg)); }
    /// Whether no word narrows it, and whether only an id does.
    bool is_all() const { return !id && !protocol && !has_attributes(); }
    bool is_one() const { return id && !protocol && !has_attributes(); }
    /// Judges a next hop that the kernel has let pass.
    bool wants(const Record &nexthop) const;
};
void parse_nexthop_selection(Context &context, Args &args, NexthopSelection &selection);

/// Ends the words of a selection: answers `help`, and refuses any other word.
void end_selection(const Args &args);

/// Reads the words that select buckets, or the key of one bucket, to the end of the line.
void parse_bucket_selection(Context &context, Args &args, Message &request);
void parse_bucket_key(Context &context, Args &args, Message &request);

/// The help of `ip nexthop`, and its parts on the words that select next hops and buckets.
std::string nexthop_usage();
std::string nexthop_selector(int indent);
std::string nexthop_bucket_selector(int indent);

/// Dumps next hops or buckets. Throws as Socket::dump() does, with status 2.
void dump_nexthops(Context &context, Message &message, Purpose purpose, Each each);

// The verbs in files of their own.
void nexthop_list(Session &session, Args &args);
void nexthop_wait(Session &session, Args &args);
void nexthop_get(Session &session, Args &args);
void nexthop_flush(Session &session, Args &args);
void nexthop_bucket(Session &session, Args &args);

} // namespace nskit
