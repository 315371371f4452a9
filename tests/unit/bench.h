// SPDX-License-Identifier: MIT
// Command lines and devices for tests that ask no kernel.
#pragma once

#include <linux/if_link.h>

#include <string>
#include <vector>

#include "args.h"
#include "session.h"

namespace nskit {

/// The words of a text, which own what Args points to.
class Words {
  public:
    explicit Words(std::string_view text)
    {
        for (size_t at = 0; (at = text.find_first_not_of(" \n", at)) != text.npos;) {
            size_t end = std::min(text.find_first_of(" \n", at), text.size());
            words_.emplace_back(text.substr(at, end - at));
            at = end;
        }
        for (std::string &word : words_)
            pointers_.push_back(word.data());
    }
    Words(const Words &) = delete;
    Words &operator=(const Words &) = delete;

    Args args() const { return Args(std::span<char *const>(pointers_.data(), pointers_.size())); }

  private:
    std::vector<std::string> words_;
    std::vector<char *> pointers_;
};

/// A session with -d that knows the devices d0 and d1, whose indexes are 5 and 4.
struct DeviceBench {
    Session session;

    explicit DeviceBench(Out::Form form = {}) : session({.details = 1, .form = form})
    {
        for (auto [index, name] : {std::pair(5, "d0"), std::pair(4, "d1")}) {
            Message link(RTM_NEWLINK, 0, ifinfomsg{.ifi_index = index});
            link.put_string(IFLA_IFNAME, name);
            session.links().remember(link.header());
        }
    }
};

/// Bytes as hex digits.
inline std::string hex(std::span<const uint8_t> bytes)
{
    std::string text;
    for (uint8_t byte : bytes)
        text += format("%02x", byte);
    return text;
}

} // namespace nskit
