// SPDX-License-Identifier: MIT
// Devices with a link-layer address of their own on a lower one; macvtap has a character device in addition.
#include <linux/if_ether.h>

#include "address.h"
#include "kinds.h"
#include "uapi.h"

namespace nskit {

static constexpr Choice modes[] = {
    {"private", MACVLAN_MODE_PRIVATE},   {"vepa", MACVLAN_MODE_VEPA},     {"bridge", MACVLAN_MODE_BRIDGE},
    {"passthru", MACVLAN_MODE_PASSTHRU}, {"source", MACVLAN_MODE_SOURCE},
};
static constexpr Choice flags[] = {
    {"nopromisc", MACVLAN_FLAG_NOPROMISC}, {"nodst", MACVLAN_FLAG_NODST}, {"null", 0}};

/// All flags that are given count together; `null` is none.
static bool read_flag(Session &, Args &args, const Field &field, Message &message)
{
    auto bit = field.bit ? std::optional(field.bit) : choice_value(flags, args.next());
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

/// `flag NAME`; both flags are also words of their own.
static constexpr Type flag_type{"FLAG", read_flag,
                                [](Session &session, const Field &field, const Record &record) {
                                    auto set = get<uint16_t>(record[field.attr]);
                                    for (const Choice &flag : flags)
                                        if (set & flag.value)
                                            session.out.flag(flag.name);
                                }};

static constexpr Type flag_word{nullptr, read_flag, nullptr};

// --- the source addresses of mode source

static constexpr Choice commands[] = {{"add", MACVLAN_MACADDR_ADD},
                                      {"del", MACVLAN_MACADDR_DEL},
                                      {"set", MACVLAN_MACADDR_SET},
                                      {"flush", MACVLAN_MACADDR_FLUSH}};

static bool is_source(const Record &record)
{
    return record.attrs.value<uint32_t>(IFLA_MACVLAN_MODE) == MACVLAN_MODE_SOURCE;
}

/// Takes the next word where it is an Ethernet address.
static bool take_source(Args &args, Message &message)
{
    auto address = args.empty() ? std::nullopt : parse_lladdr(args.peek());
    if (!address || address->size != ETH_ALEN)
        return false;
    message.put(IFLA_MACVLAN_MACADDR, address->bytes.data(), address->size);
    args.next();
    return true;
}

/// `add LLADDR`, `del LLADDR`, `set LLADDR ...`, `flush`. The list of `set` ends at the first word that is no
/// address.
static bool parse_sources(Session &, Args &args, const Field &field, Message &message)
{
    auto command = choice_value(commands, args.next());
    if (!command)
        return false;
    message.put<uint32_t>(IFLA_MACVLAN_MACADDR_MODE, *command);
    if (*command == MACVLAN_MACADDR_SET) {
        Nest list(message, field.attr);
        while (take_source(args, message))
            continue;
    } else if (*command != MACVLAN_MACADDR_FLUSH && !take_source(args, message)) {
        fail("\"%s\" is invalid lladdr.", args.next());
    }
    return true;
}

static constexpr Type sources_type{
    "{ add LLADDR | del LLADDR | set LLADDR ... | flush }", parse_sources,
    [](Session &session, const Field &field, const Record &record) {
        if (!is_source(record))
            return;
        auto list = session.out.list(field.json);
        each_attr(record[field.attr], [&](const nlattr *attr) {
            AddressText space;
            session.out.string({nullptr, ""}, format_lladdr(get_bytes(attr), 0, space));
        });
    }};

static constexpr Type count_type{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &record) {
        auto count = get<uint32_t>(record[field.attr]);
        if (is_source(record))
            session.out.literal({field.json, field.text}, format("(%u)", count), std::to_string(count));
    }};

static void finish(Session &, const Kind &, Message &message, bool)
{
    message.keep_last(); // of several modes, as the kernel does
    const nlattr *set = message.find(IFLA_MACVLAN_FLAGS), *mode = message.find(IFLA_MACVLAN_MODE);
    if (set && get<uint16_t>(set) & MACVLAN_FLAG_NOPROMISC &&
        (!mode || get<uint32_t>(mode) != MACVLAN_MODE_PASSTHRU))
        fail("macvlan: nopromisc flag only valid in passthru mode");
}

static constexpr Field fields[] = {
    {.word = "mode",
     .attr = IFLA_MACVLAN_MODE,
     .type = name32,
     .choices = modes,
     .wrong = "must be \"private\", \"vepa\", \"bridge\", \"passthru\" or \"source\", not \"%s\""},
    {.word = "flag",
     .attr = IFLA_MACVLAN_FLAGS,
     .type = flag_type,
     .wrong = "must be \"nopromisc\", \"nodst\" or \"null\", not \"%s\""},
    {.word = "nopromisc", .attr = IFLA_MACVLAN_FLAGS, .type = flag_word, .bit = MACVLAN_FLAG_NOPROMISC},
    {.word = "nodst", .attr = IFLA_MACVLAN_FLAGS, .type = flag_word, .bit = MACVLAN_FLAG_NODST},
    {.word = "bcqueuelen",
     .attr = IFLA_MACVLAN_BC_QUEUE_LEN,
     .type = u32,
     .wrong = "must be a positive integer [0-4294967295], not \"%s\""},
    {.attr = IFLA_MACVLAN_BC_QUEUE_LEN_USED, .type = u32, .text = "usedbcqueuelen"},
    {.word = "bclim",
     .attr = IFLA_MACVLAN_BC_CUTOFF,
     .type = s32,
     .wrong = "must be an integer, not \"%s\"",
     .exact = true},
    {.attr = IFLA_MACVLAN_MACADDR_COUNT, .type = count_type, .text = "remotes", .json = "macaddr_count"},
    {.word = "macaddr",
     .attr = IFLA_MACVLAN_MACADDR_DATA,
     .type = sources_type,
     .json = "macaddr_data",
     .wrong = "must be \"add\", \"del\", \"set\" or \"flush\", not \"%s\""},
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
