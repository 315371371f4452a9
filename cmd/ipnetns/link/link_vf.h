// SPDX-License-Identifier: MIT
// The virtual functions of a device (SR-IOV).
#pragma once

#include "cmd/ipnetns/link/link.h"

namespace nskit {

/// The words behind `vf NUMBER`, in the order in which they are shown.
extern const Fields vf_fields;

/// Reads `NUMBER WORD ...`, behind `vf`.
void read_vf(Context &context, Args &args, LinkRequest &request);

/// A line for each function, where the message tells of them.
void print_vfs(Context &context, const Record &record);

} // namespace nskit
