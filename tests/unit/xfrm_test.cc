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
    std::vector<Text> words;
    explicit Line(std::string_view line) : text(line) { split_words(text.data(), words); }
    Args args() const { return Args(words); }
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

/// What the reference gets wrong or leaves out.
TEST(XfrmRequest, OfWhatTheReferenceDoesNotSend)
{
    // A mark that selects no bits, and all processors: left out of a state, as by the reference.
    const std::string state = "state add src 10.0.0.1 dst 10.0.0.2 proto esp enc x y";
    EXPECT_EQ(sent(state + " mark 5 mask 0 pcpu-num 0xffffffff tfcpad 0 output-mark 0"), sent(state));
    EXPECT_NE(sent(state + " if_id 0"), sent(state));
    // A mark of 0 with a mask names a state and a policy.
    EXPECT_TRUE(sent("state get dst 10.0.0.2 proto esp spi 5 mark 0 mask 7")
                    .ends_with(" 0c001500 00000000 07000000"));
    EXPECT_TRUE(sent("policy delete index 5 dir in mark 0 mask 7").ends_with(" 0c001500 00000000 07000000"));
    EXPECT_TRUE(
        sent("state allocspi dst 10.0.0.2 proto esp mark 0 mask 7").ends_with(" 0c001500 00000000 07000000"));
    // Without an ID there is no source.
    EXPECT_EQ(sent("state get"), "GETSA 00000000*5 02000000");
}

TEST(XfrmRequest, FamilyOfWordsThatHaveNoAddress)
{
    const Settings inet6{.family = AF_INET6};
    EXPECT_EQ(sent("policy get dir in index 5", inet6).substr(0, 39),
              "GETPOLICY 00000000*10 0a000000 00000000");
    EXPECT_EQ(sent("state list", inet6), "GETSA 28001a00 00000000*8 0a000000");
    // A template has the family of the selector before it, and one of its own if it has addresses.
    auto family_of_template = [](const std::string &line) {
        const std::string bytes = sent(line);
        return bytes.substr(bytes.find("32000000") + 9, 4);
    };
    EXPECT_EQ(family_of_template("policy add src 2001:db8::/32 dir in tmpl proto esp"), "0a00");
    EXPECT_EQ(
        family_of_template("policy add dir in tmpl src 2001:db8::1 proto esp priority 1 src 10.0.0.0/8"),
        "0a00");
}

// --- what is shown

/// The state of a command line, as an event.
std::string shown_state(std::string_view line, Settings settings = {}, bool hides_keys = false)
{
    XfrmBench bench(settings);
    Line words(line);
    Args args = words.args();
    Message message(XFRM_MSG_NEWSA, 0, new_state());
    parse_state(bench.session, args, message);
    print_state(bench.session, message.header(), hides_keys);
    return bench.shown();
}

constexpr const char *esp = "src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100 enc ecb(cipher_null) \"\" ";

TEST(XfrmShown, FlagsAndSequenceNumbers)
{
    auto third_line = [](const std::string &words, Settings settings = {}) {
        std::istringstream text(shown_state(esp + words, settings));
        std::string line;
        for (int i = 0; i < 3; i++)
            std::getline(text, line);
        return line;
    };
    const Settings stats{.stats = 1};
    EXPECT_EQ(third_line(""), "\treplay-window 0 ");
    EXPECT_EQ(third_line("flag noecn align4"), "\treplay-window 0 flag noecn align4");
    EXPECT_EQ(third_line("flag esn replay-window 64 extra-flag oseq-may-wrap"),
              "\treplay-window 0 flag esn extra_flag oseq-may-wrap");
    EXPECT_EQ(third_line("extra-flag 0x13"), "\treplay-window 0 extra_flag dont-encap-dscp oseq-may-wrap 10");
    EXPECT_EQ(third_line("seq 10", stats), "\treplay-window 0 seq 0x0000000a flag  (0x00000000)");
    EXPECT_EQ(third_line("flag noecn esn dir out extra-flag 0x1", stats),
              "\treplay-window 0 seq 0x00000000 flag noecn esn extra_flag dont-encap-dscp (0x00000081)");
}

