// SPDX-License-Identifier: MIT
// unshare's command line, and the plan that it becomes.
#include "cmd/unshare/plan.h"

#include <csignal>
#include <cstdlib>
#include <cstring>

#include <gtest/gtest.h>

#include "lib/base/error.h"

using namespace nskit;
using namespace nskit::unshare;

namespace {

/// A command line and its plan, which points into it.
struct Parsed {
    explicit Parsed(std::vector<std::string> words_) : words(std::move(words_))
    {
        words.insert(words.begin(), "unshare");
        for (std::string &word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        plan = parse({argv.data(), words.size()});
    }
    std::vector<std::string> words;
    std::vector<char *> argv;
    Plan plan;
};

std::string error_of(std::vector<std::string> words)
{
    try {
        Parsed parsed(std::move(words));
    } catch (const Error &error) {
        EXPECT_EQ(error.status, 1);
        return error.text;
    }
    return "none";
}

const char *pin(const Plan &plan, std::string_view name)
{
    for (size_t i = 0; i < namespace_count; i++)
        if (namespace_types[i].name == name)
            return plan.pins[i];
    return nullptr;
}

} // namespace

TEST(Unshare, DoesNothingByDefault)
{
    Parsed p({});
    EXPECT_EQ(p.plan.namespaces, 0);
    EXPECT_FALSE(p.plan.fork || p.plan.pinned() || p.plan.clear_environment || p.plan.keep_capabilities);
    EXPECT_EQ(p.plan.propagation, static_cast<unsigned long>(MS_PRIVATE));
    EXPECT_EQ(*p.plan.program, nullptr);
}

TEST(Unshare, EachLetterSelectsItsNamespace)
{
    constexpr std::pair<const char *, int> letters[] = {
        {"-m", CLONE_NEWNS},  {"-u", CLONE_NEWUTS},  {"-i", CLONE_NEWIPC},    {"-n", CLONE_NEWNET},
        {"-p", CLONE_NEWPID}, {"-U", CLONE_NEWUSER}, {"-C", CLONE_NEWCGROUP}, {"-T", CLONE_NEWTIME},
    };
    for (auto [letter, flag] : letters)
        EXPECT_EQ(Parsed({letter, "true"}).plan.namespaces, flag) << letter;
}

TEST(Unshare, OnlyLongOptionsTakeFiles)
{
    Parsed p({"--net=a", "--net=b", "--pid=c", "--uts", "--", "program", "argument"});
    EXPECT_STREQ(pin(p.plan, "net"), "b");
    EXPECT_STREQ(pin(p.plan, "pid"), "c");
    EXPECT_EQ(pin(p.plan, "uts"), nullptr);
    EXPECT_TRUE(p.plan.pinned());
    EXPECT_STREQ(p.plan.program[1], "argument");
}

TEST(Unshare, OptionsImplyOthers)
{
    EXPECT_TRUE(Parsed({"--kill-child"}).plan.fork);
    EXPECT_EQ(Parsed({"--kill-child=term"}).plan.kill_child, SIGTERM);
    EXPECT_TRUE(Parsed({"--forward-signals"}).plan.fork);
    EXPECT_EQ(Parsed({"--mount-proc"}).plan.namespaces, CLONE_NEWNS);
    for (const char *word : {"-r", "-c", "--map-user=1", "--map-group=1", "--map-users=1:1:1",
                             "--map-groups=1:1:1", "--owner=1:1"})
        EXPECT_EQ(Parsed({word}).plan.namespaces, CLONE_NEWUSER) << word;
    EXPECT_EQ(Parsed({"--setgroups=deny", "--keep-caps"}).plan.namespaces, 0);
}

TEST(Unshare, OptionsForASupervisorImplyOthers)
{
    const Parsed init({"--init"}), term({"--kill-child=TERM", "--init"}),
        late({"--init", "--kill-child=TERM"});
    EXPECT_TRUE(init.plan.init && init.plan.fork);
    EXPECT_EQ(init.plan.namespaces, CLONE_NEWPID);
    EXPECT_EQ(init.plan.kill_child, SIGKILL);
    EXPECT_EQ(term.plan.kill_child, SIGTERM);
    EXPECT_EQ(late.plan.kill_child, SIGTERM);
    EXPECT_EQ(Parsed({"--hostname=a"}).plan.namespaces, CLONE_NEWUTS);
    EXPECT_EQ(Parsed({"--loopback"}).plan.namespaces, CLONE_NEWNET);
    EXPECT_FALSE(Parsed({"--setup=true"}).plan.fork);
    EXPECT_TRUE(Parsed({"--setup=true", "-p"}).plan.fork);
    EXPECT_EQ(error_of({"--hostname=" + std::string(64, 'a')}), "none");
    EXPECT_EQ(error_of({"--ready-fd=1x"}), "--ready-fd: '1x' is no descriptor");
    EXPECT_EQ(error_of({"--block-fd=999"}), "--block-fd 999: Bad file descriptor");
}

TEST(Unshare, OwnOptionsAreNotAbbreviated)
{
    EXPECT_EQ(Parsed({"--i"}).plan.namespaces, CLONE_NEWIPC); // not --init or --info-fd
    EXPECT_EQ(Parsed({"--n"}).plan.namespaces, CLONE_NEWNET);
    size_t count = 0;
    for (const OptionGroup<Plan> &group : options())
        for (const Option<Plan> &option : group.options)
            count += option.exact;
    EXPECT_EQ(count, 8u);
}

TEST(Unshare, MapsAddUpAndTheLastSingleIdCounts)
{
    Parsed p({"-r", "--map-user=5", "--map-users=1:2:3", "--map-users=4,5,6"});
    EXPECT_EQ(p.plan.users.single, 5u);
    EXPECT_EQ(p.plan.groups.single, 0u);
    ASSERT_EQ(p.plan.users.ranges.size(), 2u);
    EXPECT_EQ(p.plan.users.ranges[1].extent, (IdExtent{5, 4, 6}));
    EXPECT_TRUE(p.plan.user_map_from_outside());
    EXPECT_FALSE(p.plan.group_map_from_outside());
    EXPECT_TRUE(Parsed({"-r", "--owner=1:4294967295"}).plan.user_map_from_outside());
    EXPECT_TRUE(Parsed({"-r", "--owner=1:4294967295"}).plan.group_map_from_outside());
    EXPECT_TRUE(Parsed({"-r", "--owner=1:4294967295"}).plan.maps_own_group());
    EXPECT_FALSE(Parsed({"-r", "--owner=1:1"}).plan.maps_own_group());
}

TEST(Unshare, BinfmtNeedsAProcUnlessItHasADirectory)
{
    EXPECT_STREQ(Parsed({"--mount-binfmt"}).plan.proc, "/proc");
    EXPECT_STREQ(Parsed({"--mount-proc=p", "--mount-binfmt"}).plan.proc, "p");
    EXPECT_STREQ(Parsed({"--mount-binfmt", "--mount-proc=p"}).plan.proc, "p");
    EXPECT_EQ(Parsed({"--mount-binfmt=d"}).plan.proc, nullptr);
    EXPECT_EQ(Parsed({"--mount-binfmt=d", "-l", "line"}).plan.proc, nullptr);
    EXPECT_STREQ(Parsed({"-l", "line", "--mount-binfmt=d"}).plan.proc, "/proc");
    EXPECT_STREQ(Parsed({"-l", "line", "--mount-binfmt=d"}).plan.binfmt, "d");
    EXPECT_STREQ(Parsed({"-l", "line"}).plan.binfmt, "/proc/sys/fs/binfmt_misc");
}

TEST(Unshare, VariablesAreKeptInReverseOrder)
{
    setenv("NSKIT_A", "1", 1);
    setenv("NSKIT_B", "", 1);
    unsetenv("NSKIT_C");
    Parsed p({"--whitelist-env", "NSKIT_A,,NSKIT_C", "--whitelist-env", "NSKIT_B"});
    EXPECT_TRUE(p.plan.clear_environment);
    EXPECT_EQ(p.plan.environment, (std::vector<std::string>{"NSKIT_B=", "NSKIT_A=1"}));
}

TEST(Unshare, RefusesContradictions)
{
    EXPECT_EQ(error_of({"-r", "--setgroups=allow"}),
              "options --setgroups=allow and --map-group are mutually exclusive");
    EXPECT_EQ(error_of({"--map-user=0", "--setgroups=allow"}), "none");
    EXPECT_EQ(error_of({"--map-groups=0:0:1", "-r", "--setgroups=allow"}), "none");
    EXPECT_EQ(error_of({"--boottime=1"}),
              "options --monotonic and --boottime require unsharing of a time namespace (-T)");
    EXPECT_EQ(error_of({"--boottime=1", "-T"}), "none");
}

TEST(Unshare, OwnersAreTwoNumbers)
{
    Parsed p({"--owner", "4294967295:7"});
    EXPECT_EQ(p.plan.owner_user, std::nullopt);
    EXPECT_EQ(p.plan.owner_group, 7u);
    for (const char *wrong : {"", "5", ":", "5:", ":5", "1:2:3", "-1:0", "0:4294967296", "root:root"})
        EXPECT_EQ(error_of({"--owner", wrong}), "failed to parse owner") << wrong;
}

TEST(Unshare, EveryOptionHasHelp)
{
    for (const OptionWords &o : option_words<Plan>(options())) {
        EXPECT_GT(strlen(o.help), 0u) << o.name;
        EXPECT_EQ(o.placeholder != nullptr, o.value != Value::none) << o.name;
    }
}
