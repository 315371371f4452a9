// SPDX-License-Identifier: MIT
// What the tests of `ip` share: reading command lines and showing messages without a kernel.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/ipnetns/command/session.h"
#include "lib/base/args.h"
#include "tests/unit/thrown.h"

namespace nskit {

/// Hex digits, in groups of four bytes.
inline std::string hex(std::string_view bytes)
{
    std::string text;
    for (size_t i = 0; i < bytes.size(); i++)
        text += format("%s%02x", i % 4 || i == 0 ? "" : " ", static_cast<unsigned char>(bytes[i]));
    return text;
}

/// Hex digits without blanks.
inline std::string digits(std::span<const uint8_t> bytes)
{
    std::string text;
    for (uint8_t byte : bytes)
        text += format("%02x", byte);
    return text;
}

/// The words of a command line, where `""` is an empty one. Owns what its Args point to.
class WordList {
  public:
    explicit WordList(std::string_view line)
    {
        for (size_t at = 0; (at = line.find_first_not_of(" \n", at)) != line.npos;) {
            size_t end = std::min(line.find_first_of(" \n", at), line.size());
            words_.emplace_back(line.substr(at, end - at) == "\"\"" ? "" : line.substr(at, end - at));
            at = end;
        }
        pointers_.assign(words_.begin(), words_.end());
    }
    WordList(const WordList &) = delete;
    WordList &operator=(const WordList &) = delete;

    const std::vector<std::string> &list() const { return words_; }
    Args args() const { return Args(pointers_); }

  private:
    std::vector<std::string> words_;
    std::vector<Text> pointers_;
};

/// A session that knows a few devices, so that it asks no kernel for them.
struct Bench {
    struct Device {
        int index;
        const char *name;
    };
    Session session;

    explicit Bench(Settings settings = {}, std::initializer_list<Device> devices = {{7, "v0"}, {8, "v8"}})
        : session({.settings = settings})
    {
        for (auto [index, name] : devices) {
            Message link(RTM_NEWLINK, 0, ifinfomsg{.ifi_index = index});
            link.put_string(IFLA_IFNAME, name);
            session.links().remember(link.header());
        }
    }

    template <class Use> auto with(std::string_view line, Use use)
    {
        WordList words(line);
        Args args = words.args();
        return use(args);
    }

    std::string shown() const { return std::string(session.out.buffered()); }
};

/// The same with -d and the devices d0 (index 5) and d1 (4).
struct DeviceBench : Bench {
    explicit DeviceBench(Out::Form form = {}) : Bench({.details = 1, .form = form}, {{5, "d0"}, {4, "d1"}}) {}
};

} // namespace nskit
