// SPDX-License-Identifier: MIT
// A command of `ip` against a family of generic netlink that the test plays: what it asks, and what it prints
// of the answer.
#pragma once

#include <sys/socket.h>

#include <gtest/gtest.h>

#include "cmd/ipnetns/command/command.h"
#include "tests/unit/bench.h"

namespace nskit {

/// One run. The kernel's answer to the first request lies ready before the command begins: its messages, as
/// hex digits of what follows the netlink header, and NLMSG_DONE, which ends an answer of any kind.
class PlayedKernel {
  public:
    /// With an `error` (an errno) the answer is a refusal.
    PlayedKernel(const char *family, const std::vector<std::string> &answers, int error = 0)
    {
        int ends[2];
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
        kernel_ = Fd(ends[0]);
        command_ = Fd(ends[1]);
        family_ = family;
        for (const std::string &answer : answers)
            send(message(id, from_hex(answer)));
        const nlmsgerr refusal{.error = -error};
        send(error ? message(NLMSG_ERROR,
                             std::string_view(reinterpret_cast<const char *>(&refusal), sizeof refusal))
                   : message(NLMSG_DONE, std::string(sizeof(int), '\0')));
    }

    /// Runs `ip OPTION ... OBJECT ...`, where `""` is an empty word. Throws its Error.
    void run(std::string_view line)
    {
        WordList words(line);
        Args args = words.args();
        args.next();
        Session session(parse_global_options(args));
        for (auto [index, name] : {std::pair(1, "lo"), std::pair(7, "eth0"), std::pair(8, "eth1")}) {
            Message link(RTM_NEWLINK, 0, ifinfomsg{.ifi_index = index});
            link.put_string(IFLA_IFNAME, name);
            session.links().remember(link.header());
        }
        session.use_generic(family_, Generic(id, Socket(std::move(command_))));
        run_object(session, args);
        shown_ = session.out.buffered();
    }
    const std::string &shown() const { return shown_; }

    /// What it asked, one line for each request: `FLAGS: BYTES`, without sequence number and port.
    std::string asked() const
    {
        std::string text;
        alignas(nlmsghdr) char space[Message::capacity];
        for (ssize_t size; (size = recv(kernel_.get(), space, sizeof space, MSG_DONTWAIT)) > 0;) {
            auto *request = reinterpret_cast<const nlmsghdr *>(space);
            EXPECT_EQ(request->nlmsg_len, size);
            EXPECT_EQ(request->nlmsg_type, id);
            const std::string_view bytes(space, static_cast<size_t>(size));
            text += format("%x: %s\n", request->nlmsg_flags, hex(bytes.substr(NLMSG_HDRLEN)).c_str());
        }
        return text;
    }

  private:
    static constexpr uint16_t id = 0x20;

    static std::string from_hex(const std::string &digits)
    {
        std::string bytes;
        for (size_t at = 0; at + 1 < digits.size(); at += 2)
            bytes += static_cast<char>(std::stoi(digits.substr(at, 2), nullptr, 16));
        return bytes;
    }
    static std::string message(uint16_t type, std::string_view body)
    {
        const nlmsghdr header{.nlmsg_len = static_cast<uint32_t>(NLMSG_HDRLEN + body.size()),
                              .nlmsg_type = type,
                              .nlmsg_seq = 1};
        return std::string(reinterpret_cast<const char *>(&header), sizeof header).append(body);
    }
    void send(const std::string &bytes)
    {
        EXPECT_EQ(::send(kernel_.get(), bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
    }
    Fd kernel_, command_;
    const char *family_;
    std::string shown_;
};

} // namespace nskit
