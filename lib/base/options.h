// SPDX-License-Identifier: MIT
// Options as rows: one row is the word to parse, the line of the help, the word to complete and the
// effect. The rows of a command stand in groups, which the help shows under their titles.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/function_ref.h"

namespace nskit {

/// Whether an option takes a value. An optional one must be attached: --name=VALUE, -nVALUE.
enum class Value : uint8_t {
    none,
    required,
    optional,
    optional_long, ///< --name[=VALUE], while the short form takes none and can stand in a cluster
};

/// One option of a command whose parsing fills a `Plan`.
template <class Plan> struct Option {
    char letter = 0; ///< 0: long form only
    const char *name;
    Value value = Value::none;
    const char *placeholder = nullptr; ///< how the help calls the value
    const char *help;
    bool exact =
        false; ///< not to be abbreviated: an option of ours leaves the reference's abbreviations unique
    /// Notes the option in the plan; `value` is a null pointer if none was given. Throws Error if it is
    /// wrong.
    void (*set)(Plan &plan, const char *value);
};

template <class Plan> struct OptionGroup {
    const char *title;
    std::span<const Option<Plan>> options;
};

/// The part of an Option that does not depend on the Plan.
struct OptionWords {
    char letter;
    const char *name;
    Value value;
    const char *placeholder;
    const char *help;
    bool exact;
    const char *title; ///< the title of the group that this option opens; a null pointer inside a group
};

template <class Plan> size_t count_options(std::span<const OptionGroup<Plan>> groups)
{
    size_t count = 0;
    for (const OptionGroup<Plan> &group : groups)
        count += group.options.size();
    return count;
}

template <class Plan> std::vector<OptionWords> option_words(std::span<const OptionGroup<Plan>> groups)
{
    std::vector<OptionWords> words;
    words.reserve(count_options(groups));
    for (const OptionGroup<Plan> &group : groups)
        for (const Option<Plan> &o : group.options)
            words.push_back({o.letter, o.name, o.value, o.placeholder, o.help, o.exact,
                             &o == group.options.data() ? group.title : nullptr});
    return words;
}

/// What -V prints. Its fourth word is the release that the command is compatible with, which scripts read.
std::string version_text();

/// Writes to standard output and ends the command with 0. Throws `write error: ...` on failure, unless the
/// output or the other end of a pipe is closed.
[[noreturn]] void print_and_exit(std::string_view text);

// The setters of most rows: a bool of the plan becomes true, a `const char *` becomes the value.

template <auto member, class Plan> void set_true(Plan &plan, const char *)
{
    plan.*member = true;
}

template <auto member, class Plan> void set_text(Plan &plan, const char *value)
{
    plan.*member = value;
}

template <class Plan> void print_version(Plan &, const char *)
{
    print_and_exit(version_text());
}

/// Steps through a command line as glibc's getopt_long(3) does, with its messages, and stops at the first
/// word that is no option. A long option may be abbreviated if no other starts so, except
/// one that is `exact`.
class OptionScanner {
  public:
    struct Match {
        size_t index; ///< into the words it was made from
        const char *value;
    };

    OptionScanner(std::span<char *> argv, std::vector<OptionWords> words)
        : argv_(argv), words_(std::move(words)), at_(argv.empty() ? 0 : 1)
    {}

    /// The next option; nullopt if there are no more. If it is wrong, a line on stderr says so, another
    /// points at the help, and a silent Error ends the command with status 1.
    std::optional<Match> next();
    /// The words behind the options.
    std::span<char *> rest() const { return argv_.subspan(at_); }

  private:
    Match long_option(const char *word);
    Match short_option();
    size_t find_long(const char *word) const;
    const char *next_word(const std::string &complaint);
    [[noreturn]] void refuse_long(const char *word, std::string_view name) const;
    /// `mean` is the option that may have been meant.
    [[noreturn]] void refuse(const std::string &message, const std::string &mean = "") const;
    std::span<char *> argv_;
    std::vector<OptionWords> words_;
    size_t at_;
    const char *letters_ = ""; ///< what is left of a word of short options
};

/// `--complete WORDS...`, which stands in no help: prints what the last word, which may be empty, could be,
/// each on a line with a tab and what it is behind it, and ends the command. If the word is the program's
/// name or belongs to it, the line is a tab and the number of the word, from 1, that is the program's name.
/// No line at all means a file. `read(NUMBER, VALUE)` reads a value of an option, and offers what it could be
/// if it is the word at the cursor; see lib/base/completion.h.
[[noreturn]] void complete_options(std::span<char *const> words, std::span<const OptionWords> options,
                                   FunctionRef<void(size_t, const char *)> read);

/// Reads the options of a command line into `plan`, from left to right, and returns the words behind them.
template <class Plan>
std::span<char *> parse_options(std::span<char *> argv, std::span<const OptionGroup<Plan>> groups, Plan &plan)
{
    std::vector<void (*)(Plan &, const char *)> setters;
    setters.reserve(count_options(groups));
    for (const OptionGroup<Plan> &group : groups)
        for (const Option<Plan> &o : group.options)
            setters.push_back(o.set);
    if (argv.size() > 1 && std::string_view(argv[1]) == "--complete")
        complete_options(argv.subspan(2), option_words(groups),
                         [&](size_t number, const char *value) { setters[number](plan, value); });
    OptionScanner scanner(argv, option_words(groups));
    while (const auto match = scanner.next())
        setters[match->index](plan, match->value);
    return scanner.rest();
}

/// The help: an empty line, "Usage:" with the command's name before `operands`, `purpose`, and the options by
/// group.
std::string help_text(const char *operands, const char *purpose, std::span<const OptionWords> words);

} // namespace nskit
