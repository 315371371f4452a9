// SPDX-License-Identifier: MIT
// BPF programs, as the command line names them.
#pragma once

#include <linux/bpf.h>

#include "lib/base/args.h"
#include "lib/base/fd.h"

namespace nskit {

/// The system call bpf(2). Returns -1 and sets errno if it fails.
int bpf(bpf_cmd command, bpf_attr &attr);

struct Program {
    Fd fd;
    const char *file; ///< its path in the BPF file system; the command line owns it
};

/// Reads `pinned FILE` behind the keyword `word` and opens it. Throws `Cannot open the pinned program 'FILE':
/// ...` with `status` if it cannot be opened. Loading a `kind` program from an `object` file is refused
/// (255).
Program parse_program(Args &args, const char *kind, const char *word, int status = 1);

} // namespace nskit
