// SPDX-License-Identifier: MIT
// Constants of the kernel's interface that are newer than the headers we build with: each with its Linux
// version.
#pragma once

#include <linux/fib_rules.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/nexthop.h>
#include <linux/rtnetlink.h>
#include <linux/xfrm.h>

// linux/if_link.h: enumerators there, which #ifndef does not see; so it is read before any of these names.
#define IFLA_GSO_IPV4_MAX_SIZE          63 // 6.3
#define IFLA_GRO_IPV4_MAX_SIZE          64 // 6.3
#define IFLA_NETNS_IMMUTABLE            67 // 6.15
#define IFLA_DPLL_PIN                   65 // 6.8
#define IFLA_BR_FDB_N_LEARNED           48 // 6.7
#define IFLA_BR_FDB_MAX_LEARNED         49 // 6.7
#define IFLA_BR_STP_MODE                50 // 7.0
#define IFLA_BRPORT_MAB                 40 // 6.2
#define IFLA_BRPORT_NEIGH_VLAN_SUPPRESS 43 // 6.4
#define IFLA_BRPORT_BACKUP_NHID         44 // 6.6
#define IFLA_BRPORT_NEIGH_FORWARD_GRAT  45 // 7.0
#define IFLA_VXLAN_LOCALBYPASS          31 // 6.5
#define IFLA_VXLAN_RESERVED_BITS        33 // 6.14
#define IFLA_VXLAN_MC_ROUTE             34 // 6.17
#define IFLA_MACVLAN_BC_CUTOFF          9  // 6.4
#define IFLA_GENEVE_PORT_RANGE          15 // 6.16
#define IFLA_GENEVE_LOCAL               17 // 7.2
#define IFLA_GENEVE_LOCAL6              18
#define IFLA_BOND_COUPLED_CONTROL       32 // 6.9
#define IFLA_BOND_BROADCAST_NEIGH       33 // 6.17
#define IFLA_BOND_LACP_STRICT           34 // 7.2
#define IFLA_BOND_SLAVE_ACTOR_PORT_PRIO 10 // 6.18
#define IFLA_HSR_INTERLINK              8  // 6.10
// netkit; 6.7, the last five later
#define IFLA_NETKIT_PEER_INFO   1
#define IFLA_NETKIT_PRIMARY     2
#define IFLA_NETKIT_POLICY      3
#define IFLA_NETKIT_PEER_POLICY 4
#define IFLA_NETKIT_MODE        5
#define IFLA_NETKIT_SCRUB       6 // 6.13
#define IFLA_NETKIT_PEER_SCRUB  7
#define IFLA_NETKIT_HEADROOM    8 // 6.14
#define IFLA_NETKIT_TAILROOM    9
// netkit: values; 6.7, those of scrub 6.13
#define NETKIT_PASS          0
#define NETKIT_DROP          2
#define NETKIT_L2            0
#define NETKIT_L3            1
#define NETKIT_SCRUB_NONE    0
#define NETKIT_SCRUB_DEFAULT 1
#define IFLA_NETKIT_PAIRING  10 // 7.0
#define NETKIT_DEVICE_PAIR   0
#define NETKIT_DEVICE_SINGLE 1
// gtp; 6.10
#define IFLA_GTP_LOCAL  7
#define IFLA_GTP_LOCAL6 8
// ovpn; 6.16
#define IFLA_OVPN_MODE 1
#define OVPN_MODE_P2P  0
#define OVPN_MODE_MP   1

#ifndef NTF_EXT_EXT_VALIDATED
#define NTF_EXT_EXT_VALIDATED (1 << 2) // linux/neighbour.h; 6.17
#endif

// linux/ioam6_genl.h: enumerators there; 6.9
#define IOAM6_GENL_EV_GRP_NAME           "ioam6_events"
#define IOAM6_EVENT_TRACE                1
#define IOAM6_EVENT_ATTR_TRACE_NAMESPACE 1
#define IOAM6_EVENT_ATTR_TRACE_NODELEN   2
#define IOAM6_EVENT_ATTR_TRACE_TYPE      3
#define IOAM6_EVENT_ATTR_TRACE_DATA      4

