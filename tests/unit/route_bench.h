// SPDX-License-Identifier: MIT
// What the tests of routes share: a session in which a few devices are known, requests as hex, messages as
// they are shown.
#pragma once

#include <gtest/gtest.h>

#include <sstream>

#include "../../cmd/ipnetns/route.h"
#include "thrown.h"

namespace nskit {

/// Bytes in hex, in words of four.
inline std::string hex(std::string_view bytes)
{
    std::string text;
    for (size_t i = 0; i < bytes.size(); i++)
        text += format("%s%02x", i % 4 || i == 0 ? "" : " ", static_cast<unsigned char>(bytes[i]));
    return text;
}

/// The words of a line, as a command line owns them.
struct Words {
    std::vector<std::string> words;
    std::vector<char *> pointers;

    explicit Words(const std::string &line)
    {
        std::istringstream stream(line);
        for (std::string word; stream >> word;)
            words.push_back(word);
        for (std::string &word : words)
            pointers.push_back(word.data());
    }
    Args args() const { return Args({pointers.data(), pointers.size()}); }
};

/// The devices lo, v0 and v8 are known, whose indexes are 1, 7 and 8: no kernel is asked for them.
struct RouteBench {
    Session session;

    explicit RouteBench(Settings settings = {}) : session(settings)
    {
        for (auto [index, name] : {std::pair(1, "lo"), std::pair(7, "v0"), std::pair(8, "v8")}) {
            Message link(RTM_NEWLINK, 0, ifinfomsg{.ifi_index = index});
            link.put_string(IFLA_IFNAME, name);
            session.links().remember(link.header());
        }
    }

    void parse(RouteRequest &request, const std::string &line)
    {
        Words words(line);
        Args args = words.args();
        parse_route(session, args, request);
    }
    /// The request for the words behind the verb, without the netlink header.
    std::string request(const std::string &line, uint16_t type = RTM_NEWROUTE)
    {
        RouteRequest request(type, 0, session.settings.family);
        parse(request, line);
        return hex(request.message.bytes().substr(NLMSG_HDRLEN));
    }
    Error refusal(const std::string &line)
    {
        return thrown([&] { request(line); });
    }
    /// What is shown of a message.
    std::string shown(const nlmsghdr *message)
    {
        {
            auto object = session.out.object();
            print_route(session, {message, sizeof(rtmsg)});
        }
        return std::string(session.out.buffered());
    }
};

inline std::string shown(const Message &message, Settings settings = {}, Out::Form form = {})
{
    settings.form = form;
    return RouteBench(settings).shown(message.header());
}

/// What is shown of the route that a command line asks for.
inline std::string shown(const std::string &line, Settings settings = {}, Out::Form form = {})
{
    settings.form = form;
    RouteBench bench(settings);
    RouteRequest request(RTM_NEWROUTE, 0, settings.family);
    bench.parse(request, line);
    return bench.shown(request.message.header());
}

/// Calls `f(command line, hex)` for each pair of lines of a table in route_golden.h.
template <class F> void each_golden(const char *table, F &&f)
{
    std::istringstream stream(table);
    int count = 0;
    for (std::string line, bytes; std::getline(stream, line);) {
        if (line.empty())
            continue;
        std::getline(stream, bytes);
        f(line, bytes.substr(bytes.find_first_not_of(' ')));
        count++;
    }
    EXPECT_GT(count, 50);
}

} // namespace nskit
