// SPDX-License-Identifier: MIT
// Programs come from the BPF file system only. bpftool(8) loads them into it.
#include "lib/row/bpf_program.h"

#include <sys/syscall.h>
#include <unistd.h>

#include "lib/base/error.h"

namespace nskit {

int bpf(bpf_cmd command, bpf_attr &attr)
{
    return static_cast<int>(syscall(SYS_bpf, command, &attr, sizeof attr));
}

static Fd open_pinned(const char *path)
{
    bpf_attr attr{};
    attr.pathname = reinterpret_cast<uintptr_t>(path);
    return Fd(sys(bpf(BPF_OBJ_GET, attr), "Cannot open the pinned program '%s'", path));
}

Program parse_program(Args &args, const char *kind, const char *word)
{
    std::string_view how = args.next();
    if (is_prefix(how, "object"))
        fail_with(255,
                  "Loading %s programs from object files is not supported: load with bpftool(8), and say "
                  "`%s pinned FILE`.",
                  kind, word);
    if (!is_prefix(how, "pinned"))
        fail_with(255, "What mode is \"%s\"?", args.previous());
    const char *file = args.next();
    return {open_pinned(file), file};
}

} // namespace nskit
