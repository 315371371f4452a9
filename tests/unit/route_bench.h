// SPDX-License-Identifier: MIT
// What the tests of routes share: a session that knows a few devices, requests as hex, messages as they are
// shown.
#pragma once

#include <gtest/gtest.h>

#include <sstream>

#include "cmd/ipnetns/route/route.h"
#include "tests/unit/bench.h"

namespace nskit {

/// Knows the devices lo (index 1), v0 (7) and v8 (8).
struct RouteBench : Bench {
    explicit RouteBench(Settings settings = {}) : Bench(settings, {{1, "lo"}, {7, "v0"}, {8, "v8"}}) {}

    void parse(RouteRequest &request, const std::string &line)
    {
        WordList words(line);
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
    /// The text of a message.
    std::string shown(const nlmsghdr *message)
    {
        {
            auto object = session.out.object();
            print_route(session, {message, sizeof(rtmsg)});
        }
        return Bench::shown();
    }
};

inline std::string shown(const Message &message, Settings settings = {}, Out::Form form = {})
{
    settings.form = form;
    return RouteBench(settings).shown(message.header());
}

/// The text of the route of a command line.
inline std::string shown(const std::string &line, Settings settings = {}, Out::Form form = {})
{
    settings.form = form;
    RouteBench bench(settings);
    RouteRequest request(RTM_NEWROUTE, 0, settings.family);
    bench.parse(request, line);
    return bench.shown(request.message.header());
}

/// Calls `f(command line, hex)` for each command line of a table in route_golden.h and the lines below it,
/// which are indented by four blanks.
template <class F> void each_golden(const char *table, F &&f)
{
    std::istringstream stream(table);
    int count = 0;
    for (std::string command, line; std::getline(stream, command);) {
        std::string bytes;
        while (stream.peek() == ' ' && std::getline(stream, line))
            bytes += line.substr(bytes.empty() ? 4 : 3);
        if (command.empty())
            continue;
        f(command, bytes);
        count++;
    }
    EXPECT_GT(count, 50);
}

} // namespace nskit
