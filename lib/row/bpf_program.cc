// SPDX-License-Identifier: MIT
// Programs come from the BPF file system only. bpftool(8) loads them into it.
#include "lib/row/bpf_program.h"

#include <cerrno>
#include <cstring>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/error_text.h"

namespace nskit {

int bpf(bpf_cmd command, bpf_attr &attr)
{
    return static_cast<int>(syscall(SYS_bpf, command, &attr, sizeof attr));
}

static Fd open_pinned(const char *path, int status)
{
    bpf_attr attr{};
    attr.pathname = reinterpret_cast<uintptr_t>(path);
    Fd program(bpf(BPF_OBJ_GET, attr));
    if (!program.valid())
        fail_with(status, "Cannot open the pinned program '%s': %s", path, error_text(errno));
    return program;
}

Program parse_program(Args &args, const char *kind, const char *word, int status)
{
    const char *how = args.next();
    if (is_prefix(how, "object"))
        fail_with(255,
                  "Loading %s programs from object files is not supported: load with bpftool(8), and say "
                  "`%s pinned FILE`.",
                  kind, word);
    if (!is_prefix(how, "pinned"))
        fail_with(255, "What mode is \"%s\"?", args.previous().data());
    const char *file = args.next();
    return {open_pinned(file, status), file};
}

} // namespace nskit
