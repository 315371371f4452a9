// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/pending.h"

#include <utility>

namespace nskit {

bool is_about_links(const Message &request)
{
    switch (request.header()->nlmsg_type) {
    case RTM_NEWLINK:
    case RTM_DELLINK:
    case RTM_SETLINK:
    case RTM_NEWLINKPROP:
    case RTM_DELLINKPROP:
        return true;
    default:
        return false;
    }
}

/// Whether a request asks the kernel to acknowledge success, which may come with a warning. An
/// acknowledgement takes half of the time that a route takes, and the kernel never warns of a route or a
/// neighbour.
static bool may_warn(const Message &request)
{
    switch (request.header()->nlmsg_type) {
    case RTM_NEWROUTE:
    case RTM_DELROUTE:
    case RTM_NEWNEIGH:
    case RTM_DELNEIGH:
        return false;
    default:
        return true;
    }
}

void Pending::add(const Message &request, size_t command)
{
    if (pipeline_.full(request.size()))
        send();
    pipeline_.add(request,
                  static_cast<uint16_t>(request.header()->nlmsg_flags | (may_warn(request) ? NLM_F_ACK : 0)));
    commands_.push_back(command);
    change_links_ = change_links_ || is_about_links(request);
}

void Pending::send()
{
    // Emptied first: tell_ may run inside a command that flushes, and must then find nothing to send.
    std::vector<size_t> commands = std::exchange(commands_, {});
    change_links_ = false;
    try {
        for (const Pipeline::Answer &answer : pipeline_.run())
            tell_(commands[answer.number], answer.error);
    } catch (const Error &error) {
        for (size_t command : commands)
            tell_(command, error);
    }
    commands.clear();
    if (commands_.empty())
        commands_ = std::move(commands); // keeps its memory for the next ones
}

} // namespace nskit
