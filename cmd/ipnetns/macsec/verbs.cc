// SPDX-License-Identifier: MIT
// ip macsec: the channels and SAs of a device, and who encrypts its packets.
#include <endian.h>

#include "cmd/ipnetns/macsec/macsec.h"
#include "cmd/ipnetns/objects.h"
#include "lib/row/macsec_values.h"

namespace nskit {

int take_macsec_device(Context &context, Args &args)
{
    if (args.empty())
        usage(macsec_usage());
    const char *name = args.next();
    const auto index = context.links().index(name);
    if (!index)
        fail("Device \"%s\" does not exist.", name);
    return *index;
}

// --- the words behind the device

/// The help with a message in front of it.
[[noreturn]] static void refuse_with_usage(const std::string &text)
{
    usage(text + "\n" + macsec_usage());
}

/// The word that a channel needs next. Throws what is missing, or expected.
static void take_word(Args &args, const char *word)
{
    if (args.empty())
        refuse_with_usage("expected sci");
    if (!args.take(word))
        wrong_argument(args.peek(), format("expected %s", word));
}

/// `sci HEX`, or `port NUMBER` and `address LLADDR` in any order. In network byte order.
static uint64_t take_channel(Args &args)
{
    if (args.empty())
        refuse_with_usage("expected sci");
    if (args.take("sci")) {
        const auto number = parse_macsec_channel(args.next());
        if (!number)
            wrong_argument(args.previous(), "expected sci");
        return htobe64(*number);
    }
    if (args.take("port")) {
        const uint16_t port = take_macsec_port(args);
        take_word(args, "address");
        return macsec_channel_of(args.next(), port);
    }
    if (!args.take("address"))
        wrong_argument(args.peek(), "expected sci, port, or address");
    const char *address = args.next();
    macsec_channel_of(address, 0); // refused before what follows is read
    take_word(args, "port");
    return macsec_channel_of(address, take_macsec_port(args));
}

/// Reads words of a table to the end of the line.
static void parse_words(Context &context, Args &args, const Fields &table, Message &given)
{
    for (Seen seen; !args.empty();)
        if (!parse_field(context, args, table, given, seen))
            refuse_with_usage(format("macsec: unknown command \"%s\"?", args.peek().data()));
}

// --- requests

static constexpr uint16_t sa_attrs[] = {
    MACSEC_SA_ATTR_AN,    MACSEC_SA_ATTR_PN,  MACSEC_SA_ATTR_SALT,   MACSEC_SA_ATTR_SSCI,
    MACSEC_SA_ATTR_KEYID, MACSEC_SA_ATTR_KEY, MACSEC_SA_ATTR_ACTIVE,
};

/// An SA needs a key once, and a salt and a short identifier with 64-bit packet numbers only.
static void check_association(MacsecVerb verb, Message &given)
{
    const nlattr *number = given.find(MACSEC_SA_ATTR_PN);
    const bool has_key = given.find(MACSEC_SA_ATTR_KEY);
    if (verb == MacsecVerb::add && !has_key)
        fail("cannot create SA without key");
    if (verb == MacsecVerb::add && !number)
        fail("must specify a packet number != 0");
    if (verb == MacsecVerb::set && has_key)
        fail("cannot change key on SA");
    if (number && payload_size(number) == sizeof(uint64_t))
        return;
    given.drop(MACSEC_SA_ATTR_SALT);
    given.drop(MACSEC_SA_ATTR_SSCI);
}

/// Reads an SA behind `sa`, and puts its nest. `del` needs its number only.
static void parse_association(Context &context, Args &args, MacsecVerb verb, Message &message)
{
    Message given = generic_message(0);
    Seen seen;
    parse_field(context, args, macsec_sa_fields, given, seen);
    if (verb != MacsecVerb::remove) {
        parse_words(context, args, macsec_sa_fields, given);
        check_association(verb, given);
    }
    Nest nest(message, MACSEC_ATTR_SA_CONFIG);
    for (const uint16_t attr : sa_attrs)
        if (const nlattr *value = given.find(attr))
            message.put(attr, payload(value), payload_size(value));
}

static void set_command(Message &message, uint8_t add, MacsecVerb verb)
{
    message.fixed<genlmsghdr>().cmd = static_cast<uint8_t>(add + static_cast<uint8_t>(verb));
}

static bool names_association(const Args &args)
{
    return std::string_view(args.peek()) == "sa";
}

static void parse_receiving(Context &context, Args &args, MacsecVerb verb, Message &message)
{
    const uint64_t channel = take_channel(args);
    const bool is_association = names_association(args);
    set_command(message, is_association ? MACSEC_CMD_ADD_RXSA : MACSEC_CMD_ADD_RXSC, verb);
    {
        Nest nest(message, MACSEC_ATTR_RXSC_CONFIG);
        message.put(MACSEC_RXSC_ATTR_SCI, channel);
        if (!is_association && verb != MacsecVerb::remove)
            parse_words(context, args, macsec_channel_fields, message);
    }
    if (is_association)
        parse_association(context, args, verb, message);
}

void parse_macsec(Context &context, Args &args, MacsecVerb verb, Message &message)
{
    message.put<int>(MACSEC_ATTR_IFINDEX, take_macsec_device(context, args));
    if (args.take("rx"))
        return parse_receiving(context, args, verb, message);
    if (!args.take("tx") || !names_association(args))
        usage(macsec_usage());
    set_command(message, MACSEC_CMD_ADD_TXSA, verb);
    parse_association(context, args, verb, message);
}

// --- the verbs

template <MacsecVerb verb> static void change(Session &session, Args &args)
{
    Message message = generic_message(0);
    parse_macsec(session, args, verb, message);
    session.generic(MACSEC_GENL_NAME).request(message);
}

/// The value of a name, or of its beginning, which is deprecated.
static uint8_t take_offload(Args &args)
{
    const char *word = args.next();
    if (const auto value = choice_value(macsec_offloads, word))
        return static_cast<uint8_t>(*value);
    for (const Choice &choice : macsec_offloads)
        if (is_prefix(word, choice.name)) {
            warn("WARNING: '%s' matches '%s' by prefix.\n"
                 "Matching by prefix is deprecated in this context, please use the full string.",
                 word, choice.name.data());
            return static_cast<uint8_t>(choice.value);
        }
    refuse_with_usage(
        format("Error: argument of \"offload\" must be one of \"off\", \"phy\", \"mac\", not \"%s\"", word));
}

static void offload(Session &session, Args &args)
{
    Message message = generic_message(MACSEC_CMD_UPD_OFFLOAD);
    message.put<int>(MACSEC_ATTR_IFINDEX, take_macsec_device(session, args));
    if (args.empty())
        usage(macsec_usage());
    {
        Nest nest(message, MACSEC_ATTR_OFFLOAD);
        message.put<uint8_t>(MACSEC_OFFLOAD_ATTR_TYPE, take_offload(args));
    }
    session.generic(MACSEC_GENL_NAME).request(message);
}

static void help(Session &, Args &)
{
    usage(macsec_usage());
}

static constexpr Command verbs[] = {
    {.word = "show", .run = show_macsec, .usage = "show [ DEV ]"},
    {.word = "add",
     .run = change<MacsecVerb::add>,
     .usage = "add DEV tx sa { 0..3 } [ OPTS ] key ID KEY\n"
              "add DEV rx SCI [ on | off ]\n"
              "add DEV rx SCI sa { 0..3 } [ OPTS ] key ID KEY"},
    {.word = "set",
     .run = change<MacsecVerb::set>,
     .usage = "set DEV tx sa { 0..3 } [ OPTS ]\n"
              "set DEV rx SCI [ on | off ]\n"
              "set DEV rx SCI sa { 0..3 } [ OPTS ]"},
    {.word = "delete",
     .run = change<MacsecVerb::remove>,
     .usage = "del DEV tx sa { 0..3 }\n"
              "del DEV rx SCI [ sa { 0..3 } ]"},
    {.word = "offload", .run = offload, .usage = "offload DEV { off | phy | mac }"},
    {.word = "help", .run = help, .usage = "help"},
};

std::string macsec_usage()
{
    return usage_of("macsec", verbs) + "\nSCI  := { sci HEX | port { 1..65535 } address LLADDR }\nOPTS :=\n" +
           describe_fields(macsec_sa_fields.rows.subspan(1), 8);
}

void ip_macsec(Session &session, Args &args)
{
    run_verb_of(MACSEC_GENL_NAME, session, args, verbs, "macsec");
}

} // namespace nskit
