// SPDX-License-Identifier: MIT
// The words of one address, as add, change, replace and delete read them.
#include "cmd/ipnetns/address/address.h"
#include "lib/base/number.h"
#include "lib/base/suggest.h"
#include "lib/row/types.h"

namespace nskit {

// --- words that are no attribute of their own

/// The first address gives the request its family.
static void set_family(AddressRequest &request, const Prefix &address)
{
    if (request.header().ifa_family == AF_UNSPEC)
        request.header().ifa_family = address.family;
}

static Prefix take_prefix(Args &args, AddressRequest &request)
{
    Prefix prefix = prefix_from(args.next(), request.header().ifa_family);
    set_family(request, prefix);
    return prefix;
}

static void parse_peer(Context &, Args &args, AddressRequest &request)
{
    if (request.peer)
        duplicate_argument("peer", args.next());
    request.peer = take_prefix(args, request);
}

static void parse_local(Context &, Args &args, AddressRequest &request)
{
    if (request.local)
        garbage_argument("local", args.next());
    request.local_word = args.peek();
    request.local = take_prefix(args, request);
}

static void parse_broadcast(Context &, Args &args, AddressRequest &request)
{
    if (request.broadcast || request.broadcast_fill)
        duplicate_argument("broadcast", args.next());
    std::string_view word = args.next();
    if (word == "+" || word == "-") {
        request.broadcast_fill = word[0];
        return;
    }
    request.broadcast = address_from(word, request.header().ifa_family);
    set_family(request, *request.broadcast);
}

static void parse_scope(Context &context, Args &args, AddressRequest &request)
{
    auto scope = context.names.id(rt_scopes, args.next());
    if (!scope)
        wrong_argument(args.previous(), "invalid scope value.");
    request.scope = static_cast<uint8_t>(*scope);
}

static uint32_t take_lifetime(Args &args, const char *wrong)
{
    std::string_view word = args.next();
    auto seconds = word == "forever" ? std::optional(UINT32_MAX) : parse_as<uint32_t>(word);
    if (!seconds)
        wrong_argument(word, wrong);
    return *seconds;
}

static void parse_valid(Context &, Args &args, AddressRequest &request)
{
    if (request.valid)
        duplicate_argument("valid_lft", args.next());
    request.valid = take_lifetime(args, "valid_lft value");
}

static void parse_preferred(Context &, Args &args, AddressRequest &request)
{
    if (request.preferred)
        duplicate_argument("preferred_lft", args.next());
    request.preferred = take_lifetime(args, "preferred_lft value");
}

static void parse_device(Context &, Args &args, AddressRequest &request)
{
    request.device = args.next();
}

static constexpr Word<AddressRequest> words[] = {
    {.word = "peer", .arg = "PREFIX", .set = parse_peer, .also = "remote", .exact = true},
    {.word = "broadcast", .arg = "{ ADDRESS | + | - }", .set = parse_broadcast, .also = "brd"},
    {.word = "scope", .arg = "SCOPE", .set = parse_scope, .exact = true},
    {.word = "dev", .arg = "DEV", .set = parse_device, .exact = true},
    {.word = "valid_lft", .arg = "{ SECONDS | forever }", .set = parse_valid},
    {.word = "preferred_lft", .arg = "{ SECONDS | forever }", .set = parse_preferred},
    {.word = "local", .arg = "PREFIX", .set = parse_local, .exact = true},
};
constexpr std::span<const Word<AddressRequest>> address_words{words};

/// Reads the name of a flag. A flag that cannot be set is only warned about, as scripts expect.
static bool parse_flag(Context &context, Args &args, AddressRequest &request)
{
    const AddressFlag *flag = args.empty() ? nullptr : find_address_flag(args.peek());
    if (!flag || flag->absent)
        return false;
    args.next();
    if (flag->setter == AddressFlag::Setter::kernel)
        context.warn_line(format("Warning: %s option is not mutable from userspace", flag->name.data()));
    else if (flag->setter == AddressFlag::Setter::inet6_user && request.header().ifa_family != AF_INET6)
        context.warn_line(format("Warning: %s option can be set only for IPv6 addresses", flag->name.data()));
    else
        request.flags |= flag->bit;
    return true;
}

static void offer_words(Nearest &nearest)
{
    nearest.among(address_words);
    for (const Fields &table : address_tables)
        nearest.among(table.rows);
    for (const AddressFlag &flag : address_flags)
        nearest.offer(flag.name);
}

static void parse_words(Context &context, Args &args, AddressRequest &request)
{
    Seen seen;
    while (!args.empty()) {
        if (parse_field(context, args, address_tables, request.message, seen) ||
            parse_flag(context, args, request) || parse_word(context, args, address_words, request))
            continue;
        if (is_prefix(args.peek(), "help"))
            usage(address_usage());
        or_nearest(
            args.peek(), [&] { parse_local(context, args, request); }, offer_words);
    }
}

// --- what follows from the words together

static void put_address(AddressRequest &request, uint16_t attr, const Prefix &prefix)
{
    const size_t start = request.message.size();
    request.message.put_address(attr, prefix);
    const bool is_local = attr == IFA_LOCAL || !request.peer;
    request.message.note(start, attr == IFA_BROADCAST ? "broadcast" : is_local ? request.local_word : "peer");
}

/// Whether an IPv4 address is deleted by its address alone, whatever its length and peer are.
static bool is_wildcard(const AddressRequest &request)
{
    return request.removes && request.local && request.local->family == AF_INET &&
           !request.local->has_length && !request.peer;
}

static void put_addresses(Context &context, AddressRequest &request)
{
    if (request.local) {
        put_address(request, IFA_LOCAL, *request.local);
        request.header().ifa_prefixlen = request.local->length;
    }
    if (request.peer) {
        put_address(request, IFA_ADDRESS, *request.peer);
        // A length of 0 means that the peer's was not given.
        if (request.peer->length > 0)
            request.header().ifa_prefixlen = request.peer->length;
    } else if (is_wildcard(request)) {
        context.warn_line(
            format("Warning: Executing wildcard deletion to stay compatible with old scripts.\n"
                   "         Explicitly specify the prefix length (%s/%d) to avoid this warning.\n"
                   "         This special behaviour is likely to disappear in further releases,\n"
                   "         fix your scripts!",
                   request.local_word, request.local->length));
    } else if (request.local) {
        put_address(request, IFA_ADDRESS, *request.local);
    }
}

/// The prefix with all bits of its host part set or cleared; nullopt if it has no room for a broadcast
/// address.
static std::optional<Prefix> filled(Prefix prefix, char fill)
{
    if (prefix.length > 30)
        return std::nullopt;
    for (unsigned bit = prefix.length; bit < 32; bit++) {
        auto mask = static_cast<uint8_t>(0x80 >> bit % 8);
        uint8_t &byte = prefix.bytes[bit / 8];
        byte = static_cast<uint8_t>(fill == '+' ? byte | mask : byte & ~mask);
    }
    return prefix;
}

static void put_broadcast(AddressRequest &request)
{
    if (!request.broadcast && !request.broadcast_fill)
        return;
    // A broadcast address that is spelled out is sent for IPv6 as well: the kernel ignores it.
    if (request.broadcast_fill && !request.removes && request.header().ifa_family != AF_INET)
        fail("Broadcast can be set only for IPv4 addresses");
    auto prefix = request.peer ? request.peer : request.local;
    if (request.broadcast_fill && prefix && !request.removes)
        request.broadcast = filled(*prefix, request.broadcast_fill);
    if (request.broadcast)
        put_address(request, IFA_BROADCAST, *request.broadcast);
}

static void put_scope(AddressRequest &request)
{
    bool is_loopback = request.local && request.local->family == AF_INET && request.local->bytes[0] == 127;
    uint8_t usual = is_loopback && !request.removes ? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE;
    request.header().ifa_scope = request.scope.value_or(usual);
}

/// Without the one lifetime, an address is preferred as long as it is valid; without the other, it is valid
/// for ever.
static void put_lifetimes(AddressRequest &request)
{
    if (!request.valid && !request.preferred)
        return;
    ifa_cacheinfo times{};
    times.ifa_valid = request.valid.value_or(UINT32_MAX);
    times.ifa_prefered = request.preferred.value_or(times.ifa_valid);
    if (times.ifa_valid == 0)
        fail("valid_lft is zero");
    if (times.ifa_valid < times.ifa_prefered)
        fail("preferred_lft is greater than valid_lft");
    request.message.put(IFA_CACHEINFO, times);
}

static bool is_multicast(const Prefix &address)
{
    return address.family == AF_INET ? (address.bytes[0] & 0xf0) == 0xe0 : address.bytes[0] == 0xff;
}

static void put_flags(AddressRequest &request)
{
    if (request.flags & IFA_F_MCAUTOJOIN && !(request.local && is_multicast(*request.local)))
        fail("autojoin needs multicast address");
    if (request.flags <= 0xff)
        request.header().ifa_flags = static_cast<uint8_t>(request.flags);
    else
        request.message.put<uint32_t>(IFA_FLAGS, request.flags);
}

/// The order of the checks decides which of several mistakes is reported.
void parse_address_request(Context &context, Args &args, AddressRequest &request)
{
    parse_words(context, args, request);
    if (!request.device)
        fail("Not enough information: \"dev\" argument is required.");
    put_addresses(context, request);
    put_broadcast(request);
    put_scope(request);
    request.header().ifa_index = static_cast<uint32_t>(context.links().index_from(request.device));
    put_lifetimes(request);
    put_flags(request);
}

} // namespace nskit
