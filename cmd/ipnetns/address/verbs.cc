// SPDX-License-Identifier: MIT
// ip address: its verbs. What an address is made of stands in address_fields.cc, how it is read in
// address_parse.cc, which ones are meant in address_filter.cc.
#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/objects.h"

namespace nskit {

// --- one address

static void modify(Session &session, Args &args, uint16_t type, int flags)
{
    Message message(type, static_cast<uint16_t>(flags), ifaddrmsg{});
    AddressRequest request{.message = message, .removes = type == RTM_DELADDR};
    request.header().ifa_family = static_cast<uint8_t>(session.settings.family);
    parse_address_request(session, args, request);
    send_change(session, message, print_address_event);
}

static void add(Session &session, Args &args)
{
    modify(session, args, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL);
}

static void change(Session &session, Args &args)
{
    modify(session, args, RTM_NEWADDR, NLM_F_REPLACE);
}

static void replace(Session &session, Args &args)
{
    modify(session, args, RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE);
}

static void remove(Session &session, Args &args)
{
    modify(session, args, RTM_DELADDR, 0);
}

// --- help

/// The names of the flags, in two lists: those that can be set, and those that can only be asked for.
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
    changing("add", add),         changing("change", change, "chg"),
    changing("replace", replace), changing("delete", remove),
    {"list", address_show},       {"show", address_show},
    {"lst", address_show},        {"flush", address_flush},
    {"save", address_save},       {"showdump", address_showdump},
    {"restore", address_restore}, {"help", help},
};

void ip_addr(Session &session, Args &args)
{
    run_verb(session, args, verbs, "address", address_show);
}

} // namespace nskit
