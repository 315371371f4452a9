// SPDX-License-Identifier: MIT
// BPF programs as a command line names them.
#pragma once

#include <linux/bpf.h>

#include "lib/base/args.h"
#include "lib/base/fd.h"

namespace nskit {

/// The system call; -1 and errno where it fails.
int bpf(bpf_cmd command, bpf_attr &attr);

struct Program {
    Fd fd;
    const char *file; ///< in the BPF file system
};

/// Reads `pinned FILE` behind the keyword `word` and opens it. Loading a `kind` program from an `object` file
/// is refused (255).
Program read_program(Args &args, const char *kind, const char *word);

} // namespace nskit