TEST(XfrmShown, KeysAreHidden)
{
    const std::string line = "src 10.0.0.1 dst 10.0.0.2 proto esp enc cbc(aes) secret auth hmac(md5) 0x1234";
    EXPECT_NE(shown_state(line).find("\tauth hmac(md5) 0x1234\n\tenc cbc(aes) 0x736563726574\n"),
              std::string::npos);
    EXPECT_NE(shown_state(line, {.stats = 1}).find("\tauth hmac(md5) 0x1234 (16 bits)\n"), std::string::npos);
    const std::string hidden = shown_state(line, {}, true);
    EXPECT_NE(hidden.find("\tauth hmac(md5) <<Keys hidden>>\n\tenc cbc(aes) <<Keys hidden>>\n"),
              std::string::npos);
    EXPECT_EQ(hidden.find("0x12"), std::string::npos);
    EXPECT_NE(shown_state("src 10.0.0.1 dst 10.0.0.2 proto comp comp deflate", {}, true)
                  .find("\tcomp deflate <<Keys hidden>>\n"),
              std::string::npos);
    EXPECT_EQ(shown_state(line, {.stats = 1}, true).find("0x12"), std::string::npos);
}

TEST(XfrmShown, ALineOfEachPartOfAState)
{
    EXPECT_EQ(
        shown_state(
            std::string(esp) +
            "mode tunnel reqid 5 mark 0x10 mask 0xff output-mark 5 mask 7 if_id 0x20 tfcpad 100 dir in "
            "pcpu-num 3 "
            "ctx label:x sel src 192.0.2.0/24 dst 198.51.100.1 proto tcp sport 80 dport 8080 dev eth0 "
            "offload packet dev eth1 dir in replay-window 32 replay-seq 5 encap espinudp 4500 4501 1.2.3.4"),
        "src 10.0.0.1 dst 10.0.0.2\n\tproto esp spi 0x00000100 reqid 5 mode tunnel\n\treplay-window 32 \n"
        "\tmark 0x10/0xff output-mark 0x5/0x7\n\tenc ecb(cipher_null) \n"
        "\tencap type espinudp sport 4500 dport 4501 addr 1.2.3.4\n"
        "\tanti-replay context: seq 0x5, oseq 0x0, bitmap 0x00000000\n"
        "\tcrypto offload parameters: dev eth1 dir in mode packet\n\tif_id 0x20\n\ttfcpad 100\n\tdir "
        "in\n\tpcpu-num 3\n"
        "\tsel src 192.0.2.0/24 dst 198.51.100.1/32 proto tcp sport 80 dport 8080 dev eth0 \n"
        "\tsecurity context label:x \n");
    EXPECT_EQ(
        shown_state(esp, {.form = {.oneline = true}}),
        "src 10.0.0.1 dst 10.0.0.2\\\tproto esp spi 0x00000100 reqid 0 mode transport\\\treplay-window 0 \\"
        "\tenc ecb(cipher_null) \\\n");
}

TEST(XfrmShown, AMessageThatIsTooShort)
{
    XfrmBench bench;
    Message message(XFRM_MSG_NEWSA, 0, uint32_t{0});
    testing::internal::CaptureStderr();
    print_state(bench.session, message.header());
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "BUG: wrong nlmsg len -220\n");
    EXPECT_EQ(bench.shown(), "");
}

// --- filters

TEST(XfrmFilter, OfStates)
{
    xfrm_usersa_info state{};
    state.id.spi = htobe32(0x100);
    state.id.proto = IPPROTO_ESP;
    state.family = AF_INET;
    state.saddr.a4 = htobe32(0x0a010203);
    state.mode = XFRM_MODE_TUNNEL;
    state.reqid = 7;
    state.flags = XFRM_STATE_ESN | XFRM_STATE_ICMP;
    auto selects = [&](std::string_view line) {
        XfrmBench bench;
        Line words(line);
        Args args = words.args();
        StateFilter filter;
        parse_state_filter(bench.session, args, filter);
        return wants(filter, state);
    };
    for (const char *line : {"", "spi 0x100", "mode tunnel", "reqid 7", "flag esn", "flag esn noecn",
                             "nokeys", "src 10.1.2.3", "src 10.1.0.0/16", "dst 0.0.0.0", "proto esp"})
        EXPECT_TRUE(selects(line)) << line;
    for (const char *line : {"spi 0x101", "spi 0", "mode transport", "reqid 0", "flag noecn", "src 10.1.2.4",
                             "src 10.2.0.0/16", "src ::", "dst 10.0.0.1", "proto ah"})
        EXPECT_FALSE(selects(line)) << line;
}

} // namespace
} // namespace nskit
