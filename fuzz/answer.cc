// SPDX-License-Identifier: MIT
#include "fuzz/answer.h"

#include <cstring>
#include <iterator>

namespace nskit::fuzz {

static constexpr const char *commands[] = {
    "link show",
    "address show",
    "route show table all",
    "rule show",
    "neigh show nud all",
    "nexthop show",
    "addrlabel list",
    "netns list-id",
    // New rows go to the end: the numbers stand in inputs that were kept.
    "route show cache",
    "nexthop bucket show",
    "netconf show",
    "ntable show",
    "maddress show",
    "stats show",
    "token list",
    "tuntap show",
    "tunnel show",
    "vrf show",
    "mroute show",
    "mrule show",
    "xfrm state",
    "xfrm policy",
    "xfrm state count",
    "xfrm policy count",
    "xfrm monitor",
    "l2tp show tunnel",
    "l2tp show session",
    "fou show",
    "ila list",
    "macsec show",
    "mptcp endpoint show",
    "mptcp limits show",
    "mptcp monitor",
    "tcp_metrics show",
    "sr tunsrc show",
    "sr hmac show",
    "ioam namespace show",
    "ioam schema show",
    "ioam monitor",
    "link xstats type bridge",
    "link property show",
    "link show type veth",
    "link show dev eth0",
    "route get 10.0.0.1",
    "neigh get 10.0.0.1 dev eth0",
    "nexthop get id 1",
    "address save",
    "route save",
    "rule save",
    "route flush table 5",
    "address flush dev eth0",
    "neigh flush dev eth0",
    "rule flush",
    "nexthop flush",
    "xfrm state flush",
    "xfrm policy deleteall",
    "monitor",
    "monitor all-nsid label resync",
    "netns list",
    "netns map",
    "config show",
    // Files of whole messages
    "route showdump",
    "route restore",
    "address showdump",
    "address restore",
    "rule restore",
    "monitor file /dev/stdin",
    "-force monitor label file /dev/stdin",
    "link ensure eth0 type bridge",
    "address ensure 10.0.0.1/8 dev eth0",
    "route ensure 10.0.0.0/8 via 10.0.0.1",
    "rule ensure pref 5 table 5",
    "neigh ensure 10.0.0.1 lladdr 02:00:00:00:00:05 dev eth0",
    "nexthop ensure id 1 via 10.0.0.1 dev eth0",
};

static constexpr const char *options[] = {
    "",       "-d",    "-j",    "-j -d",       "-d -s -s", "-j -d -s -s", "-o",       "-br",
    "-j -br", "-4 -j", "-6 -d", "-j -p -d -s", "-t -d",    "-N -d",       "-h -s -j", "-d -o -t -s -ts"};

bool has_json(std::string_view command)
{
    return command.find("xfrm") == command.npos && command.find(" save") == command.npos;
}

const char *command_of(const Answer &answer)
{
    return commands[answer.command % std::size(commands)];
}

const char *options_of(const Answer &answer)
{
    return options[answer.options % std::size(options)];
}

Answer read_answer(std::string_view input)
{
    Answer answer;
    if (input.size() < 2)
        return answer;
    answer.command = static_cast<uint8_t>(input[0]);
    answer.options = static_cast<uint8_t>(input[1]);
    input.remove_prefix(2);
    while (input.size() >= 3) {
        uint16_t size;
        memcpy(&size, input.data() + 1, sizeof size);
        const std::string_view bytes = input.substr(3, size);
        answer.parts.push_back(
            {static_cast<Part::Kind>(static_cast<uint8_t>(input[0]) % Part::kinds), bytes});
        input.remove_prefix(3 + bytes.size());
    }
    return answer;
}

std::string write_answer(const Answer &answer)
{
    std::string input{static_cast<char>(answer.command), static_cast<char>(answer.options)};
    for (const Part &part : answer.parts) {
        const auto size = static_cast<uint16_t>(part.bytes.size());
        input.push_back(static_cast<char>(part.kind));
        input.append(reinterpret_cast<const char *>(&size), sizeof size).append(part.bytes.substr(0, size));
    }
    return input;
}

std::string answer_input(std::string_view command, std::string_view body)
{
    for (size_t i = 0; i < std::size(commands); i++)
        if (commands[i] == command)
            return write_answer(
                {static_cast<uint8_t>(i),
                 static_cast<uint8_t>(std::hash<std::string_view>()(body) % std::size(options)),
                 {{Part::body, body}}});
    return "";
}

} // namespace nskit::fuzz
