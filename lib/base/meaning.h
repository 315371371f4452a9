// SPDX-License-Identifier: MIT
// What completion says of keywords. Apart from lib/base/completion.h, which almost every file includes.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/completion.h"

namespace nskit::completion {

/// What a keyword means on the command line that is completed; nullptr: nobody knows.
extern std::string (*meaning)(std::string_view word);

/// What a keyword means; "" if it is none, or nobody knows. offer() calls it if it is given no text.
std::string meaning_of(std::string_view word);

/// Offers a value or a name, which may be spelt like a keyword and is none.
void offer_value(std::string_view candidate);

/// If `word` is the word at the cursor, offers these names, or the names of these rows, for it, with what
/// rows say of them (`about`).
template <class Names> void offer_names(std::string_view word, const Names &names)
{
    if (!is_at_cursor(word))
        return;
    for (const auto &each : names)
        if constexpr (requires { each->about; })
            offer(each->name, each->about);
        else if constexpr (requires { each->name; })
            offer_value(each->name);
        else if constexpr (requires { each.name; })
            offer_value(each.name);
        else
            offer_value(each);
}

/// If `word` is the word at the cursor, offers the number of each process for it, with the process's name.
void offer_processes(std::string_view word);

} // namespace nskit::completion
