// SPDX-License-Identifier: MIT
#include "lib/row/ethertype.h"

#include <linux/if_ether.h>
#include <strings.h>

#include <endian.h>

#include "lib/base/number.h"

namespace nskit {

// If two names have one number, the first is shown.
static constexpr Choice names[] = {
    {"802_3", ETH_P_802_3},
    {"ax25", ETH_P_AX25},
    {"all", ETH_P_ALL},
    {"802_2", ETH_P_802_2},
    {"snap", ETH_P_SNAP},
    {"ddcmp", ETH_P_DDCMP},
    {"wan_ppp", ETH_P_WAN_PPP},
    {"ppp_mp", ETH_P_PPP_MP},
    {"localtalk", ETH_P_LOCALTALK},
    {"can", ETH_P_CAN},
    {"ppptalk", ETH_P_PPPTALK},
    {"tr_802_2", ETH_P_TR_802_2},
    {"mobitex", ETH_P_MOBITEX},
    {"control", ETH_P_CONTROL},
    {"irda", ETH_P_IRDA},
    {"econet", ETH_P_ECONET},
    {"loop", ETH_P_LOOP},
    {"pup", ETH_P_PUP},
    {"pupat", ETH_P_PUPAT},
    {"ip", ETH_P_IP},
    {"ipv4", ETH_P_IP},
    {"x25", ETH_P_X25},
    {"arp", ETH_P_ARP},
    {"bpq", ETH_P_BPQ},
    {"ieeepup", ETH_P_IEEEPUP},
    {"ieeepupat", ETH_P_IEEEPUPAT},
    {"dec", ETH_P_DEC},
    {"dna_dl", ETH_P_DNA_DL},
    {"dna_rc", ETH_P_DNA_RC},
    {"dna_rt", ETH_P_DNA_RT},
    {"lat", ETH_P_LAT},
    {"diag", ETH_P_DIAG},
    {"cust", ETH_P_CUST},
    {"sca", ETH_P_SCA},
    {"teb", ETH_P_TEB},
    {"rarp", ETH_P_RARP},
    {"atalk", ETH_P_ATALK},
    {"aarp", ETH_P_AARP},
    {"802.1Q", ETH_P_8021Q},
    {"ipx", ETH_P_IPX},
    {"ipv6", ETH_P_IPV6},
    {"mpls_uc", ETH_P_MPLS_UC},
    {"mpls_mc", ETH_P_MPLS_MC},
    {"atmmpoa", ETH_P_ATMMPOA},
    {"ppp_disc", ETH_P_PPP_DISC},
    {"ppp_ses", ETH_P_PPP_SES},
    {"atmfate", ETH_P_ATMFATE},
    {"profinet", ETH_P_PROFINET},
    {"aoe", ETH_P_AOE},
    {"ethercat", ETH_P_ETHERCAT},
    {"802.1ad", ETH_P_8021AD},
    {"tipc", ETH_P_TIPC},
    {"LLDP", ETH_P_LLDP},
};

std::optional<uint16_t> ether_type_from(std::string_view word)
{
    for (const Choice &choice : names)
        if (word.size() == strlen(choice.name) && strncasecmp(word.data(), choice.name, word.size()) == 0)
            return static_cast<uint16_t>(choice.value);
    return parse_as<uint16_t>(word);
}

std::string ether_type_name(const Settings &settings, uint16_t type)
{
    const char *name = settings.numeric ? nullptr : choice_name(names, type);
    return name ? name : format("[%u]", type);
}

static bool parse_ether_type(Context &, Args &args, const Field &field, Message &message)
{
    auto type = ether_type_from(args.next());
    if (type)
        message.put<uint16_t>(field.attr, htobe16(*type));
    return type.has_value();
}

static void print_ether_type(Context &context, const Field &field, const Record &record)
{
    uint16_t type = be16toh(get<uint16_t>(record[field.attr]));
    context.out.string(label(field), ether_type_name(context.settings, type));
}

constexpr Type ether_type{
    .arg = "{ 802.1Q | 802.1ad | NAME | NUMBER }", .parse = parse_ether_type, .print = print_ether_type};

} // namespace nskit
