// SPDX-License-Identifier: MIT
// MACsec (IEEE 802.1AE): the secure channels of a device and their secure associations (SA), each with a key.
// The generic netlink family "macsec"; see linux/if_macsec.h.
#pragma once

#include <linux/if_macsec.h>

#include "cmd/ipnetns/command/command.h"
#include "lib/netlink/generic.h"

namespace nskit {

/// The attributes of an SA, of a receiving channel, and of a device (MACSEC_ATTR_SECY), in the order in which
/// they are shown.
extern const Fields macsec_sa_fields, macsec_channel_fields, macsec_device_fields;

/// What a verb does with an SA or a channel, in the order of the kernel's commands.
enum class MacsecVerb : uint8_t { add, remove, set };

/// Reads the words of a verb behind its device, to the end of the line, and makes the request.
void parse_macsec(Context &context, Args &args, MacsecVerb verb, Message &message);

/// The index of the device that the next word names. Throws the help if there is no word, and `Device "NAME"
/// does not exist.` (1).
int take_macsec_device(Context &context, Args &args);

/// Shows a device, as a message of the dump has it. Throws `incomplete dump message`.
void print_macsec(Context &context, const nlmsghdr *message);
/// Shows all devices, or the one that the next word names.
void show_macsec(Session &session, Args &args);

std::string macsec_usage();

} // namespace nskit
