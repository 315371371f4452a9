// SPDX-License-Identifier: MIT
#include "lib/base/args.h"

#include "lib/base/error.h"

namespace nskit {

void incomplete_line()
{
    fail_with(255, "Command line is not complete. Try option \"help\"");
}

const char *Args::next()
{
    if (words_.empty())
        incomplete_line();
    const char *word = words_.front();
    words_ = words_.subspan(1);
    taken_++;
    return word;
}

bool Args::take(std::string_view word)
{
    if (words_.empty() || word != words_.front())
        return false;
    next();
    return true;
}

bool is_prefix(std::string_view word, std::string_view full)
{
    return !word.empty() && full.starts_with(word);
}

} // namespace nskit
