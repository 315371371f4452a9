// SPDX-License-Identifier: MIT
// What the files of this room share: the verbs that have files of their own, and the words behind `vf` and
// `inet`.
#pragma once

#include "cmd/ipnetns/link/link.h"

namespace nskit {

// --- verbs

/// ip link show
void link_show(Session &session, Args &args);
/// ip link wait
void link_wait(Session &session, Args &args);
/// ip link xstats type TYPE [ ARGS ]
void link_xstats(Session &session, Args &args);
/// ip link afstats [ dev DEVICE ]
void link_afstats(Session &session, Args &args);

/// The name of a pair's other end, which may be in another namespace; empty if that has no id here.
std::string peer_name(Session &session, const Record &link);

/// Throws `Invalid address length N - must be N bytes` (1) if the device's link-layer addresses have another
/// length: the kernel would cut the address.
void check_lladdr(Context &context, int index, size_t length);

/// The operational state (IF_OPER_*) of a name, in any case. Returns nullopt for another word.
std::optional<uint8_t> operstate_from(std::string_view name);

/// The attributes of a link that are never shown, or only with -d: more than half of its message.
Bits unseen_attributes(bool details);

// --- virtual functions (SR-IOV)

/// The words behind `vf NUMBER`, in the order in which they are shown.
extern const Fields vf_fields;

/// Reads `NUMBER WORD ...`, behind `vf`.
void parse_vf(Context &context, Args &args, LinkRequest &request);

/// Shows a line for each function in the message.
void print_vfs(Context &context, const Record &record);

// --- IPv4 settings, which are also /proc/sys/net/ipv4/conf/LINK/KEY

/// Reads `KEY VALUE ...` behind `inet`, up to the first word that is no key. Throws `Command line is not
/// complete...` (255) if no key follows.
void parse_inet(Context &context, Args &args, LinkRequest &request);

/// The keys, for the help.
std::string describe_inet(int indent);

/// The network namespace that is the value of a word. Throws `Error: argument "NAME" is wrong: Invalid "WORD"
/// value` (255) if there is none, and `Cannot open network namespace "NAME": ...` if it cannot be opened.
Fd open_netns_value(const char *name, const char *word);

} // namespace nskit
