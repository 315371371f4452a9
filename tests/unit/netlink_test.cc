// SPDX-License-Identifier: MIT
// Netlink: attributes, and what is answered, malformed answers too.
#include "lib/netlink/attrs.h"
#include "lib/netlink/message.h"
#include "lib/netlink/pipeline.h"
#include "lib/netlink/receiver.h"
#include "lib/netlink/records.h"
#include "lib/netlink/socket.h"

#include <linux/if_link.h>
#include <string>

#include "tests/unit/bench.h"

namespace nskit {
namespace {

// --- attributes

TEST(Attrs, ByType)
{
    Message message(RTM_NEWLINK, 0, ifinfomsg{});
    message.put_string(IFLA_IFNAME, "lo");
    message.put<uint32_t>(IFLA_MTU, 65536);
    message.put<uint32_t>(IFLA_MTU, 1); // the first counts
    message.put<uint32_t>(4000, 1);     // unknown
    Attrs attrs(message.header(), sizeof(ifinfomsg));
    EXPECT_EQ(attrs.string(IFLA_IFNAME), "lo");
    EXPECT_EQ(attrs.value<uint32_t>(IFLA_MTU), 65536u);
    EXPECT_EQ(attrs[4000], nullptr);
    EXPECT_EQ(attrs[IFLA_LINK], nullptr);
    EXPECT_EQ(attrs.value<int>(IFLA_LINK, -1), -1);
    EXPECT_EQ(attrs.string(IFLA_LINK), "");
}

TEST(Attrs, ValuesShorterAndLongerThanAsked)
{
    Message message(RTM_NEWLINK, 0, rtgenmsg{});
    message.put<uint8_t>(1, 0xff);
    message.put<uint64_t>(2, 0x0807060504030201);
    message.put(3, "abc", 3); // not even a NUL
    message.put(4, nullptr, 0);
    Attrs attrs(message.header(), sizeof(rtgenmsg));
    EXPECT_EQ(attrs.value<uint32_t>(1), 0xffu);
    EXPECT_EQ(attrs.value<uint32_t>(2), 0x04030201u);
    EXPECT_EQ(get_unsigned(attrs[1]), 0xffu);
    EXPECT_EQ(get_unsigned(attrs[2]), 0x0807060504030201u);
    EXPECT_EQ(get_unsigned(attrs[3]), 0u);
    EXPECT_EQ(attrs.string(3), "abc");
    EXPECT_EQ(attrs.string(4), "");
    EXPECT_EQ(attrs.value<uint32_t>(4), 0u);
    EXPECT_TRUE(get_bytes(attrs[4]).empty());
}

TEST(Attrs, StopAtAnAttributeThatOverruns)
{
    // A good attribute, then one that is longer than the message; then one shorter than its header.
    for (uint16_t claimed : std::initializer_list<uint16_t>{9, 100, 65535, 3, 0}) {
        alignas(nlattr) char bytes[16] = {};
        nlattr first{8, 1}, second{claimed, 2};
        memcpy(bytes, &first, sizeof first);
        memcpy(bytes + 8, &second, sizeof second);
        Attrs attrs(bytes, sizeof bytes);
        EXPECT_NE(attrs[1], nullptr) << claimed;
        EXPECT_EQ(attrs[2], nullptr) << claimed;
    }
}

TEST(Attrs, OfAMessageThatEndsInItsFixedHeader)
{
    Message message(RTM_NEWLINK, 0, rtgenmsg{});
    Attrs attrs(message.header(), sizeof(ifinfomsg));
    EXPECT_EQ(attrs[1], nullptr);
    EXPECT_FALSE(has_fixed(message.header(), sizeof(ifinfomsg)));
    EXPECT_TRUE(has_fixed(message.header(), sizeof(rtgenmsg)));
}

TEST(Attrs, OfANestShorterThanItsFixedHeader)
{
    Message message(RTM_NEWLINK, 0, rtgenmsg{});
    message.put<uint32_t>(1, 0);
    Attrs outer(message.header(), sizeof(rtgenmsg));
    EXPECT_EQ(Attrs(outer[1], sizeof(ifinfomsg))[0], nullptr);
    EXPECT_EQ(Attrs(static_cast<const nlattr *>(nullptr))[1], nullptr);
}

// --- answers

constexpr uint32_t sequence = 1000, port = 77;

/// A datagram as the kernel could send it.
class Datagram {
  public:
    /// Appends a message, with its true length if no other is given.
    Datagram &add(uint16_t type, uint16_t flags, std::string_view payload = {}, uint32_t seq = sequence,
                  uint32_t to = port, uint32_t length = 0)
    {
        auto size = static_cast<uint32_t>(NLMSG_LENGTH(payload.size()));
        nlmsghdr header{length ? length : size, type, flags, seq, to};
        bytes_.append(reinterpret_cast<const char *>(&header), sizeof header);
        bytes_.append(payload);
        bytes_.resize(NLMSG_ALIGN(bytes_.size()));
        return *this;
    }
    /// Cuts the end off.
    Datagram &cut(size_t size)
    {
        bytes_.resize(bytes_.size() - size);
        return *this;
    }
    const std::string &bytes() const { return bytes_; }

