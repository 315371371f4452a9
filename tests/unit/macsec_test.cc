// SPDX-License-Identifier: MIT
// ip macsec: what is shown of the kernel's answers. Its requests are part of generic_test.cc.
#include <linux/if_macsec.h>

#include "tests/unit/played_kernel.h"

namespace nskit {
namespace {

// A device with two SAs and two receiving channels, one with 64-bit packet numbers, and one with nothing.
const std::vector<std::string> devices = {
    "0001000008000100010000006c0004000c000100020000000001000105000200000000000c00040001000001"
    "0002800005000500100000000500060001000000050007000000000005000800010000000500090002000000"
    "05000a000100000005000b000100000005000c000000000005000d00000000007c0005004400010005000100"
    "0000000005000200010000000800030005000000140005000100000000000000000000000000000014000600"
    "0800060006000000080007000700000034000100050001000100000005000200000000000800030001000000"
    "14000500010000000000000000000000000000000400060090010600f40001000c0001000200000000020001"
    "0500020001000000600003005c00010005000100000000000500020001000000080003000700000014000500"
    "010000000000000000000000000000002c000600080001000100000008000200020000000800030003000000"
    "080004000400000008000500050000007c0004000c00010000000000000000000c0002000b00000000000000"
    "0c00030016000000000000000c00040021000000000000000c0005002c000000000000000c00060037000000"
    "000000000c00070042000000000000000c0008004d000000000000000c00090058000000000000000c000a00"
    "6300000000000000980001000c00010002000000000300010500020000000000040003007c0004000c000100"
    "00000000000000000c0002000b000000000000000c00030016000000000000000c0004002100000000000000"
    "0c0005002c000000000000000c00060037000000000000000c00070042000000000000000c0008004d000000"
    "000000000c00090058000000000000000c000a006300000000000000340007000c0001000000000000000000"
    "0c0002000b000000000000000c00030016000000000000000c0004002100000000000000640008000c000100"
    "00000000000000000c0002000b000000000000000c00030016000000000000000c0004002100000000000000"
    "0c0005002c000000000000000c00060037000000000000000c00070042000000000000000c0008004d000000"
    "000000000c0009000500010000000000",
    "000100000800010007000000740004000c000100020000000001000105000200010000000800030020000000"
    "0c0004000300000100c280000500050010000000050006000100000005000700010000000500080001000000"
    "050009000100000005000a000000000005000b000000000005000c000100000005000d000100000040000500"
    "3c000100050001000000000005000200010000000c0003000000000002000000140005000100000000000000"
    "000000000000000008000800000000055c000600580001000c00010002000000000200010500020001000000"
    "400003003c000100050001000200000005000200000000000c00030009000000000000001400050001000000"
    "000000000000000000000000080008000000000604000700040008000c0009000500010002000000",
    "0001000008000100010000006c0004000c000100020000000001000105000200000000000c00040005000000"
    "0000000005000500100000000500060001000000050007000000000005000800010000000500090009000000"
    "05000a000100000005000b000100000005000c000000000005000d0000000000040005000400060004000700"
    "04000800",
};

std::string shown(const std::vector<std::string> &answers, std::string_view line)
{
    PlayedKernel kernel(MACSEC_GENL_NAME, answers);
    kernel.run(line);
    return kernel.shown();
}

// Device 7 is eth0 here.
constexpr const char *first =
    R"(1: lo: protect on validate strict encrypt on send_sci on end_station off scb off replay off 
    cipher suite: GCM-AES-128, using ICV length 16
    TXSC: 0200000000010001 on SA 0
        0: PN 5, state on, key 01000000000000000000000000000000
        1: PN 1, state off, key 01000000000000000000000000000000
    RXSC: 0200000000020001, state on
        0: PN 7, state on, key 01000000000000000000000000000000
    RXSC: 0200000000030001, state off
    offload: off )";
constexpr const char *second =
    R"(7: eth0: protect on validate check encrypt off send_sci off end_station on scb on replay on window 32 
    cipher suite: GCM-AES-XPN-128, using ICV length 16
    TXSC: 0200000000010001 on SA 1
        0: PN 8589934592, SSCI 00000005, state on, key 01000000000000000000000000000000
    RXSC: 0200000000020001, state on
        2: PN 9, SSCI 00000006, state off, key 01000000000000000000000000000000
    offload: mac )";