// linux/seg6_iptunnel.h: enumerators there
#define SEG6_IPTUNNEL_SRC   2 // 7.1
#define SEG6_IPTUNNEL_TABLE 3 // newer than 7.2: as iproute2 7.3 sends it

// linux/dpll.h; 6.8
#define DPLL_A_PIN_ID 1

// linux/ioam6_iptunnel.h
#define IOAM6_IPTUNNEL_SRC 6 // 6.12

// linux/fib_rules.h: enumerators there
#define FRA_DSCP           25 // 6.12
#define FRA_FLOWLABEL      26 // 6.14
#define FRA_FLOWLABEL_MASK 27 // 6.14
#define FRA_SPORT_MASK     28 // 6.15
#define FRA_DPORT_MASK     29 // 6.15
#define FRA_DSCP_MASK      30 // 6.15

// linux/rtnetlink.h
#define RTA_FLOWLABEL 31 // 6.14; an enumerator there
#ifndef RTAX_FEATURE_TCP_USEC_TS
#define RTAX_FEATURE_TCP_USEC_TS (1 << 4) // 6.7
#endif
#ifndef RTNLGRP_IPV4_MCADDR
#define RTNLGRP_IPV4_MCADDR 37 // 6.14
#define RTNLGRP_IPV6_MCADDR 38 // 6.14
#define RTNLGRP_IPV6_ACADDR 39 // 6.14
#define RTM_NEWMULTICAST    56 // 6.14
#define RTM_DELMULTICAST    57 // 6.14
#define RTM_NEWANYCAST      60 // 6.14
#define RTM_DELANYCAST      61 // 6.14
#endif

// linux/nexthop.h: enumerators there; the flags are written with a macro that only the kernel has. 6.9, the
// last 6.12
#define NHA_OP_FLAGS                     14
#define NHA_GROUP_STATS                  15
#define NHA_HW_STATS_ENABLE              16
#define NHA_HW_STATS_USED                17
#define NHA_DST_PORT                     18 // newer than 7.2: as iproute2 7.3 sends it
#define NHA_GROUP_STATS_ENTRY            1
#define NHA_GROUP_STATS_ENTRY_ID         1
#define NHA_GROUP_STATS_ENTRY_PACKETS    2
#define NHA_GROUP_STATS_ENTRY_PACKETS_HW 3
#undef NHA_OP_FLAG_DUMP_STATS
#undef NHA_OP_FLAG_DUMP_HW_STATS
#undef NHA_OP_FLAG_RESP_GRP_RESVD_0
#define NHA_OP_FLAG_DUMP_STATS       (1U << 0)
#define NHA_OP_FLAG_DUMP_HW_STATS    (1U << 1)
#define NHA_OP_FLAG_RESP_GRP_RESVD_0 (1U << 31)

// linux/mptcp.h, linux/mptcp_pm.h: the events are enumerators there
#define MPTCP_EVENT_LISTENER_CREATED 15 // 6.3
#define MPTCP_EVENT_LISTENER_CLOSED  16 // 6.3
#ifndef MPTCP_PM_ADDR_FLAG_LAMINAR
#define MPTCP_PM_ADDR_FLAG_LAMINAR (1 << 5) // 6.18
#endif

#ifndef NLMSG_TSTAMP
#define NLMSG_TSTAMP 15 // what rtmon(8) puts between messages: seconds and microseconds
#endif

// linux/xfrm.h: enumerators there
#define XFRMA_SA_DIR                 33 // 6.10
#define XFRMA_NAT_KEEPALIVE_INTERVAL 34 // 6.11
#define XFRMA_SA_PCPU                35 // 6.13
#define XFRMA_IPTFS_DROP_TIME        36 // 6.14, and the next ones
#define XFRMA_IPTFS_REORDER_WINDOW   37
#define XFRMA_IPTFS_DONT_FRAG        38
#define XFRMA_IPTFS_INIT_DELAY       39
#define XFRMA_IPTFS_MAX_QSIZE        40
#define XFRMA_IPTFS_PKT_SIZE         41
