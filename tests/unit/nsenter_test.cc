// SPDX-License-Identifier: MIT
// nsenter's command line, and how it reads environments and cgroups.
#include "cmd/nsenter/context.h"
#include "cmd/nsenter/plan.h"

#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/namespace/cgroup.h"
#include "lib/namespace/process.h"

using namespace nskit;
using namespace nskit::nsenter;

namespace {

Plan parsed(std::vector<std::string> words, std::vector<std::string> *rest = nullptr)
{
    words.insert(words.begin(), "nsenter");
    std::vector<char *> argv;
    for (std::string &w : words)
        argv.push_back(w.data());
    argv.push_back(nullptr);
    Plan plan = parse(std::span(argv.data(), words.size()));
    if (rest) {
        rest->clear();
        for (char *const *word = plan.program; *word; word++)
            rest->push_back(*word);
    }
    return plan;
}

std::string error_of(std::vector<std::string> words)
{
    try {
        parsed(std::move(words));
    } catch (const Error &error) {
        return error.text;
    }
    return "no error";
}

/// The variables of an environment of `text`, each before a bar.
std::string variables(const std::string &text)
{
    std::string all;
    for (const std::string &variable : variables_of(text))
        all.append(variable).append("|");
    return all;
}

using namespace std::string_literals;

} // namespace

TEST(NsenterOptions, TargetIsAPidOrAPidWithItsInode)
{
    EXPECT_EQ(parsed({"-t", "12"}).target, 12);
    EXPECT_EQ(parsed({"-t", " 12"}).target, 12);
    EXPECT_EQ(parsed({"-t", "12"}).target_inode, std::nullopt);
    EXPECT_EQ(parsed({"--target=12:345"}).target_inode, 345u);
}

TEST(NsenterOptions, WrongTargets)
{
    for (const char *word : {"", "x", "12x", "12:", "12:x", "12:3x", ":3"})
        EXPECT_EQ(error_of({"-t", word}),
                  "failed to parse PID argument '" + std::string(word) + "': Invalid argument");
    for (const char *word : {"0", "-1", "2147483648", "99999999999999999999", "12:0", "12:-3"})
        EXPECT_EQ(error_of({"-t", word}),
                  "failed to parse PID argument '" + std::string(word) + "': Numerical result out of range");
    EXPECT_EQ(error_of({"-t", "1", "-t", "2"}), "option --target may be given only once");
}

TEST(NsenterOptions, EveryNamespaceByLetterAndByName)
{
    for (size_t i = 0; i < namespace_count; i++) {
        const NamespaceType &type = namespace_types[i];
        for (const std::string &word : {std::string("-") + type.letter, std::string("--") + type.option}) {
            Plan plan = parsed({word});
            for (size_t j = 0; j < namespace_count; j++)
                EXPECT_EQ(plan.destinations[j].wanted, i == j) << word;
            EXPECT_FALSE(plan.destinations[i].file.valid());
            EXPECT_TRUE(plan.enters(type.flag));
        }
    }
}

TEST(NsenterOptions, FilesAreOpenedAtOnce)
{
    for (const char *word : {"-n/proc/self/ns/net", "-n=/proc/self/ns/net", "--net=/proc/self/ns/net"})
        EXPECT_TRUE(parsed({word}).destination(CLONE_NEWNET).file.valid()) << word;
    EXPECT_EQ(error_of({"--net=/no/such", "--bogus"}), "cannot open /no/such: No such file or directory");
    EXPECT_TRUE(parsed({"-r/", "-w=/"}).root.fd.valid());
    EXPECT_EQ(error_of({"-r=/"}),
              "cannot open =/: No such file or directory"); // as upstream: `=` is part of the value
    EXPECT_EQ(error_of({"-w=/no/such"}), "cannot open /no/such: No such file or directory");
}

TEST(NsenterOptions, ABareOptionDoesNotReplaceAFile)
{
    EXPECT_TRUE(parsed({"-n/proc/self/ns/net", "-n"}).destination(CLONE_NEWNET).file.valid());
    EXPECT_TRUE(parsed({"-n", "-n/proc/self/ns/net"}).destination(CLONE_NEWNET).file.valid());
}

TEST(NsenterOptions, AValueIsAttached)
{
    std::vector<std::string> rest;
    EXPECT_FALSE(parsed({"-n", "/proc/self/ns/net"}, &rest).destination(CLONE_NEWNET).file.valid());
    EXPECT_EQ(rest, std::vector<std::string>{"/proc/self/ns/net"});
    EXPECT_EQ(parsed({"-W", "/tmp"}, &rest).inner_directory, nullptr);
    EXPECT_EQ(rest, std::vector<std::string>{"/tmp"});
    parsed({"-F", "sh", "-c", "x"}, &rest);
    EXPECT_EQ(rest, (std::vector<std::string>{"sh", "-c", "x"}));
    parsed({"--", "-F"}, &rest);
    EXPECT_EQ(rest, std::vector<std::string>{"-F"});
}

