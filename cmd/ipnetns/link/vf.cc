// SPDX-License-Identifier: MIT
// The virtual functions of a device. Every attribute of one is a struct that begins with the function's
// number, which is filled in after all words have been read.
#include <endian.h>
#include <linux/if_ether.h>

#include <algorithm>

#include "cmd/ipnetns/link/link_parts.h"
#include "cmd/ipnetns/link/link_types.h"
#include "lib/base/number.h"
#include "lib/netlink/address_text.h"
#include "lib/row/ethertype.h"

namespace nskit {

// --- hardware addresses, which are shown as long as the device's own

static void print_lladdr(Context &context, const Label &label, const uint8_t *bytes, const Record &record)
{
    const nlattr *own = record.outer ? (*record.outer)[IFLA_ADDRESS] : nullptr;
    size_t length = own ? get_bytes(own).size() : ETH_ALEN;
    AddressText space;
    context.out.string(label, format_lladdr({bytes, std::min(length, sizeof(ifla_vf_mac::mac))}, 0, space));
}

static bool parse_mac(Context &, Args &args, const Field &field, Message &message)
{
    LinkAddress address = lladdr_from(args.next());
    ifla_vf_mac value{.vf = address.size}; // until the length is checked
    memcpy(value.mac, address.bytes.data(), address.size);
    message.put(field.attr, value);
    return true;
}

/// Also shows what begins a function's line: its number and the type of the hardware.
static void print_mac(Context &context, const Field &field, const Record &record)
{
    auto value = get<ifla_vf_mac>(record[field.attr]);
    unsigned type = record.outer->fixed<ifinfomsg>().ifi_type;
    context.out.number({"vf", "    vf", "     link/"}, value.vf);
    print_hardware_type(context, {"link_type", ""}, type);
    print_lladdr(context, {field.json, "", ""}, value.mac, record);
}

static constexpr Type mac{.arg = "LLADDR", .parse = parse_mac, .print = print_mac};

static void print_broadcast(Context &context, const Field &field, const Record &record)
{
    auto value = get<ifla_vf_broadcast>(record[field.attr]);
    print_lladdr(context, label(field), value.broadcast, record);
}

static constexpr Type broadcast{.print = print_broadcast};

// --- VLANs: one, or a list if one of them has another protocol than 802.1Q

static uint32_t parse_bounded(Args &args, const char *word, uint32_t most)
{
    auto number = parse_unsigned(args.next(), most);
    if (!number)
        wrong_argument(args.previous(), format("Invalid \"%s\" value", word));
    return static_cast<uint32_t>(*number);
}

static bool parse_vlan(Context &, Args &args, const Field &field, Message &message)
{
    ifla_vf_vlan_info info{.vlan = parse_bounded(args, field.word, 4095), .vlan_proto = htobe16(ETH_P_8021Q)};
    if (args.take("qos"))
        info.qos = parse_bounded(args, "qos", 7);
    if (args.take("proto")) {
        auto protocol = ether_type_from(args.next());
        if (!protocol || (*protocol != ETH_P_8021Q && *protocol != ETH_P_8021AD))
            wrong_argument(args.previous(), "protocol is invalid");
        info.vlan_proto = htobe16(*protocol);
    }
    if (be16toh(info.vlan_proto) == ETH_P_8021Q && !message.find(IFLA_VF_VLAN_LIST))
        message.put(field.attr, ifla_vf_vlan{.vlan = info.vlan, .qos = info.qos});
    else
        extend_nest(message, IFLA_VF_VLAN_LIST, false, [&] { message.put(IFLA_VF_VLAN_INFO, info); });
    return true;
}

static void print_vlan(Context &context, uint32_t vlan, uint32_t qos)
{
    if (vlan)
        context.out.number({"vlan", ", vlan", ""}, vlan);
    if (qos)
        context.out.number({"qos", ", qos", ""}, qos);
}

static void print_only_vlan(Context &context, const Field &field, const Record &record)
{
    auto value = get<ifla_vf_vlan>(record[field.attr]);
    if (!record[IFLA_VF_VLAN_LIST])
        print_vlan(context, value.vlan, value.qos);
}

static constexpr Type vlan{.arg = "NUMBER [ qos NUMBER ] [ proto { 802.1Q | 802.1ad } ]",
                           .parse = parse_vlan,
                           .print = print_only_vlan};

static void print_vlan_list(Context &context, const Field &field, const Record &record)
{
    auto list = context.out.list(field.json);
    each_attr(record[field.attr], [&](const nlattr *attr) {
        auto info = get<ifla_vf_vlan_info>(attr);
        auto object = context.out.object();
        print_vlan(context, info.vlan, info.qos);
        uint16_t protocol = be16toh(info.vlan_proto);
        if (info.vlan && protocol != ETH_P_8021Q)
            context.out.string({"protocol", ", vlan protocol", ""},
                               ether_type_name(context.settings, protocol));
    });
}

static constexpr Type vlan_list{.print = print_vlan_list};

// --- rates in Mbit/s: if one of the two is not given, its present value is sent

constexpr uint32_t not_given = UINT32_MAX;

template <uint32_t ifla_vf_rate::*member>
static bool parse_rate(Context &, Args &args, const Field &field, Message &message)
{
    auto rate = parse_unsigned(args.next(), not_given - 1);
    if (!rate)
        return false;
    const ifla_vf_rate none{.min_tx_rate = not_given, .max_tx_rate = not_given};
    auto change = [&](ifla_vf_rate &rates) { rates.*member = static_cast<uint32_t>(*rate); };
    modify(message, field.attr, change, none);
    return true;
}

static void print_rates(Context &context, const Field &field, const Record &record)
{
    auto rates = get<ifla_vf_rate>(record[field.attr]);
    auto object = context.out.object("rate");
    auto print = [&](const char *key, const char *word, uint32_t rate) {
        context.out.data(key, rate);
        if (rate)
            context.out.text(format(", %s %uMbps", word, rate));
    };
    print("max_tx", "max_tx_rate", rates.max_tx_rate);
    print("min_tx", "min_tx_rate", rates.min_tx_rate);
}

static constexpr Type max_rate{
    .arg = "MBIT", .parse = parse_rate<&ifla_vf_rate::max_tx_rate>, .print = print_rates};
static constexpr Type min_rate{.arg = "MBIT", .parse = parse_rate<&ifla_vf_rate::min_tx_rate>};

static bool parse_one_rate(Context &, Args &args, const Field &field, Message &message)
{
    auto rate = parse_as<uint32_t>(args.next());
    if (rate)
        message.put(field.attr, ifla_vf_tx_rate{.rate = *rate});
    return rate.has_value();
}

static void print_one_rate(Context &context, const Field &field, const Record &record)
{
    auto value = get<ifla_vf_tx_rate>(record[field.attr]);
    if (value.rate)
        context.out.number(label(field), value.rate);
}

static constexpr Type one_rate{.arg = "MBIT", .parse = parse_one_rate, .print = print_one_rate};

// --- settings: all of them are such a struct

using Setting = ifla_vf_spoofchk;

static bool parse_setting(Context &, Args &args, const Field &field, Message &message)
{
    message.put(field.attr, Setting{.setting = parse_on_off(field.word, args.next(), 1)});
    return true;
}

/// Not shown if the driver does not know it.
static void print_setting(Context &context, const Field &field, const Record &record)
{
    uint32_t setting = get<Setting>(record[field.attr]).setting;
    if (setting != UINT32_MAX)
        context.out.on_off(label(field), setting);
}

static constexpr Type on_or_off{.arg = "{ on | off }", .parse = parse_setting, .print = print_setting};

static constexpr Choice states[] = {{"auto", IFLA_VF_LINK_STATE_AUTO},
                                    {"enable", IFLA_VF_LINK_STATE_ENABLE},
                                    {"disable", IFLA_VF_LINK_STATE_DISABLE}};
static bool parse_state(Context &, Args &args, const Field &field, Message &message)
{
    auto value = choice_value(field.choices, args.next());
    if (value)
        message.put(field.attr, Setting{.setting = *value});
    return value.has_value();
}

static void print_state(Context &context, const Field &field, const Record &record)
{
    const char *name = choice_name(field.choices, get<Setting>(record[field.attr]).setting);
    context.out.string(label(field), name ? name : "disable");
}

static constexpr Type state{.arg = "NAME", .parse = parse_state, .print = print_state};

// Eight bytes, which the kernel keeps as a number of the host's byte order.

static bool parse_guid(Context &, Args &args, const Field &field, Message &message)
{
    auto address = parse_lladdr(args.next());
    if (!address || address->size != sizeof(uint64_t))
        return false;
    uint64_t number;
    memcpy(&number, address->bytes.data(), sizeof number);
    message.put(field.attr, ifla_vf_guid{.guid = be64toh(number)});
    return true;
}

static void print_guid(Context &context, const Field &field, const Record &record)
{
    uint64_t number = htobe64(get<ifla_vf_guid>(record[field.attr]).guid);
    std::array<uint8_t, sizeof number> bytes;
    memcpy(bytes.data(), &number, sizeof number);
    AddressText space;
    context.out.string(label(field), format_lladdr(bytes, 0, space));
}

static constexpr Type guid{.arg = "EUI64", .parse = parse_guid, .print = print_guid};

/// Rows whose items begin with a comma, and do not end with a blank.
template <size_t N> static consteval std::array<Field, N> comma_first(std::array<Field, N> rows)
{
    for (Field &row : rows)
        row.frame(row.before.empty() ? Text(", ") : row.before, row.after == " " ? Text("") : row.after);
    return rows;
}

static constexpr auto rows = comma_first(std::to_array<Field>({
    {.word = "mac", .attr = IFLA_VF_MAC, .type = mac, .json = "address"},
    {.attr = IFLA_VF_BROADCAST, .type = broadcast, .text = "brd", .json = "broadcast", .before = " "},
    {.word = "vlan", .attr = IFLA_VF_VLAN, .type = vlan},
    {.attr = IFLA_VF_VLAN_LIST, .type = vlan_list, .json = "vlan_list"},
    {.word = "rate",
     .attr = IFLA_VF_TX_RATE,
     .type = one_rate,
     .text = "tx rate",
     .json = "tx_rate",
     .after = " (Mbps)"},
    {.word = "max_tx_rate", .attr = IFLA_VF_RATE, .type = max_rate, .wrong = "Invalid \"max tx rate\" value"},
    {.word = "min_tx_rate", .attr = IFLA_VF_RATE, .type = min_rate, .wrong = "Invalid \"min tx rate\" value"},
    {.word = "spoofchk",
     .attr = IFLA_VF_SPOOFCHK,
     .type = on_or_off,
     .text = "spoof checking",
     .json = "spoofchk"},
    {.word = "node_guid",
     .attr = IFLA_VF_IB_NODE_GUID,
     .type = guid,
     .text = "NODE_GUID",
     .json = "node guid",
     .wrong = "Invalid GUID format"},
    {.word = "port_guid",
     .attr = IFLA_VF_IB_PORT_GUID,
     .type = guid,
     .text = "PORT_GUID",
     .json = "port guid",
     .wrong = "Invalid GUID format"},
    {.word = "state",
     .attr = IFLA_VF_LINK_STATE,
     .type = state,
     .text = "link-state",
     .json = "link_state",
     .choices = states},
    {.word = "trust", .attr = IFLA_VF_TRUST, .type = on_or_off},
    {.word = "query_rss", .attr = IFLA_VF_RSS_QUERY_EN, .type = on_or_off, .json = "query_rss_en"},
}));
constexpr Fields vf_fields{rows};

// --- `vf NUMBER ...`

/// The rates that the function has now; 0 if the device reports no functions at all. Throws if it reports
/// others only.
static ifla_vf_rate present_rates(Context &context, std::optional<int> index, uint32_t vf)
{
    ifla_vf_rate rates{};
    if (!index)
        return rates;
    bool any = false, found = false;
    Message ask(RTM_GETLINK, 0, ifinfomsg{.ifi_index = *index});
    ask.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_VF | RTEXT_FILTER_SKIP_STATS);
    context.socket().get(ask, [&](const nlmsghdr *answer) {
        const nlattr *list = Attrs(answer, sizeof(ifinfomsg))[IFLA_VFINFO_LIST];
        any = list;
        if (list)
            each_attr(list, [&](const nlattr *info) {
                Attrs attrs(info);
                auto own = attrs.value<ifla_vf_rate>(IFLA_VF_RATE);
                if (attrs[IFLA_VF_RATE] && own.vf == vf) {
                    rates = own;
                    found = true;
                }
            });
    });
    if (any && !found)
        fail("Cannot find VF %u", vf);
    return rates;
}

