// SPDX-License-Identifier: MIT
// The objects over generic netlink: from a command line to a request, from an answer to what is printed, and
// how a family is found.
#include "lib/netlink/generic.h"

#include <linux/mptcp.h>

#include "cmd/ipnetns/mptcp/mptcp.h"
#include "lib/base/text.h"
#include "tests/unit/generic_golden.h"
#include "tests/unit/l2tp_golden.h"
#include "tests/unit/played_kernel.h"

namespace nskit {
namespace {

// --- requests

/// Attributes as text, sorted by type: their order means nothing to the kernel. Those that are flagged as
/// nests are taken apart.
std::string sorted(std::string_view bytes)
{
    std::vector<std::pair<unsigned, std::string>> all;
    walk_attrs(bytes.data(), bytes.size(), [&](const nlattr *attr) {
        const auto value = get_bytes(attr);
        const std::string_view raw(reinterpret_cast<const char *>(value.data()), value.size());
        all.emplace_back(attr->nla_type, attr->nla_type & NLA_F_NESTED ? '{' + sorted(raw) + '}' : hex(raw));
        return true;
    });
    std::sort(all.begin(), all.end());
    std::string text;
    for (const auto &[type, value] : all)
        text += format("%x=%s;", type, value.c_str());
    return text;
}

/// A line `FLAGS: BYTES` with the attributes sorted.
std::string normal(std::string_view line)
{
    const std::string_view flags = take_until(line, ':');
    std::string bytes;
    for (std::string_view word; !(word = take_word(line)).empty();)
        for (; word.size() >= 2; word.remove_prefix(2))
            bytes += static_cast<char>(std::stoi(std::string(word.substr(0, 2)), nullptr, 16));
    const std::string_view all = bytes;
    return std::string(flags) + ' ' + hex(all.substr(0, 4)) + ' ' + sorted(all.substr(4)) + '\n';
}

/// A command line, and the lines that are indented below it.
struct Golden {
    std::string command, message; // the message with its status in front: [255] ...
    std::vector<std::string> requests;
};

std::vector<Golden> golden(std::string_view text)
{
    std::vector<Golden> all;
    while (!text.empty()) {
        std::string_view line = take_until(text, '\n');
        if (line.empty())
            continue;
        const size_t margin = line.find_first_not_of(' ');
        const std::string rest(line.substr(margin));
        if (margin == 0)
            all.push_back({.command = rest});
        else if (rest.front() == '[')
            all.back().message = rest;
        else if (margin == 4)
            all.back().requests.push_back(rest);
        else
            all.back().requests.back() += ' ' + rest;
    }
    return all;
}

/// The refusal of a command, as in the table; empty if it succeeds.
std::string refusal_of(PlayedKernel &kernel, const std::string &command)
{
    try {
        kernel.run(command);
        return "";
    } catch (const Error &error) {
        return format("[%d] %s", error.status, error.text.c_str());
    }
}

void expect_golden(const char *family, const char *text)
{
    for (const Golden &row : golden(text)) {
        SCOPED_TRACE(row.command);
        PlayedKernel kernel(family, {});
        std::string refusal = refusal_of(kernel, row.command);
        if (row.message.ends_with("..."))
            refusal = refusal.substr(0, row.message.size() - 3) + "...";
        EXPECT_EQ(refusal, row.message);
        std::string expected, asked;
        for (const std::string &request : row.requests)
            expected += normal(request);
        const std::string sent = kernel.asked();
        for (std::string_view rest = sent; !rest.empty();)
            asked += normal(take_until(rest, '\n'));
        EXPECT_EQ(asked, expected) << sent;
    }
}

TEST(GenericRequest, OfL2tp)
{
    expect_golden(L2TP_GENL_NAME, l2tp_requests);
}

TEST(GenericRequest, OfMacsec)
{
    expect_golden(MACSEC_GENL_NAME, macsec_requests);
}

TEST(GenericRequest, OfMptcp)
{
    expect_golden(MPTCP_PM_NAME, mptcp_requests);
}

} // namespace
} // namespace nskit
