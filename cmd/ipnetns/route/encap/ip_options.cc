// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/route/encap/ip_options.h"

#include "lib/base/hex.h"
#include "lib/base/number.h"

namespace nskit {

/// Bytes in hex, two digits each.
static bool parse_data(Context &, Args &args, const Field &field, Message &message)
{
    std::string_view text = args.next();
    std::string bytes;
    for (; text.size() >= 2; text.remove_prefix(2)) {
        auto byte = parse_digits(text.substr(0, 2), UINT8_MAX, 16);
        if (!byte)
            return false;
        bytes += static_cast<char>(*byte);
    }
    message.put_text(field.attr, bytes);
    return text.empty();
}

static void print_data(Context &context, const Field &field, const Record &record)
{
    context.out.string(label(field), format_hex(get_bytes(record[field.attr])));
}

static constexpr Type data{.arg = "HEX", .parse = parse_data, .print = print_data};

static constexpr Field geneve_fields[] = {
    {.attr = LWTUNNEL_IP_OPT_GENEVE_CLASS, .type = be16, .text = "", .json = "class", .after = ":"},
    {.attr = LWTUNNEL_IP_OPT_GENEVE_TYPE, .type = u8, .text = "", .json = "type", .after = ":"},
    {.attr = LWTUNNEL_IP_OPT_GENEVE_DATA, .type = data, .text = "", .json = "data", .after = ""},
};
static constexpr Field vxlan_fields[] = {
    {.attr = LWTUNNEL_IP_OPT_VXLAN_GBP, .type = u32, .text = "", .json = "gbp", .after = ""},
};
static constexpr Field erspan_fields[] = {
    {.attr = LWTUNNEL_IP_OPT_ERSPAN_VER, .type = u8, .text = "", .json = "ver", .after = ":"},
    {.attr = LWTUNNEL_IP_OPT_ERSPAN_INDEX, .type = be32, .text = "", .json = "index", .after = ":"},
    {.attr = LWTUNNEL_IP_OPT_ERSPAN_DIR, .type = u8, .text = "", .json = "dir", .after = ":"},
    {.attr = LWTUNNEL_IP_OPT_ERSPAN_HWID, .type = u8, .text = "", .json = "hwid", .after = ""},
};

/// How the options of one protocol stand in a route, as `WORD VALUE:VALUE:...`: a nest inside
/// LWTUNNEL_IP_OPTS. A route has the options of one protocol only.
struct Protocol {
    uint16_t attr; ///< LWTUNNEL_IP_OPTS_*
    std::span<const Field> fields;
    bool several = false; ///< nests of several options may follow each other, between commas in text
};
static constexpr Protocol geneve{.attr = LWTUNNEL_IP_OPTS_GENEVE, .fields = geneve_fields, .several = true},
    vxlan{.attr = LWTUNNEL_IP_OPTS_VXLAN, .fields = vxlan_fields},
    erspan{.attr = LWTUNNEL_IP_OPTS_ERSPAN, .fields = erspan_fields};

/// Puts one option. Values that are left out at the end are not sent.
static bool put_option(Context &context, const Protocol &protocol, std::string_view text, Message &message)
{
    Nest nest(message, protocol.attr, true);
    for (const Field &field : protocol.fields) {
        size_t end = std::min(text.find(':'), text.size());
        std::string value(text.substr(0, end));
        const Text words[] = {value};
        Args args(words);
        if (!field.type.parse(context, args, field, message))
            return false;
        if (end == text.size())
            return true;
        text.remove_prefix(end + 1);
    }
    return false;
}

template <const Protocol &protocol>
static bool parse_options(Context &context, Args &args, const Field &field, Message &message)
{
    if (message.find(field.attr))
        garbage_argument("opts", field.word);
    Nest nest(message, field.attr, true);
    for (std::string_view text = args.next();;) {
        size_t end = protocol.several ? std::min(text.find(','), text.size()) : text.size();
        if (!put_option(context, protocol, text.substr(0, end), message))
            return false;
        if (end == text.size())
            return true;
        text.remove_prefix(end + 1);
    }
}

static void print_option(Context &context, const Protocol &protocol, const Record &option)
{
    auto object = context.out.object();
    for (const Field &field : protocol.fields)
        if (option[field.attr])
            field.type.print(context, field, option);
        else
            context.out.number(label(field), 0);
}

template <const Protocol &protocol>
static void print_options(Context &context, const Field &field, const Record &record)
{
    if (!record.nested(field.attr)[protocol.attr])
        return;
    context.out.line_break();
    context.out.text(format("\t%s ", field.word));
    auto list = context.out.list(field.word);
    const char *separator = "";
    each_attr(record[field.attr], [&](const nlattr *option) {
        if (attr_type(option) != protocol.attr)
            return;
        context.out.text(std::exchange(separator, ","));
        print_option(context, protocol, {Attrs(option), record.message, &record});
    });
    context.out.text(" ");
}

constexpr Type geneve_options{
    .arg = "CLASS:TYPE:DATA[,...]", .parse = parse_options<geneve>, .print = print_options<geneve>};
constexpr Type vxlan_options{.arg = "GBP", .parse = parse_options<vxlan>, .print = print_options<vxlan>};
constexpr Type erspan_options{
    .arg = "VERSION:INDEX[:DIRECTION:HWID]", .parse = parse_options<erspan>, .print = print_options<erspan>};

} // namespace nskit
