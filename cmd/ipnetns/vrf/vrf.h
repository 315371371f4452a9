// SPDX-License-Identifier: MIT
// The program that binds the sockets of a process to a VRF. It is attached to the cgroup of the process: see
// lib/namespace/cgroup.h.
#pragma once

#include <array>
#include <linux/bpf.h>
#include <optional>

#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// The instructions that bind each new socket to a device (BPF_PROG_TYPE_CGROUP_SOCK).
std::array<bpf_insn, 4> binding_program(int device);

} // namespace nskit
