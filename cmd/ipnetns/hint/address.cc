// SPDX-License-Identifier: MIT
// Hints about addresses and routes.
#include <algorithm>
#include <string>
#include <sys/socket.h>

#include "cmd/ipnetns/hint/hint.h"
#include "lib/base/text.h"
#include "lib/netlink/address_text.h"

namespace nskit::hint {

/// The first word with a `/`, or else the first that is an address.
static std::string prefix_word(const Failure &failure)
{
    const auto words = object_words(failure);
    for (const std::string_view word : words)
        if (word.find('/') != word.npos)
            return std::string(word);
    for (const std::string_view word : words)
        if (word.find_first_of(".:") != word.npos && parse_address(word, AF_UNSPEC))
            return std::string(word);
    return "";
}

std::string long_prefix(const Failure &failure)
{
    const std::string word = prefix_word(failure), host = word.substr(0, word.find('/'));
    const auto address = parse_address(host, AF_UNSPEC);
    if (!address && !host.empty() && host.find_first_not_of("0123456789.") == host.npos)
        return format("%s is no address: write up to four numbers from 0 to 255, with dots between them",
                      host.c_str());
    if (!address || !address->size || word.find('/') == word.npos)
        return "";
    const char *family = address->family == AF_INET ? "IPv4" : "IPv6";
    if (parse_prefix(word, AF_UNSPEC))
        return format("%s is of the family %s, and the command line asks for another", word.c_str(), family);
    return format("the length of an %s prefix is 0 to %d", family, family_bits(address->family));
}

std::string host_bits(const Failure &failure)
{
    const std::string word = prefix_word(failure);
    auto prefix = parse_prefix(word, AF_UNSPEC);
    if (!prefix || !prefix->has_length)
        return "";
    for (size_t bit = prefix->length; bit < 8U * prefix->size; bit++)
        prefix->bytes[bit / 8] &= static_cast<uint8_t>(~(0x80 >> bit % 8));
    AddressText space;
    const std::string network(format_address(prefix->family, prefix->data(), space));
    return format("%s has bits behind its length; the network is %s/%d", word.c_str(), network.c_str(),
                  prefix->length);
}

std::string gateway_without_via(const Failure &failure)
{
    const size_t end = failure.error.text.rfind('"'), start = failure.error.text.rfind('"', end - 1);
    if (!is_about(failure, "route") || end == std::string::npos || failure.has({"via"}))
        return "";
    const std::string word = failure.error.text.substr(start + 1, end - start - 1);
    if (!parse_address(word, AF_UNSPEC))
        return "";
    return format("in front of a gateway stands \"via\": via %s", word.c_str());
}

// --- what is there

/// `10.0.0.1/24 (d0), ...`: the first addresses that `ip WORDS` shows, of the family of an address; `none`.
static std::string addresses(std::vector<std::string> words, std::string_view like)
{
    std::string list;
    const bool six = like.find(':') != like.npos;
    const std::string all = shown(std::move(words));
    std::string_view rest = all;
    while (!rest.empty() && list.size() < 100) {
        std::string_view line = take_until(rest, '\n'), word = take_word(line), device = take_word(line);
        word = take_word(line);
        const std::string_view address = take_word(line);
        if (word == (six ? "inet6" : "inet"))
            list += format("%s%.*s (%.*s)", list.empty() ? "" : ", ", static_cast<int>(address.size()),
                           address.data(), static_cast<int>(device.size()), device.data());
    }
    return list.empty() ? "none" : list;
}

std::string address_exists(const Failure &failure)
{
    const std::string word = prefix_word(failure);
    if (!is_about(failure, "address") || word.empty())
        return "";
    const std::string host = word.substr(0, word.find('/'));
    const std::string there = addresses({"address", "show", "to", host}, host);
    return there == "none" ? "" : format("it is there: %s; \"ip address replace\" changes it", there.c_str());
}

/// The destination of a command line of ip route, as it is written there.
static std::string destination(const Failure &failure)
{
    static constexpr std::string_view types[] = {"unicast",     "local",    "broadcast", "multicast", "throw",
                                                 "unreachable", "prohibit", "blackhole", "nat",       "to"};
    auto words = object_words(failure);
    words = words.size() < 2 ? words : words.subspan(2);
    while (!words.empty() &&
           std::find(std::begin(types), std::end(types), std::string_view(words[0])) != std::end(types))
        words = words.subspan(1);
    return words.empty() ? "" : words[0];
}

/// The words for the table that the command line names.
static std::vector<std::string> with_table(const Failure &failure, std::vector<std::string> words)
{
    if (const std::string_view table = failure.behind({"table"}); !table.empty())
        words.insert(words.end(), {"table", std::string(table)});
    return words;
}

std::string route_exists(const Failure &failure)
{
    const std::string to = destination(failure);
    if (!is_about(failure, "route") || to.empty())
        return "";
    const std::string there = first_shown(with_table(failure, {"route", "show", "exact", to}));
    return there.empty()
               ? ""
               : format(
                     "it is there: %s; \"ip route replace\" changes it, and with another metric both can be",
                     there.c_str());
}

std::string no_such_route(const Failure &failure)
{
    const std::string to = destination(failure);
    if (!is_about(failure, "route") || to.empty())
        return "";
    const std::string exact = first_shown(with_table(failure, {"route", "show", "exact", to}));
    if (!exact.empty())
        return format("the route there is: %s; name its device, gateway, metric or type as it has them",
                      exact.c_str());
    const std::string near = first_shown(with_table(failure, {"route", "show", "match", to}));
    return near.empty() ? format("no route leads to %s, exactly or wider", to.c_str())
                        : format("no route has exactly this destination; the nearest is: %s", near.c_str());
}

std::string no_such_address(const Failure &failure)
{
    const std::string device(failure.behind({"dev"}));
    if (!is_about(failure, "address") || device.empty())
        return "";
    const std::string there = addresses({"address", "show", "dev", device}, prefix_word(failure));
    if (there == "none")
        return format("%s has no address of this family", device.c_str());
    return format("the addresses of %s are %s; write the one that is meant with its length", device.c_str(),
                  there.c_str());
}

/// A route that says nothing of where the packets go.
std::string no_way(const Failure &failure)
{
    static constexpr std::string_view verbs[] = {"add", "append", "prepend", "replace", "change"};
    const auto words = object_words(failure);
    if (!is_about(failure, "route") || words.size() < 3 ||
        failure.has({"dev", "oif", "via", "nexthop", "nhid"}) ||
        std::find(std::begin(verbs), std::end(verbs), std::string_view(words[1])) == std::end(verbs))
        return "";
    return "say where its packets go: via GATEWAY, or dev DEVICE";
}

std::string no_route_to(const Failure &failure)
{
    const std::string to = destination(failure);
    if (!is_about(failure, "route") || to.empty() || !failure.has({"get", "g"}))
        return "";
    if (to.starts_with("127.") && shown({"link", "show", "dev", "lo", "up"}).empty())
        return "lo is down: ip link set lo up";
    return format("no route leads to %s; \"ip route\" lists those there are, and \"ip route add default via "
                  "GATEWAY\" makes one for all addresses",
                  to.c_str());
}

std::string unreachable_gateway(const Failure &failure)
{
    const std::string gateway(failure.behind({"via"}));
    if (!is_about(failure, "route") || gateway.empty())
        return "";
    return format(
        "%s is on no link here, whose addresses are %s; add one of its network to a device that is up, or "
        "write \"onlink\" behind dev",
        gateway.c_str(), addresses({"address", "show", "scope", "global"}, gateway).c_str());
}

} // namespace nskit::hint
