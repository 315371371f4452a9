// SPDX-License-Identifier: MIT
// What the tests of objects of `ip` share: command lines read and messages shown without a kernel.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "session.h"
#include "thrown.h"

namespace nskit {

/// Hex digits, a blank after every four bytes.
inline std::string hex(std::string_view bytes)
{
    std::string text;
    for (size_t i = 0; i < bytes.size(); i++)
        text += format("%s%02x", i % 4 || i == 0 ? "" : " ", static_cast<unsigned char>(bytes[i]));
    return text;
}

inline std::vector<std::string> split(std::string_view line)
{
    std::vector<std::string> words;
    for (size_t at = 0; at < line.size();) {
        size_t end = std::min(line.find(' ', at), line.size());
        words.emplace_back(line.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

/// A session that knows the devices v0 and v8, whose indexes are 7 and 8, so that no kernel is asked for
/// them, and one command line after the other.
struct Bench {
    Session session;

    explicit Bench(Settings settings = {}) : session(settings)
    {
        for (auto [index, name] : {std::pair(7, "v0"), std::pair(8, "v8")}) {
            Message link(RTM_NEWLINK, 0, ifinfomsg{.ifi_index = index});
            link.put_string(IFLA_IFNAME, name);
            session.links().remember(link.header());
        }
    }

    template <class Use> auto with(std::string_view line, Use use)
    {
        std::vector<std::string> words = split(line);
        std::vector<char *> pointers;
        for (std::string &word : words)
            pointers.push_back(word.data());
        Args args(std::span<char *const>(pointers.data(), pointers.size()));
        return use(args);
    }

    std::string shown() const { return std::string(session.out.buffered()); }
};

} // namespace nskit
