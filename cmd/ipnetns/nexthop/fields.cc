// SPDX-License-Identifier: MIT
// The attributes of a next hop object, one row each, in the order in which they are shown.
#include <utility>

#include "cmd/ipnetns/route/encap/encap.h"
#include "cmd/ipnetns/nexthop/nexthop.h"
#include "lib/base/number.h"
#include "cmd/ipnetns/route/route.h"
#include "lib/netlink/uapi.h"

namespace nskit {

static nhmsg &header(Message &message)
{
    return message.fixed<nhmsg>();
}

static const nhmsg &header(const Record &record)
{
    return record.fixed<nhmsg>();
}

// --- groups

/// `ID[,WEIGHT]`. The weight is kept less one, its upper half in a byte of its own (since 6.12).
static nexthop_grp parse_member(std::string_view word)
{
    size_t comma = word.find(',');
    auto id = parse_as<uint32_t>(word.substr(0, comma));
    if (!id)
        wrong_argument(word.substr(0, comma), "\"group\" value is invalid");
    if (comma == std::string_view::npos)
        return {.id = *id};
    auto weight = parse_unsigned(word.substr(comma + 1), 65536);
    if (!weight || *weight == 0)
        wrong_argument(word.substr(comma + 1), "\"weight\" is invalid");
    return {.id = *id,
            .weight = static_cast<uint8_t>((*weight - 1) & 0xff),
            .resvd1 = static_cast<uint8_t>((*weight - 1) >> 8)};
}

static bool parse_group(Context &, Args &args, const Field &field, Message &message)
{
    std::vector<nexthop_grp> members;
    for (std::string_view rest = args.next();;) {
        size_t slash = rest.find('/');
        members.push_back(parse_member(rest.substr(0, slash)));
        if (slash == std::string_view::npos)
            break;
        rest.remove_prefix(slash + 1);
    }
    message.put(field.attr, members.data(), members.size() * sizeof members.front());
    return true;
}

/// Kernels before 6.12 left the upper half of the weight to chance; a later one says that it does not.
static unsigned weight_of(const nexthop_grp &member, const Record &record)
{
    bool has_high = record.attrs.value<uint32_t>(NHA_OP_FLAGS) & NHA_OP_FLAG_RESP_GRP_RESVD_0;
    return (has_high ? member.resvd1 << 8 | member.weight : member.weight) + 1U;
}

static void show_group(Context &context, const Field &field, const Record &record)
{
    auto bytes = get_bytes(record[field.attr]);
    Out &out = context.out;
    auto list = out.list(field.key());
    const char *before = "group ";
    for (; bytes.size() >= sizeof(nexthop_grp); bytes = bytes.subspan(sizeof(nexthop_grp))) {
        nexthop_grp member;
        memcpy(&member, bytes.data(), sizeof member);
        auto object = out.object();
        out.text(std::exchange(before, "/"));
        out.number({"id", "", ""}, member.id);
        if (unsigned weight = weight_of(member, record); weight > 1) {
            out.text(",");
            out.number({"weight", "", ""}, weight);
        }
    }
    out.text(" ");
}

static constexpr Type group_type{"ID[,WEIGHT][/...]", parse_group, show_group};

// --- resilient groups

/// Without trailing zeros, as the reference has it, but all digits of long times, which it cuts to six.
static std::string decimal(uint64_t hundredths)
{
    std::string text = format("%llu.%02u", static_cast<unsigned long long>(hundredths / 100),
                              static_cast<unsigned>(hundredths % 100));
    text.erase(text.find_last_not_of('0') + 1);
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

constexpr Type nexthop::seconds{"SECONDS",
                                [](Context &, Args &args, const Field &field, Message &message) {
                                    auto value = parse_unsigned(args.next(), UINT32_MAX / 100 - 1);
                                    if (value)
                                        message.put(field.attr, static_cast<uint32_t>(*value * 100));
                                    return value.has_value();
                                },
                                [](Context &context, const Field &field, const Record &record) {
                                    std::string text = decimal(get_unsigned(record[field.attr]));
                                    context.out.literal(field.label(), text, text);
                                }};

static constexpr Field resilient_rows[] = {
    {.word = "buckets",
     .attr = NHA_RES_GROUP_BUCKETS,
     .type = u16,
     .wrong = "invalid buckets value",
     .exact = true},
    {.word = "idle_timer",
     .attr = NHA_RES_GROUP_IDLE_TIMER,
     .type = nexthop::seconds,
     .wrong = "invalid idle timer value",
     .exact = true},
    {.word = "unbalanced_timer",
     .attr = NHA_RES_GROUP_UNBALANCED_TIMER,
     .type = nexthop::seconds,
     .wrong = "invalid unbalanced timer value",
     .exact = true},
    {.attr = NHA_RES_GROUP_UNBALANCED_TIME, .type = nexthop::seconds, .text = "unbalanced_time"},
};
constexpr Fields resilient_fields{resilient_rows};

static constexpr Type resilient_type{
    nullptr, nullptr, [](Context &context, const Field &field, const Record &record) {
        auto object = context.out.object(field.key());
        print_fields(context, resilient_fields.rows, {Attrs(record[field.attr]), record.message, &record});
    }};

static constexpr Choice group_types[] = {{"mpath", NEXTHOP_GRP_TYPE_MPATH},
                                         {"resilient", NEXTHOP_GRP_TYPE_RES}};

static void parse_resilient(Context &context, Args &args, Message &message)
{
    if (args.empty() || !match(args.peek(), resilient_fields.rows))
        return;
    Nest nest(message, NHA_RES_GROUP, true);
    for (Seen seen; parse_field(context, args, resilient_fields, message, seen);)
        continue;
}

/// `mpath`, or `resilient` and its words.
static bool parse_group_type(Context &context, Args &args, const Field &field, Message &message)
{
    auto type = choice_value(field.choices, args.next());
    if (!type)
        return false;
    if (*type == NEXTHOP_GRP_TYPE_RES)
        parse_resilient(context, args, message);
    message.put(field.attr, static_cast<uint16_t>(*type));
    return true;
}

static constexpr Type group_type_type{"TYPE", parse_group_type, print_choice<uint16_t>};

// --- where it leads

/// A next hop is of one family, which the first of these words settles: `dev` and `blackhole` alone mean
/// IPv4.
static void settle_family(Message &message, uint8_t family)
{
    if (header(message).nh_family == AF_UNSPEC)
        header(message).nh_family = family;
}

static bool parse_gateway(Context &, Args &args, const Field &field, Message &message)
{
    if (auto named = family_from(args.empty() ? "" : args.peek())) {
        args.next();
        settle_family(message, static_cast<uint8_t>(*named));
        if (*named != header(message).nh_family)
            wrong_argument(args.next(), "address family mismatch");
    }
    Prefix address = address_from(args.next(), header(message).nh_family);
    settle_family(message, address.family);
    message.put(field.attr, address.bytes.data(), address.size);
    return true;
}

static constexpr Type gateway_type{
    "[ FAMILY ] ADDRESS", parse_gateway, [](Context &context, const Field &field, const Record &record) {
        int family = header(record).nh_family;
        context.out.string({field.key(), field.label(), " ", address_color(family)},
                           context.host(family, get_bytes(record[field.attr])));
    }};

bool nexthop::parse_device(Context &context, Args &args, const Field &field, Message &message)
{
    auto index = context.links().index(args.next());
    if (index)
        message.put<int>(field.attr, *index);
    return index.has_value();
}

static constexpr Type device_type{"DEV",
                                  [](Context &context, Args &args, const Field &field, Message &message) {
                                      settle_family(message, AF_INET);
                                      return nexthop::parse_device(context, args, field, message);
                                  },
                                  print_route_device};

static constexpr Type blackhole_type{
    nullptr,
    [](Context &context, Args &args, const Field &field, Message &message) {
        settle_family(message, AF_INET);
        return flag.parse(context, args, field, message);
    },
    [](Context &context, const Field &field, const Record &record) { flag.print(context, field, record); }};

// --- what stands in the header

static constexpr Type scope_type{
    nullptr, nullptr, [](Context &context, const Field &field, const Record &record) {
        uint8_t scope = header(record).nh_scope;
        if (scope != RT_SCOPE_UNIVERSE || context.settings.details)
            context.out.string(field.label(), context.names.text(*field.names, scope));
    }};

static constexpr Type protocol_type{
    "RTPROTO",
    [](Context &context, Args &args, const Field &field, Message &message) {
        auto id = context.names.id(*field.names, args.next());
        if (id)
            header(message).nh_protocol = static_cast<uint8_t>(*id);
        return id.has_value();
    },
    [](Context &context, const Field &field, const Record &record) {
        uint8_t protocol = header(record).nh_protocol;
        if (protocol != RTPROT_UNSPEC || context.settings.details)
            context.out.string({field.key(), field.label()}, context.names.text(*field.names, protocol));
    }};

/// One of the flags can be set; all are shown.
static constexpr Type flags_type{nullptr,
                                 [](Context &, Args &, const Field &, Message &message) {
                                     header(message).nh_flags |= RTNH_F_ONLINK;
                                     return true;
                                 },
                                 [](Context &context, const Field &, const Record &record) {
                                     print_hop_flags(context, header(record).nh_flags);
                                 }};

// --- statistics, which the kernel sends where it is asked for them

static constexpr Type hw_stats_type{
    "{ on | off }",
    [](Context &, Args &args, const Field &field, Message &message) {
        message.put<uint32_t>(field.attr, parse_on_off(field.word, args.next(), 22));
        return true;
    },
    [](Context &context, const Field &field, const Record &record) {
        Out &out = context.out;
        if (!context.settings.stats && !context.settings.details)
            return;
        if (record[NHA_FDB])
            out.text(" ");
        auto object = out.object(field.key());
        out.on_off({"enabled", field.word}, get_unsigned(record[field.attr]) != 0);
        if (const nlattr *used = record[NHA_HW_STATS_USED])
            out.on_off("used", get_unsigned(used) != 0);
    }};

static void show_member_statistics(Context &context, const Attrs &member)
{
    Out &out = context.out;
    auto object = out.object();
    out.line_break();
    out.text("    ");
    out.number({"id", "id", ""}, member.value<uint32_t>(NHA_GROUP_STATS_ENTRY_ID));
    out.text(" ");
    if (const nlattr *packets = member[NHA_GROUP_STATS_ENTRY_PACKETS])
        out.number({"packets", "packets", ""}, get_unsigned(packets));
    const nlattr *in_hardware = member[NHA_GROUP_STATS_ENTRY_PACKETS_HW];
    if (!in_hardware)
        return;
    out.text(" ");
    out.number({"packets_hw", "packets_hw", ""}, get_unsigned(in_hardware));
}

static constexpr Type group_stats_type{
    nullptr, nullptr, [](Context &context, const Field &field, const Record &record) {
        if (!context.settings.stats)
            return;
        auto list = context.out.list(field.key());
        context.out.line_break();
        context.out.text("  stats:");
        each_attr(record[field.attr],
                  [&](const nlattr *entry) { show_member_statistics(context, Attrs(entry)); });
    }};

// --- the rows

static constexpr Field rows[] = {
    nexthop::id,
    {.word = "group", .attr = NHA_GROUP, .type = group_type, .exact = true},
    {.word = "type",
     .attr = NHA_GROUP_TYPE,
     .type = group_type_type,
     .choices = group_types,
     .hide = NEXTHOP_GRP_TYPE_MPATH,
     .exact = true},
    {.attr = NHA_RES_GROUP, .type = resilient_type, .json = "resilient_args"},
    {.word = "encap", .attr = NHA_ENCAP, .type = encap, .exact = true},
    {.word = "via", .attr = NHA_GATEWAY, .type = gateway_type, .json = "gateway", .exact = true},
    {.word = "dev", .attr = NHA_OIF, .type = device_type, .wrong = "Device does not exist", .exact = true},
    {.type = scope_type, .text = "scope", .names = &rt_scopes},
    {.word = "blackhole", .attr = NHA_BLACKHOLE, .type = blackhole_type, .exact = true},
    {.word = "protocol", .type = protocol_type, .text = "proto", .json = "protocol", .names = &rt_protos},
    {.word = "onlink", .type = flags_type, .exact = true},
    {.word = "fdb", .attr = NHA_FDB, .type = flag, .after = "", .exact = true},
    {.word = "hw_stats", .attr = NHA_HW_STATS_ENABLE, .type = hw_stats_type, .exact = true},
    {.attr = NHA_GROUP_STATS, .type = group_stats_type, .json = "group_stats"},
};
constexpr Fields nexthop_fields{rows, "\"%s\" value is invalid"};

} // namespace nskit
