// SPDX-License-Identifier: MIT
#include "lib/base/completion.h"

#include <algorithm>
#include <cctype>
#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/meaning.h"

namespace nskit::completion {

bool is_active = false;
std::string (*meaning)(std::string_view word);

std::string meaning_of(std::string_view word)
{
    return meaning ? meaning(word) : "";
}

static std::vector<Candidate> *candidates; // no destructor at exit, which every start would register
static size_t program;                     // the number of the word with its name; 0: there is none

void offer(std::string_view candidate, std::string_view about)
{
    if (!is_active || candidate.empty())
        return;
    candidates->emplace_back(candidate, about);
    if (about.empty())
        candidates->back().second = meaning_of(candidate);
}

void offer_program(size_t number)
{
    program = number;
    throw Error{};
}

void offer_value(std::string_view candidate)
{
    if (is_active && !candidate.empty())
        candidates->emplace_back(candidate, "");
}

void offer_processes(std::string_view word)
{
    if (!is_at_cursor(word))
        return;
    Dir processes = open_directory("/proc");
    while (const dirent *entry = processes ? processes.next("/proc") : nullptr) {
        if (!isdigit(static_cast<unsigned char>(*entry->d_name)))
            continue;
        std::string name = read_file(format("/proc/%s/comm", entry->d_name).c_str()).value_or("");
        candidates->emplace_back(entry->d_name, name.substr(0, name.find('\n')));
    }
}

std::vector<Candidate> collect(FunctionRef<void()> read)
{
    std::vector<Candidate> found;
    candidates = &found;
    is_active = true;
    try {
        read();
    } catch (const Error &) {
    }
    is_active = false;
    candidates = nullptr;
    std::sort(found.begin(), found.end());
    return found;
}

/// Nothing that the command line says may happen.
static void give_up_rights()
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[2]{};
    sys(static_cast<int>(syscall(SYS_capset, &header, none)), "capset failed");
    sys(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl failed");
}

void complete(std::string_view typed, FunctionRef<void()> read)
{
    const Fd out = sys(Fd(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)), "no output");
    const Fd null = sys(open_file("/dev/null", O_RDWR), "cannot open /dev/null");
    for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        dup2(null.get(), fd);
    alarm(2);
    give_up_rights();
    std::string text;
    const std::vector<Candidate> found = collect(read);
    for (size_t i = 0; i < found.size(); i++) {
        const auto &[word, about] = found[i];
        // Of equal words the last has a meaning, if any has.
        if (word.starts_with(typed) && (i + 1 == found.size() || word != found[i + 1].first))
            text += about.empty() ? word + '\n' : word + '\t' + about + '\n';
    }
    // In the place of its name, options can stand, too: an empty word is to be the program.
    if (program && (typed.empty() || text.empty()))
        text = format("\t%zu\n", program);
    write_all(out.get(), text);
    _exit(0);
}

} // namespace nskit::completion
