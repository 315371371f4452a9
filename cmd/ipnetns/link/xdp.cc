// SPDX-License-Identifier: MIT
// XDP programs: taken off a link, put on it from the BPF file system, and shown.
#include "cmd/ipnetns/link/link_types.h"
#include "lib/base/hex.h"
#include "lib/row/bpf_program.h"

namespace nskit {

// --- words

/// `off` detaches. A program replaces another one only with -force.
static bool parse_xdp(Context &context, Args &args, const Field &field, Message &message)
{
    const std::string_view what = args.peek();
    const bool off = what == "off" || what == "none";
    if (off)
        args.next();
    uint32_t flags = field.mask | (context.settings.force ? 0 : XDP_FLAGS_UPDATE_IF_NOEXIST);
    int fd = off ? -1 : message.keep(parse_program(args, "XDP", field.word, 255).fd);
    Nest nest(message, field.attr);
    message.put<int>(IFLA_XDP_FD, fd);
    if (flags)
        message.put<uint32_t>(IFLA_XDP_FLAGS, flags);
    return true;
}

// --- what is attached

struct Mode {
    uint8_t number; ///< XDP_ATTACHED_*
    uint16_t attr;  ///< holds the program's id if there are several
    const char *name;
};
static constexpr Mode modes[] = {
    {XDP_ATTACHED_SKB, IFLA_XDP_SKB_PROG_ID, "xdpgeneric"},
    {XDP_ATTACHED_DRV, IFLA_XDP_DRV_PROG_ID, "xdpdrv"},
    {XDP_ATTACHED_HW, IFLA_XDP_HW_PROG_ID, "xdpoffload"},
};

/// Asks the kernel about a program; false if the caller may not know, or it is gone.
static bool program_info(uint32_t id, bpf_prog_info &info)
{
    bpf_attr attr{};
    attr.prog_id = id;
    Fd program(bpf(BPF_PROG_GET_FD_BY_ID, attr));
    if (!program.valid())
        return false;
    attr = {};
    attr.info.bpf_fd = static_cast<uint32_t>(program.get());
    attr.info.info_len = sizeof info;
    attr.info.info = reinterpret_cast<uintptr_t>(&info);
    return bpf(BPF_OBJ_GET_INFO_BY_FD, attr) == 0;
}

static void print_program(Context &context, uint32_t id)
{
    auto object = context.out.object("prog");
    context.out.number("id", id);
    bpf_prog_info info{};
    if (!program_info(id, info))
        return;
    if (info.name[0])
        context.out.string("name", {info.name, strnlen(info.name, sizeof info.name)});
    context.out.string("tag", format_hex(info.tag));
    if (info.jited_prog_len)
        context.out.literal({"jited", ""}, "jited", "1");
}

static void print_attached(Context &context, uint8_t mode, uint32_t id)
{
    auto object = context.out.object();
    context.out.number("mode", mode);
    print_program(context, id);
}

/// XDP_ATTACHED_*. Most links have no program: then nothing else is looked at.
static uint8_t attached_mode(const Record &record)
{
    const nlattr *mode = find_attr(record[IFLA_XDP], IFLA_XDP_ATTACHED);
    return mode ? get<uint8_t>(mode) : uint8_t{XDP_ATTACHED_NONE};
}

/// In text the word alone: print_xdp_programs() shows the programs.
static void print_mode(Context &context, const Field &field, const Record &record)
{
    const auto mode = attached_mode(record);
    if (mode == XDP_ATTACHED_NONE)
        return;
    const Attrs xdp = record.attrs.nested(field.attr);
    if (context.out.is_text())
        return context.out.text(mode == XDP_ATTACHED_SKB     ? "xdpgeneric "
                                : mode == XDP_ATTACHED_HW    ? "xdpoffload "
                                : mode == XDP_ATTACHED_MULTI ? "xdpmulti "
                                                             : "xdp ");
    auto object = context.out.object(field.word);
    context.out.number("mode", mode);
    const nlattr *id = xdp[IFLA_XDP_PROG_ID];
    if (id)
        print_program(context, get<uint32_t>(id));
    auto list = context.out.list("attached");
    for (const Mode &each : modes)
        if (mode == XDP_ATTACHED_MULTI && xdp[each.attr])
            print_attached(context, each.number, xdp.value<uint32_t>(each.attr));
    if (mode != XDP_ATTACHED_MULTI && id)
        print_attached(context, mode, get<uint32_t>(id));
}

void print_xdp_programs(Context &context, const Record &record)
{
    const auto mode = attached_mode(record);
    if (mode == XDP_ATTACHED_NONE || !context.out.is_text())
        return;
    const Attrs xdp = record.attrs.nested(IFLA_XDP);
    auto line = [&](const char *name, uint16_t attr) {
        if (!xdp[attr])
            return;
        context.out.line_break();
        context.out.text(format("    prog/%s ", name));
        print_program(context, xdp.value<uint32_t>(attr));
    };
    line("xdp", IFLA_XDP_PROG_ID);
    for (const Mode &each : modes)
        if (mode == XDP_ATTACHED_MULTI)
            line(each.name, each.attr);
}

static constexpr const char *form = "{ off | none | pinned FILE }";
constexpr Type link_xdp{.arg = form, .parse = parse_xdp, .print = print_mode, .words = write_nothing};
constexpr Type link_xdp_mode{.arg = form, .parse = parse_xdp, .words = write_nothing};

} // namespace nskit
