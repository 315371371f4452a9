// SPDX-License-Identifier: MIT
// The attributes that every link has: one row each, in the order in which they are shown. Those that stand in
// the first line, behind `link/TYPE`, behind -d, and behind the kind's own are tables of their own.
#include <linux/if_arp.h>

#include <algorithm>
#include <cctype>

#include "address.h"
#include "link.h"
#include "number.h"
#include "uapi.h"

namespace nskit {

// --- name, index, flags

static bool parse_name(Session &, Args &args, const Field &field, Message &message)
{
    const char *name = args.next();
    if (!is_device_name(name))
        return false;
    message.put_string(field.attr, name);
    return true;
}

/// `NAME@LOWER`: a name, `@NONE` for an index of 0, `@ifN` for one in another namespace.
static void print_name(Session &session, const Field &field, const Record &record, const Label &label)
{
    std::string shown(record.attrs.string(field.attr));
    const std::string_view name = record.attrs.string(field.attr);
    if (const nlattr *lower = record[IFLA_LINK]) {
        int index = get<int>(lower);
        if (index == 0) {
            session.out.data_null("link");
            shown += "@NONE";
        } else if (record[IFLA_LINK_NETNSID]) {
            session.out.data("link_index", static_cast<uint64_t>(index));
            shown += "@if" + std::to_string(index);
        } else {
            std::string_view lower_name = session.links().name(index);
            session.out.data("link", lower_name);
            shown.append("@").append(lower_name);
        }
    }
    session.out.data(field.key(), name);
    session.out.string(label, shown); // without a key: text only
}

static constexpr Type name_type{"NAME", parse_name,
                                [](Session &session, const Field &field, const Record &record) {
                                    print_name(session, field, record, {nullptr, "", ": ", Color::ifname});
                                }};
static constexpr Type brief_name{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &record) {
        print_name(session, field, record, {nullptr, "", " ", Color::ifname, 16});
    }};

static constexpr Type index_type{nullptr, nullptr,
                                 [](Session &session, const Field &field, const Record &record) {
                                     auto index = static_cast<uint64_t>(record.fixed<ifinfomsg>().ifi_index);
                                     session.out.number({field.json, "", ": "}, index);
                                 }};

static constexpr Choice flag_names[] = {
    {"LOOPBACK", IFF_LOOPBACK},   {"BROADCAST", IFF_BROADCAST},   {"POINTOPOINT", IFF_POINTOPOINT},
    {"MULTICAST", IFF_MULTICAST}, {"NOARP", IFF_NOARP},           {"ALLMULTI", IFF_ALLMULTI},
    {"PROMISC", IFF_PROMISC},     {"MASTER", IFF_MASTER},         {"SLAVE", IFF_SLAVE},
    {"DEBUG", IFF_DEBUG},         {"DYNAMIC", IFF_DYNAMIC},       {"AUTOMEDIA", IFF_AUTOMEDIA},
    {"PORTSEL", IFF_PORTSEL},     {"NOTRAILERS", IFF_NOTRAILERS}, {"UP", IFF_UP},
    {"LOWER_UP", IFF_LOWER_UP},   {"DORMANT", IFF_DORMANT},       {"ECHO", IFF_ECHO},
};

/// A link on a lower device of this namespace that is not up.
static bool lower_is_down(Session &session, const Record &record)
{
    int index = record.attrs.value<int>(IFLA_LINK);
    if (index == 0 || record[IFLA_LINK_NETNSID])
        return false;
    const Links::Link *lower = session.links().find(index);
    return lower && !(lower->flags & IFF_UP);
}