TEST(NsenterOptions, Ids)
{
    EXPECT_EQ(parsed({"-S", "5"}).uid.id, 5u);
    EXPECT_EQ(parsed({"-G", " +5"}).gid.id, 5u);
    EXPECT_TRUE(parsed({"-S", "follow"}).follows_target());
    EXPECT_TRUE(parsed({"-G", "follow"}).follows_target());
    EXPECT_FALSE(parsed({"-G", "follow", "-G", "3"}).follows_target());
    EXPECT_EQ(error_of({"-S", "root"}), "failed to parse uid: 'root'");
    EXPECT_EQ(error_of({"-G", "4294967296"}),
              "failed to parse gid: '4294967296': Numerical result out of range");
    EXPECT_EQ(error_of({"-S", "-1"}), "failed to parse uid: '-1': Numerical result out of range");
}

TEST(NsenterOptions, Sockets)
{
    EXPECT_EQ(parsed({"-N", "0"}).net_socket, 0);
    EXPECT_EQ(error_of({"-N", "x"}), "failed to parse file descriptor: 'x'");
    EXPECT_EQ(error_of({"-N", "3x"}), "failed to parse file descriptor: '3x'");
    for (const char *word : {"-1", "2147483648"})
        EXPECT_EQ(error_of({"-N", word}), "failed to parse file descriptor: '" + std::string(word) +
                                              "': Numerical result out of range");
}

TEST(NsenterOptions, DirectoriesOutsideAndInsideExcludeEachOther)
{
    EXPECT_EQ(error_of({"-w/", "-W/"}), "options --wd and --wdns cannot be combined");
    EXPECT_EQ(error_of({"--wdns", "--wd"}), "options --wdns and --wd cannot be combined");
}

TEST(NsenterOptions, RefusesWhatItCannotDo)
{
    EXPECT_EQ(error_of({"-Z"}), "--follow-context is not supported: built without SELinux");
    EXPECT_EQ(error_of({"-n:"}), "failed to parse nsid: ");
    EXPECT_EQ(error_of({"-n:1x"}), "failed to parse nsid: 1x");
    EXPECT_EQ(error_of({"--net=:-1"}), "failed to parse nsid: -1");
}

TEST(NsenterEnvironment, VariablesAreInReverseOrder)
{
    EXPECT_EQ(variables("A=1\0B=2\0"s), "B=2|A=1|");
    EXPECT_EQ(variables("A=1\0B=2"s), "B=2|A=1|");
    EXPECT_EQ(variables(""), "");
    EXPECT_EQ(variables("\0\0"s), "");
    EXPECT_EQ(variables("A=\0B=x=y\0"s), "B=x=y|A=|");
}

TEST(NsenterEnvironment, SkipsWordsWithoutAnEqualsSign)
{
    EXPECT_EQ(variables("no variable\0A=1\0\0end"s), "A=1|");
}

TEST(NsenterEnvironment, TheLastOfTwoCounts)
{
    EXPECT_EQ(variables("A=1\0B=2\0A=3\0"s), "A=3|B=2|");
    EXPECT_EQ(variables("A=1\0AB=2\0"s), "AB=2|A=1|");
}

TEST(NsenterCgroup, FindsTheUnifiedLineAnywhere)
{
    EXPECT_EQ(unified_path("0::/a\n"), "/a");
    EXPECT_EQ(unified_path("2:cpu:/x\n1:name=systemd:/y\n0::/a:b/c\n"), "/a:b/c");
    EXPECT_EQ(unified_path("1:name=0::/:/y\n"), std::nullopt);
    EXPECT_EQ(unified_path(""), std::nullopt);
}

TEST(NsenterCgroup, BelowItsMount)
{
    const char *v2 = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:5 - cgroup2 cgroup2 rw";
    EXPECT_EQ(cgroup_directory(v2, "/a:b"), "/sys/fs/cgroup/unified/a:b");
    EXPECT_EQ(cgroup_directory("41 31 0:38 / /with\\040blank rw - cgroup2 x rw", "/a"), "/with blank/a");
    EXPECT_EQ(cgroup_directory("41 31 0:38 /part /mnt rw - cgroup2 x rw", "/part/a"), "/mnt/a");
    EXPECT_EQ(cgroup_directory("41 31 0:38 /part /mnt rw - cgroup2 x rw", "/part"), "/mnt");
    EXPECT_EQ(cgroup_directory("41 31 0:38 /part /mnt rw - cgroup2 x rw", "/partner"), std::nullopt);
    EXPECT_EQ(cgroup_directory("41 31 0:38 / /mnt rw - cgroup cgroup rw,cpu", "/a"), std::nullopt);
    EXPECT_EQ(cgroup_directory("", "/a"), std::nullopt);
}
