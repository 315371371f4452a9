// SPDX-License-Identifier: MIT
// Devices with a link-layer address of their own on another device; macvtap also has a character device.
#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/kind/part/macvlan_source.h"
#include "lib/netlink/uapi.h"

#include "lib/row/word_bits.h"

namespace nskit {

static constexpr Choice modes[] = {
    {"private", MACVLAN_MODE_PRIVATE},   {"vepa", MACVLAN_MODE_VEPA},     {"bridge", MACVLAN_MODE_BRIDGE},
    {"passthru", MACVLAN_MODE_PASSTHRU}, {"source", MACVLAN_MODE_SOURCE},
};
static constexpr Choice flags[] = {
    {"nopromisc", MACVLAN_FLAG_NOPROMISC}, {"nodst", MACVLAN_FLAG_NODST}, {"null", 0}};

/// All flags on the command line are set; `null` sets none.
static bool parse_flag(Context &, Args &args, const Field &field, Message &message)
{
    auto bit = field.mask ? std::optional(field.mask) : choice_value(flags, args.next());
    if (!bit)
        return false;
    auto set = static_cast<uint16_t>(*bit);
    if (nlattr *there = message.find(field.attr)) {
        set |= get<uint16_t>(there);
        message.remove(there);
    }
    message.put(field.attr, set);
    return true;
}

static void print_flags(Context &context, const Field &field, const Record &record)
{
    auto set = get<uint16_t>(record[field.attr]);
    for (const Choice &flag : flags)
        if (set & flag.value)
            context.out.flag(flag.name);
}

static void write_flags(Context &context, const Field &field, const Record &record)
{
    auto set = get<uint16_t>(record[field.attr]);
    for (const Choice &flag : flags)
        if (flag.value ? set & flag.value : set == 0)
            context.out.string(label(field), flag.name);
}

/// `flag NAME`. Both flags are also words without `flag`.
static constexpr Type flag_type{
    .arg = "{ nopromisc | nodst | null }", .parse = parse_flag, .print = print_flags, .words = write_flags};
static constexpr Type flag_word{.parse = parse_flag, .words = write_bit};

static void finish(Context &, const Kind &kind, Message &message, bool)
{
    message.keep_last(); // the last of several modes counts, as for the kernel
    const nlattr *set = message.find(IFLA_MACVLAN_FLAGS), *mode = message.find(IFLA_MACVLAN_MODE);
    if (set && get<uint16_t>(set) & MACVLAN_FLAG_NOPROMISC &&
        (!mode || get<uint32_t>(mode) != MACVLAN_MODE_PASSTHRU))
        fail("%s: nopromisc flag only valid in passthru mode", kind.name);
}

static constexpr Field fields[] = {
    {.word = "mode",
     .attr = IFLA_MACVLAN_MODE,
     .type = name32,
     .choices = modes,
     .wrong = "must be \"private\", \"vepa\", \"bridge\", \"passthru\" or \"source\", not \"%s\"",
     .usual = "mode vepa"},
    {.word = "flag",
     .attr = IFLA_MACVLAN_FLAGS,
     .type = flag_type,
     .wrong = "must be \"nopromisc\", \"nodst\" or \"null\", not \"%s\"",
     .usual = "flag null"},
    {.word = "nopromisc",
     .attr = IFLA_MACVLAN_FLAGS,
     .type = flag_word,
     .mask = MACVLAN_FLAG_NOPROMISC,
     .alias = true},
    {.word = "nodst",
     .attr = IFLA_MACVLAN_FLAGS,
     .type = flag_word,
     .mask = MACVLAN_FLAG_NODST,
     .alias = true},
    {.word = "bcqueuelen",
     .attr = IFLA_MACVLAN_BC_QUEUE_LEN,
     .type = u32,
     .wrong = "must be a positive integer [0-4294967295], not \"%s\"",
     .usual = "bcqueuelen 1000"},
    {.attr = IFLA_MACVLAN_BC_QUEUE_LEN_USED, .type = u32, .text = "usedbcqueuelen"},
    {.word = "bclim",
     .attr = IFLA_MACVLAN_BC_CUTOFF,
     .type = s32,
     .wrong = "must be an integer, not \"%s\"",
     .exact = true},
    {.attr = IFLA_MACVLAN_MACADDR_COUNT,
     .type = macvlan_source_count,
     .text = "remotes",
     .json = "macaddr_count"},
    {.word = "macaddr",
     .attr = IFLA_MACVLAN_MACADDR_DATA,
     .type = macvlan_sources,
     .json = "macaddr_data",
     .wrong = "must be \"add\", \"del\", \"set\" or \"flush\", not \"%s\"",
     .always = true},
};
constexpr Kind macvlan{
    .name = "macvlan",
    .fields = {fields},
    .about = "a device with a link-layer address of its own on another one",
    .finish = finish,
    .unknown = "unknown option \"%s\"?",
};
constexpr Kind macvtap{
    .name = "macvtap",
    .fields = {fields},
    .about = "a macvlan with a character device",
    .finish = finish,
    .unknown = "unknown option \"%s\"?",
};

} // namespace nskit
