// SPDX-License-Identifier: MIT
// VRF devices, and the cgroups by which processes are bound to one: below a process's own cgroup,
// NETNS-ns/vrf/NAME (without the first part where the network namespace has no name). The program that binds
// is attached there.
#pragma once

#include <linux/bpf.h>

#include "lib/base/fd.h"
#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// A device of kind vrf.
struct Vrf {
    int index;
    uint32_t table;
};
/// nullopt where no device of this name, or one of another kind, is there.
std::optional<Vrf> find_vrf(Context &context, const char *name);

/// The path of a process's cgroup in the unified hierarchy (a PID, or `self`); nullopt with errno set where
/// that cannot be told.
std::optional<std::string> cgroup_of(const char *process);
/// The VRF that a cgroup is that of; empty where it is none's.
std::string_view vrf_of_cgroup(std::string_view path);
/// The part of a cgroup's path before the VRF: where its processes were before.
std::string_view cgroup_outside_vrf(std::string_view path);
/// Opens the directory of a cgroup, by a mount that is there or else by one that nobody sees. Empty with
/// errno set where it cannot be opened.
Fd open_cgroup(const std::string &path);
/// Moves this process to a cgroup; false with errno set.
bool join_cgroup(const Fd &directory);

/// Takes this process out of a VRF that it is bound to. Throws `Cannot leave the VRF's cgroup: ...` (255).
void leave_vrf();

/// The instructions that bind each new socket to a device (BPF_PROG_TYPE_CGROUP_SOCK).
std::array<bpf_insn, 4> binding_program(int device);

} // namespace nskit
