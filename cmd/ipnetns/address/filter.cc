// SPDX-License-Identifier: MIT
// Which addresses are meant: the words of show, save and flush.
#include "cmd/ipnetns/address/address.h"
#include "lib/netlink/records.h"
#include "lib/row/devices.h"

#include <algorithm>
#include <fnmatch.h>

namespace nskit {

static void read_to(Context &, Args &args, AddressFilter &filter)
{
    filter.to = prefix_from(args.next(), filter.family);
    if (filter.family == AF_UNSPEC)
        filter.family = filter.to->family;
}

static void read_scope(Context &context, Args &args, AddressFilter &filter)
{
    if (args.take("all"))
        return filter.scope.reset();
    filter.scope = context.names.id(rt_scopes, args.next());
    if (!filter.scope)
        wrong_argument(args.previous(), "invalid \"scope\"");
}

static void read_protocol(Context &context, Args &args, AddressFilter &filter)
{
    filter.protocol = context.names.id(rt_addrprotos, args.next());
    if (!filter.protocol)
        wrong_argument(args.previous(), "\"proto\" value is invalid");
}

static constexpr Word<AddressFilter> words[] = {
    {"to", "PREFIX", read_to, nullptr, true},
    {"scope", "{ SCOPE | all }", read_scope, nullptr, true},
    {"label", "PATTERN", [](Context &, Args &args, AddressFilter &f) { f.label = args.next(); }, nullptr,
     true},
    {"proto", "PROTO", read_protocol, nullptr, true},
};
constexpr std::span<const Word<AddressFilter>> address_filter_words{words};

/// The name of a flag, or one with `-` in front that asks for the opposite.
static bool parse_flag(Args &args, AddressFilter &filter)
{
    std::string_view word = args.empty() ? "" : args.peek();
    const bool negated = word.starts_with('-');
    const AddressFlag *flag = find_address_flag(word.substr(negated));
    if (!flag)
        return false;
    args.next();
    filter.mask |= flag->bit;
    filter.flags = negated != flag->absent ? filter.flags & ~flag->bit : filter.flags | flag->bit;
    return true;
}

AddressFilter parse_address_filter(Context &context, Args &args)
{
    AddressFilter filter;
    filter.family = context.settings.family;
    while (!args.empty()) {
        if (parse_word(context, args, address_filter_words, filter) || parse_flag(args, filter) ||
            parse_word(context, args, link_filter_words, filter.link))
            continue;
        if (is_prefix(args.peek(), "help"))
            usage(address_usage());
        args.take("dev");
        if (filter.link.device)
            garbage_argument("dev", args.next());
        filter.link.device = args.next();
    }
    if (filter.link.device)
        filter.index = existing_device(context, filter.link.device);
    return filter;
}

/// `to` means the address itself, not its peer.
static bool is_within(const Record &record, const Prefix &prefix)
{
    const nlattr *local = record[IFA_LOCAL] ? record[IFA_LOCAL] : record[IFA_ADDRESS];
    return local && get_bytes(local).size() * 8 >= prefix.length &&
           same_bits(get_bytes(local).data(), prefix.bytes.data(), prefix.length);
}

/// An IPv6 address has no label: it goes by the name of its device.
static bool has_label(Context &context, const Record &record, const char *pattern)
{
    std::string label(record.attrs.string(IFA_LABEL));
    if (!record[IFA_LABEL])
        label = context.links().name(static_cast<int>(record.fixed<ifaddrmsg>().ifa_index));
    return fnmatch(pattern, label.c_str(), 0) == 0;
}

void AddressFilter::find_links(Context &context)
{
    if (!link.judges())
        return;
    Records records;
    fetch_links(context, link, records);
    links.emplace();
    records.each([&](const nlmsghdr *message) {
        if (message->nlmsg_type != RTM_NEWLINK || !has_fixed(message, sizeof(ifinfomsg)))
            return;
        if (link.wants({Attrs(message, sizeof(ifinfomsg)), message}))
            links->push_back(fixed<ifinfomsg>(message)->ifi_index);
    });
    std::ranges::sort(*links);
}

bool AddressFilter::wants(Context &context, const Record &record) const
{
    const ifaddrmsg &header = record.fixed<ifaddrmsg>();
    if ((family != AF_UNSPEC && header.ifa_family != family) ||
        (index && static_cast<int>(header.ifa_index) != index))
        return false;
    if (links && !std::ranges::binary_search(*links, static_cast<int>(header.ifa_index)))
        return false;
    if (scope && header.ifa_scope != *scope)
        return false;
    if ((flags_of(record) ^ flags) & mask)
        return false;
    if (protocol && record[IFA_PROTO] && record.attrs.value<uint8_t>(IFA_PROTO) != *protocol)
        return false;
    return (!to || is_within(record, *to)) && (!label || has_label(context, record, label));
}

ifaddrmsg address_query(const AddressFilter &filter)
{
    return {.ifa_family = static_cast<uint8_t>(filter.family),
            .ifa_index = static_cast<uint32_t>(filter.index)};
}

std::optional<Record> address_record(const nlmsghdr *message)
{
    if (message->nlmsg_type != RTM_NEWADDR || !has_fixed(message, sizeof(ifaddrmsg)))
        return std::nullopt;
    return Record{Attrs(message, sizeof(ifaddrmsg)), message};
}

} // namespace nskit
