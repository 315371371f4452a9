// SPDX-License-Identifier: MIT
// Hints of ip: each function looks for one cause of a failure, and says what to do. See lib/base/explain.h.
#pragma once

#include "lib/base/explain.h"

namespace nskit {

/// Adds them to the errors of the command line behind the name of the program, without -batch: there the
/// words are those of a file.
void give_ip_hints(std::span<char *const> words);

namespace hint {

// --- words.cc: the command line itself
std::string option_behind_object(const Failure &);
std::string unknown_verb(const Failure &);
std::string foreign_word(const Failure &);
std::string unknown_object(const Failure &);
std::string garbage_word(const Failure &);
std::string wrong_value(const Failure &);
std::string keyword_as_name(const Failure &);
std::string bad_name(const Failure &);
std::string missing_device(const Failure &);

// --- link.cc: devices and their kinds
std::string unknown_kind(const Failure &);
std::string missing_lower(const Failure &);
std::string no_such_device(const Failure &);
std::string peer_up(const Failure &);
std::string device_exists(const Failure &);
std::string mtu_limits(const Failure &);

// --- address.cc: addresses and routes
std::string long_prefix(const Failure &);
std::string host_bits(const Failure &);
std::string gateway_without_via(const Failure &);
std::string address_exists(const Failure &);
std::string route_exists(const Failure &);
std::string no_such_route(const Failure &);
std::string no_such_address(const Failure &);
std::string no_way(const Failure &);
std::string no_route_to(const Failure &);
std::string unreachable_gateway(const Failure &);

// --- netns.cc: names of namespaces, rights and programs
std::string no_such_netns(const Failure &);
std::string not_a_netns(const Failure &);
std::string netns_exists(const Failure &);
std::string busy_netns(const Failure &);
std::string not_permitted(const Failure &);
/// After a command that did not fail: what it made goes with the home of -user, which has no name.
std::string home_without_names();

/// The names of the devices in the namespace that the process is in.
std::vector<std::string> device_names();
/// The names in the directory of `ip netns`.
std::vector<std::string> netns_names();
/// The words behind the options of ip: the object, its verb and so on.
std::span<char *const> object_words(const Failure &);
/// The same as a text, with a blank in front of each.
std::string object_text(const Failure &);
/// Whether they begin with this object, which may be abbreviated.
bool is_about(const Failure &, std::string_view object);
/// What `ip WORDS` shows, one line for each object.
std::string shown(std::vector<std::string> words);
/// The first line of that.
std::string first_shown(std::vector<std::string> words);

} // namespace hint
} // namespace nskit