static constexpr Type flags_type{nullptr, nullptr,
                                 [](Session &session, const Field &field, const Record &record) {
                                     const Label each{nullptr, "", ""};
                                     unsigned flags = record.fixed<ifinfomsg>().ifi_flags;
                                     auto list = session.out.list(field.json, "<", ",", "> ");
                                     if ((flags & (IFF_UP | IFF_RUNNING)) == IFF_UP)
                                         session.out.string(each, "NO-CARRIER");
                                     flags &= ~static_cast<unsigned>(IFF_RUNNING);
                                     for (const Choice &flag : flag_names)
                                         if (flags & flag.value) {
                                             session.out.string(each, flag.name);
                                             flags &= ~flag.value;
                                         }
                                     if (flags)
                                         session.out.hex(each, flags);
                                     if (lower_is_down(session, record))
                                         session.out.string(each, "M-DOWN");
                                 }};

// --- master, state, mode

static constexpr Type master_type{"DEV",
                                  [](Session &session, Args &args, const Field &field, Message &message) {
                                      auto index = session.links().index(args.next());
                                      if (index)
                                          message.put<int>(field.attr, *index);
                                      return index.has_value();
                                  },
                                  show_device};

static constexpr Type no_master{nullptr,
                                [](Session &, Args &, const Field &field, Message &message) {
                                    message.put<int>(field.attr, 0);
                                    return true;
                                },
                                nullptr};

static constexpr Choice states[] = {
    {"UNKNOWN", 0}, {"NOTPRESENT", 1}, {"DOWN", 2}, {"LOWERLAYERDOWN", 3},
    {"TESTING", 4}, {"DORMANT", 5},    {"UP", 6},
};
static constexpr Choice modes[] = {{"DEFAULT", 0}, {"DORMANT", 1}};

/// Words that are shown in capitals and read in any case.
static bool parse_capitals(Session &, Args &args, const Field &field, Message &message)
{
    std::string word = args.next();
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return toupper(c); });
    auto value = choice_value(field.choices, word);
    if (value)
        message.put<uint8_t>(field.attr, static_cast<uint8_t>(*value));
    return value.has_value();
}

static void print_state(Session &session, const Field &field, const Record &record, int width)
{
    auto state = get<uint8_t>(record[field.attr]);
    const char *name = choice_name(field.choices, state);
    Color color = state == 6 ? Color::up : state == 2 ? Color::down : Color::none;
    if (name) {
        session.out.string({field.json, field.text, " ", color, width}, name);
    } else {
        session.out.data("operstate_index", state);
        session.out.text(format("%s %#x ", field.text, state));
    }
}

static constexpr Type state_type{"STATE", parse_capitals,
                                 [](Session &session, const Field &field, const Record &record) {
                                     print_state(session, field, record, 0);
                                 }};
static constexpr Type brief_state{nullptr, nullptr,
                                  [](Session &session, const Field &field, const Record &record) {
                                      print_state(session, field, record, 14);
                                  }};
static constexpr Type mode_type{"{ default | dormant }", parse_capitals, show_choice<uint8_t>};

/// The length of the queue where the message leaves it out, as those of the kernel's IPv6 side do.
static constexpr Type queue_length_type{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &record) {
        if (record[IFLA_TXQLEN])
            return;
        auto length = session.links().queue_length(record.fixed<ifinfomsg>().ifi_index);
        if (length && *length != 0)
            session.out.integer({field.json, field.text, ""}, *length);
    }};

// --- hardware addresses

