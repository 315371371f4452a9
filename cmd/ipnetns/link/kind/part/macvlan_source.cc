// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/macvlan_source.h"

#include <linux/if_ether.h>

#include "lib/netlink/address_text.h"
#include "lib/netlink/uapi.h"

namespace nskit {

static constexpr Choice commands[] = {{"add", MACVLAN_MACADDR_ADD},
                                      {"del", MACVLAN_MACADDR_DEL},
                                      {"set", MACVLAN_MACADDR_SET},
                                      {"flush", MACVLAN_MACADDR_FLUSH}};

static bool is_source(const Record &record)
{
    return record.attrs.value<uint32_t>(IFLA_MACVLAN_MODE) == MACVLAN_MODE_SOURCE;
}

/// Takes the next word if it is an Ethernet address.
static bool take_source(Args &args, Message &message)
{
    auto address = args.empty() ? std::nullopt : parse_lladdr(args.peek());
    if (!address || address->size != ETH_ALEN)
        return false;
    message.put(IFLA_MACVLAN_MACADDR, address->bytes.data(), address->size);
    args.next();
    return true;
}

/// Reads the list behind `set`, which ends at the first word that is no address.
static bool parse_sources(Context &, Args &args, const Field &field, Message &message)
{
    auto command = choice_value(commands, args.next());
    if (!command)
        return false;
    message.put<uint32_t>(IFLA_MACVLAN_MACADDR_MODE, *command);
    if (*command == MACVLAN_MACADDR_SET) {
        Nest list(message, field.attr);
        while (take_source(args, message))
            continue;
    } else if (*command != MACVLAN_MACADDR_FLUSH && !take_source(args, message)) {
        fail("\"%s\" is invalid lladdr.", args.next().data());
    }
    return true;
}

static void print_sources(Context &context, const Field &field, const Record &record)
{
    if (!is_source(record) || !record[field.attr])
        return;
    auto list = context.out.list(field.json);
    each_attr(record[field.attr], [&](const nlattr *attr) {
        AddressText space;
        context.out.string({nullptr, ""}, format_lladdr(get_bytes(attr), 0, space));
    });
}

/// A device has a list; a request says what to do with it.
static void write_sources(Context &context, const Field &field, const Record &record)
{
    const nlattr *list = record[field.attr];
    const char *command =
        choice_name(commands, record.attrs.value<uint32_t>(IFLA_MACVLAN_MACADDR_MODE, MACVLAN_MACADDR_SET));
    const bool is_request = record[IFLA_MACVLAN_MACADDR_MODE];
    if (!command || (!is_request && (!is_source(record) || !list)))
        return;
    context.out.string(label(field), command);
    AddressText space;
    auto print = [&](const nlattr *attr) {
        context.out.string({nullptr, ""}, format_lladdr(get_bytes(attr), 0, space));
    };
    if (list)
        each_attr(list, print);
    else if (record[IFLA_MACVLAN_MACADDR])
        print(record[IFLA_MACVLAN_MACADDR]);
}

constexpr Type macvlan_sources{.arg = "{ add LLADDR | del LLADDR | set LLADDR ... | flush }",
                               .parse = parse_sources,
                               .print = print_sources,
                               .words = write_sources};

static void print_source_count(Context &context, const Field &field, const Record &record)
{
    auto count = get<uint32_t>(record[field.attr]);
    if (is_source(record))
        context.out.literal(label(field), format("(%u)", count), std::to_string(count));
}

constexpr Type macvlan_source_count{.print = print_source_count};

} // namespace nskit
