// SPDX-License-Identifier: MIT
// Whole runs of `ip` inside the fuzzer, against a kernel that the fuzzer plays: nothing that a command sends
// reaches the real one, it opens no file of the machine, and starts no program. The linker puts the functions
// of calls.cc in the place of system calls (--wrap), and a seccomp filter refuses what would get past them.
#pragma once

#include <linux/netlink.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nskit::fuzz {

/// Must hold, or the input is kept as a crash. `what` goes to stderr.
void must(bool holds, const char *what, std::string_view shown = {});

/// One part of what a command finds.
struct Part {
    enum Kind : uint8_t {
        body,  ///< a message of the answer, behind its netlink header; its type fits the request
        typed, ///< the same, behind two bytes of another type
        error, ///< a refusal, as the body of an NLMSG_ERROR
        end,   ///< what follows belongs to the answer to the next request
        file,  ///< the bytes of the next file that is opened
        kinds
    };
    Kind kind;
    std::string_view bytes;
};

/// What a command finds.
struct World {
    /// Requests take their answers from here, one after the other. Look-ups of devices and of families of
    /// generic netlink do not: every name means a device, and a family.
    std::vector<Part> parts;
    std::string_view input; ///< what stdin reads
    /// Look-ups of devices are requests as any other.
    bool plays_devices = false;
};

/// What has become of a command.
struct Run {
    struct Request {
        int protocol;      ///< NETLINK_ROUTE, ...
        std::string bytes; ///< from its netlink header
    };
    int status = 0;
    std::string shown, told; ///< stdout, stderr
    std::vector<Request> sent;
};

/// To be called once, before the first run: closes the way to the real kernel for the rest of the process.
void close_the_world();

/// Runs `ip WORDS...`. Each request must be a whole message, a failure must be told, and success must not be
/// told as an error.
Run run(const std::vector<std::string> &words, const World &world);

/// The words that could stand behind these.
std::vector<std::string> completions(const std::vector<std::string> &words);

/// The words of a line, parted by blanks. `""` is an empty word.
std::vector<std::string> words_of(std::string_view line);

} // namespace nskit::fuzz
