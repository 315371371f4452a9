// SPDX-License-Identifier: MIT
// ip xfrm: from words to requests, from messages to text, refusals and filters. The bytes are those of a
// little-endian machine.
#include "cmd/ipnetns/xfrm/xfrm.h"

#include <endian.h>
#include <netinet/in.h>

#include <functional>
#include <iterator>
#include <sstream>

#include "cmd/ipnetns/command/batch_lines.h"
#include "tests/unit/bench.h"
#include "tests/unit/xfrm_golden.h"

namespace nskit {
namespace {

using namespace ipsec;

/// The words of a line, in which quotes may enclose empty ones.
struct Line {
    std::string text;
    std::vector<char *> words;
    explicit Line(std::string_view line) : text(line) { split_words(text, words); }
    Args args() const { return Args(std::span<char *const>(words.data(), words.size())); }
};

struct XfrmBench : Bench {
    explicit XfrmBench(Settings settings = {}) : Bench(settings, {{7, "eth0"}, {8, "eth1"}}) {}
};

// --- requests

/// A verb, the request that it sends, and what reads its words.
struct Verb {
    const char *words, *type;
    std::function<void(Context &, Args &, std::function<void(Message &)>)> make;
};

template <class Header>
auto request(uint16_t type, Header header, void (*parse)(Context &, Args &, Message &))
{
    return [=](Context &context, Args &args, const std::function<void(Message &)> &use) {
        Message message(type, 0, header);
        if (parse)
            parse(context, args, message);
        use(message);
    };
}

void flush_policy(Context &context, Args &args, const std::function<void(Message &)> &use)
{
    Message message(XFRM_MSG_FLUSHPOLICY, 0);
    parse_policy_flush(context, args, message);
    use(message);
}

void list_states(Context &context, Args &args, const std::function<void(Message &)> &use)
{
    StateFilter filter;
    parse_state_filter(context, args, filter);
    Message message(XFRM_MSG_GETSA, 0);
    put_filter(context, filter.id, message);
    use(message);
}

const std::vector<Verb> &verbs()
{
    static const std::vector<Verb> all = {
        {"state add ", "NEWSA", request(XFRM_MSG_NEWSA, new_state(), parse_state)},
        {"state update ", "UPDSA", request(XFRM_MSG_UPDSA, new_state(), parse_state)},
        {"state allocspi ", "ALLOCSPI", request(XFRM_MSG_ALLOCSPI, new_allocspi(), parse_allocspi)},
        {"state get ", "GETSA", request(XFRM_MSG_GETSA, xfrm_usersa_id{}, parse_state_id)},
        {"state delete ", "DELSA", request(XFRM_MSG_DELSA, xfrm_usersa_id{}, parse_state_id)},
        {"state list ", "GETSA", list_states},
        {"state flush ", "FLUSHSA", request(XFRM_MSG_FLUSHSA, xfrm_usersa_flush{}, parse_state_flush)},
        {"policy add ", "NEWPOLICY", request(XFRM_MSG_NEWPOLICY, new_policy(), parse_policy)},
        {"policy update ", "UPDPOLICY", request(XFRM_MSG_UPDPOLICY, new_policy(), parse_policy)},
        {"policy get ", "GETPOLICY", request(XFRM_MSG_GETPOLICY, xfrm_userpolicy_id{}, parse_policy_id)},
        {"policy delete ", "DELPOLICY", request(XFRM_MSG_DELPOLICY, xfrm_userpolicy_id{}, parse_policy_id)},
        {"policy flush ", "FLUSHPOLICY", flush_policy},
        {"policy set ", "NEWSPDINFO", request(XFRM_MSG_NEWSPDINFO, uint32_t{UINT32_MAX}, parse_thresholds)},
        {"policy setdefault ", "SETDEFAULT",
         request(XFRM_MSG_SETDEFAULT, xfrm_userpolicy_default{}, parse_defaults)},
    };
    return all;
}

/// Bytes as xfrm_golden.h writes them.
std::string packed(std::string_view bytes)
{
    std::istringstream stream(hex(bytes));
    const std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
    std::string text;
    for (size_t i = 0, next; i < words.size(); i = next) {
        for (next = i + 1; next < words.size() && words[next] == words[i];)
            next++;
        if (next - i >= 3)
            text += ' ' + words[i] + '*' + std::to_string(next - i);
        else
            while (i++ < next)
                text += ' ' + words[next - 1];
    }
    return text;
}

/// The type and the bytes of a line's request; empty if no verb above has the line.
std::string sent(std::string_view line, Settings settings = {})
{
    for (const Verb &verb : verbs()) {
        if (!(std::string(line) + ' ').starts_with(verb.words))
            continue;
        XfrmBench bench(settings);
        Line words((std::string(line) + ' ').substr(strlen(verb.words)));
        Args args = words.args();
        std::string bytes;
        verb.make(bench.session, args, [&](Message &message) {
            bytes = verb.type + packed(message.bytes().substr(NLMSG_HDRLEN));
        });
        return bytes;
    }
    return "";
}

TEST(XfrmRequest, MatchesTheReferenceByteForByte)
{
    std::istringstream stream(xfrm_requests);
    size_t count = 0;
    for (std::string command, line; std::getline(stream, command);) {
        std::string bytes;
        while (stream.peek() == ' ' && std::getline(stream, line))
            bytes += line.substr(bytes.empty() ? 4 : 3);
        const std::string ours = sent(command);
        if (ours.empty())
            continue;
        EXPECT_EQ(ours, bytes) << command;
        count++;
    }
    EXPECT_EQ(count, 48U);
}

} // namespace
} // namespace nskit
