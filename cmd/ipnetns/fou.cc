// SPDX-License-Identifier: MIT
// ip fou: UDP ports whose packets the kernel unwraps: foo over UDP, and generic UDP encapsulation (GUE).
#include <endian.h>
#include <linux/fou.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/number.h"
#include "lib/row/address_pair.h"
#include "lib/row/types.h"

namespace nskit {

// --- rows

static bool parse_port(Context &, Args &args, const Field &field, Message &message)
{
    const auto number = parse_as<uint16_t>(args.next());
    if (number && *number)
        message.put<uint16_t>(field.attr, htobe16(*number));
    return number && *number;
}

/// A name of /etc/protocols, or a number from 1 to 255.
static bool parse_protocol(Context &context, Args &args, const Field &field, Message &message)
{
    const auto id = context.names.id(ip_protocols, args.next());
    if (id && *id)
        message.put<uint8_t>(field.attr, static_cast<uint8_t>(*id));
    return id && *id;
}

static bool parse_gue(Context &, Args &, const Field &field, Message &message)
{
    message.put<uint8_t>(field.attr, FOU_ENCAP_GUE);
    return true;
}

static void print_gue(Context &context, const Field &field, const Record &record)
{
    if (get<uint8_t>(record[field.attr]) == FOU_ENCAP_GUE)
        context.out.null_flag(label(field));
}

static int family_of(const Context &context)
{
    return context.settings.family == AF_INET6 ? AF_INET6 : AF_INET;
}

/// The addresses behind this word are of IPv6.
static bool parse_inet6(Context &context, Args &, const Field &, Message &)
{
    context.settings.family = AF_INET6;
    return true;
}

static void print_family(Context &context, const Field &field, const Record &record)
{
    const int family = get<uint8_t>(record[field.attr]);
    context.out.data(field.key(), family_name(family));
    if (family == AF_INET6)
        context.out.text(" -6");
}

static bool parse_end(Context &context, Args &args, const Field &field, Message &message)
{
    put_paired_address(message, field.attr, address_from(args.next(), family_of(context)));
    return true;
}

static bool parse_fou_device(Context &context, Args &args, const Field &field, Message &message)
{
    const char *name = args.next();
    if (!is_device_name(name))
        fail("fou: invalid device name");
    const auto index = context.links().index(name);
    if (!index)
        fail("fou: unknown device name");
    message.put<int>(field.attr, *index);
    return true;
}

static void print_fou_device(Context &context, const Field &field, const Record &record)
{
    if (const int index = get<int>(record[field.attr]))
        context.out.string(label(field, Color::ifname), context.links().name(index));
}

constexpr Type port{.arg = "PORT", .parse = parse_port, .print = print_number<uint16_t, true>};
constexpr Type protocol{.arg = "PROTO", .parse = parse_protocol, .print = print_number<uint8_t>};
constexpr Type gue{.parse = parse_gue, .print = print_gue};
constexpr Type inet6{.parse = parse_inet6, .print = print_family};
constexpr Type end_address{.arg = "IFADDR", .parse = parse_end, .print = print_paired_address};
constexpr Type fou_device{.arg = "IFNAME", .parse = parse_fou_device, .print = print_fou_device};

static constexpr auto rows =
    join(std::to_array<Field>({
             {.word = "port", .attr = FOU_ATTR_PORT, .type = port, .after = "", .wrong = "invalid port"},
         }),
         blank_first(std::to_array<Field>({
             {.word = "ipproto",
              .attr = FOU_ATTR_IPPROTO,
              .type = protocol,
              .hide = 0,
              .wrong = "invalid ipproto"},
             {.word = "gue", .attr = FOU_ATTR_TYPE, .type = gue},
             {.word = "-6", .attr = FOU_ATTR_AF, .type = inet6, .json = "family"},
             {.word = "local", .attr = FOU_ATTR_LOCAL_V4, .type = end_address, .hide = 0, .always = true},
             {.word = "peer", .attr = FOU_ATTR_PEER_V4, .type = end_address, .hide = 0, .always = true},
             {.word = "peer_port",
              .attr = FOU_ATTR_PEER_PORT,
              .type = port,
              .hide = 0,
              .wrong = "invalid peer port"},
             {.word = "dev", .attr = FOU_ATTR_IFINDEX, .type = fou_device},
         })));
constexpr Fields fou_fields{.rows = rows};

// --- words

static std::string fou_usage();

static bool has_end(const Message &message, uint16_t attr)
{
    return message.find(attr) || message.find(static_cast<uint16_t>(attr + 1));
}

static void check(const Message &message, bool is_add)
{
    const bool protocol = message.find(FOU_ATTR_IPPROTO), gue = message.find(FOU_ATTR_TYPE);
    if (!message.find(FOU_ATTR_PORT))
        fail("fou: missing port");
    if (is_add && !protocol && !gue)
        fail("fou: must set ipproto or gue");
    if (protocol && gue)
        fail("fou: cannot set ipproto and gue");
    if (has_end(message, FOU_ATTR_PEER_V4) != (message.find(FOU_ATTR_PEER_PORT) != nullptr))
        fail("fou: both peer and peer port must be set");
}

static void parse(Context &context, Args &args, Message &message, bool is_add)
{
    Seen seen;
    while (!args.empty())
        if (!parse_field(context, args, fou_fields, message, seen))
            fail_with(255, "fou: unknown command \"%s\"?\n%s", args.peek().data(), fou_usage().c_str());
    message.keep_last();
    check(message, is_add);
    if (!message.find(FOU_ATTR_TYPE))
        message.put<uint8_t>(FOU_ATTR_TYPE, FOU_ENCAP_DIRECT);
    message.put<uint8_t>(FOU_ATTR_AF, static_cast<uint8_t>(family_of(context)));
}

// --- verbs

template <uint8_t command> static void send(Session &session, Args &args)
{
    Message message = generic_message(command);
    parse(session, args, message, command == FOU_CMD_ADD);
    session.generic(FOU_GENL_NAME).request(message);
}

static void show(Session &session, Args &args)
{
    if (!args.empty())
        fail("\"ip fou show\" does not take any arguments.");
    Message message = generic_message(FOU_CMD_GET);
    auto list = session.out.list();
    session.generic(FOU_GENL_NAME).dump(message, [&](const nlmsghdr *answer) {
        show_generic(session, rows, answer);
    });
}

static void help(Session &, Args &)
{
    usage(fou_usage());
}

static constexpr Command verbs[] = {
    {.word = "add",
     .run = send<FOU_CMD_ADD>,
     .usage = "add port PORT { ipproto PROTO  | gue }\n"
              "\t\t   [ local IFADDR ] [ peer IFADDR ]\n"
              "\t\t   [ peer_port PORT ] [ dev IFNAME ]"},
    {.word = "delete",
     .run = send<FOU_CMD_DEL>,
     .usage = "del port PORT [ local IFADDR ]\n"
              "\t\t   [ peer IFADDR ] [ peer_port PORT ]\n"
              "\t\t   [ dev IFNAME ]"},
    {.word = "show", .run = show, .usage = "show"},
    {.word = "help", .run = help},
};

static std::string fou_usage()
{
    return usage_of("fou", verbs) + "\n"
                                    "Where: PROTO { ipproto-name | 1..255 }\n"
                                    "       PORT { 1..65535 }\n"
                                    "       IFADDR { addr }\n";
}

void ip_fou(Session &session, Args &args)
{
    run_verb_of(FOU_GENL_NAME, session, args, verbs, "fou");
}

} // namespace nskit
