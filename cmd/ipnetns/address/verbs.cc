// SPDX-License-Identifier: MIT
// ip address: its verbs, and its help.
#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/command/wait.h"
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

// --- the verbs

static void help(Session &, Args &)
{
    usage(address_usage());
}

static constexpr Command verbs[] = {
    {.word = "add",
     .run = modify<RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL>,
     .only_changes = true,
     .usage = "{add|change|replace} IFADDR dev IFNAME [ LIFETIME ]\n"
              "                  [ WORD VALUE ] [ FLAG ]"},
    {.word = "change", .run = modify<RTM_NEWADDR, NLM_F_REPLACE>, .also = "chg", .only_changes = true},
    {.word = "replace", .run = modify<RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE>, .only_changes = true},
    {.word = "delete",
     .run = modify<RTM_DELADDR, 0>,
     .only_changes = true,
     .usage = "del IFADDR dev IFNAME [ WORD VALUE ]"},
    {.word = "list", .run = address_show, .usage = "[ { show | list } [ FILTER ] [ FLAG | -FLAG ] ]"},
    {.word = "show", .run = address_show},
    {.word = "lst", .run = address_show},
    {.word = "flush", .run = address_flush, .usage = "{ save | flush } [ FILTER ] [ FLAG | -FLAG ]"},
    {.word = "save", .run = address_save},
    {.word = "showdump", .run = address_showdump, .usage = "{ showdump | restore }"},
    {.word = "restore", .run = address_restore},
    {.word = "wait", .run = address_wait, .usage = WAIT_USAGE("[ FILTER ] [ FLAG | -FLAG ]")},
    {.word = "ensure",
     .run = ensure_verb<address_state>,
     .exact = true,
     .usage = "{ ensure | absent } IFADDR dev IFNAME [ LIFETIME ]\n"
              "                  [ WORD VALUE ] [ FLAG ]"},
    {.word = "absent", .run = absent_verb<address_state>, .exact = true},
    {.word = "help", .run = help},
};

// --- help

/// The names of the flags that can be set, or of those that only a filter understands.
static std::string describe_flags(bool settable, int indent)
{
    std::string text;
    for (const AddressFlag &flag : address_flags)
        if ((flag.setter != AddressFlag::Setter::kernel) == settable)
            append_part(text, format("%s%s", text.empty() ? "" : "| ", flag.name.data()), indent);
    return text + '\n';
}

std::string address_usage()
{
    std::string text = usage_of("address", verbs) + "\nWORD :=\n" + describe_words(address_words, 8);
    for (const Fields &table : address_tables)
        text += describe_fields(table.rows, 8);
    text += "\nFILTER := [ dev DEV ]\n" + describe_words(address_filter_words, 8);
    text += describe_words(link_filter_words, 8);
    text +=
        "\nFLAG :=\n" + describe_flags(true, 8) + "        of a filter only:\n" + describe_flags(false, 8);
    return text + "\nSCOPE := { host | link | global | NAME | NUMBER }\n" + describe_kinds();
}

void ip_addr(Session &session, Args &args)
{
    run_verb(session, args, verbs, "address", address_show);
}

} // namespace nskit
