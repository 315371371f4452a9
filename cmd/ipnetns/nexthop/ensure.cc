// SPDX-License-Identifier: MIT
// ip nexthop ensure and absent.
#include <algorithm>

#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/nexthop/nexthop.h"

namespace nskit {

static Wish read(Session &plan, Args &args)
{
    Wish wish;
    Message message(RTM_NEWNEXTHOP, 0, nhmsg{});
    plan.given = &wish.given;
    parse_nexthop(plan, args, message);
    plan.given = nullptr;
    const nlattr *id = message.find(NHA_ID);
    if (!id)
        fail_with(255, "Error: argument \"id\" is required");
    wish.message = MessageCopy(message.header());
    wish.identity = std::to_string(get<uint32_t>(id));
    return wish;
}

static void each(Session &session, const Wish &, EachMessage each)
{
    Message message(RTM_GETNEXTHOP, 0, nhmsg{});
    dump_nexthops(session, message, Purpose::show, [&](const nlmsghdr *found) {
        if (found->nlmsg_type == RTM_NEWNEXTHOP && has_fixed(found, sizeof(nhmsg)))
            each(found);
    });
}

static std::string identity(Context &, const nlmsghdr *message, const Wish &)
{
    return std::to_string(Record::of<nhmsg>(message).attrs.value<uint32_t>(NHA_ID));
}

static std::vector<std::string> differences(const Comparison &all)
{
    const Record wanted = Record::of<nhmsg>(all.wish.message.get()), there = Record::of<nhmsg>(all.found);
    std::vector<std::string> words;
    for (const Said &said : all.wish.given.words())
        if (said.row && !all.agrees(*said.row, wanted, there))
            words.push_back(said.word);
    return words;
}

/// The three forms of a next hop. What is said of one form leaves nothing of the others.
static int form_of(const Field &row)
{
    switch (row.attr) {
    case NHA_GROUP:
    case NHA_GROUP_TYPE:
        return 1;
    case NHA_BLACKHOLE:
        return 2;
    case NHA_GATEWAY:
    case NHA_OIF:
    case NHA_ENCAP:
        return 3;
    default:
        return 0;
    }
}

static std::vector<std::string> changes(const Comparison &all, const std::string &line,
                                        const std::vector<std::string> &)
{
    const Record there = Record::of<nhmsg>(all.found);
    int form = 0;
    for (const Said &said : all.wish.given.words())
        form = said.row && form_of(*said.row) ? form_of(*said.row) : form;
    std::string whole = "replace " + line;
    for (const Field &row : nexthop_fields.rows)
        if (!form || !form_of(row) || form_of(row) == form)
            append_unsaid(all, std::span(&row, 1), there, whole);
    return {whole};
}

static void remove(Session &session, const nlmsghdr *found)
{
    Message message(RTM_DELNEXTHOP, 0, nhmsg{});
    message.put<uint32_t>(NHA_ID, Record::of<nhmsg>(found).attrs.value<uint32_t>(NHA_ID));
    session.socket().request(message);
}

static void all(Session &session, EachMessage each)
{
    dump_all(session, RTM_GETNEXTHOP, RTM_NEWNEXTHOP, nhmsg{}, each);
}

static std::string write(Context &context, const nlmsghdr *message)
{
    const Record nexthop = Record::of<nhmsg>(message);
    const uint8_t protocol = nexthop.fixed<nhmsg>().nh_protocol;
    return is_configured_protocol(protocol) ? "add " + write_nexthop(context, nexthop) : std::string();
}

constexpr StateObject nexthop_state{.word = "nexthop",
                                    .naming = "id",
                                    .removal = RTM_DELNEXTHOP,
                                    .read = read,
                                    .each = each,
                                    .identity = identity,
                                    .differences = differences,
                                    .changes = changes,
                                    .deletion = "delete id ",
                                    .remove = remove,
                                    .all = all,
                                    .write = write};

} // namespace nskit
