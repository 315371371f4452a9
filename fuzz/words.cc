// SPDX-License-Identifier: MIT
// Command lines of `ip`, every object's. An input is a line of words; with more lines it is a batch. What a
// line sends is made of whole attributes; what it made is then shown, as text and as JSON.
//
// With ANSWERS=DIRECTORY in the environment each request becomes a file there: a seed for fuzz/answers.cc.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <linux/fib_rules.h>
#include <linux/genetlink.h>
#include <linux/if_addrlabel.h>
#include <linux/nexthop.h>
#include <linux/rtnetlink.h>
#include <linux/xfrm.h>
#include <random>

#include "fuzz/answer.h"
#include "fuzz/kernel.h"
#include "lib/netlink/attrs.h"
#include "tests/unit/json_reader.h"

using namespace nskit;
using namespace nskit::fuzz;

// --- what a line sends, and how it is shown

/// The command that shows what a request of this type has made.
struct Shown {
    int protocol;
    uint16_t type;
    size_t header; ///< bytes in front of the attributes
    const char *command;
};
static constexpr Shown shown[] = {
    {NETLINK_ROUTE, RTM_NEWLINK, sizeof(ifinfomsg), "link show"},
    {NETLINK_ROUTE, RTM_NEWADDR, sizeof(ifaddrmsg), "address show"},
    {NETLINK_ROUTE, RTM_NEWROUTE, sizeof(rtmsg), "route show table all"},
    {NETLINK_ROUTE, RTM_NEWRULE, sizeof(fib_rule_hdr), "rule show"},
    {NETLINK_ROUTE, RTM_NEWNEIGH, sizeof(ndmsg), "neigh show nud all"},
    {NETLINK_ROUTE, RTM_NEWNEXTHOP, sizeof(nhmsg), "nexthop show"},
    {NETLINK_ROUTE, RTM_NEWADDRLABEL, sizeof(ifaddrlblmsg), "addrlabel list"},
    {NETLINK_ROUTE, RTM_NEWNSID, NLMSG_ALIGN(sizeof(rtgenmsg)), "netns list-id"},
    {NETLINK_XFRM, XFRM_MSG_NEWSA, sizeof(xfrm_usersa_info), "xfrm state"},
    {NETLINK_XFRM, XFRM_MSG_NEWPOLICY, sizeof(xfrm_userpolicy_info), "xfrm policy"},
};

/// What shows the answers of a family of generic netlink, which are like its requests.
struct ShownObject {
    std::string_view word;
    const char *command;
};
static constexpr ShownObject shown_objects[] = {
    {"l2tp", "l2tp show session"},
    {"fou", "fou show"},
    {"ila", "ila list"},
    {"macsec", "macsec show"},
    {"mptcp", "mptcp endpoint show"},
    {"tcp_metrics", "tcp_metrics show"},
    {"sr", "sr hmac show"},
    {"ioam", "ioam schema show"},
};

static bool are_whole(std::string_view attributes)
{
    while (!attributes.empty()) {
        nlattr attr;
        if (attributes.size() < sizeof attr)
            return false;
        memcpy(&attr, attributes.data(), sizeof attr);
        if (attr.nla_len < sizeof attr || attr.nla_len > attributes.size())
            return false;
        attributes.remove_prefix(std::min<size_t>(NLA_ALIGN(attr.nla_len), attributes.size()));
    }
    return true;
}

static void keep_answer(const char *command, std::string_view body)
{
    static const char *directory = getenv("ANSWERS");
    if (!directory)
        return;
    const std::string input = answer_input(command, body);
    if (input.empty())
        return;
    char name[32];
    snprintf(name, sizeof name, "/made-%016zx", std::hash<std::string>()(input));
    FILE *file = fopen((std::string(directory) + name).c_str(), "w");
    must(file && fwrite(input.data(), input.size(), 1, file) == 1 && fclose(file) == 0, "no seed");
}

static void show(const char *command, std::string_view body)
{
    keep_answer(command, body);
    const World world{.parts = {{Part::body, body}}, .input = {}, .plays_devices = true};
    const bool json = has_json(command) && std::hash<std::string_view>()(body) & 1;
    const Run run = fuzz::run(words_of(std::string(json ? "-j -d -s -s " : "-d -s ") + command), world);
    must(!json || run.shown.empty() || JsonReader::valid(run.shown), "not JSON", run.shown);
}