constexpr const char *third =
    R"(1: lo: protect on validate (unknown) encrypt on send_sci on end_station off scb off replay off 
    cipher suite: (unknown), using ICV length 16
    TXSC: 0200000000010001 on SA 0)";

/// With -oneline.
std::string one_line(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', '\\');
    return text;
}

TEST(MacsecShown, Devices)
{
    EXPECT_EQ(shown(devices, "ip macsec show"), format("%s\n%s\n%s\n", first, second, third));
    EXPECT_EQ(shown(devices, "ip macsec s eth0"), format("%s\n", second));
    EXPECT_EQ(shown(devices, "ip -o macsec show"),
              one_line(first) + '\n' + one_line(second) + '\n' + one_line(third) + '\n');
    EXPECT_EQ(
        shown(devices, "ip -j macsec show"),
        R"x([{"ifindex":1,"ifname":"lo","protect":true,"validate":"strict","encrypt":true,"send_sci":t)x"
        R"x(rue,"end_station":false,"scb":false,"replay":false,"cipher_suite":"GCM-AES-128","icv_lengt)x"
        R"x(h":16,"sci":"0x200000000010001","encoding_sa":0,"sa_list":[{"an":0,"pn":5,"active":true,"k)x"
        R"x(ey":"01000000000000000000000000000000"},{"an":1,"pn":1,"active":false,"key":"0100000000000)x"
        R"x(0000000000000000000"}],"rx_sc":[{"sci":"0x200000000020001","active":true,"sa_list":[{"an":)x"
        R"x(0,"pn":7,"active":true,"key":"01000000000000000000000000000000"}]},{"sci":"0x2000000000300)x"
        R"x(01","active":false,"sa_list":[]}],"offload":"off"},{"ifindex":7,"ifname":"eth0","protect":t)x"
        R"x(rue,"validate":"check","encrypt":false,"send_sci":false,"end_station":true,"scb":true,"rep)x"
        R"x(lay":true,"window":32,"cipher_suite":"GCM-AES-XPN-128","icv_length":16,"sci":"0x2000000000)x"
        R"x(10001","encoding_sa":1,"sa_list":[{"an":0,"pn":8589934592,"ssci":"0x5","active":true,"key")x"
        R"x(:"01000000000000000000000000000000"}],"rx_sc":[{"sci":"0x200000000020001","active":true,"s)x"
        R"x(a_list":[{"an":2,"pn":9,"ssci":"0x6","active":false,"key":"0100000000000000000000000000000)x"
        R"x(0"}]}],"offload":"mac"},{"ifindex":1,"ifname":"lo","protect":true,"validate":"(unknown)",")x"
        R"x(encrypt":true,"send_sci":true,"end_station":false,"scb":false,"replay":false,"cipher_suite)x"
        R"x(":"(unknown)","icv_length":16,"sci":"0x200000000010001","encoding_sa":0,"sa_list":[],"rx_s)x"
        R"x(c":[]}])x"
        "\n");
}