static constexpr Choice hardware_types[] = {
    {"netrom", ARPHRD_NETROM},
    {"ether", ARPHRD_ETHER},
    {"eether", ARPHRD_EETHER},
    {"ax25", ARPHRD_AX25},
    {"pronet", ARPHRD_PRONET},
    {"chaos", ARPHRD_CHAOS},
    {"ieee802", ARPHRD_IEEE802},
    {"arcnet", ARPHRD_ARCNET},
    {"atalk", ARPHRD_APPLETLK},
    {"dlci", ARPHRD_DLCI},
    {"atm", ARPHRD_ATM},
    {"metricom", ARPHRD_METRICOM},
    {"ieee1394", ARPHRD_IEEE1394},
    {"infiniband", ARPHRD_INFINIBAND},
    {"slip", ARPHRD_SLIP},
    {"cslip", ARPHRD_CSLIP},
    {"slip6", ARPHRD_SLIP6},
    {"cslip6", ARPHRD_CSLIP6},
    {"rsrvd", ARPHRD_RSRVD},
    {"adapt", ARPHRD_ADAPT},
    {"rose", ARPHRD_ROSE},
    {"x25", ARPHRD_X25},
    {"hwx25", ARPHRD_HWX25},
    {"can", ARPHRD_CAN},
    {"ppp", ARPHRD_PPP},
    {"hdlc", ARPHRD_HDLC},
    {"lapb", ARPHRD_LAPB},
    {"ddcmp", ARPHRD_DDCMP},
    {"rawhdlc", ARPHRD_RAWHDLC},
    {"rawip", ARPHRD_RAWIP},
    {"ipip", ARPHRD_TUNNEL},
    {"tunnel6", ARPHRD_TUNNEL6},
    {"frad", ARPHRD_FRAD},
    {"skip", ARPHRD_SKIP},
    {"loopback", ARPHRD_LOOPBACK},
    {"ltalk", ARPHRD_LOCALTLK},
    {"fddi", ARPHRD_FDDI},
    {"bif", ARPHRD_BIF},
    {"sit", ARPHRD_SIT},
    {"ip/ddp", ARPHRD_IPDDP},
    {"gre", ARPHRD_IPGRE},
    {"pimreg", ARPHRD_PIMREG},
    {"hippi", ARPHRD_HIPPI},
    {"ash", ARPHRD_ASH},
    {"econet", ARPHRD_ECONET},
    {"irda", ARPHRD_IRDA},
    {"fcpp", ARPHRD_FCPP},
    {"fcal", ARPHRD_FCAL},
    {"fcpl", ARPHRD_FCPL},
    {"ieee802.11", ARPHRD_IEEE80211},
    {"ieee802.11/prism", ARPHRD_IEEE80211_PRISM},
    {"ieee802.11/radiotap", ARPHRD_IEEE80211_RADIOTAP},
    {"ieee802.15.4", ARPHRD_IEEE802154},
    {"ieee802.15.4/monitor", ARPHRD_IEEE802154_MONITOR},
    {"phonet", ARPHRD_PHONET},
    {"phonet_pipe", ARPHRD_PHONET_PIPE},
    {"caif", ARPHRD_CAIF},
    {"gre6", ARPHRD_IP6GRE},
    {"netlink", ARPHRD_NETLINK},
    {"6lowpan", ARPHRD_6LOWPAN},
    {"vsockmon", ARPHRD_VSOCKMON},
    {"none", ARPHRD_NONE},
    {"void", ARPHRD_VOID},
};

static constexpr Type hardware_type{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &record) {
        unsigned type = record.fixed<ifinfomsg>().ifi_type;
        const char *name = session.settings.numeric ? nullptr : choice_name(hardware_types, type);
        session.out.text("    link/");
        session.out.string({field.json, ""}, name ? name : format("[%u]", type));
    }};

static void print_lladdr(Session &session, const Field &field, const Record &record, const Label &label)
{
    AddressText space;
    auto bytes = get_bytes(record[field.attr]);
    if (!bytes.empty())
        session.out.string(label, format_lladdr(bytes, record.fixed<ifinfomsg>().ifi_type, space));
}

static constexpr Type address_type{
    "LLADDR", read_lladdr, [](Session &session, const Field &field, const Record &record) {
        print_lladdr(session, field, record, {field.key(), "", "", Color::mac});
    }};
static constexpr Type brief_address{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &record) {
        print_lladdr(session, field, record, {field.json, "", " ", Color::mac});
    }};
