// SPDX-License-Identifier: MIT
// What completion says of keywords. Apart from lib/base/completion.h, which almost every file includes.
#pragma once

#include <string>
#include <string_view>

namespace nskit::completion {

/// What a keyword means on the command line that is completed; nullptr: nobody knows.
extern std::string (*meaning)(std::string_view word);

/// What a keyword means; "" if it is none, or nobody knows. offer() calls it if it is given no text.
std::string meaning_of(std::string_view word);

/// Offers a value or a name, which may be spelt like a keyword and is none.
void offer_value(std::string_view candidate);

/// Offers the number of each process, with its name. Only while a command line is completed.
void offer_processes();

} // namespace nskit::completion
