// SPDX-License-Identifier: MIT
// Filters of addresses: the words of show, save and flush.
#include "cmd/ipnetns/address/address.h"

#include <algorithm>
#include <fnmatch.h>

#include "lib/netlink/records.h"
#include "lib/row/devices.h"

namespace nskit {

static void parse_to(Context &, Args &args, AddressFilter &filter)
{
    filter.to = prefix_from(args.next(), filter.family);
    if (filter.family == AF_UNSPEC)
        filter.family = filter.to->family;
}

static void parse_scope(Context &context, Args &args, AddressFilter &filter)
{
    if (args.take("all"))
        return filter.scope.reset();
    filter.scope = context.names.id(rt_scopes, args.next());
    if (!filter.scope)
        wrong_argument(args.previous(), "invalid \"scope\"");
}

static void parse_protocol(Context &context, Args &args, AddressFilter &filter)
{
    filter.protocol = context.names.id(rt_addrprotos, args.next());
    if (!filter.protocol)
        wrong_argument(args.previous(), "\"proto\" value is invalid");
}

static void parse_label(Context &, Args &args, AddressFilter &filter)
{
    filter.label = args.next();
}

static void set_ready(Context &, Args &, AddressFilter &filter)
{
    filter.ready = true;
}

static constexpr Word<AddressFilter> words[] = {
    {.word = "to", .arg = "PREFIX", .set = parse_to, .exact = true},
    {.word = "scope", .arg = "{ SCOPE | all }", .set = parse_scope, .exact = true},
    {.word = "label", .arg = "PATTERN", .set = parse_label, .exact = true},
    {.word = "proto", .arg = "PROTO", .set = parse_protocol, .exact = true},
    {.word = "ready", .set = set_ready, .exact = true},
};
constexpr std::span<const Word<AddressFilter>> address_filter_words{words};

/// Reads the name of a flag; with `-` in front, the flag must not be set. Returns false on another word.
static bool parse_flag(Args &args, AddressFilter &filter)
{
    const char *word = args.peek();
    const bool negated = *word == '-';
    const AddressFlag *flag = find_address_flag(word + negated);
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

/// An IPv6 address has no label: the name of its device stands for it.
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
        auto record = Record::of<ifinfomsg>(message, RTM_NEWLINK);
        if (record && link.wants(*record))
            links->push_back(record->fixed<ifinfomsg>().ifi_index);
    });
    std::ranges::sort(*links);
}

void AddressFilter::ease()
{
    ready = false;
    flags = mask = 0;
    link.ease();
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
    if (ready && flags_of(record) & (IFA_F_TENTATIVE | IFA_F_DADFAILED))
        return false;
    // The kernel leaves out a protocol of 0.
    if (protocol && record.attrs.value<uint8_t>(IFA_PROTO) != *protocol)
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
    return Record::of<ifaddrmsg>(message, RTM_NEWADDR);
}

} // namespace nskit
