// SPDX-License-Identifier: MIT
// The alternative names of links in a configuration: each is a thing of its own, in a line of
// `ip link property add`.
#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/link/link.h"
#include "lib/netlink/uapi.h"

namespace nskit {

/// As a message of its own, which the kernel never sends.
static MessageCopy altname_message(int index, const char *name)
{
    Message message(RTM_NEWLINKPROP, 0, ifinfomsg{.ifi_index = index});
    message.put_string(IFLA_ALT_IFNAME, name);
    return MessageCopy(message.header());
}

static std::string identity(Context &context, const nlmsghdr *message, const Wish &)
{
    const Record name = Record::of<ifinfomsg>(message);
    return "dev " + quote_word(context.links().name(name.fixed<ifinfomsg>().ifi_index)) + " altname " +
           quote_word(name.attrs.string(IFLA_ALT_IFNAME));
}

/// `[ dev ] DEV altname NAME`
static Wish read(Session &plan, Args &args)
{
    Wish wish;
    const char *device = nullptr, *name = nullptr;
    while (!args.empty()) {
        if (args.take("altname")) {
            name = args.next();
            continue;
        }
        args.take("dev");
        device = args.next();
    }
    if (!device || !name)
        fail_with(255, "Not enough of information: \"dev\" argument is required.");
    wish.message = altname_message(plan.links().index_from(device), name);
    wish.identity = identity(plan, wish.message.get(), wish);
    return wish;
}

static std::vector<std::string> differences(const Comparison &)
{
    return {};
}

static void all(Session &session, EachMessage each)
{
    link_state.all(session, [&](const nlmsghdr *found) {
        session.links().remember(found);
        const Record link = Record::of<ifinfomsg>(found);
        const nlattr *properties = link[IFLA_PROP_LIST];
        if (!properties)
            return;
        const int index = link.fixed<ifinfomsg>().ifi_index;
        each_attr(properties, [&](const nlattr *name) {
            if (attr_type(name) == IFLA_ALT_IFNAME)
                each(altname_message(index, std::string(get_string(name)).c_str()).get());
        });
    });
}

static std::string write(Context &context, const nlmsghdr *message)
{
    return "add " + identity(context, message, {});
}

constexpr StateObject altname_state{.word = "link property",
                                    .naming = "altname",
                                    .removal = RTM_DELLINKPROP,
                                    .read = read,
                                    .each = nullptr,
                                    .identity = identity,
                                    .differences = differences,
                                    .changes = nullptr,
                                    .deletion = "delete ",
                                    .all = all,
                                    .write = write};

} // namespace nskit
