// SPDX-License-Identifier: MIT
// What to do about a failure: a line `hint: ...` behind the error. A hint is looked for after the failure, on
// the machine as it is then; a command that succeeds does nothing for it.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/error.h"
#include "lib/base/function_ref.h"
#include "lib/base/suggest.h"

namespace nskit {

/// A failure, and the command line that led to it.
struct Failure {
    const Error &error;
    std::span<char *const> words; ///< behind the name of the command

    bool says(std::string_view text) const { return error.text.find(text) != std::string::npos; }
    /// Whether one of the words is there, as it is.
    bool has(std::initializer_list<std::string_view> wanted) const;
    /// The word behind the first of these keywords; "" if there is none.
    std::string_view behind(std::initializer_list<std::string_view> keywords) const;
    /// The word in front of the first that is `word`; "" if there is none.
    std::string_view before(std::string_view word) const;
    /// The parts of the error's text that stand in double quotes; the first one, "" if there is none.
    std::vector<std::string_view> all_quoted() const;
    std::string_view quoted() const;
};

/// A cause to look for.
struct Hint {
    const char *says; ///< a part of the texts of the errors that it may be the cause of
    /// Looks whether it is the cause, and says what to do: a line without its end. Empty: it is not.
    std::string (*look)(const Failure &);
};

/// From now on report() adds hints, if they are wanted: the first of `rows` that finds something, else the
/// nearest word, if the error's text has it (suggest.h). If `json()` is true, the error and its hint are an
/// object then: `{"error":...,"errno":...,"hint":...}`. What is passed must live as long as the process.
void give_hints(std::span<char *const> words, std::span<const Hint> rows, bool (*json)() = nullptr);

/// Looks for a hint on an error that another program has reported, if hints are wanted, and prints it. An
/// Error of `look` is no cause.
void say_hint(FunctionRef<std::string()> look);

/// The candidate that is nearest to a wrong word; "" if none is near.
std::string nearest(std::string_view word, std::span<const std::string> candidates);

/// `; did you mean "X"?`, or nothing if X is empty.
std::string did_you_mean(std::string_view word);

} // namespace nskit
