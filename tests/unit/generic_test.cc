// SPDX-License-Identifier: MIT
// The objects over generic netlink: from a command line to a request, from an answer to what is printed, and
// how a family is found.
#include "lib/netlink/generic.h"

#include <endian.h>
#include <functional>
#include <linux/fou.h>
#include <linux/ila.h>
#include <linux/ioam6_genl.h>
#include <linux/mptcp.h>
#include <linux/seg6_genl.h>
#include <linux/tcp_metrics.h>

#include "cmd/ipnetns/mptcp/mptcp.h"
#include "lib/base/text.h"
#include "tests/unit/generic_answers.h"
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

/// The message of a command, as in the table; empty if it has none.
std::string message_of(PlayedKernel &kernel, const std::string &command)
{
    testing::internal::CaptureStderr();
    try {
        kernel.run(command);
        std::string warning = testing::internal::GetCapturedStderr();
        return warning.empty() ? "" : "[0] " + warning.substr(0, warning.size() - 1);
    } catch (const Error &error) {
        testing::internal::GetCapturedStderr();
        return format("[%d] %s", error.status, error.text.c_str());
    }
}

void expect_golden(const char *family, const char *text)
{
    for (const Golden &row : golden(text)) {
        SCOPED_TRACE(row.command);
        PlayedKernel kernel(family, {});
        std::string message = message_of(kernel, row.command);
        if (row.message.ends_with("..."))
            message = message.substr(0, row.message.size() - 3) + "...";
        EXPECT_EQ(message, row.message);
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

TEST(GenericRequest, OfTcpMetrics)
{
    expect_golden(TCP_METRICS_GENL_NAME, tcp_metrics_requests);
}

TEST(GenericRequest, OfFou)
{
    expect_golden(FOU_GENL_NAME, fou_requests);
}

TEST(GenericRequest, OfIla)
{
    expect_golden(ILA_GENL_NAME, ila_requests);
}

TEST(GenericRequest, OfSr)
{
    expect_golden(SEG6_GENL_NAME, sr_requests);
}

TEST(GenericRequest, OfIoam)
{
    expect_golden(IOAM6_GENL_NAME, ioam_requests);
    const std::string longest(IOAM6_MAX_SCHEMA_DATA_LEN, 'a');
    PlayedKernel kernel(IOAM6_GENL_NAME, {});
    EXPECT_EQ(message_of(kernel, "ip ioam schema add 1 " + longest), "");
    PlayedKernel other(IOAM6_GENL_NAME, {});
    EXPECT_EQ(message_of(other, "ip ioam schema add 1 a" + longest),
              format("[255] Error: argument \"a%s\" is wrong: Schema DATA too big", longest.c_str()));
}

/// A change that the kernel refuses ends with 1 for these two objects, with 2 for the others.
TEST(GenericRequest, RefusedByTheKernel)
{
    const struct {
        const char *family, *command;
        int status;
    } rows[] = {
        {SEG6_GENL_NAME, "ip sr tunsrc set ::1", 1},     {SEG6_GENL_NAME, "ip sr tunsrc show", 2},
        {IOAM6_GENL_NAME, "ip ioam namespace del 1", 1}, {MPTCP_PM_NAME, "ip mptcp endpoint flush", 2},
        {FOU_GENL_NAME, "ip fou del port 5", 2},         {TCP_METRICS_GENL_NAME, "ip tcp_metrics d ::1", 2},
    };
    for (const auto &row : rows) {
        PlayedKernel kernel(row.family, {}, ENOENT);
        EXPECT_EQ(message_of(kernel, row.command),
                  format("[%d] RTNETLINK answers: No such file or directory", row.status))
            << row.command;
    }
}

// --- answers

/// The messages of an answer, and what command lines print of it.
struct Played {
    std::vector<std::string> answers;
    std::vector<std::pair<std::string, std::string>> shown; // by command line
};

std::string without_blanks(std::string text)
{
    std::erase(text, ' ');
    return text;
}

/// Reads a table of generic_answers.h.
Played played(std::string_view text)
{
    Played all;
    bool is_answer = false;
    while (!text.empty()) {
        const std::string line(take_until(text, '\n'));
        if (line.starts_with('<')) {
            all.answers.push_back(without_blanks(line.substr(1)));
            is_answer = true;
        } else if (line.starts_with("    +")) {
            all.shown.back().second.pop_back();
            all.shown.back().second += line.substr(5) + '\n';
        } else if (line.starts_with("    ")) {
            if (is_answer)
                all.answers.back() += without_blanks(line);
            else
                all.shown.back().second += line.substr(4) + '\n';
        } else if (!line.empty()) {
            all.shown.emplace_back(line, "");
            is_answer = false;
        }
    }
    return all;
}

void expect_shown(const char *family, const char *text)
{
    const Played table = played(text);
    for (const auto &[command, shown] : table.shown) {
        PlayedKernel kernel(family, table.answers);
        kernel.run(command);
        EXPECT_EQ(kernel.shown(), shown) << command;
        if (command.starts_with("ip -"))
            continue;
        for (const char *options : {"-o", "-d -s"}) {
            PlayedKernel again(family, table.answers);
            again.run(format("ip %s %s", options, command.c_str() + 3));
            EXPECT_EQ(again.shown(), shown) << options << command;
        }
    }
}

TEST(GenericAnswer, OfEachObject)
{
    expect_shown(MPTCP_PM_NAME, mptcp_endpoint_answers);
    expect_shown(MPTCP_PM_NAME, mptcp_limits_answers);
    expect_shown(SEG6_GENL_NAME, sr_hmac_answers);
    expect_shown(SEG6_GENL_NAME, sr_tunsrc_answers);
    expect_shown(IOAM6_GENL_NAME, ioam_namespace_answers);
    expect_shown(IOAM6_GENL_NAME, ioam_schema_answers);
    expect_shown(TCP_METRICS_GENL_NAME, tcp_metrics_answers);
    expect_shown(FOU_GENL_NAME, fou_answers);
    expect_shown(ILA_GENL_NAME, ila_answers);
}

TEST(GenericAnswer, WithoutAMessageIsAnEmptyArrayOrAFault)
{
    for (auto [family, command] :
         {std::pair(MPTCP_PM_NAME, "ip -j mptcp endpoint"), std::pair(FOU_GENL_NAME, "ip -j fou show"),
          std::pair(IOAM6_GENL_NAME, "ip -j ioam schema show")}) {
        PlayedKernel kernel(family, {});
        kernel.run(command);
        EXPECT_EQ(kernel.shown(), "[]\n") << command;
    }
}

// --- events

std::string event(uint8_t number, const std::function<void(Message &)> &put, Out::Form form = {})
{
    Bench bench({.form = form});
    Message message(0x20, 0, genlmsghdr{.cmd = number, .version = 1});
    put(message);
    print_mptcp_event(bench.session, message.header());
    return bench.shown();
}

void put_every_attribute(Message &message)
{
    message.put<uint32_t>(MPTCP_ATTR_TOKEN, 0x05350424);
    message.put<uint8_t>(MPTCP_ATTR_REM_ID, 1);
    message.put<uint8_t>(MPTCP_ATTR_LOC_ID, 2);
    message.put<uint32_t>(MPTCP_ATTR_SADDR4, htobe32(0x0a000001));
    message.put<uint32_t>(MPTCP_ATTR_DADDR4, htobe32(0x0a000002));
    message.put(MPTCP_ATTR_SADDR6, std::array<uint8_t, 16>{0x20, 0x01, 0x0d, 0xb8});
    message.put(MPTCP_ATTR_DADDR6, std::array<uint8_t, 16>{0xfe, 0x80});
    message.put<uint16_t>(MPTCP_ATTR_SPORT, htobe16(5000));
    message.put<uint16_t>(MPTCP_ATTR_DPORT, htobe16(38186));
    message.put<uint8_t>(MPTCP_ATTR_BACKUP, 0);
    message.put<uint8_t>(MPTCP_ATTR_ERROR, 111);
    message.put<uint32_t>(MPTCP_ATTR_TIMEOUT, 30);
    message.put<int32_t>(MPTCP_ATTR_IF_IDX, 7);
    message.put<uint32_t>(MPTCP_ATTR_RESET_REASON, 4);
    message.put<uint32_t>(MPTCP_ATTR_RESET_FLAGS, 0x1f);
    message.put<uint8_t>(MPTCP_ATTR_SERVER_SIDE, 1);
    message.put<uint16_t>(MPTCP_ATTR_FLAGS, 0x25);
}

TEST(MptcpEvent, WithEveryAttribute)
{
    EXPECT_EQ(event(MPTCP_EVENT_SUB_CLOSED, put_every_attribute),
              "[       SF_CLOSED] token=05350424 remid=1 locid=2 saddr4=10.0.0.1 daddr4=10.0.0.2 "
              "saddr6=2001:db8:: daddr6=fe80:: sport=5000 dport=38186 backup=0 error=111 timeout=30 "
              "ifindex=7 dev=v0 reset_reason=4 reset_flags=0x1f server_side deny_join_id0 flags=0x24\n");
    EXPECT_EQ(event(MPTCP_EVENT_SUB_CLOSED, put_every_attribute, {.json = true}),
              R"({"event":"SF_CLOSED","token":"0x5350424","remid":1,"locid":2,"saddr4":"10.0.0.1",)"
              R"("daddr4":"10.0.0.2","saddr6":"2001:db8::","daddr6":"fe80::","sport":5000,"dport":38186,)"
              R"("backup":0,"error":111,"timeout":30,"ifindex":7,"dev":"v0","reset_reason":4,)"
              R"("reset_flags":"0x1f","server_side":true,"deny_join_id0":true,"flags":"0x24"})"
              "\n");
}

TEST(MptcpEvent, NamesAndFlags)
{
    static constexpr std::pair<int, const char *> names[] = {
        {1, "[         CREATED]\n"},  {2, "[     ESTABLISHED]\n"},  {3, "[          CLOSED]\n"},
        {6, "[       ANNOUNCED]\n"},  {7, "[         REMOVED]\n"},  {10, "[  SF_ESTABLISHED]\n"},
        {11, "[       SF_CLOSED]\n"}, {13, "[         SF_PRIO]\n"}, {15, "[LISTENER_CREATED]\n"},
        {16, "[ LISTENER_CLOSED]\n"}, {99, "[      UNKNOWN 99]\n"},
    };
    for (auto [number, text] : names)
        EXPECT_EQ(event(static_cast<uint8_t>(number), [](Message &) {}), text);
    EXPECT_EQ(event(99, put_every_attribute), "[      UNKNOWN 99]\n");
    EXPECT_EQ(event(1, [](Message &message) { message.put<uint16_t>(MPTCP_ATTR_FLAGS, 2); }),
              "[         CREATED] server_side\n");
}

} // namespace
} // namespace nskit
