// SPDX-License-Identifier: MIT
// What must be the same with every C library, beside that of these tests, glibc.
#include "lib/base/error.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "lib/base/error_text.h"
#include "lib/namespace/exec.h"
#include "lib/namespace/process.h"

using namespace nskit;

TEST(Error, TextsAreThoseOfGlibc)
{
    for (int code = -2; code < 600; code++)
        EXPECT_STREQ(error_text(code), strerror(code));
}

namespace {

struct Ending {
    int status, code; ///< the exit status of the program, or errno if it could not be executed
};

/// What becomes of a child that executes the words with this PATH; nullptr: none.
Ending ending(std::vector<std::string> words, const char *path, void (*execute)(char *const *))
{
    std::vector<char *> argv;
    for (std::string &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    Child child = fork_child([&] {
        path ? setenv("PATH", path, 1) : unsetenv("PATH");
        execute(argv.data());
        const int code = errno;
        return write(ends[1], &code, sizeof code) == sizeof code ? 100 : 101;
    });
    close(ends[1]);
    int code = 0;
    EXPECT_GE(read(ends[0], &code, sizeof code), 0);
    close(ends[0]);
    return {child.wait(), code};
}

} // namespace

TEST(Execute, FindsProgramsAsGlibcDoes)
{
    char directory[] = "/tmp/nskit-test-XXXXXX";
    ASSERT_TRUE(mkdtemp(directory));
    const std::string place = directory;
    auto file = [&](const char *name, const char *text, mode_t mode) {
        FILE *out = fopen((place + "/" + name).c_str(), "w");
        fputs(text, out);
        fclose(out);
        chmod((place + "/" + name).c_str(), mode);
    };
    file("nskit-script", "exit ${1-7}\n", 0755);
    file("nskit-locked", "exit 1\n", 0644);
    file("false", "exit 1\n", 0644);
    const std::string there = place + ":/nowhere:/dev/null:/bin:/usr/bin", last = "/nowhere:" + place;
    const std::vector<std::string> words[] = {{"nskit-script"},
                                              {"nskit-script", "3"},
                                              {place + "/nskit-script", "4"},
                                              {"nskit-locked"},
                                              {"false"},
                                              {"nothing"},
                                              {""},
                                              {place},
                                              {"/dev/null/x"},
                                              {std::string(300, 'x')},
                                              {"sh", "-c", "exit 5"}};
    for (const auto &line : words)
        for (const char *path : {there.c_str(), last.c_str(), ":", "", static_cast<const char *>(nullptr)}) {
            const Ending ours = ending(line, path, execute_along_path);
            const Ending theirs = ending(line, path, [](char *const *argv) { execvp(argv[0], argv); });
            EXPECT_EQ(ours.status, theirs.status) << line[0] << " along " << (path ? path : "no PATH");
            EXPECT_EQ(ours.code, theirs.code) << line[0] << " along " << (path ? path : "no PATH");
        }
    for (const char *name : {"nskit-script", "nskit-locked", "false"})
        unlink((place + "/" + name).c_str());
    rmdir(directory);
}
