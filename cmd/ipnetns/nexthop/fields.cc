// SPDX-License-Identifier: MIT
// The attributes of a next hop object, one row each, in the order in which they are shown.
#include <utility>

#include "cmd/ipnetns/nexthop/nexthop.h"
#include "cmd/ipnetns/route/encap/encap.h"
#include "lib/base/number.h"
#include "lib/netlink/uapi.h"
#include "lib/row/hop.h"
#include "lib/row/words.h"

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

/// `ID[,WEIGHT]`. The kernel keeps the weight less one, since 6.12 with its upper half in a byte of its own.
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

/// Kernels before 6.12 leave the upper half of the weight to chance; later ones say that it counts.
static unsigned weight_of(const nexthop_grp &member, const Record &record)
{
    const bool is_request = record.message->nlmsg_flags & NLM_F_REQUEST;
    bool has_high = is_request || record.attrs.value<uint32_t>(NHA_OP_FLAGS) & NHA_OP_FLAG_RESP_GRP_RESVD_0;
    const unsigned high = has_high ? member.resvd1 : 0;
    return (high << 8 | member.weight) + 1;
}

static void print_group(Context &context, const Field &field, const Record &record)
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

static constexpr Type group_type{.arg = "ID[,weight][/...]", .parse = parse_group, .print = print_group};

// --- resilient groups

