// SPDX-License-Identifier: MIT
// The metadata of a tunnel device that takes its ends from the route (`external`), over IPv4 and IPv6.
#include <endian.h>

#include "../kind/tunnel.h"
#include "encaps.h"
#include "number.h"

namespace nskit {

static constexpr Type tunnel_id{"NUMBER",
                                [](Session &, Args &args, const Field &field, Message &message) {
                                    auto id = parse_as<uint64_t>(args.next());
                                    if (id)
                                        message.put<uint64_t>(field.attr, htobe64(*id));
                                    return id.has_value();
                                },
                                [](Session &session, const Field &field, const Record &record) {
                                    session.out.number(field.word,
                                                       be64toh(get<uint64_t>(record[field.attr])));
                                }};

/// A name of the file or a number in hex, shown in decimal.
static constexpr Type service{"TOS", read_named<uint8_t>, show_number<uint8_t>};

/// One bit of those that say what the tunnel's header has.
static constexpr Type header_bit{nullptr,
                                 [](Session &, Args &, const Field &field, Message &message) {
                                     modify_bits(message, field.attr, static_cast<uint16_t>(field.bit), true);
                                     return true;
                                 },
                                 [](Session &session, const Field &field, const Record &record) {
                                     tunnel_bit.print(session, field, record);
                                 }};

// --- options of the tunnel's header

/// Bytes in hex, two digits each.
static bool read_data(Session &, Args &args, const Field &field, Message &message)
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

static constexpr Type data{"HEX", read_data, [](Session &session, const Field &field, const Record &record) {
                               std::string text;
                               for (uint8_t byte : get_bytes(record[field.attr]))
                                   text += format("%02x", byte);
                               session.out.string({field.json, "", field.after}, text);
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
    static bool put(Session &session, std::string_view text, Message &message)
    {
        Nest nest(message, attr, true);
        for (const Field &field : fields) {
            size_t end = std::min(text.find(':'), text.size());
            std::string value(text.substr(0, end));
            char *words[] = {value.data()};
            Args args(words);
            if (!field.type.parse(session, args, field, message))
                return false;
            if (end == text.size())
                return true;
            text.remove_prefix(end + 1);
        }
        return false;
    }
    static bool parse(Session &session, Args &args, const Field &field, Message &message)
    {
        if (message.find(field.attr))
            garbage_argument("opts", field.word);
        Nest nest(message, field.attr, true);
        for (std::string_view text = args.next();;) {
            size_t end = several ? std::min(text.find(','), text.size()) : text.size();
            if (!put(session, text.substr(0, end), message))
                return false;
            if (end == text.size())
                return true;
            text.remove_prefix(end + 1);
        }
    }
    static void print_one(Session &session, const Record &option)
    {
        auto object = session.out.object();
        for (const Field &field : fields)
            if (option[field.attr])
                field.type.print(session, field, option);
            else
                session.out.number({field.json, "", field.after}, 0);
    }
    static void print(Session &session, const Field &field, const Record &record)
    {
        if (!Attrs(record[field.attr])[attr])
            return;
        session.out.line_break();
        session.out.text(format("\t%s ", field.word));
        auto list = session.out.list(field.word);
        const char *separator = "";
        each_attr(record[field.attr], [&](const nlattr *option) {
            if (mnl_attr_get_type(option) != attr)
                return;
            session.out.text(std::exchange(separator, ","));
            print_one(session, {Attrs(option), record.message, &record});
        });
        session.out.text(" ");
    }
};

static constexpr Type geneve_options{"CLASS:TYPE:DATA[,...]",
                                     Options<LWTUNNEL_IP_OPTS_GENEVE, geneve_fields, true>::parse,
                                     Options<LWTUNNEL_IP_OPTS_GENEVE, geneve_fields, true>::print};
static constexpr Type vxlan_options{"GBP", Options<LWTUNNEL_IP_OPTS_VXLAN, vxlan_fields, false>::parse,
                                    Options<LWTUNNEL_IP_OPTS_VXLAN, vxlan_fields, false>::print};
static constexpr Type erspan_options{"VERSION:INDEX[:DIRECTION:HWID]",
                                     Options<LWTUNNEL_IP_OPTS_ERSPAN, erspan_fields, false>::parse,
                                     Options<LWTUNNEL_IP_OPTS_ERSPAN, erspan_fields, false>::print};

// --- the rows, which differ in the addresses and in two words

static_assert(int(LWTUNNEL_IP_ID) == int(LWTUNNEL_IP6_ID) && int(LWTUNNEL_IP_DST) == int(LWTUNNEL_IP6_DST) &&
              int(LWTUNNEL_IP_SRC) == int(LWTUNNEL_IP6_SRC) &&
              int(LWTUNNEL_IP_TTL) == int(LWTUNNEL_IP6_HOPLIMIT) &&
              int(LWTUNNEL_IP_TOS) == int(LWTUNNEL_IP6_TC) &&
              int(LWTUNNEL_IP_FLAGS) == int(LWTUNNEL_IP6_FLAGS) &&
              int(LWTUNNEL_IP_OPTS) == int(LWTUNNEL_IP6_OPTS));

static consteval Field flag_row(const char *word, uint16_t bit)
{
    return {.word = word, .attr = LWTUNNEL_IP_FLAGS, .type = header_bit, .bit = bit, .exact = true};
}

static consteval auto tunnel_rows(const Type &address, const char *ttl, const char *tos)
{
    return std::array{
        Field{.word = "id", .attr = LWTUNNEL_IP_ID, .type = tunnel_id, .exact = true},
        Field{.word = "src", .attr = LWTUNNEL_IP_SRC, .type = address, .exact = true},
        Field{.word = "dst", .attr = LWTUNNEL_IP_DST, .type = address, .exact = true},
        Field{.word = ttl, .attr = LWTUNNEL_IP_TTL, .type = u8, .exact = true},
        Field{.word = tos, .attr = LWTUNNEL_IP_TOS, .type = service, .names = &rt_dsfield, .exact = true},
        flag_row("key", TUNNEL_KEY),
        flag_row("csum", TUNNEL_CSUM),
        flag_row("seq", TUNNEL_SEQ),
        Field{.word = "geneve_opts", .attr = LWTUNNEL_IP_OPTS, .type = geneve_options, .exact = true},
        Field{.word = "vxlan_opts", .attr = LWTUNNEL_IP_OPTS, .type = vxlan_options, .exact = true},
        Field{.word = "erspan_opts", .attr = LWTUNNEL_IP_OPTS, .type = erspan_options, .exact = true},
    };
}

static constexpr auto ip_rows = tunnel_rows(inet_address, "ttl", "tos"),
                      ip6_rows = tunnel_rows(inet6_address, "hoplimit", "tc");
constexpr Encap encap_ip{"ip", LWTUNNEL_ENCAP_IP, {ip_rows, "\"%s\" value is invalid", true}};
constexpr Encap encap_ip6{"ip6", LWTUNNEL_ENCAP_IP6, {ip6_rows, "\"%s\" value is invalid", true}};

} // namespace nskit
