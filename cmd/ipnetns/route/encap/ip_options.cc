// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/route/encap/ip_options.h"

#include "lib/base/number.h"

namespace nskit {

/// Bytes in hex, two digits each.
static bool read_data(Context &, Args &args, const Field &field, Message &message)
{
    std::string_view text = args.next();
    std::string bytes;
    for (; text.size() >= 2; text.remove_prefix(2)) {
        auto byte = parse_as<uint8_t>(text.substr(0, 2), 16);
        if (!byte)
            return false;
        bytes += static_cast<char>(*byte);
    }
    message.put_text(field.attr, bytes);
    return text.empty();
}

static constexpr Type data{"HEX", read_data, [](Context &context, const Field &field, const Record &record) {
                               std::string text;
                               for (uint8_t byte : get_bytes(record[field.attr]))
                                   text += format("%02x", byte);
                               context.out.string({field.json, "", field.after}, text);
                           }};

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

/// The options of one protocol, `WORD VALUE:VALUE:...` and only one protocol's in a route: a nest inside
/// LWTUNNEL_IP_OPTS, repeated for what stands between commas where `several` may.
template <uint16_t attr, const auto &fields, bool several> struct Options {
    /// Values that are left out at the end are not sent.
    static bool put(Context &context, std::string_view text, Message &message)
    {
        Nest nest(message, attr, true);
        for (const Field &field : fields) {
            size_t end = std::min(text.find(':'), text.size());
            std::string value(text.substr(0, end));
            char *words[] = {value.data()};
            Args args(words);
            if (!field.type.parse(context, args, field, message))
                return false;
            if (end == text.size())
                return true;
            text.remove_prefix(end + 1);
        }
        return false;
    }
    static bool parse(Context &context, Args &args, const Field &field, Message &message)
    {
        if (message.find(field.attr))
            garbage_argument("opts", field.word);
        Nest nest(message, field.attr, true);
        for (std::string_view text = args.next();;) {
            size_t end = several ? std::min(text.find(','), text.size()) : text.size();
            if (!put(context, text.substr(0, end), message))
                return false;
            if (end == text.size())
                return true;
            text.remove_prefix(end + 1);
        }
    }
    static void print_one(Context &context, const Record &option)
    {
        auto object = context.out.object();
        for (const Field &field : fields)
            if (option[field.attr])
                field.type.print(context, field, option);
            else
                context.out.number({field.json, "", field.after}, 0);
    }
    static void print(Context &context, const Field &field, const Record &record)
    {
        if (!Attrs(record[field.attr])[attr])
            return;
        context.out.line_break();
        context.out.text(format("\t%s ", field.word));
        auto list = context.out.list(field.word);
        const char *separator = "";
        each_attr(record[field.attr], [&](const nlattr *option) {
            if (attr_type(option) != attr)
                return;
            context.out.text(std::exchange(separator, ","));
            print_one(context, {Attrs(option), record.message, &record});
        });
        context.out.text(" ");
    }
};

constexpr Type geneve_options{"CLASS:TYPE:DATA[,...]",
                              Options<LWTUNNEL_IP_OPTS_GENEVE, geneve_fields, true>::parse,
                              Options<LWTUNNEL_IP_OPTS_GENEVE, geneve_fields, true>::print};
constexpr Type vxlan_options{"GBP", Options<LWTUNNEL_IP_OPTS_VXLAN, vxlan_fields, false>::parse,
                             Options<LWTUNNEL_IP_OPTS_VXLAN, vxlan_fields, false>::print};
constexpr Type erspan_options{"VERSION:INDEX[:DIRECTION:HWID]",
                              Options<LWTUNNEL_IP_OPTS_ERSPAN, erspan_fields, false>::parse,
                              Options<LWTUNNEL_IP_OPTS_ERSPAN, erspan_fields, false>::print};

} // namespace nskit
