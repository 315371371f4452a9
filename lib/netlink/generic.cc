// SPDX-License-Identifier: MIT
#include "lib/netlink/generic.h"

#include "lib/base/completion.h"

namespace nskit {

static std::vector<std::pair<std::string, uint32_t>> read_groups(const Attrs &family)
{
    std::vector<std::pair<std::string, uint32_t>> groups;
    if (const nlattr *list = family[CTRL_ATTR_MCAST_GROUPS])
        each_attr(list, [&](const nlattr *item) {
            const Attrs group(item);
            groups.emplace_back(group.string(CTRL_ATTR_MCAST_GRP_NAME),
                                group.value<uint32_t>(CTRL_ATTR_MCAST_GRP_ID));
        });
    return groups;
}

Generic::Generic(const char *family, int receive_buffer) : socket_(receive_buffer, NETLINK_GENERIC)
{
    Message message(GENL_ID_CTRL, 0, genlmsghdr{.cmd = CTRL_CMD_GETFAMILY});
    message.put_string(CTRL_ATTR_FAMILY_NAME, family);
    try {
        socket_.get(message, [this](const nlmsghdr *answer) {
            if (answer->nlmsg_type != GENL_ID_CTRL)
                return;
            const Attrs attrs(answer, sizeof(genlmsghdr));
            id_ = attrs.value<uint16_t>(CTRL_ATTR_FAMILY_ID);
            groups_ = read_groups(attrs);
        });
    } catch (const Error &refusal) {
        if (completion::is_active)
            return; // the words can be read all the same
        throw Error{refusal.text + "\nError talking to the kernel", 1, refusal.code};
    }
    if (!id_)
        fail("The kernel does not say which number the family %s has", family);
}

Message &Generic::addressed(Message &message) const
{
    if (!id_)
        fail("The family is not there"); // its words are completed
    message.header()->nlmsg_type = id_;
    return message;
}

/// Passes messages of the family on.
struct OfFamily {
    uint16_t id;
    Each each;
    void operator()(const nlmsghdr *message) const
    {
        if (message->nlmsg_type == id && has_fixed(message, sizeof(genlmsghdr)))
            each(message);
    }
};

void Generic::get(Message &message, Each each)
{
    OfFamily pass{id_, each};
    socket_.get(addressed(message), pass);
}

void Generic::dump(Message &message, Each each, Purpose purpose)
{
    OfFamily pass{id_, each};
    socket_.dump(addressed(message), pass, purpose);
}

bool Generic::join(std::string_view group)
{
    for (const auto &[name, number] : groups_)
        if (name == group)
            return socket_.join(number);
    return false;
}

bool Generic::events(Each each)
{
    OfFamily pass{id_, each};
    return socket_.events(pass);
}

} // namespace nskit
