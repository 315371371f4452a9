// SPDX-License-Identifier: MIT
// VRF devices, and the program that binds the sockets of a process to one. The program is attached to the
// cgroup of the process: see lib/namespace/cgroup.h.
#pragma once

#include <array>
#include <linux/bpf.h>
#include <optional>

#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// A device of kind vrf.
struct Vrf {
    int index;
    uint32_t table;
};
/// nullopt if there is no device of this name, or it is of another kind.
std::optional<Vrf> find_vrf(Context &context, const char *name);
/// The index of a device of kind vrf. Throws `Error: argument "NAME" is wrong: WRONG` (255).
int vrf_index(Context &context, const char *name, const char *wrong = "Not a valid VRF name");

/// The instructions that bind each new socket to a device (BPF_PROG_TYPE_CGROUP_SOCK).
std::array<bpf_insn, 4> binding_program(int device);

} // namespace nskit