static void complete_rates(Context &context, std::optional<int> index, uint32_t vf, ifla_vf_rate &rates)
{
    if (rates.min_tx_rate == not_given || rates.max_tx_rate == not_given) {
        ifla_vf_rate present = present_rates(context, index, vf);
        if (rates.min_tx_rate == not_given)
            rates.min_tx_rate = present.min_tx_rate;
        if (rates.max_tx_rate == not_given)
            rates.max_tx_rate = present.max_tx_rate;
    }
    if (rates.max_tx_rate && rates.min_tx_rate > rates.max_tx_rate)
        fail("Invalid min_tx_rate %u - must be <= max_tx_rate %u", rates.min_tx_rate, rates.max_tx_rate);
}

/// Puts the number of the function at the front of every value.
static void number_values(nlattr *first, const char *end, uint32_t vf)
{
    for (char *at = reinterpret_cast<char *>(first); at < end;) {
        auto *attr = reinterpret_cast<nlattr *>(at);
        auto *value = static_cast<char *>(payload(attr));
        at += NLA_ALIGN(attr->nla_len);
        if (attr_type(attr) == IFLA_VF_VLAN_LIST)
            number_values(reinterpret_cast<nlattr *>(value), value + payload_size(attr), vf);
        else
            memcpy(value, &vf, sizeof vf);
    }
}

void parse_vf(Context &context, Args &args, LinkRequest &request)
{
    auto vf = parse_as<uint32_t>(args.next());
    if (!vf)
        wrong_argument(args.previous(), "Invalid \"vf\" value");
    if (!request.device)
        missing_argument("dev");
    Message &message = request.message;
    extend_nest(message, IFLA_VFINFO_LIST, false, [&] {
        Nest info(message, IFLA_VF_INFO);
        size_t start = message.size();
        Seen seen;
        while (parse_field(context, args, vf_fields, message, seen))
            continue;
        if (message.size() == start)
            incomplete_line();
        // A missing device is reported later.
        auto index = context.links().index(request.device);
        if (const nlattr *given = message.find(IFLA_VF_MAC); given && index)
            check_lladdr(context, *index, get<ifla_vf_mac>(given).vf);
        if (message.find(IFLA_VF_RATE))
            modify<ifla_vf_rate>(message, IFLA_VF_RATE,
                                 [&](ifla_vf_rate &rates) { complete_rates(context, index, *vf, rates); });
        number_values(static_cast<nlattr *>(message.at(start)),
                      static_cast<char *>(message.at(message.size())), *vf);
    });
}

} // namespace nskit