static constexpr Type broadcast_type{
    "LLADDR", read_lladdr, [](Session &session, const Field &field, const Record &record) {
        bool peer = record.fixed<ifinfomsg>().ifi_flags & IFF_POINTOPOINT;
        if (get_bytes(record[field.attr]).empty())
            return;
        if (peer)
            session.out.data_bool("link_pointtopoint", true);
        print_lladdr(session, field, record, {field.key(), peer ? " peer" : " brd", "", Color::mac});
    }};
static constexpr Type permanent_address{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &record) {
        auto mine = get_bytes(record[field.attr]);
        const nlattr *now = record[IFLA_ADDRESS];
        if (!now || !std::equal(mine.begin(), mine.end(), get_bytes(now).begin(), get_bytes(now).end()))
            print_lladdr(session, field, record, {field.json, " permaddr", "", Color::mac});
    }};

// --- namespaces, protodown

static constexpr Type netns_type{"{ NAME | PID | PATH }",
                                 [](Session &, Args &args, const Field &field, Message &message) {
                                     Fd fd = open_netns(args.next());
                                     if (!fd.valid())
                                         return false;
                                     message.put<int>(field.attr, message.keep(std::move(fd)));
                                     return true;
                                 },
                                 nullptr};

/// ` link-netns NAME` where its id has a name; JSON has the number only.
static constexpr Type netnsid_type{
    nullptr, nullptr, [](Session &session, const Field &field, const Record &record) {
        int id = get<int>(record[field.attr]);
        session.out.data_integer(field.json, id);
        if (!session.out.is_text())
            return;
        const std::string *name = id >= 0 ? session.netns_ids().name(id) : nullptr;
        std::string shown = id >= 0 ? std::to_string(id) : "unknown";
        session.out.text(name ? format(" %s %s", field.text, name->c_str())
                              : format(" %sid %s", field.text, shown.c_str()));
    }};

/// What it will be where it goes.
static constexpr Type new_index_type{nullptr, nullptr,
                                     [](Session &session, const Field &field, const Record &record) {
                                         int index = get<int>(record[field.attr]);
                                         session.out.integer({field.json, " new-ifindex", ""}, index);
                                     }};

/// `on` or `off` of which the reference leaves with its errno, 22.
static bool parse_switch(Session &, Args &args, const Field &field, Message &message)
{
    message.put<uint8_t>(field.attr, parse_on_off(field.word, args.next(), 22));
    return true;
}
static constexpr Type carrier_type{"{ on | off }", parse_switch, nullptr};
static constexpr Type protodown_type{"{ on | off }", parse_switch,
                                     [](Session &session, const Field &field, const Record &record) {
                                         if (get<uint8_t>(record[field.attr])) {
                                             session.out.data_bool(field.json, true);
                                             session.out.text(" protodown on ");
                                         }
                                     }};

static constexpr Type protodown_reason_type{
    "NAME { on | off }",
    [](Session &session, Args &args, const Field &field, Message &message) {
        auto reason = session.names.id(protodown_reasons, args.next());
        if (!reason)
            return false;
        uint32_t bit = 1U << *reason;
        bool on = parse_on_off(field.word, args.next(), 255);
        Nest nest(message, field.attr, true);
        message.put<uint32_t>(IFLA_PROTO_DOWN_REASON_MASK, bit);
        message.put<uint32_t>(IFLA_PROTO_DOWN_REASON_VALUE, on ? bit : 0);
        return true;
    },
    [](Session &session, const Field &field, const Record &record) {
        auto reasons = Attrs(record[field.attr]).value<uint32_t>(IFLA_PROTO_DOWN_REASON_VALUE);
        if (!reasons)
            return;
        auto list = session.out.list(field.json, "protodown_reason <", ",", ">");
        for (uint32_t i = 0; i < 32; i++)
            if (reasons >> i & 1)
                session.out.string({nullptr, "", ""}, session.names.text(protodown_reasons, i));
    }};

// --- behind -d

static constexpr Choice address_modes[] = {{"eui64", 0}, {"none", 1}, {"stable_secret", 2}, {"random", 3}};

