// SPDX-License-Identifier: MIT
// Programs that see the packets of a route, from the BPF file system.
#include <linux/seg6_local.h>

#include "cmd/ipnetns/route/encap/encap.h"
#include "lib/row/bpf_program.h"

namespace nskit {

static_assert(int(LWT_BPF_PROG_FD) == int(SEG6_LOCAL_BPF_PROG) &&
              int(LWT_BPF_PROG_NAME) == int(SEG6_LOCAL_BPF_PROG_NAME));

/// The kernel keeps the name and shows it. The reference's names have this form.
static bool parse_pinned(Context &, Args &args, const Field &field, Message &message)
{
    Program program = parse_program(args, "BPF", field.word);
    std::string name(program.file);
    name = name.substr(name.rfind('/') + 1) + ":[*fsobj]";
    Nest nest(message, field.attr, true);
    message.put<int>(LWT_BPF_PROG_FD, message.keep(std::move(program.fd)));
    message.put_string(LWT_BPF_PROG_NAME, name.c_str());
    return true;
}

static void print_program(Context &context, const Field &field, const Record &record)
{
    const nlattr *name = record.nested(field.attr)[LWT_BPF_PROG_NAME];
    context.out.string(label(field), name ? get_string(name) : "<unknown>");
}

constexpr Type encap_program{
    .arg = "pinned FILE", .parse = parse_pinned, .print = print_program, .words = write_nothing};

static constexpr Type headroom{.arg = "SIZE", .parse = parse_positive, .print = print_number<uint32_t>};

static constexpr Field rows[] = {
    {.word = "in", .attr = LWT_BPF_IN, .type = encap_program, .exact = true},
    {.word = "out", .attr = LWT_BPF_OUT, .type = encap_program, .exact = true},
    {.word = "xmit", .attr = LWT_BPF_XMIT, .type = encap_program, .exact = true},
    {.word = "headroom",
     .attr = LWT_BPF_XMIT_HEADROOM,
     .type = headroom,
     .wrong = "headroom is invalid",
     .exact = true},
};
constexpr Encap encap_bpf{
    .name = "bpf",
    .type = LWTUNNEL_ENCAP_BPF,
    .fields = {.rows = rows, .wrong = "\"%s\" value is invalid", .each_once = true},
};

} // namespace nskit