static void look_at(const Run::Request &request, const std::vector<std::string> &words)
{
    nlmsghdr header;
    memcpy(&header, request.bytes.data(), sizeof header);
    const std::string_view body = std::string_view(request.bytes).substr(sizeof header);
    for (const Shown &each : shown)
        if (request.protocol == each.protocol && header.nlmsg_type == each.type) {
            must(body.size() >= each.header && are_whole(body.substr(each.header)), "half an attribute");
            show(each.command, body);
        }
    if (request.protocol != NETLINK_GENERIC || header.nlmsg_type == GENL_ID_CTRL)
        return;
    must(are_whole(body.substr(std::min(body.size(), sizeof(genlmsghdr)))), "half an attribute");
    for (const ShownObject &each : shown_objects)
        if (std::find(words.begin(), words.end(), each.word) != words.end())
            show(each.command, body);
}

// --- words for the fuzzer

static constexpr const char *values[] = {"0",
                                         "1",
                                         "5",
                                         "255",
                                         "256",
                                         "65535",
                                         "0x10",
                                         "4294967295",
                                         "-1",
                                         "1.5s",
                                         "10.0.0.1",
                                         "10.0.0.0/8",
                                         "2001:db8::1",
                                         "::/0",
                                         "any",
                                         "default",
                                         "eth0",
                                         "eth1",
                                         "lo",
                                         "on",
                                         "off",
                                         "all",
                                         "02:00:00:00:00:05",
                                         "1:2:3:4",
                                         "10kbit",
                                         "64kb",
                                         "1/0xff",
                                         "1:5",
                                         "\"\"",
                                         "0x00112233",
                                         "main",
                                         "help",
                                         "18446744073709551615"};

static std::string line_of(const std::vector<std::string> &words)
{
    std::string line;
    for (const std::string &word : words)
        line += (line.empty() ? "" : " ") + (word.empty() ? "\"\"" : word);
    return line;
}

/// Changes the words of a line: half of the time in the ways that the command line itself offers.
static void change_words(std::vector<std::string> &words, std::minstd_rand &random)
{
    auto below = [&](size_t limit) { return random() % limit; };
    const size_t at = below(words.size() + 1);
    const auto place = words.begin() + static_cast<ptrdiff_t>(at);
    std::vector<std::string> offered;
    switch (below(8)) {
    case 0:
    case 1:
    case 2:
    case 3:
        offered = completions({words.begin(), place});
        if (offered.empty())
            offered.emplace_back(values[below(std::size(values))]);
        if (at < words.size() && below(2))
            *place = offered[below(offered.size())];
        else
            words.insert(place, offered[below(offered.size())]);
        return;
    case 4:
        words.insert(place, values[below(std::size(values))]);
        return;
    case 5:
        if (at < words.size())
            *place = values[below(std::size(values))];
        return;
    case 6:
        if (at < words.size())
            words.erase(place);
        return;
    default:
        if (at < words.size())
            std::swap(*place, words[below(words.size())]);
    }
}

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    std::minstd_rand random(seed);
    const std::string_view text(reinterpret_cast<char *>(data), size);
    if (random() % 4 == 0 || text.find('\n') != text.npos)
        return LLVMFuzzerMutate(data, size, most);
    std::vector<std::string> words = words_of(text);
    for (size_t changes = 1 + random() % 3; changes > 0; changes--)
        change_words(words, random);
    const std::string line = line_of(words);
    const size_t taken = std::min(line.size(), most);
    std::copy_n(line.begin(), taken, data);
    return taken;
}

// --- runs

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    close_the_world();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    if (text.find('\n') != text.npos) {
        fuzz::run({"-force", "-batch", "-"}, {.parts = {}, .input = text});
        return 0;
    }
    const std::vector<std::string> words = words_of(text);
    if (!words.empty() &&
        (words.front() == "-complete" || words.front() == "--complete")) // gives up stdout, and sets an alarm
        return 0;
    const Run run = fuzz::run(words, {});
    for (const Run::Request &request : run.sent)
        look_at(request, words);
    if (size % 4 == 0)
        completions(words);
    return 0;
}
