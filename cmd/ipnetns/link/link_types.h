// SPDX-License-Identifier: MIT
// The values of the attributes that every link has, behind the rows of link_fields.cc.
#pragma once

#include "cmd/ipnetns/link/link.h"

namespace nskit {

/// A new name; shown as `NAME@LOWER`, `@NONE` for index 0, `@ifN` for a device of another namespace.
extern const Type link_name, link_brief_name;
extern const Type link_index;
/// IFF_* between angle brackets.
extern const Type link_flags;
/// RFC 2863's operational state, by name; in any case on the command line.
extern const Type link_state, link_brief_state;
extern const Type link_mode;
/// The length of the queue where the message leaves it out, as those of the kernel's IPv6 side do.
extern const Type link_queue_length;
/// Why the kernel tells of the link.
extern const Type link_event;
/// `link/TYPE` by ARPHRD_*.
extern const Type link_hardware;
extern const Type link_address, link_brief_address, link_broadcast, link_permanent_address;
/// Where to: a descriptor that the message owns.
extern const Type link_netns;
/// ` link-netns NAME` where its id has a name; JSON has the number only.
extern const Type link_netnsid;
extern const Type link_new_index;
extern const Type link_carrier, link_protodown, link_protodown_reason;
/// IFLA_AF_SPEC { AF_INET6 { IFLA_INET6_ADDR_GEN_MODE } }
extern const Type link_addrgenmode;
/// A flag that is shown where it is set.
extern const Type link_immutable;
/// Bytes as hex digits without separators.
extern const Type link_hex_id;
extern const Type link_alias;

/// Express data path: `off`, or a program from the BPF file system. Field::mask has the XDP_FLAGS_* of the
/// word; the first row shows what is attached.
extern const Type link_xdp, link_xdp_mode;
/// The lines of the programs, in text.
void print_xdp_programs(Context &context, const Record &record);

/// The name of a hardware type, or `[NUMBER]`.
std::string hardware_name(const Settings &settings, unsigned type);

} // namespace nskit
