// SPDX-License-Identifier: MIT
// The nearest word, and the words that put a byte of a request.
#include "lib/base/suggest.h"

#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#include "lib/netlink/message.h"
#include "lib/netlink/receiver.h"
#include "tests/unit/thrown.h"

namespace nskit {
namespace {

TEST(EditDistance, CountsLettersAndSwaps)
{
    EXPECT_EQ(edit_distance("type", "type"), 0U);
    EXPECT_EQ(edit_distance("tpye", "type"), 1U); // two letters swapped
    EXPECT_EQ(edit_distance("typo", "type"), 1U);
    EXPECT_EQ(edit_distance("tye", "type"), 1U);
    EXPECT_EQ(edit_distance("ttype", "type"), 1U);
    EXPECT_EQ(edit_distance("", "type"), 4U);
    EXPECT_EQ(edit_distance("vteh", "veth"), 1U);
    EXPECT_EQ(edit_distance("abc", "xyz"), 3U);
}

TEST(Nearest, SaysNothingToScripts)
{
    // The tests' stderr is no terminal if a script runs them; tests/bats/terminal.bats tests the other half.
    if (are_hints_wanted())
        GTEST_SKIP();
    Nearest nearest("tpye");
    nearest.offer("type");
    EXPECT_EQ(nearest.line(), "");
}

TEST(Notes, FindTheFewestWordsThatPutAByte)
{
    Notes notes;
    notes.add(32, 40, "mtu 1");
    notes.add(40, 80, "type");
    notes.add(48, 56, "id 5");
    notes.add(60, 60, "nothing");
    EXPECT_EQ(notes.words_at(31), "");
    EXPECT_EQ(notes.words_at(32), "mtu 1");
    EXPECT_EQ(notes.words_at(40), "type");
    EXPECT_EQ(notes.words_at(55), "id 5");
    EXPECT_EQ(notes.words_at(60), "type");
    EXPECT_EQ(notes.words_at(80), "");
}

/// The place of an attribute in a message.
size_t place(Message &message, uint16_t attr)
{
    return static_cast<size_t>(reinterpret_cast<char *>(message.find(attr)) -
                               static_cast<char *>(message.at(0)));
}

/// Puts a u32 and notes the word, as parse_field() does for a terminal.
void put(Message &message, uint16_t attr, const char *word)
{
    size_t start = message.size();
    message.put<uint32_t>(attr, attr);
    message.notes.add(start, message.size(), word);
}

TEST(Notes, FollowWhatIsTakenOut)
{
    Message message(RTM_NEWLINK, 0, ifinfomsg{});
    put(message, IFLA_MTU, "mtu");
    put(message, IFLA_GROUP, "group");
    message.remove(message.find(IFLA_MTU));
    EXPECT_EQ(message.notes.words_at(place(message, IFLA_GROUP)), "group");
    EXPECT_EQ(message.notes.words_at(message.size()), "");
}

TEST(Notes, FollowANestThatIsExtended)
{
    Message message(RTM_NEWLINK, 0, ifinfomsg{});
    extend_nest(message, IFLA_AF_SPEC, false, [&] { put(message, 1, "first"); });
    put(message, IFLA_MTU, "mtu");
    extend_nest(message, IFLA_AF_SPEC, false, [&] { put(message, 2, "second"); });
    put(message, IFLA_GROUP, "group");
    EXPECT_EQ(message.notes.words_at(place(message, IFLA_MTU)), "mtu");
    EXPECT_EQ(message.notes.words_at(place(message, IFLA_GROUP)), "group");
    size_t nest = place(message, IFLA_AF_SPEC);
    EXPECT_EQ(message.notes.words_at(nest + 4), "first");
    EXPECT_EQ(message.notes.words_at(nest + 12), "second");
    // The nest itself: both words in the order in which they were put, behind the mtu.
    Attrs inside(message.find(IFLA_AF_SPEC));
    EXPECT_EQ(inside.value<uint32_t>(1), 1U);
    EXPECT_EQ(inside.value<uint32_t>(2), 2U);
    EXPECT_LT(place(message, IFLA_MTU), nest);
    EXPECT_EQ(message.size(), NLMSG_LENGTH(sizeof(ifinfomsg)) + 8 + 4 + 16 + 8);
}

/// The kernel's answer to a request, with the attributes of an extended ack.
struct Refused : Message {
    explicit Refused(int code) : Message(NLMSG_ERROR, NLM_F_ACK_TLVS | NLM_F_CAPPED, nlmsgerr{-code, {}}) {}
};

TEST(Refusal, NamesTheWordsThatTheKernelPointsAt)
{
    Notes notes;
    notes.add(32, 40, "mtu 1");
    Refused refused(EINVAL);
    refused.put_string(NLMSGERR_ATTR_MSG, "no");
    refused.put<uint32_t>(NLMSGERR_ATTR_OFFS, 32);
    EXPECT_EQ(refusal(refused.header(), notes).text, "Error: no.\nThe kernel points at \"mtu 1\".");
    EXPECT_EQ(refusal(refused.header()).text, "Error: no.");
    notes.hint("\nDid you mean \"mtu\"?");
    EXPECT_EQ(refusal(refused.header(), notes).text,
              "Error: no.\nThe kernel points at \"mtu 1\".\nDid you mean \"mtu\"?");
}

TEST(Refusal, ShowsTheRangeOfThePolicy)
{
    Notes notes;
    notes.add(32, 40, "mtu 1");
    Refused refused(ERANGE);
    refused.put<uint32_t>(NLMSGERR_ATTR_OFFS, 32);
    {
        Nest policy(refused, NLMSGERR_ATTR_POLICY);
        refused.put<uint64_t>(NL_POLICY_TYPE_ATTR_MIN_VALUE_U, 68);
        refused.put<uint64_t>(NL_POLICY_TYPE_ATTR_MAX_VALUE_U, 65535);
    }
    EXPECT_EQ(refusal(refused.header(), notes).text, "RTNETLINK answers: Numerical result out of range\n"
                                                     "The kernel points at \"mtu 1\"; it takes 68 to 65535.");
    Refused small(ERANGE);
    small.put<uint32_t>(NLMSGERR_ATTR_OFFS, 36);
    {
        Nest policy(small, NLMSGERR_ATTR_POLICY);
        small.put<int64_t>(NL_POLICY_TYPE_ATTR_MIN_VALUE_S, -5);
        small.put<int64_t>(NL_POLICY_TYPE_ATTR_MAX_VALUE_S, 5);
    }
    EXPECT_TRUE(refusal(small.header(), notes).text.ends_with("; it takes -5 to 5."));
}

TEST(Refusal, AWarningNamesTheWordsToo)
{
    Notes notes;
    notes.add(32, 40, "mtu 1");
    Refused accepted(0);
    accepted.put_string(NLMSGERR_ATTR_MSG, "reduced");
    accepted.put<uint32_t>(NLMSGERR_ATTR_OFFS, 32);
    EXPECT_EQ(warning(accepted.header(), notes), "Warning: reduced.\nThe kernel points at \"mtu 1\".");
    accepted.remove(accepted.find(NLMSGERR_ATTR_MSG));
    EXPECT_EQ(warning(accepted.header(), notes), std::nullopt);
}

} // namespace
} // namespace nskit
