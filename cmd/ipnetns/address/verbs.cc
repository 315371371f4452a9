// SPDX-License-Identifier: MIT
// ip address: its verbs, and its help.
#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/objects.h"

namespace nskit {

// --- one address

template <uint16_t type, uint16_t flags> static void modify(Session &session, Args &args)
{
    Message message(type, flags, ifaddrmsg{.ifa_family = static_cast<uint8_t>(session.settings.family)});
    AddressRequest request{.message = message, .removes = type == RTM_DELADDR};
    parse_address_request(session, args, request);
    send_change(session, message, print_address_event);
}

// --- help

/// The names of the flags that can be set, or of those that only a filter understands.
static std::string describe_flags(bool settable, int indent)
{
    std::string text;
    for (const AddressFlag &flag : address_flags)
        if ((flag.setter != AddressFlag::Setter::kernel) == settable)
            append_part(text, format("%s%s", text.empty() ? "" : "| ", flag.name), indent);
    return text + '\n';
}

std::string address_usage()
{
    std::string text = "Usage: ip address {add|change|replace} IFADDR dev IFNAME [ LIFETIME ]\n"
                       "                  [ WORD VALUE ] [ FLAG ]\n"
                       "       ip address delete IFADDR dev IFNAME [ WORD VALUE ]\n"
                       "       ip address [ { show | list } [ FILTER ] [ FLAG | -FLAG ] ]\n"
                       "       ip address { save | flush } [ FILTER ] [ FLAG | -FLAG ]\n"
                       "       ip address { showdump | restore }\n\nWORD :=\n";
    text += describe_words(address_words, 8);
    for (const Fields &table : address_tables)
        text += describe_fields(table.rows, 8);
    text += "\nFILTER := [ dev DEV ]\n" + describe_words(address_filter_words, 8);
    text += describe_words(link_filter_words, 8);
    text +=
        "\nFLAG :=\n" + describe_flags(true, 8) + "        of a filter only:\n" + describe_flags(false, 8);
    return text;
}

static void help(Session &, Args &)
{
    usage(address_usage());
}

static constexpr Command verbs[] = {
    changing("add", modify<RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL>),
    changing("change", modify<RTM_NEWADDR, NLM_F_REPLACE>, "chg"),
    changing("replace", modify<RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE>),
    changing("delete", modify<RTM_DELADDR, 0>),
    {"list", address_show},
    {"show", address_show},
    {"lst", address_show},
    {"flush", address_flush},
    {"save", address_save},
    {"showdump", address_showdump},
    {"restore", address_restore},
    {"help", help},
};

void ip_addr(Session &session, Args &args)
{
    run_verb(session, args, verbs, "address", address_show);
}

} // namespace nskit
