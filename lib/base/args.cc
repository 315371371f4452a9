// SPDX-License-Identifier: MIT
#include "lib/base/args.h"

#include "lib/base/completion.h"
#include "lib/base/error.h"

namespace nskit {

void incomplete_line()
{
    fail_with(255, "Command line is not complete. Try option \"help\"");
}

std::vector<char *> Args::program() const
{
    if (words_.empty())
        fail("No command specified");
    if (completion::is_active)
        completion::offer_program(taken_ + 1);
    std::vector<char *> words;
    for (const Text &word : words_)
        words.push_back(const_cast<char *>(word.data()));
    words.push_back(nullptr);
    return words;
}

bool Args::take(std::string_view word)
{
    if (completion::is_at_cursor(peek()))
        completion::offer(word);
    if (words_.empty() || word != words_.front())
        return false;
    next();
    return true;
}

} // namespace nskit