/// IFLA_AF_SPEC { AF_INET6 { IFLA_INET6_ADDR_GEN_MODE } }
static constexpr Type addrgenmode_type{
    "NAME",
    [](Session &, Args &args, const Field &field, Message &message) {
        auto mode = choice_value(field.choices, args.next());
        if (!mode)
            return false;
        Nest spec(message, field.attr), inet6(message, AF_INET6);
        message.put<uint8_t>(IFLA_INET6_ADDR_GEN_MODE, static_cast<uint8_t>(*mode));
        return true;
    },
    [](Session &session, const Field &field, const Record &record) {
        Attrs inet6(Attrs(record[field.attr])[AF_INET6]);
        if (!inet6[IFLA_INET6_ADDR_GEN_MODE])
            return;
        auto mode = inet6.value<uint8_t>(IFLA_INET6_ADDR_GEN_MODE);
        const char *name = choice_name(field.choices, mode);
        session.out.string({field.json, field.word}, name ? name : format("%#.2x", mode));
    }};

static constexpr Type immutable_type{nullptr, nullptr,
                                     [](Session &session, const Field &field, const Record &record) {
                                         if (get<uint8_t>(record[field.attr]))
                                             session.out.flag({field.json, field.text});
                                     }};

/// Bytes as hex digits without separators.
static constexpr Type id_type{nullptr, nullptr,
                              [](Session &session, const Field &field, const Record &record) {
                                  std::string text;
                                  for (uint8_t byte : get_bytes(record[field.attr]))
                                      text += format("%02x", byte);
                                  session.out.string({field.json, field.text}, text);
                              }};

static constexpr Type alias_type{
    "TEXT",
    [](Session &, Args &args, const Field &field, Message &message) {
        std::string_view text = args.next();
        if (text.size() > 255)
            return false;
        message.put_text(field.attr, text);
        return true;
    },
    [](Session &session, const Field &field, const Record &record) {
        session.out.line_break();
        session.out.string({field.json, "    alias", ""}, get_string(record[field.attr]));
    }};

// --- the tables

static constexpr Field identity[] = {
    {.type = index_type, .json = "ifindex"},
    {.word = "name",
     .attr = IFLA_IFNAME,
     .type = name_type,
     .json = "ifname",
     .wrong = "\"name\" not a valid ifname",
     .exact = true,
     .once = true},
    {.type = flags_type, .json = "flags"},
    {.word = "mtu", .attr = IFLA_MTU, .type = s32, .exact = true, .once = true},
    {.attr = IFLA_QDISC, .type = string, .text = "qdisc"},
    {.word = "master", .attr = IFLA_MASTER, .type = master_type, .wrong = "Device does not exist"},
    {.word = "nomaster", .attr = IFLA_MASTER, .type = no_master},
    {.word = "state",
     .attr = IFLA_OPERSTATE,
     .type = state_type,
     .text = "state",
     .json = "operstate",
     .choices = states,
     .wrong = "Invalid operstate",
     .exact = true},
};

static constexpr Field mode[] = {
    {.word = "mode",
     .attr = IFLA_LINKMODE,
     .type = mode_type,
     .json = "linkmode",
     .choices = modes,
     .wrong = "Invalid link mode",
     .exact = true},
};

static constexpr Field grouping[] = {
    {.word = "group",
     .attr = IFLA_GROUP,
     .type = named32,
     .names = &link_groups,
     .exact = true,
     .once = true},
    {.word = "txqueuelen",
     .attr = IFLA_TXQLEN,
     .type = s32,
     .text = "qlen",
     .json = "txqlen",
     .after = "",
     .also = "qlen",
     .hide = 0,
     .once = true},
    {.type = queue_length_type, .text = "qlen", .json = "txqlen"},
};

