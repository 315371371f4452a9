// SPDX-License-Identifier: MIT
// ip ioam: what the kernel writes into the traces that packets of IPv6 collect on their way (in-situ OAM).
#include <linux/ioam6_genl.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/hex.h"
#include "lib/base/number.h"
#include "lib/netlink/uapi.h"
#include "lib/row/address_pair.h"
#include "lib/row/types.h"

namespace nskit {

// --- rows

static bool parse_wide(Context &, Args &args, const Field &field, Message &message)
{
    constexpr int base = 16;
    const auto value = parse_as<uint64_t>(args.next(), base);
    if (value)
        message.put<uint64_t>(field.attr, *value);
    return value.has_value();
}

static void print_data(Context &context, const Field &field, const Record &record)
{
    const auto data = get<uint32_t>(record[field.attr]);
    context.out.literal(label(field), format("0x%08x", data), quote(format("%x", data)));
}

static void print_wide(Context &context, const Field &field, const Record &record)
{
    const auto data = get<uint64_t>(record[field.attr]);
    context.out.literal(label(field), format("0x%016jx", uintmax_t{data}),
                        quote(format("%#jx", uintmax_t{data})));
}

static bool parse_schema_data(Context &, Args &args, const Field &field, Message &message)
{
    const std::string_view text = args.next();
    if (text.size() > IOAM6_MAX_SCHEMA_DATA_LEN)
        return false;
    message.put_text(field.attr, text);
    return true;
}

static void print_schema_data(Context &context, const Field &field, const Record &record)
{
    auto list = context.out.list(field.key(), field.before);
    for (uint8_t byte : get_bytes(record[field.attr]))
        context.out.literal({nullptr, "", ""}, format(" %02x", byte), std::to_string(byte));
}

constexpr Type ns_data{.arg = "DATA32", .parse = parse_number<uint32_t>, .print = print_data};
constexpr Type ns_data_wide{.arg = "DATA64", .parse = parse_wide, .print = print_wide};
constexpr Type schema_data{.arg = "DATA", .parse = parse_schema_data, .print = print_schema_data};

constexpr const char *bad_namespace = "Invalid namespace ID", *bad_schema = "Invalid schema ID";

constexpr Field ns_id{
    .word = "namespace", .attr = IOAM6_ATTR_NS_ID, .type = u16, .after = "", .wrong = bad_namespace};
constexpr Field schema_id{
    .word = "schema", .attr = IOAM6_ATTR_SC_ID, .type = u32, .after = "", .wrong = bad_schema};

/// The id of what the record is not about, but belongs to.
constexpr Field beside(Field row)
{
    row.frame(" [", "]");
    return row;
}

static constexpr Field namespace_rows[] = {
    ns_id,
    beside(schema_id),
    {.word = "data",
     .attr = IOAM6_ATTR_NS_DATA,
     .type = ns_data,
     .before = ", ",
     .after = "",
     .wrong = "Invalid data",
     .exact = true},
    {.word = "wide",
     .attr = IOAM6_ATTR_NS_DATA_WIDE,
     .type = ns_data_wide,
     .before = ", ",
     .after = "",
     .wrong = "Invalid wide data",
     .exact = true},
};
constexpr Fields ioam_namespace_fields{.rows = namespace_rows};

static constexpr Field schema_rows[] = {
    schema_id,
    beside(ns_id),
    {.attr = IOAM6_ATTR_SC_DATA,
     .type = schema_data,
     .json = "data",
     .before = ", data:",
     .wrong = "Schema DATA too big"},
};
constexpr Fields ioam_schema_fields{.rows = schema_rows};

// --- words

constexpr const char *unexpected = "Unexpected argument";

/// `data` and `wide`, each at most once, in this order.
static void parse_namespace_data(Context &context, Args &args, Message &message)
{
    std::span<const Field> left = std::span(namespace_rows).subspan(2);
    const char *wrong = "Invalid argument";
    Seen seen;
    while (!args.empty()) {
        const Field *row = match(args.peek(), left);
        if (!row)
            wrong_argument(args.peek(), wrong);
        parse_field(context, args, {std::span(row, 1)}, message, seen);
        left = left.subspan(static_cast<size_t>(row - left.data()) + 1);
        wrong = unexpected;
    }
}

static void change(Session &session, Message &message)
{
    send_generic(session, IOAM6_GENL_NAME, message, 1);
}

/// A verb whose only word is the id of `row`.
template <uint8_t command, const Field &row> static void change_id(Session &session, Args &args)
{
    Message message = generic_message(command);
    take_value(session, args, row, message);
    expect_end(args, unexpected);
    change(session, message);
}

template <uint8_t command, const Fields &fields> static void show(Session &session, Args &args)
{
    expect_end(args, unexpected);
    Message message = generic_message(command);
    auto list = session.out.list();
    session.generic(IOAM6_GENL_NAME).dump(message, [&](const nlmsghdr *answer) {
        show_generic(session, fields.rows, answer);
    });
}

// --- namespace

static void add_namespace(Session &session, Args &args)
{
    Message message = generic_message(IOAM6_CMD_ADD_NAMESPACE);
    take_value(session, args, ns_id, message);
    parse_namespace_data(session, args, message);
    change(session, message);
}

static void set_namespace(Session &session, Args &args)
{
    Message message = generic_message(IOAM6_CMD_NS_SET_SCHEMA);
    take_value(session, args, ns_id, message);
    if (!args.take("schema"))
        wrong_argument(args.next(), "Unknown");
    if (args.take("none"))
        message.put(IOAM6_ATTR_SC_NONE, nullptr, 0);
    else
        take_value(session, args, schema_id, message);
    expect_end(args, unexpected);
    change(session, message);
}

// --- schema

static void add_schema(Session &session, Args &args)
{
    Message message = generic_message(IOAM6_CMD_ADD_SCHEMA);
    take_value(session, args, schema_id, message);
    take_value(session, args, schema_rows[2], message);
    expect_end(args, unexpected);
    change(session, message);
}

// --- monitor

/// The bits of a trace's type; the width counts the `0x`.
static void print_trace_type(Context &context, const Field &field, const Record &record)
{
    const auto type = get<uint32_t>(record[field.attr]);
    context.out.literal(label(field), format("%#08x", type), quote(format("%#x", type)));
}

static void print_trace_data(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field), format_hex(get_bytes(record[field.attr])));
}

