// SPDX-License-Identifier: MIT
// An address as the words behind `ip address add`.
#include <endian.h>

#include <algorithm>

#include "cmd/ipnetns/address/address.h"
#include "lib/row/words.h"

namespace nskit {

/// `ADDRESS[/LENGTH]`, or `ADDRESS peer ADDRESS[/LENGTH]`.
static std::string write_ends(const Record &record)
{
    const ifaddrmsg &header = record.fixed<ifaddrmsg>();
    const nlattr *peer = record[IFA_ADDRESS], *local = record[IFA_LOCAL] ? record[IFA_LOCAL] : peer;
    if (!local)
        return {};
    AddressText space;
    std::string text(format_address(header.ifa_family, get_bytes(local), space));
    if (peer && !std::ranges::equal(get_bytes(local), get_bytes(peer)))
        text.append(" peer ").append(format_address(header.ifa_family, get_bytes(peer), space));
    if (header.ifa_prefixlen != family_bits(header.ifa_family))
        text += format("/%u", header.ifa_prefixlen);
    return text;
}

std::string address_identity(Context &context, const Record &record)
{
    return write_ends(record) + " dev " +
           std::string(context.links().name(static_cast<int>(record.fixed<ifaddrmsg>().ifa_index)));
}

/// `brd +` if the host part has all bits set, as it mostly has.
static std::string write_broadcast(const Record &record)
{
    const nlattr *broadcast = record[IFA_BROADCAST], *local = record[IFA_LOCAL];
    if (!broadcast)
        return {};
    AddressText space;
    const unsigned length = record.fixed<ifaddrmsg>().ifa_prefixlen;
    const uint32_t host = length < 32 ? UINT32_MAX >> length : 0;
    if (local && payload_size(local) == 4 && length <= 30 &&
        be32toh(get<uint32_t>(broadcast)) == (be32toh(get<uint32_t>(local)) | host))
        return "broadcast +";
    return "broadcast " +
           std::string(format_address(record.fixed<ifaddrmsg>().ifa_family, get_bytes(broadcast), space));
}

/// The scope that a request gets without the word.
static uint8_t usual_scope(const Record &record)
{
    const nlattr *local = record[IFA_LOCAL];
    const ifaddrmsg &header = record.fixed<ifaddrmsg>();
    if (header.ifa_family == AF_INET6) // the kernel chooses it by the address, and takes no other
        return header.ifa_scope;
    return local && get_bytes(local)[0] == 127 ? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE;
}

static std::string write_lifetime(const char *word, uint32_t seconds)
{
    return seconds == UINT32_MAX ? std::string() : format("%s %u", word, seconds);
}

std::string address_word(Context &context, std::string_view word, const Record &record)
{
    const ifaddrmsg &header = record.fixed<ifaddrmsg>();
    const auto times = record[IFA_CACHEINFO]
                           ? get<ifa_cacheinfo>(record[IFA_CACHEINFO])
                           : ifa_cacheinfo{.ifa_prefered = UINT32_MAX, .ifa_valid = UINT32_MAX};
    if (word == "broadcast")
        return write_broadcast(record);
    if (word == "scope")
        return "scope " + std::string(context.names.text(rt_scopes, header.ifa_scope));
    if (word == "valid_lft")
        return write_lifetime("valid_lft", times.ifa_valid);
    if (word == "preferred_lft")
        return write_lifetime("preferred_lft", times.ifa_prefered);
    return {};
}

/// The kernel gives an IPv4 address the name of its device as its label.
static bool is_usual_label(Context &context, const Record &record)
{
    return record.attrs.string(IFA_LABEL) ==
           context.links().name(static_cast<int>(record.fixed<ifaddrmsg>().ifa_index));
}

std::string write_address(Context &context, const Record &record)
{
    std::string line = address_identity(context, record);
    for (const char *word : {"broadcast", "scope", "valid_lft", "preferred_lft"})
        if (word != std::string_view("scope") || record.fixed<ifaddrmsg>().ifa_scope != usual_scope(record))
            append_words(line, address_word(context, word, record));
    for (const Fields &table : address_tables)
        for (const Field &row : table.rows)
            if (row.attr != IFA_LABEL || !is_usual_label(context, record))
                append_rows(context, std::span(&row, 1), record, line);
    if (context.settings.details && !record[IFA_RT_PRIORITY]) // the kernel leaves out this 0
        append_words(line, "metric 0");
    for (const AddressFlag &flag : address_flags)
        if (flag.setter != AddressFlag::Setter::kernel && flags_of(record) & flag.bit)
            append_words(line, flag.name);
    return line;
}

} // namespace nskit