static constexpr Field hardware[] = {
    {.type = hardware_type, .json = "link_type"},
    {.word = "address", .attr = IFLA_ADDRESS, .type = address_type},
    {.word = "broadcast", .attr = IFLA_BROADCAST, .type = broadcast_type, .also = "brd"},
    {.attr = IFLA_PERM_ADDRESS, .type = permanent_address, .json = "permaddr"},
};

static constexpr Field placement[] = {
    {.attr = IFLA_LINK_NETNSID, .type = netnsid_type, .text = "link-netns", .json = "link_netnsid"},
    {.attr = IFLA_NEW_NETNSID, .type = netnsid_type, .text = "new-netns", .json = "new_netnsid"},
    {.attr = IFLA_NEW_IFINDEX, .type = new_index_type, .json = "new_ifindex"},
    {.word = "netns", .attr = IFLA_NET_NS_FD, .type = netns_type, .exact = true, .once = true},
    {.word = "carrier", .attr = IFLA_CARRIER, .type = carrier_type, .exact = true},
    {.word = "protodown",
     .attr = IFLA_PROTO_DOWN,
     .type = protodown_type,
     .json = "proto_down",
     .exact = true},
    {.word = "protodown_reason",
     .attr = IFLA_PROTO_DOWN_REASON,
     .type = protodown_reason_type,
     .json = "proto_down_reason",
     .exact = true},
};

static constexpr Field limits[] = {
    {.attr = IFLA_PROMISCUITY, .type = u32, .text = " promiscuity", .json = "promiscuity"},
    {.attr = IFLA_ALLMULTI, .type = u32, .text = "allmulti"},
    {.attr = IFLA_MIN_MTU, .type = u32, .text = "minmtu", .json = "min_mtu"},
    {.attr = IFLA_MAX_MTU, .type = u32, .text = "maxmtu", .json = "max_mtu"},
    {.attr = IFLA_NETNS_IMMUTABLE,
     .type = immutable_type,
     .text = "netns-immutable",
     .json = "netns-immutable"},
};

static constexpr Field generation[] = {
    {.word = "addrgenmode",
     .attr = IFLA_AF_SPEC,
     .type = addrgenmode_type,
     .json = "inet6_addr_gen_mode",
     .choices = address_modes,
     .wrong = "Invalid address generation mode"},
};

static constexpr Field queues[] = {
    {.word = "numtxqueues", .attr = IFLA_NUM_TX_QUEUES, .type = u32, .json = "num_tx_queues", .once = true},
    {.word = "numrxqueues", .attr = IFLA_NUM_RX_QUEUES, .type = u32, .json = "num_rx_queues", .once = true},
    {.word = "gso_max_size", .attr = IFLA_GSO_MAX_SIZE, .type = u32, .exact = true},
    {.word = "gso_max_segs", .attr = IFLA_GSO_MAX_SEGS, .type = u32, .most = 65535, .exact = true},
    {.attr = IFLA_TSO_MAX_SIZE, .type = u32, .text = "tso_max_size"},
    {.attr = IFLA_TSO_MAX_SEGS, .type = u32, .text = "tso_max_segs"},
    {.word = "gro_max_size", .attr = IFLA_GRO_MAX_SIZE, .type = u32, .exact = true},
    {.word = "gso_ipv4_max_size", .attr = IFLA_GSO_IPV4_MAX_SIZE, .type = u32, .exact = true},
    {.word = "gro_ipv4_max_size", .attr = IFLA_GRO_IPV4_MAX_SIZE, .type = u32, .exact = true},
    {.attr = IFLA_PHYS_PORT_NAME, .type = string, .text = "portname", .json = "phys_port_name"},
    {.attr = IFLA_PHYS_PORT_ID, .type = id_type, .text = "portid", .json = "phys_port_id"},
    {.attr = IFLA_PHYS_SWITCH_ID, .type = id_type, .text = "switchid", .json = "phys_switch_id"},
    {.attr = IFLA_PARENT_DEV_BUS_NAME, .type = string, .text = "parentbus"},
    {.word = "parentdev", .attr = IFLA_PARENT_DEV_NAME, .type = string, .exact = true},
};

