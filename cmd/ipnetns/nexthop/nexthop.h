// SPDX-License-Identifier: MIT
// Next hop objects: their rows and how one is shown. `ip route` and `ip monitor` use them as well.
#pragma once

#include <linux/nexthop.h>

#include "cmd/ipnetns/command/command.h"
#include "lib/row/types.h"
#include "lib/netlink/socket.h"

namespace nskit {

/// The attributes of a next hop, in the order in which they are shown.
extern const Fields nexthop_fields;
/// The words behind `type resilient`.
extern const Fields resilient_fields;

/// What the tables share.
namespace nexthop {
/// A time in hundredths of a second, read and shown in seconds.
extern const Type seconds;
/// The index of a device of any kind, or of kind vrf, which is only read.
extern const Type device, vrf;
/// The former's half; false where there is none of this name.
bool parse_device(Context &, Args &, const Field &, Message &);

inline constexpr Field id{
    .word = "id", .attr = NHA_ID, .type = u32, .wrong = "invalid id value", .exact = true};
// The rows of all selectors: the words of a filter go into the request as they are.
inline constexpr Field selected_device{
    .word = "dev", .attr = NHA_OIF, .type = device, .wrong = "Device does not exist"};
inline constexpr Field selected_master{
    .word = "master", .attr = NHA_MASTER, .type = device, .wrong = "Device does not exist"};
inline constexpr Field selected_vrf{.word = "vrf", .attr = NHA_MASTER, .type = vrf};
} // namespace nexthop

/// Shows what a next hop consists of, within the line and the object of something else.
void print_nexthop_words(Context &context, const Record &nexthop);
/// Shows a next hop, or a bucket of a resilient group, `Deleted ` in front of one that is gone, to the end of
/// its line.
void print_nexthop(Context &context, const nlmsghdr *message);
void print_bucket(Context &context, const nlmsghdr *message);

/// Reads the words of a next hop to the end of the line.
void parse_nexthop(Context &context, Args &args, Message &message);

/// Which next hops are meant: what the request says, and what the kernel does not look at.
struct NexthopSelection {
    explicit NexthopSelection(const Context &context)
        : request(RTM_GETNEXTHOP, 0, nhmsg{.nh_family = static_cast<uint8_t>(context.settings.family)})
    {}

    Message request;
    std::optional<uint32_t> id, protocol;

    bool has_attributes() const { return request.size() > NLMSG_LENGTH(sizeof(nhmsg)); }
    /// Whether no word narrows it, and whether none but an id does.
    bool is_all() const { return !id && !protocol && !has_attributes(); }
    bool is_one() const { return id && !protocol && !has_attributes(); }
    /// Judges what the kernel has let pass.
    bool wants(const Record &nexthop) const;
};
void parse_nexthop_selection(Context &context, Args &args, NexthopSelection &selection);

/// The end of what selects next hops or buckets: `help` is answered, and any other word refused.
void end_selection(const Args &args);

/// Reads what selects buckets, and what one bucket is known by, to the end of the line.
void parse_bucket_selection(Context &context, Args &args, Message &request);
void parse_bucket_key(Context &context, Args &args, Message &request);

/// The help of `ip nexthop`, and its parts that say what selects next hops and buckets.
std::string nexthop_usage();
std::string nexthop_selector(int indent);
std::string nexthop_bucket_selector(int indent);

/// Dumps next hops or buckets. Throws as Socket::dump() does, with status 2.
void dump_nexthops(Context &context, Message &message, Purpose purpose, Each each);

// The verbs that stand in files of their own.
void nexthop_list(Session &session, Args &args);
void nexthop_get(Session &session, Args &args);
void nexthop_flush(Session &session, Args &args);
void nexthop_bucket(Session &session, Args &args);

} // namespace nskit
