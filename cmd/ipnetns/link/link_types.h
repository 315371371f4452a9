// SPDX-License-Identifier: MIT
// The types of the attributes that every link has. The rows of fields.cc use them.
#pragma once

#include "cmd/ipnetns/link/link.h"

namespace nskit {

/// A new name. It is shown as `NAME@LOWER`, as `@NONE` if the lower device has index 0, and as `@ifN` if the
/// lower device is in another namespace.
extern const Type link_name, link_brief_name;
extern const Type link_index;
/// IFF_* between angle brackets.
extern const Type link_flags;
/// RFC 2863's operational state, by name; upper or lower case on the command line.
extern const Type link_operstate, link_brief_state;
extern const Type link_mode;
/// The length of the queue, asked for if the message leaves it out, as messages of the kernel's IPv6 side do.
extern const Type link_queue_length;
/// Why the kernel sends the message.
extern const Type link_event;
/// `link/TYPE` by ARPHRD_*.
extern const Type link_hardware;
extern const Type link_address, link_brief_address, link_broadcast, link_permanent_address;
/// The namespace to move to: a descriptor that the message owns.
extern const Type link_netns;
/// ` link-netns NAME` if the id has a name; JSON has the number only.
extern const Type link_netnsid;
extern const Type link_new_index;
extern const Type link_carrier, link_protodown, link_protodown_reason;
/// IFLA_AF_SPEC { AF_INET6 { IFLA_INET6_ADDR_GEN_MODE } }
extern const Type link_addrgenmode;
/// A u8 that is shown as the word alone, if it is not 0.
extern const Type link_immutable;
/// The pin of a Digital Phase-Locked Loop that gives the device its clock: its number.
extern const Type link_dpll_pin;
/// Bytes as hex digits without separators.
extern const Type link_hex_id;
extern const Type link_alias;

/// Express data path: `off`, or a program from the BPF file system. Field::mask has the XDP_FLAGS_* of the
/// word. link_xdp shows what is attached, link_xdp_mode shows nothing.
extern const Type link_xdp, link_xdp_mode;
/// Shows the lines about the programs, in text.
void print_xdp_programs(Context &context, const Record &record);

/// Shows a hardware type (ARPHRD_*) by its name, or as `[NUMBER]`.
void print_hardware_type(Context &context, const Label &label, unsigned type);

} // namespace nskit
