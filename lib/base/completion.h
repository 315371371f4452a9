// SPDX-License-Identifier: MIT
// Completion of a command line: it is read as always, with a mark in the place of the word at the cursor.
// Whoever looks for the mark among the words that could stand there offers them. So no list of words is kept
// for it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/function_ref.h"

namespace nskit::completion {

/// Stands for the word at the cursor. No word that means something begins like it (DEL).
inline constexpr const char *mark = "\177";

/// Set while a command line is completed.
extern bool is_active;

/// Whether this is the word at the cursor.
inline bool is_at_cursor(std::string_view word)
{
    return is_active && word == mark;
}

/// The word could stand at the cursor. `about` says what it is.
void offer(std::string_view candidate, std::string_view about = {});

/// A program's own words begin with this one; the first word behind the command is 1. Throws an Error, which
/// ends the reading.
[[noreturn]] void offer_program(size_t number);

/// Offers every word of a table; rows without one are skipped.
template <class Rows> void offer_words(const Rows &rows)
{
    for (const auto &row : rows)
        if (row.word)
            offer(row.word);
}

/// A word that could stand at the cursor, and what it is.
using Candidate = std::pair<std::string, std::string>;

/// Calls `read()`, which reads a command line with the mark in it. Returns what is offered, sorted. An Error
/// ends the reading: there are always some words too few.
std::vector<Candidate> collect(FunctionRef<void()> read);

/// Collects without the rights to change anything and without input and output, for 2 s at most. Then prints
/// the candidates that begin with `typed`, each on a line, behind a tab what it is, and exits. If the word is
/// a program's own, prints a tab and the number of the program's name instead.
[[noreturn]] void complete(std::string_view typed, FunctionRef<void()> read);

} // namespace nskit::completion
