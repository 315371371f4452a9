// SPDX-License-Identifier: MIT
// L2TP version 3 (RFC 3931): tunnels between two hosts, and sessions in them, each of them a network device.
// The generic netlink family "l2tp"; see linux/l2tp.h.
#pragma once

#include <linux/l2tp.h>

#include "cmd/ipnetns/command/command.h"
#include "lib/netlink/generic.h"

namespace nskit {

/// The attributes of a tunnel and of a session, in the order in which they are shown. Both tables together
/// have the words of the command line.
extern const Fields l2tp_tunnel_fields, l2tp_session_fields;

/// What the command line says.
struct L2tpRequest {
    Message given = generic_message(0); ///< what the words have put, and what stands for missing words
    bool tunnel = false, session = false;

    /// A number that a word has given; 0 if none has.
    uint32_t id(uint16_t attr) const
    {
        const nlattr *value = given.find(attr);
        return value ? get<uint32_t>(value) : 0;
    }
};

/// Reads the words of any verb to the end of the line. Throws the help if there are none.
void parse_l2tp(Context &context, Args &args, L2tpRequest &request);

/// What a verb asks of the kernel: a command of linux/l2tp.h, and those of the given attributes that belong
/// to it, in this order.
struct L2tpCommand {
    uint8_t command;
    std::span<const uint16_t> attrs;
};
/// The commands of `add` and `delete`; they throw what is missing. `add` may make a tunnel and a session.
std::vector<L2tpCommand> l2tp_additions(const L2tpRequest &request);
L2tpCommand l2tp_removal(const L2tpRequest &request);
/// Puts such a command into an empty message.
void put_l2tp(const L2tpCommand &command, const L2tpRequest &request, Message &message);

/// Shows what the dump of `show` has brought.
void show_l2tp(Session &session, const L2tpRequest &request);
/// Shows a tunnel or a session, as a message of the kernel has it.
void print_l2tp(Context &context, const Fields &fields, const nlmsghdr *message);

std::string l2tp_usage();

} // namespace nskit