TEST(MacsecShown, Counters)
{
    EXPECT_EQ(shown(devices, "ip -s macsec show"),
              R"(1: lo: protect on validate strict encrypt on send_sci on end_station off scb off replay off 
    cipher suite: GCM-AES-128, using ICV length 16
    TXSC: 0200000000010001 on SA 0
    stats: OutPktsUntagged InPktsUntagged OutPktsTooLong InPktsNoTag InPktsBadTag InPktsUnknownSCI InPktsNoSCI InPktsOverrun
                         0             11             22          33           44               55          66            77
    stats: OutPktsProtected OutPktsEncrypted OutOctetsProtected OutOctetsEncrypted
                          0               11                 22                 33
        0: PN 5, state on, key 01000000000000000000000000000000
    stats: OutPktsProtected OutPktsEncrypted
                          6                7
        1: PN 1, state off, key 01000000000000000000000000000000
    stats: OutPktsProtected OutPktsEncrypted
                          -                -
    RXSC: 0200000000020001, state on
    stats: InOctetsValidated InOctetsDecrypted InPktsUnchecked InPktsDelayed InPktsOK InPktsInvalid InPktsLate InPktsNotValid InPktsNotUsingSA InPktsUnusedSA
                           0                11              22            33       44            55         66             77               88             99
        0: PN 7, state on, key 01000000000000000000000000000000
    stats: InPktsOK InPktsInvalid InPktsNotValid InPktsNotUsingSA InPktsUnusedSA
                  1             2              3                4              5
    RXSC: 0200000000030001, state off
    stats: InOctetsValidated InOctetsDecrypted InPktsUnchecked InPktsDelayed InPktsOK InPktsInvalid InPktsLate InPktsNotValid InPktsNotUsingSA InPktsUnusedSA
                           0                11              22            33       44            55         66             77               88             99
    offload: off 
7: eth0: protect on validate check encrypt off send_sci off end_station on scb on replay on window 32 
    cipher suite: GCM-AES-XPN-128, using ICV length 16
    TXSC: 0200000000010001 on SA 1
    stats: OutPktsUntagged InPktsUntagged OutPktsTooLong InPktsNoTag InPktsBadTag InPktsUnknownSCI InPktsNoSCI InPktsOverrun
                         -              -              -           -            -                -           -             -
    stats: OutPktsProtected OutPktsEncrypted OutOctetsProtected OutOctetsEncrypted
                          -                -                  -                  -
        0: PN 8589934592, SSCI 00000005, state on, key 01000000000000000000000000000000
    RXSC: 0200000000020001, state on
        2: PN 9, SSCI 00000006, state off, key 01000000000000000000000000000000
    offload: mac 
1: lo: protect on validate (unknown) encrypt on send_sci on end_station off scb off replay off 
    cipher suite: (unknown), using ICV length 16
    TXSC: 0200000000010001 on SA 0
    stats: OutPktsUntagged InPktsUntagged OutPktsTooLong InPktsNoTag InPktsBadTag InPktsUnknownSCI InPktsNoSCI InPktsOverrun
                         -              -              -           -            -                -           -             -
    stats: OutPktsProtected OutPktsEncrypted OutOctetsProtected OutOctetsEncrypted
                          -                -                  -                  -
)");
    const std::string json = shown(devices, "ip -s -j macsec show");
    for (const char *part :
         {R"("encoding_sa":0,"OutPktsUntagged":0,"InPktsUntagged":11,"OutPktsTooLong":22,)",
          R"("InPktsOverrun":77,"OutPktsProtected":0,"OutPktsEncrypted":11,"OutOctetsProtected":22,)",
          R"("OutPktsProtected":6,"OutPktsEncrypted":7},{"an":1,)",
          R"("active":true,"InOctetsValidated":0,"InOctetsDecrypted":11,)",
          R"("InPktsOK":1,"InPktsInvalid":2,"InPktsNotValid":3,"InPktsNotUsingSA":4,"InPktsUnusedSA":5}]},)"})
        EXPECT_NE(json.find(part), json.npos) << part;
}

TEST(MacsecShown, AnIncompleteAnswerIsRefused)
{
    const Error error = thrown([] { shown({"000100000800010001000000"}, "ip macsec show"); });
    EXPECT_EQ(error.text, "incomplete dump message\nDump terminated");
    EXPECT_EQ(error.status, 1);
}

} // namespace
} // namespace nskit