  private:
    std::string bytes_;
};

template <class T> std::string_view as_bytes(const T &value)
{
    return {reinterpret_cast<const char *>(&value), sizeof value};
}

std::string attribute(uint16_t type, std::string_view payload)
{
    nlattr head{static_cast<uint16_t>(NLA_HDRLEN + payload.size()), type};
    std::string bytes(as_bytes(head));
    bytes.append(payload).resize(NLA_ALIGN(NLA_HDRLEN + payload.size()));
    return bytes;
}

/// The payload of an NLMSG_ERROR: the code, the quoted header, and what follows.
std::string error_payload(int code, std::string_view behind = {}, uint32_t quoted_length = NLMSG_HDRLEN)
{
    nlmsgerr error{code, {quoted_length, RTM_NEWLINK, NLM_F_REQUEST, sequence, port}};
    return std::string(as_bytes(error)).append(behind);
}

struct Answered {
    Walk walk;
    int messages;
};

Answered receive(const Datagram &datagram, bool dump = false)
{
    Receiver receiver(sequence, port, dump);
    int count = 0;
    // A heap block of exactly this size, so that a sanitizer sees a read beyond it.
    std::vector<char> exact(datagram.bytes().begin(), datagram.bytes().end());
    Walk walk = receiver.datagram(exact.data(), exact.size(), [&](const nlmsghdr *) { count++; });
    return {walk, count};
}

Error refusal(const Datagram &datagram, bool dump = false)
{
    return thrown([&] { receive(datagram, dump); });
}

TEST(Receiver, AnAckEndsTheAnswer)
{
    auto answered = receive(Datagram().add(NLMSG_ERROR, NLM_F_CAPPED, error_payload(0)));
    EXPECT_EQ(answered.walk, Walk::done);
    EXPECT_EQ(answered.messages, 0);
}

TEST(Receiver, AnEchoComesBeforeTheAck)
{
    Datagram datagram;
    datagram.add(RTM_NEWLINK, 0, std::string(16, '\0')).add(NLMSG_ERROR, NLM_F_CAPPED, error_payload(0));
    auto answered = receive(datagram);
    EXPECT_EQ(answered.walk, Walk::done);
    EXPECT_EQ(answered.messages, 1);
}

TEST(Receiver, MessagesForOthersAreSkipped)
{
    std::string link(16, '\0');
    Datagram datagram;
    datagram.add(RTM_NEWLINK, 0, link, sequence - 1)
        .add(RTM_NEWLINK, 0, link, sequence, port + 1)
        .add(NLMSG_ERROR, 0, error_payload(-EPERM), sequence + 1)
        .add(NLMSG_DONE, 0, as_bytes(0), sequence, 0)
        .add(RTM_NEWLINK, 0, link);
    auto answered = receive(datagram);
    EXPECT_EQ(answered.walk, Walk::more);
    EXPECT_EQ(answered.messages, 1);
}

TEST(Receiver, ADumpGoesOnUntilItIsDone)
{
    std::string link(16, '\0');
    auto first =
        receive(Datagram().add(RTM_NEWLINK, NLM_F_MULTI, link).add(RTM_NEWLINK, NLM_F_MULTI, link), true);
    EXPECT_EQ(first.walk, Walk::more);
    EXPECT_EQ(first.messages, 2);
    auto last = receive(
        Datagram().add(RTM_NEWLINK, NLM_F_MULTI, link).add(NLMSG_DONE, NLM_F_MULTI, as_bytes(0)), true);
    EXPECT_EQ(last.walk, Walk::done);
    EXPECT_EQ(last.messages, 1);
    EXPECT_EQ(receive(Datagram().add(NLMSG_DONE, NLM_F_MULTI), true).walk,
              Walk::done); // as old kernels send it
}

TEST(Receiver, ReportsAnInterruptedDump)
{
    std::string link(16, '\0');
    Datagram early, late;
    early.add(RTM_NEWLINK, NLM_F_MULTI | NLM_F_DUMP_INTR, link)
        .add(RTM_NEWLINK, NLM_F_MULTI, link)
        .add(NLMSG_DONE, NLM_F_MULTI, as_bytes(0));
    EXPECT_EQ(receive(early, true).walk, Walk::interrupted);
    EXPECT_EQ(receive(early, true).messages, 2);
    late.add(NLMSG_DONE, NLM_F_MULTI | NLM_F_DUMP_INTR, as_bytes(0));
    EXPECT_EQ(receive(late, true).walk, Walk::interrupted);
    EXPECT_EQ(receive(late, false).walk, Walk::done);
}

TEST(Receiver, TheKernelsErrorIsThrown)
{
    Error error = refusal(Datagram().add(NLMSG_ERROR, 0, error_payload(-EEXIST, std::string(16, '\0'), 32)));
    EXPECT_EQ(error.text, "RTNETLINK answers: File exists");
    EXPECT_EQ(error.status, 2);
    EXPECT_EQ(error.code, EEXIST);
}

TEST(Receiver, TheKernelsMessageIsPassedOn)
{
    auto text = attribute(NLMSGERR_ATTR_MSG, std::string_view("Unknown device type\0", 20));
    Datagram capped, whole;
    capped.add(NLMSG_ERROR, NLM_F_ACK_TLVS | NLM_F_CAPPED, error_payload(-EOPNOTSUPP, text));
    whole.add(NLMSG_ERROR, NLM_F_ACK_TLVS, error_payload(-EOPNOTSUPP, std::string(16, 'q') + text, 32));
    for (const Datagram &datagram : {capped, whole}) {
        Error error = refusal(datagram);
        EXPECT_EQ(error.text, "Error: Unknown device type.");
        EXPECT_EQ(error.status, 2);
    }
    // A full stop is not doubled; a text without a NUL ends with its attribute.
    auto stop = attribute(NLMSGERR_ATTR_MSG, "No.");
    EXPECT_EQ(
        refusal(Datagram().add(NLMSG_ERROR, NLM_F_ACK_TLVS | NLM_F_CAPPED, error_payload(-1, stop))).text,
        "Error: No.");
}

TEST(Receiver, AMissingAttributeIsNamed)
{
    uint32_t type = 49;
    auto missing = attribute(NLMSGERR_ATTR_MISS_TYPE, as_bytes(type));
    EXPECT_EQ(
        refusal(Datagram().add(NLMSG_ERROR, NLM_F_ACK_TLVS | NLM_F_CAPPED, error_payload(-EINVAL, missing)))
            .text,
        "Missing required attribute type 49\nRTNETLINK answers: Invalid argument");
}

TEST(Receiver, AWarningComesWithSuccess)
{
    auto text = attribute(NLMSGERR_ATTR_MSG, std::string_view("mtu reduced\0", 12));
    testing::internal::CaptureStderr();
    auto answered =
        receive(Datagram().add(NLMSG_ERROR, NLM_F_ACK_TLVS | NLM_F_CAPPED, error_payload(0, text)));
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "Warning: mtu reduced.\n");
    EXPECT_EQ(answered.walk, Walk::done);
}

TEST(Receiver, ADumpThatEndsWithAnError)
{
    auto done = [](int code, std::string_view behind = {}, uint16_t flags = NLM_F_MULTI) {
        return Datagram().add(NLMSG_DONE, flags, std::string(as_bytes(code)).append(behind));
    };
    Error error = refusal(done(-ENODEV), true);
    EXPECT_EQ(error.text, "RTNETLINK answers: No such device\nDump terminated");
    EXPECT_EQ(error.status, 1);
    EXPECT_EQ(error.code, ENODEV);
    auto text = attribute(NLMSGERR_ATTR_MSG, std::string_view("Invalid header\0", 15));
    EXPECT_EQ(refusal(done(-EINVAL, text, NLM_F_MULTI | NLM_F_ACK_TLVS), true).text,
              "Error: Invalid header.\nDump terminated");
    EXPECT_EQ(refusal(done(-EMSGSIZE), true).text, "Error: Buffer too small for object.\nDump terminated");
    EXPECT_EQ(refusal(done(-EOPNOTSUPP), true).text, "Dump terminated");
    EXPECT_EQ(refusal(Datagram().add(NLMSG_ERROR, NLM_F_CAPPED, error_payload(-EPERM)), true).text,
              "RTNETLINK answers: Operation not permitted\nDump terminated");
}

TEST(Receiver, AnErrorThrownByTheCallbackPassesThrough)
{
    Receiver receiver(sequence, port, true);
    auto datagram = Datagram().add(RTM_NEWLINK, NLM_F_MULTI, std::string(16, '\0'));
    Error error = thrown([&] {
        receiver.datagram(datagram.bytes().data(), datagram.bytes().size(),
                          [](const nlmsghdr *) { fail("write error"); });
    });
    EXPECT_EQ(error.text, "write error");
}

TEST(Receiver, MalformedDatagrams)
{
    std::string link(16, '\0');
    // Truncated in a message, in a header; with a length beyond the end; with one below a header's.
    EXPECT_EQ(refusal(Datagram().add(RTM_NEWLINK, 0, link).cut(4)).status, 2);
    EXPECT_EQ(refusal(Datagram().add(RTM_NEWLINK, 0, link).add(RTM_NEWLINK, 0).cut(8)).status, 2);
    EXPECT_EQ(refusal(Datagram().add(RTM_NEWLINK, 0, link, sequence, port, 1000)).status, 2);
    EXPECT_EQ(refusal(Datagram().add(RTM_NEWLINK, 0, link, sequence, port, UINT32_MAX)).status, 2);
    EXPECT_EQ(refusal(Datagram().add(RTM_NEWLINK, 0, link, sequence, port, 4)).status, 2);
    EXPECT_EQ(receive(Datagram()).walk, Walk::more);
    // An error without a code, and one that quotes less than a header.
    EXPECT_EQ(refusal(Datagram().add(NLMSG_ERROR, 0)).text, "ERROR truncated");
    EXPECT_EQ(refusal(Datagram().add(NLMSG_ERROR, 0, as_bytes(-EPERM))).text, "ERROR truncated");
    EXPECT_EQ(refusal(Datagram().add(NLMSG_ERROR, NLM_F_ACK_TLVS, error_payload(-EPERM, {}, 0))).text,
              "RTNETLINK answers: Operation not permitted");
    EXPECT_EQ(
        refusal(Datagram().add(NLMSG_ERROR, NLM_F_ACK_TLVS, error_payload(-EPERM, {}, UINT32_MAX))).text,
        "RTNETLINK answers: Operation not permitted");
    EXPECT_EQ(refusal(Datagram().add(NLMSG_OVERRUN, 0)).text, "netlink answer overrun");
}

TEST(Receiver, AnExtendedAckThatOverruns)
{
    std::string text = attribute(NLMSGERR_ATTR_MSG, "abc");
    text[0] = 100; // longer than the attribute
    EXPECT_EQ(
        refusal(Datagram().add(NLMSG_ERROR, NLM_F_ACK_TLVS | NLM_F_CAPPED, error_payload(-EPERM, text))).text,
        "RTNETLINK answers: Operation not permitted");
}

TEST(Pipeline, RefusesAMessageLongerThanADatagram)
{
    Socket socket;
    Pipeline pipeline(socket);
    alignas(nlmsghdr) static char bytes[40000];
    auto *message = reinterpret_cast<nlmsghdr *>(bytes);
    message->nlmsg_len = sizeof bytes;
    EXPECT_TRUE(pipeline.full(sizeof bytes));
    EXPECT_EQ(thrown([&] { pipeline.add(message, RTM_NEWROUTE, NLM_F_REQUEST); }).status, 2);
    EXPECT_TRUE(pipeline.empty());
}

TEST(Records, KeepMessagesInOrder)
{
    Records records;
    EXPECT_TRUE(records.empty());
    for (uint32_t i = 0; i < 5000; i++) { // more than one block
        Message message(RTM_NEWLINK, 0, rtgenmsg{});
        message.put<uint32_t>(1, i);
        message.put(2, std::string(i % 130, 'x').data(), i % 130);
        records.add(message.header());
    }
    uint32_t expected = 0;
    records.each([&](const nlmsghdr *message) {
        Attrs attrs(message, sizeof(rtgenmsg));
        ASSERT_EQ(attrs.value<uint32_t>(1), expected);
        ASSERT_EQ(get_bytes(attrs[2]).size(), expected % 130);
        expected++;
    });
    EXPECT_EQ(expected, 5000u);
    records.clear();
    EXPECT_TRUE(records.empty());
}

TEST(Records, LeaveOutAttributes)
{
    auto kept = [](std::initializer_list<uint16_t> types) {
        Message message(RTM_NEWLINK, 0, ifinfomsg{.ifi_index = 7});
        for (uint16_t type : types)
            message.put<uint8_t>(type, 1);
        message.header()->nlmsg_len -= 3; // the last one's padding, which the kernel may not send
        Records records;
        Bits unwanted;
        unwanted.set(IFLA_AF_SPEC);
        unwanted.set(IFLA_MTU);
        records.leave_out(unwanted, sizeof(ifinfomsg));
        records.add(message.header());
        records.add(message.header());
        std::string text;
        records.each([&](const nlmsghdr *each) {
            EXPECT_EQ(fixed<ifinfomsg>(each)->ifi_index, 7);
            constexpr size_t header = NLMSG_LENGTH(sizeof(ifinfomsg));
            walk_attrs(reinterpret_cast<const char *>(each) + header, each->nlmsg_len - header,
                       [&](const nlattr *attr) {
                           text += format("%u=%u ", attr->nla_type, get<uint8_t>(attr));
                           return true;
                       });
            text += '|';
        });
        return text;
    };
    EXPECT_EQ(kept({1, 2}), "1=1 2=1 |1=1 2=1 |");
    EXPECT_EQ(kept({1, IFLA_AF_SPEC, 2, 3}), "1=1 2=1 3=1 |1=1 2=1 3=1 |");
    EXPECT_EQ(kept({1, IFLA_AF_SPEC}), "1=1 |1=1 |");
    EXPECT_EQ(kept({IFLA_AF_SPEC}), "||");
    EXPECT_EQ(kept({IFLA_MTU, 1, IFLA_AF_SPEC, IFLA_MTU, 2, 3, IFLA_MTU}), "1=1 2=1 3=1 |1=1 2=1 3=1 |");
    EXPECT_EQ(kept({1, Bits::limit + IFLA_MTU, 2}), "1=1 132=1 2=1 |1=1 132=1 2=1 |");
}

} // namespace
} // namespace nskit
