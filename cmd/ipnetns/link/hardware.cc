// SPDX-License-Identifier: MIT
// The hardware of a link: its type and its addresses.
#include <linux/if_arp.h>

#include <algorithm>

#include "cmd/ipnetns/link/link_types.h"
#include "lib/netlink/address_text.h"

namespace nskit {

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

void print_hardware_type(Context &context, const Label &label, unsigned type)
{
    const Text name = context.settings.numeric ? Text() : choice_name(hardware_types, type);
    context.out.string(label, name.empty() ? format("[%u]", type) : name);
}

static void print_hardware(Context &context, const Field &field, const Record &record)
{
    print_hardware_type(context, label(field), record.fixed<ifinfomsg>().ifi_type);
}

constexpr Type link_hardware{.print = print_hardware};

static void print_lladdr(Context &context, const Field &field, const Record &record, const Label &label)
{
    AddressText space;
    auto bytes = get_bytes(record[field.attr]);
    if (!bytes.empty())
        context.out.string(label, format_lladdr(bytes, record.fixed<ifinfomsg>().ifi_type, space));
}

static void print_address(Context &context, const Field &field, const Record &record)
{
    print_lladdr(context, field, record, label(field, Color::mac));
}

constexpr Type link_address{.arg = "LLADDR", .parse = parse_lladdr, .print = print_address};
constexpr Type link_brief_address{.print = print_address};

static void print_broadcast(Context &context, const Field &field, const Record &record)
{
    bool peer = record.fixed<ifinfomsg>().ifi_flags & IFF_POINTOPOINT;
    if (get_bytes(record[field.attr]).empty())
        return;
    if (peer)
        context.out.data_bool("link_pointtopoint", true);
    print_lladdr(context, field, record, {field.key(), peer ? " peer" : " brd", "", Color::mac});
}

constexpr Type link_broadcast{
    .arg = "LLADDR", .parse = parse_lladdr, .print = print_broadcast, .words = print_address};

/// Shown only if it is not the present address.
static void print_permanent_address(Context &context, const Field &field, const Record &record)
{
    auto mine = get_bytes(record[field.attr]);
    const nlattr *now = record[IFLA_ADDRESS];
    if (!now || !std::equal(mine.begin(), mine.end(), get_bytes(now).begin(), get_bytes(now).end()))
        print_address(context, field, record);
}

constexpr Type link_permanent_address{.print = print_permanent_address};

} // namespace nskit