/// Without trailing zeros, as in the reference, but with all digits of long times, which that cuts to six.
static std::string decimal(uint64_t hundredths)
{
    std::string text = format("%llu.%02u", static_cast<unsigned long long>(hundredths / 100),
                              static_cast<unsigned>(hundredths % 100));
    text.erase(text.find_last_not_of('0') + 1);
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

static bool parse_seconds(Context &, Args &args, const Field &field, Message &message)
{
    auto value = parse_unsigned(args.next(), UINT32_MAX / 100 - 1);
    if (value)
        message.put(field.attr, static_cast<uint32_t>(*value * 100));
    return value.has_value();
}

static void print_seconds(Context &context, const Field &field, const Record &record)
{
    std::string text = decimal(get_unsigned(record[field.attr]));
    context.out.literal(label(field), text, text);
}

constexpr Type nexthop::seconds{.arg = "SECONDS", .parse = parse_seconds, .print = print_seconds};

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

static void print_resilient(Context &context, const Field &field, const Record &record)
{
    auto object = context.out.object(field.key());
    print_fields(context, resilient_fields.rows, record.nested(field.attr));
}

static constexpr Type resilient_type{.print = print_resilient};

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

static void write_group_type(Context &context, const Field &field, const Record &record)
{
    const uint32_t type = get<uint16_t>(record[field.attr]);
    std::string line = std::string(field.word) + ' ';
    line += choice_name(field.choices, type) ? choice_name(field.choices, type) : "";
    if (type == NEXTHOP_GRP_TYPE_RES)
        append_rows(context, resilient_fields.rows, record.nested(NHA_RES_GROUP), line);
    context.out.text(line);
}

static constexpr Type group_type_type{
    .arg = "TYPE", .parse = parse_group_type, .print = print_choice<uint16_t>, .words = write_group_type};

// --- where it leads

/// A next hop has one family, which the first of these words decides: `dev` and `blackhole` alone mean IPv4.
static void settle_family(Message &message, uint8_t family)
{
    if (header(message).nh_family == AF_UNSPEC)
        header(message).nh_family = family;
}

static bool parse_gateway(Context &, Args &args, const Field &field, Message &message)
{
    if (auto named = take_family(args)) {
        settle_family(message, static_cast<uint8_t>(*named));
        if (*named != header(message).nh_family)
            wrong_argument(args.next(), "address family mismatch");
    }
    if (header(message).nh_family == AF_PACKET) {
        const LinkAddress address = take_link_gateway(args); // the kernel refuses it, as it does of a route
        message.put(field.attr, address.bytes.data(), address.size);
        return true;
    }
    Prefix address = address_from(args.next(), header(message).nh_family);
    settle_family(message, address.family);
    message.put_address(field.attr, address);
    return true;
}

static void print_gateway(Context &context, const Field &field, const Record &record)
{
    int family = header(record).nh_family;
    context.out.string(label(field, address_color(family)),
                       context.host(family, get_bytes(record[field.attr])));
}

static constexpr Type gateway_type{
    .arg = "[ FAMILY ] ADDRESS", .parse = parse_gateway, .print = print_gateway};

static bool parse_device(Context &context, Args &args, const Field &field, Message &message)
{
    settle_family(message, AF_INET);
    return parse_known_ifindex(context, args, field, message);
}

static constexpr Type device_type{.arg = "DEV", .parse = parse_device, .print = print_hop_device};

static bool parse_blackhole(Context &context, Args &args, const Field &field, Message &message)
{
    settle_family(message, AF_INET);
    return flag.parse(context, args, field, message);
}

static void print_blackhole(Context &context, const Field &field, const Record &record)
{
    flag.print(context, field, record);
}

static constexpr Type blackhole_type{.parse = parse_blackhole, .print = print_blackhole};

// --- what stands in the header

static void print_scope(Context &context, const Field &field, const Record &record)
{
    uint8_t scope = header(record).nh_scope;
    if (scope != RT_SCOPE_UNIVERSE || context.settings.details)
        context.out.string(label(field), context.names.text(*field.names, scope));
}

static constexpr Type scope_type{.print = print_scope};

static bool parse_protocol(Context &context, Args &args, const Field &field, Message &message)
{
    auto id = context.names.id(*field.names, args.next());
    if (id)
        header(message).nh_protocol = static_cast<uint8_t>(*id);
    return id.has_value();
}

static void print_protocol(Context &context, const Field &field, const Record &record)
{
    uint8_t protocol = header(record).nh_protocol;
    if (protocol != RTPROT_UNSPEC || context.settings.details)
        context.out.string(label(field), context.names.text(*field.names, protocol));
}

static void write_protocol(Context &context, const Field &field, const Record &record)
{
    if (uint8_t protocol = header(record).nh_protocol)
        context.out.string(label(field), context.names.text(*field.names, protocol));
}

static constexpr Type protocol_type{
    .arg = "RTPROTO", .parse = parse_protocol, .print = print_protocol, .words = write_protocol};

static bool set_onlink(Context &, Args &, const Field &, Message &message)
{
    header(message).nh_flags |= RTNH_F_ONLINK;
    return true;
}

static void print_flags(Context &context, const Field &, const Record &record)
{
    print_hop_flags(context, header(record).nh_flags);
}

/// One of the flags can be set; all are shown.
static void write_onlink(Context &context, const Field &field, const Record &record)
{
    if (header(record).nh_flags & RTNH_F_ONLINK)
        context.out.text(field.word);
}

static constexpr Type flags_type{.parse = set_onlink, .print = print_flags, .words = write_onlink};

// --- statistics, which the kernel sends on demand

static bool parse_hw_stats(Context &, Args &args, const Field &field, Message &message)
{
    message.put<uint32_t>(field.attr, parse_on_off(field.word, args.next(), 22));
    return true;
}

/// No blank follows `fdb` unless something else does.
static void print_blank_behind_fdb(Out &out, const Record &record)
{
    if (record[NHA_FDB])
        out.text(" ");
}

static void print_port(Context &context, const Field &field, const Record &record)
{
    print_blank_behind_fdb(context.out, record);
    be16.print(context, field, record);
}

static bool parse_port(Context &context, Args &args, const Field &field, Message &message)
{
    return be16.parse(context, args, field, message);
}

static constexpr Type port_type{.arg = "NUMBER", .parse = parse_port, .print = print_port};

static void print_hw_stats(Context &context, const Field &field, const Record &record)
{
    Out &out = context.out;
    if (!context.settings.stats && !context.settings.details)
        return;
    if (!record[NHA_DST_PORT])
        print_blank_behind_fdb(out, record);
    auto object = out.object(field.key());
    out.on_off({"enabled", field.word}, get_unsigned(record[field.attr]) != 0);
    const nlattr *used = record[NHA_HW_STATS_USED]; // sent with -s -s only
    out.on_off("used", used && get_unsigned(used) != 0);
}

static constexpr Type hw_stats_type{
    .arg = "{ on | off }", .parse = parse_hw_stats, .print = print_hw_stats, .words = write_on_off};

static void print_member_statistics(Context &context, const Attrs &member)
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

static void print_group_stats(Context &context, const Field &field, const Record &record)
{
    if (!context.settings.stats)
        return;
    auto list = context.out.list(field.key());
    context.out.line_break();
    context.out.text("  stats:");
    each_attr(record[field.attr],
              [&](const nlattr *entry) { print_member_statistics(context, Attrs(entry)); });
}

static constexpr Type group_stats_type{.print = print_group_stats};

// --- the rows

static constexpr Field rows[] = {
    nexthop::id,
    {.word = "group", .attr = NHA_GROUP, .type = group_type, .exact = true},
    {.word = "type",
     .attr = NHA_GROUP_TYPE,
     .type = group_type_type,
     .choices = group_types,
     .hide = NEXTHOP_GRP_TYPE_MPATH,
     .exact = true,
     .usual = "type mpath"},
    {.attr = NHA_RES_GROUP, .type = resilient_type, .json = "resilient_args"},
    {.word = "encap", .attr = NHA_ENCAP, .type = encap, .exact = true},
    {.word = "via", .attr = NHA_GATEWAY, .type = gateway_type, .json = "gateway", .exact = true},
    {.word = "dev", .attr = NHA_OIF, .type = device_type, .wrong = "Device does not exist", .exact = true},
    {.type = scope_type, .text = "scope", .names = &rt_scopes},
    {.word = "blackhole", .attr = NHA_BLACKHOLE, .type = blackhole_type, .exact = true},
    {.word = "protocol", .type = protocol_type, .text = "proto", .json = "protocol", .names = &rt_protos},
    {.word = "onlink", .type = flags_type, .exact = true},
    {.word = "fdb", .attr = NHA_FDB, .type = flag, .after = "", .exact = true},
    {.word = "dst_port", .attr = NHA_DST_PORT, .type = port_type, .exact = true},
    {.word = "hw_stats", .attr = NHA_HW_STATS_ENABLE, .type = hw_stats_type, .exact = true},
    {.attr = NHA_GROUP_STATS, .type = group_stats_type, .json = "group_stats"},
};
constexpr Fields nexthop_fields{rows, "\"%s\" value is invalid"};

std::string write_nexthop(Context &context, const Record &nexthop)
{
    std::string line;
    append_rows(context, rows, nexthop, line);
    return line;
}

} // namespace nskit
