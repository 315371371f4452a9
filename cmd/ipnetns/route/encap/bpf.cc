// SPDX-License-Identifier: MIT
// Programs that see the packets of a route, from the BPF file system.
#include <linux/seg6_local.h>

#include "lib/row/bpf_program.h"
#include "cmd/ipnetns/route/encap/encaps.h"
#include "lib/base/number.h"

namespace nskit {

static_assert(int(LWT_BPF_PROG_FD) == int(SEG6_LOCAL_BPF_PROG) &&
              int(LWT_BPF_PROG_NAME) == int(SEG6_LOCAL_BPF_PROG_NAME));

/// The kernel keeps the name for those who ask; it is made as the reference makes it.
static bool read_pinned(Context &, Args &args, const Field &field, Message &message)
{
    Program program = parse_program(args, "BPF", field.word);
    std::string name(program.file);
    name = name.substr(name.rfind('/') + 1) + ":[*fsobj]";
    Nest nest(message, field.attr, true);
    message.put<int>(LWT_BPF_PROG_FD, message.keep(std::move(program.fd)));
    message.put_string(LWT_BPF_PROG_NAME, name.c_str());
    return true;
}

constexpr Type encap_program{"pinned FILE", read_pinned,
                             [](Context &context, const Field &field, const Record &record) {
                                 const nlattr *name = Attrs(record[field.attr])[LWT_BPF_PROG_NAME];
                                 context.out.string(field.word, name ? get_string(name) : "<unknown>");
                             }};

/// Not none.
static constexpr Type headroom{"SIZE",
                               [](Context &, Args &args, const Field &field, Message &message) {
                                   auto size = parse_unsigned(args.next(), field.most);
                                   if (size)
                                       message.put<uint32_t>(field.attr, static_cast<uint32_t>(*size));
                                   return size.value_or(0) != 0;
                               },
                               print_number<uint32_t>};

static constexpr Field rows[] = {
    {.word = "in", .attr = LWT_BPF_IN, .type = encap_program, .exact = true},
    {.word = "out", .attr = LWT_BPF_OUT, .type = encap_program, .exact = true},
    {.word = "xmit", .attr = LWT_BPF_XMIT, .type = encap_program, .exact = true},
    {.word = "headroom",
     .attr = LWT_BPF_XMIT_HEADROOM,
     .type = headroom,
     .most = UINT32_MAX,
     .wrong = "headroom is invalid",
     .exact = true},
};
constexpr Encap encap_bpf{
    .name = "bpf",
    .type = LWTUNNEL_ENCAP_BPF,
    .fields = {rows, "\"%s\" value is invalid", true},
};

} // namespace nskit