static constexpr Field remark[] = {
    {.word = "alias", .attr = IFLA_IFALIAS, .type = alias_type, .json = "ifalias", .wrong = "alias too long"},
};

static constexpr Field brief[] = {
    {.attr = IFLA_IFNAME, .type = brief_name, .json = "ifname"},
    {.attr = IFLA_OPERSTATE, .type = brief_state, .text = "", .json = "operstate", .choices = states},
};
static constexpr Field brief_link[] = {
    {.attr = IFLA_ADDRESS, .type = brief_address, .json = "address"},
    {.type = flags_type, .json = "flags"},
};

constexpr std::array<Fields, 8> link_tables{{
    {identity},
    {mode},
    {grouping},
    {hardware},
    {placement},
    {generation},
    {queues},
    {remark},
}};

// --- a whole link

/// Which of IFLA_LINKINFO's attributes say what the link is, and which what it is as a port of its master.
struct KindPlace {
    uint16_t name_attr, data_attr;
    const char *suffix, *name_key, *data_key;
};
static constexpr KindPlace kind_places[] = {
    {IFLA_INFO_KIND, IFLA_INFO_DATA, "", "info_kind", "info_data"},
    {IFLA_INFO_SLAVE_KIND, IFLA_INFO_SLAVE_DATA, "_slave", "info_slave_kind", "info_slave_data"},
};

static void print_kind(Session &session, const Record &info, const KindPlace &place)
{
    std::string_view name = info.attrs.string(place.name_attr);
    std::string known = std::string(name) + place.suffix;
    session.out.line_break();
    session.out.text("    " + known + " ");
    session.out.data(place.name_key, name);
    const Kind *kind = find_kind(known);
    auto is_shown = [](const Field &row) { return row.type.print != nullptr; };
    if (!kind || std::none_of(kind->fields.rows.begin(), kind->fields.rows.end(), is_shown))
        return;
    auto data = session.out.object(place.data_key);
    print_fields(session, kind->fields.rows, {Attrs(info[place.data_attr]), info.message, &info});
}

static void print_kinds(Session &session, const Record &record)
{
    if (!record[IFLA_LINKINFO])
        return;
    auto object = session.out.object("linkinfo");
    Record info{Attrs(record[IFLA_LINKINFO]), record.message, &record};
    for (const KindPlace &place : kind_places)
        if (info[place.name_attr])
            print_kind(session, info, place);
}

void print_link(Session &session, const Record &record, LinkView view)
{
    const bool details = session.settings.details > 0;
    print_fields(session, identity, record);
    if (view == LinkView::link)
        print_fields(session, mode, record);
    print_fields(session, std::span(grouping).first(view == LinkView::monitor ? 1 : std::size(grouping)),
                 record);
    if (view != LinkView::family || details) {
        session.out.line_break();
        print_fields(session, hardware, record);
    }
    print_fields(session, placement, record);
    if (details) {
        print_fields(session, limits, record);
        print_kinds(session, record);
        if (view == LinkView::link)
            print_fields(session, generation, record);
        print_fields(session, queues, record);
    }
    if (view == LinkView::link || details)
        print_fields(session, remark, record);
}

void print_link_brief(Session &session, const Record &record, LinkView view)
{
    print_fields(session, brief, record);
    if (view == LinkView::link)
        print_fields(session, brief_link, record);
}

void print_altnames(Session &session, const Record &record)
{
    const nlattr *properties = record[IFLA_PROP_LIST];
    if (!properties)
        return;
    auto list = session.out.list("altnames");
    each_attr(properties, [&](const nlattr *name) {
        if (mnl_attr_get_type(name) != IFLA_ALT_IFNAME)
            return;
        session.out.line_break();
        session.out.string({nullptr, "    altname", ""}, get_string(name));
    });
}

} // namespace nskit
