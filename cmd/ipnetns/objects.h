// SPDX-License-Identifier: MIT
// The objects of `ip`, each in a file or room of its own. Adding one is that file, a line here and a line in
// objects.cc. Each function runs the command line behind the object's word, and throws an Error if it fails.
#pragma once

#include <span>

namespace nskit {

class Session;
class Args;
struct Command;
struct Fields;
struct StateObject;

/// ensure and absent, and what a configuration has of them.
extern const StateObject addrlabel_state, maddress_state, token_state;

/// The objects, in the order that decides abbreviations. One without a function is not built, and stands
/// there because of that order.
extern const std::span<const Command> objects;

void ip_addr(Session &, Args &);
void ip_config(Session &, Args &);
void ip_addrlabel(Session &, Args &);
void ip_macsec(Session &, Args &);
void ip_maddress(Session &, Args &);
void ip_tuntap(Session &, Args &);
void ip_token(Session &, Args &);
void ip_ntable(Session &, Args &);
void ip_l2tp(Session &, Args &);
void ip_link(Session &, Args &);
void ip_netconf(Session &, Args &);
void ip_monitor(Session &, Args &);
void ip_neigh(Session &, Args &);
void ip_rule(Session &, Args &);
void ip_mroute(Session &, Args &);
void ip_mrule(Session &, Args &);
void ip_mptcp(Session &, Args &);
void ip_tcp_metrics(Session &, Args &);
void ip_fou(Session &, Args &);
void ip_ila(Session &, Args &);
void ip_sr(Session &, Args &);
void ip_ioam(Session &, Args &);
void ip_help(Session &, Args &);
void ip_nexthop(Session &, Args &);
void ip_netns(Session &, Args &);
void ip_route(Session &, Args &);
void ip_stats(Session &, Args &);
void ip_tunnel(Session &, Args &);
void ip_vrf(Session &, Args &);
void ip_xfrm(Session &, Args &);

/// The rows of objects that are one file.
extern const Fields tcp_metrics_fields, fou_fields, ila_fields, sr_hmac_fields, sr_tunsrc_fields,
    ioam_namespace_fields, ioam_schema_fields, ioam_trace_fields;

} // namespace nskit