constexpr Type trace_type{.print = print_trace_type};
constexpr Type trace_data{.print = print_trace_data};

static constexpr Field trace_rows[] = {
    event_field(IOAM6_EVENT_ATTR_TRACE_NAMESPACE, u16, " Namespace=", "namespace"),
    event_field(IOAM6_EVENT_ATTR_TRACE_NODELEN, u8, " NodeLen=", "nodelen"),
    event_field(IOAM6_EVENT_ATTR_TRACE_TYPE, trace_type, " Type=", "type"),
    event_field(IOAM6_EVENT_ATTR_TRACE_DATA, trace_data, " Data=", "data"),
};
constexpr Fields ioam_trace_fields{.rows = trace_rows};

static void print_trace(Session &session, const nlmsghdr *message)
{
    const Record event = Record::of<genlmsghdr>(message);
    if (event.fixed<genlmsghdr>().cmd != IOAM6_EVENT_TRACE)
        return;
    {
        auto object = session.out.object();
        session.out.literal({"event", "", ""}, "[TRACE]", quote("TRACE"));
        print_fields(session, trace_rows, event);
        session.out.line();
    }
    session.out.flush();
}

static void monitor(Session &session, Args &args)
{
    expect_end(args, unexpected);
    Generic family(IOAM6_GENL_NAME, session.options.receive_buffer);
    if (!family.join(IOAM6_GENL_EV_GRP_NAME))
        fail("The kernel reports no traces");
    for (;;)
        if (!family.events([&](const nlmsghdr *event) { print_trace(session, event); }))
            session.warn_line(lost_events());
}

// --- the verbs

constexpr const char *unknown = "Unknown";

static constexpr Command namespace_verbs[] = {
    {.word = "show", .run = show<IOAM6_CMD_DUMP_NAMESPACES, ioam_namespace_fields>, .exact = true},
    {.word = "add", .run = add_namespace, .exact = true},
    {.word = "del", .run = change_id<IOAM6_CMD_DEL_NAMESPACE, ns_id>, .exact = true},
    {.word = "set", .run = set_namespace, .exact = true},
};
static constexpr Command schema_verbs[] = {
    {.word = "show", .run = show<IOAM6_CMD_DUMP_SCHEMAS, ioam_schema_fields>, .exact = true},
    {.word = "add", .run = add_schema, .exact = true},
    {.word = "del", .run = change_id<IOAM6_CMD_DEL_SCHEMA, schema_id>, .exact = true},
};

static void namespaces(Session &session, Args &args)
{
    run_word(session, args, namespace_verbs, unknown);
}

static void schemas(Session &session, Args &args)
{
    run_word(session, args, schema_verbs, unknown);
}

static void help(Session &, Args &)
{
    usage("Usage:\tip ioam { COMMAND | help }\n"
          "\tip ioam namespace show\n"
          "\tip ioam namespace add ID [ data DATA32 ] [ wide DATA64 ]\n"
          "\tip ioam namespace del ID\n"
          "\tip ioam schema show\n"
          "\tip ioam schema add ID DATA\n"
          "\tip ioam schema del ID\n"
          "\tip ioam namespace set ID schema { ID | none }\n"
          "\tip ioam monitor\n");
}

static constexpr Command things[] = {
    {.word = "namespace", .run = namespaces, .exact = true},
    {.word = "schema", .run = schemas, .exact = true},
    {.word = "monitor", .run = monitor, .exact = true},
    {.word = "help", .run = help, .exact = true},
};

void ip_ioam(Session &session, Args &args)
{
    if (args.empty())
        help(session, args);
    run_word(session, args, things, unknown);
}

} // namespace nskit
