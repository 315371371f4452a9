// SPDX-License-Identifier: MIT
// The cgroups of VRFs by their paths, and the program that binds sockets.
#include "cmd/ipnetns/vrf/vrf.h"

#include <cstring>

#include <gtest/gtest.h>

#include "lib/namespace/cgroup.h"

namespace nskit {
namespace {

TEST(Vrf, IsNamedByTheCgroup)
{
    EXPECT_EQ(vrf_of_cgroup("/vrf/red"), "red");
    EXPECT_EQ(vrf_of_cgroup("/user.slice/a.scope/x-ns/vrf/red/below"), "red");
    EXPECT_EQ(vrf_of_cgroup("/vrf"), "");
    EXPECT_EQ(vrf_of_cgroup("/"), "");
    EXPECT_EQ(vrf_of_cgroup("/xvrf/red"), "");
    EXPECT_EQ(vrf_of_cgroup("/vrfs/red"), "");
}

TEST(Vrf, CgroupIsBelowTheCurrentOne)
{
    EXPECT_EQ(cgroup_outside_vrf("/vrf/red"), "/");
    EXPECT_EQ(cgroup_outside_vrf("/vrf"), "/");
    EXPECT_EQ(cgroup_outside_vrf("/"), "/");
    EXPECT_EQ(cgroup_outside_vrf("/a/b"), "/a/b");
    EXPECT_EQ(cgroup_outside_vrf("/a/x-ns/vrf/red"), "/a/x-ns");
    EXPECT_EQ(cgroup_outside_vrf("/a/vrf"), "/a");
    EXPECT_EQ(cgroup_outside_vrf("/a/vrfs/red"), "/a/vrfs/red");
}

/// The value that the instructions leave in a socket's bound_dev_if, and what they return. Registers have 64
/// bits.
struct Machine {
    uint64_t registers[11] = {};
    bpf_sock socket{};

    uint64_t execute(std::span<const bpf_insn> program)
    {
        registers[BPF_REG_1] = reinterpret_cast<uint64_t>(&socket);
        for (const bpf_insn &at : program)
            switch (at.code) {
            case BPF_ALU64 | BPF_MOV | BPF_K:
                registers[at.dst_reg] = static_cast<uint64_t>(int64_t{at.imm});
                break;
            case BPF_STX | BPF_MEM | BPF_W: {
                auto value = static_cast<uint32_t>(registers[at.src_reg]);
                // NOLINTNEXTLINE(performance-no-int-to-ptr): a register of this machine holds a pointer
                memcpy(reinterpret_cast<char *>(registers[at.dst_reg]) + at.off, &value, sizeof value);
                break;
            }
            case BPF_JMP | BPF_EXIT:
                return registers[BPF_REG_0];
            default:
                ADD_FAILURE() << "instruction " << int{at.code};
            }
        ADD_FAILURE() << "it does not end";
        return 0;
    }
};

TEST(Vrf, ProgramBindsTheSocketAndAllowsIt)
{
    for (int device : {1, 77, 0x7fffffff}) {
        Machine run;
        run.socket.mark = 5;
        EXPECT_EQ(run.execute(binding_program(device)), 1U);
        EXPECT_EQ(run.socket.bound_dev_if, static_cast<uint32_t>(device));
        EXPECT_EQ(run.socket.mark, 5U);
    }
}

/// As the kernel reads it: code, registers (destination low), offset, immediate.
TEST(Vrf, ProgramMatchesByteForByte)
{
    const auto program = binding_program(0x0102);
    const std::string_view bytes(reinterpret_cast<const char *>(program.data()), sizeof program);
    constexpr std::string_view expected("\xb7\x02\0\0\x02\x01\0\0"
                                        "\x63\x21\0\0\0\0\0\0"
                                        "\xb7\x00\0\0\x01\0\0\0"
                                        "\x95\x00\0\0\0\0\0\0",
                                        32);
    EXPECT_EQ(bytes, expected);
}

} // namespace
} // namespace nskit
