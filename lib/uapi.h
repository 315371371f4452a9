// SPDX-License-Identifier: MIT
// Constants of the kernel's interface that are newer than the headers we build with: each with its Linux
// version.
#pragma once

#include <linux/fib_rules.h>
#include <linux/sched.h>
#include <sched.h>
#include <sys/ioctl.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080 // 5.6
#endif

// pidfd ioctls that open a namespace of the process; 6.11. See linux/pidfd.h.
#ifndef PIDFD_GET_NET_NAMESPACE
#define PIDFD_GET_CGROUP_NAMESPACE            _IO(0xFF, 1)
#define PIDFD_GET_IPC_NAMESPACE               _IO(0xFF, 2)
#define PIDFD_GET_MNT_NAMESPACE               _IO(0xFF, 3)
#define PIDFD_GET_NET_NAMESPACE               _IO(0xFF, 4)
#define PIDFD_GET_PID_NAMESPACE               _IO(0xFF, 5)
#define PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE  _IO(0xFF, 6)
#define PIDFD_GET_TIME_NAMESPACE              _IO(0xFF, 7)
#define PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE _IO(0xFF, 8)
#define PIDFD_GET_USER_NAMESPACE              _IO(0xFF, 9)
#define PIDFD_GET_UTS_NAMESPACE               _IO(0xFF, 10)
#endif

#ifndef NS_GET_MNTNS_ID
#define NS_GET_MNTNS_ID _IOR(0xb7, 5, __u64) // linux/nsfs.h; 6.11
#endif

#ifndef FILEID_NSFS
#define FILEID_NSFS 0xf1 // the type of a namespace's file handle; 6.18
#endif

// linux/if_link.h
#ifndef IFLA_GSO_IPV4_MAX_SIZE
#define IFLA_GSO_IPV4_MAX_SIZE 63 // 6.3
#define IFLA_GRO_IPV4_MAX_SIZE 64 // 6.3
#define IFLA_NETNS_IMMUTABLE   67 // 6.15
#endif

// linux/neighbour.h
#define NEIGH_EXT_VALIDATED (1 << 2) // NTF_EXT_EXT_VALIDATED, 6.17

// linux/rtnetlink.h
#ifndef RTAX_FEATURE_TCP_USEC_TS
#define RTAX_FEATURE_TCP_USEC_TS (1 << 4) // 6.7
#define RTA_FLOWLABEL            31       // 6.14
#endif

#ifndef NTF_EXT_EXT_VALIDATED
#define NTF_EXT_EXT_VALIDATED (1 << 2) // linux/neighbour.h; 6.17
#endif

// linux/fib_rules.h
#ifndef FRA_DSCP
#define FRA_DSCP           25 // 6.12
#define FRA_FLOWLABEL      26 // 6.14
#define FRA_FLOWLABEL_MASK 27 // 6.14
#define FRA_SPORT_MASK     28 // 6.15
#define FRA_DPORT_MASK     29 // 6.15
#define FRA_DSCP_MASK      30 // 6.15
#endif
