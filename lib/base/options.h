// SPDX-License-Identifier: MIT
// Options as rows: one row is the entry of getopt_long, the line of the help, the word to complete and the
// effect. A command's options are groups of rows; a group has the title under which the help shows it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <getopt.h>

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
    /// Takes note of the option; `value` is a null pointer where none was given. Throws Error where it is
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
    const char *title; ///< of the group that it opens; a null pointer inside a group
};

template <class Plan> std::vector<OptionWords> option_words(std::span<const OptionGroup<Plan>> groups)
{
    std::vector<OptionWords> words;
    for (const OptionGroup<Plan> &group : groups)
        for (const Option<Plan> &o : group.options)
            words.push_back({o.letter, o.name, o.value, o.placeholder, o.help,
                             &o == group.options.data() ? group.title : nullptr});
    return words;
}

/// Steps through a command line with getopt_long, which stops at the first word that is no option.
/// getopt_long keeps its place in global variables: one scanner at a time. argv ends in a null pointer.
class OptionScanner {
  public:
    struct Match {
        size_t index; ///< into the words it was made from
        const char *value;
    };

    OptionScanner(std::span<char *> argv, std::vector<OptionWords> words);

    /// The next option; nullopt where there are no more. A wrong one is told on stderr, by getopt and with a
    /// hint at the help, and ends the command with status 1 (a silent Error).
    std::optional<Match> next();
    /// The words behind the options.
    std::span<char *> rest() const { return argv_.subspan(static_cast<size_t>(optind)); }

  private:
    [[noreturn]] void refuse_option() const;
    std::span<char *> argv_;
    std::vector<OptionWords> words_;
    std::string letters_;
    std::vector<option> longs_;
};

/// Reads the options of a command line into `plan`, from left to right, and returns the words behind them.
template <class Plan>
std::span<char *> parse_options(std::span<char *> argv, std::span<const OptionGroup<Plan>> groups, Plan &plan)
{
    std::vector<void (*)(Plan &, const char *)> setters;
    for (const OptionGroup<Plan> &group : groups)
        for (const Option<Plan> &o : group.options)
            setters.push_back(o.set);
    OptionScanner scanner(argv, option_words(groups));
    while (const auto match = scanner.next())
        setters[match->index](plan, match->value);
    return scanner.rest();
}

/// The help: an empty line, "Usage:" with the command's name before `operands`, `purpose`, and the options by
/// group.
std::string help_text(const char *operands, const char *purpose, std::span<const OptionWords> words);

/// What -V says. Scripts take the release that the command is compatible with from the fourth word.
std::string version_text();

/// Writes to standard output and ends the command with 0. A closed output and a closed pipe are no failures,
/// any other error is: `write error: ...`.
[[noreturn]] void print_and_exit(std::string_view text);

/// `text` as a decimal number of 32 bits, with blanks and a plus sign in front tolerated. nullopt with errno
/// EINVAL where it is none, ERANGE where it is negative or too large: no ID wraps to another.
std::optional<uint32_t> decimal_id(const char *text);

/// A user or group ID as -S and -G take it: below 2^32 - 1, which the kernel reads as "none". Throws
/// `failed to parse KIND: 'TEXT'`, with the reason where it is out of range. `kind` is "uid" or "gid".
uint32_t parse_id(const char *kind, const char *text);

/// All of `text` as a number of seconds, which may be negative. Throws `failed to parse WHAT: 'TEXT'`, as
/// parse_id().
int64_t parse_seconds(const char *what, const char *text);

} // namespace nskit
