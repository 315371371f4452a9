// SPDX-License-Identifier: MIT
#include "lib/base/options.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/suggest.h"

namespace nskit {

namespace {

constexpr size_t help_column = 28;

std::string help_line(const OptionWords &o)
{
    std::string line = o.letter ? format(" -%c, --%s", o.letter, o.name) : format("     --%s", o.name);
    if (o.value == Value::required)
        line.append(" ").append(o.placeholder);
    else if (o.value != Value::none)
        line.append("[=").append(o.placeholder).append("]");
    if (line.size() + 2 > help_column)
        line += '\n' + std::string(help_column, ' ');
    else
        line.resize(help_column, ' ');
    return line.append(o.help).append("\n");
}

} // namespace

void OptionScanner::refuse(const std::string &message, const std::string &mean) const
{
    warn("%s: %s", argv_[0], message.c_str());
    warn("Try '%s --help' for more information.", program_name());
    if (!mean.empty())
        warn("hint: did you mean \"--%s\"?", mean.c_str());
    fail_silently();
}

/// Refuses a long option that is unknown, or the beginning of several.
void OptionScanner::refuse_long(const char *word, std::string_view name) const
{
    std::string possible;
    Nearest nearest(name);
    for (const OptionWords &o : words_) {
        nearest.offer(o.name);
        if (!o.exact && std::string_view(o.name).starts_with(name))
            possible.append(" '--").append(o.name).append("'");
    }
    refuse(possible.empty() ? format("unrecognized option '--%s'", word)
                            : format("option '--%s' is ambiguous; possibilities:", word) + possible,
           nearest.word());
}

/// The option that `word`, NAME or NAME=VALUE, names in full, or that is the only one to start so.
size_t OptionScanner::find_long(const char *word) const
{
    const std::string_view name = std::string_view(word).substr(0, strcspn(word, "="));
    size_t found = 0, count = 0;
    for (size_t i = 0; i < words_.size(); i++) {
        if (words_[i].name == name)
            return i;
        if (words_[i].exact || !std::string_view(words_[i].name).starts_with(name))
            continue;
        found = i;
        count++;
    }
    if (count != 1)
        refuse_long(word, name);
    return found;
}

/// The value of an option, if it is the next word.
const char *OptionScanner::next_word(const std::string &complaint)
{
    if (at_ == argv_.size())
        refuse(complaint);
    return argv_[at_++];
}

OptionScanner::Match OptionScanner::long_option(const char *word)
{
    const size_t index = find_long(word);
    const OptionWords &option = words_[index];
    const char *equals = strchr(word, '=');
    const char *value = equals ? equals + 1 : nullptr;
    if (value && option.value == Value::none)
        refuse(format("option '--%s' doesn't allow an argument", option.name));
    if (!value && option.value == Value::required)
        value = next_word(format("option '--%s' requires an argument", option.name));
    return {index, value};
}

OptionScanner::Match OptionScanner::short_option()
{
    const char letter = *letters_++;
    auto option =
        std::find_if(words_.begin(), words_.end(), [=](const OptionWords &o) { return o.letter == letter; });
    if (option == words_.end())
        refuse(format("invalid option -- '%c'", letter));
    const char *value = nullptr;
    if (option->value == Value::required || option->value == Value::optional) {
        if (*letters_)
            value = std::exchange(letters_, "");
        else if (option->value == Value::required)
            value = next_word(format("option requires an argument -- '%c'", letter));
    }
    return {static_cast<size_t>(option - words_.begin()), value};
}

std::optional<OptionScanner::Match> OptionScanner::next()
{
    if (*letters_)
        return short_option();
    if (at_ == argv_.size() || argv_[at_][0] != '-' || argv_[at_][1] == '\0')
        return std::nullopt;
    const char *word = argv_[at_++];
    if (word[1] == '-')
        return word[2] ? std::optional(long_option(word + 2)) : std::nullopt;
    letters_ = word + 1;
    return short_option();
}

std::string help_text(const char *operands, const char *purpose, std::span<const OptionWords> words)
{
    std::string text = format("\nUsage:\n %s %s\n\n%s\n", program_name(), operands, purpose);
    for (const OptionWords &o : words) {
        if (o.title)
            text.append("\n").append(o.title).append(":\n");
        text += help_line(o);
    }
    return text;
}

std::string version_text()
{
    return format("%s from util-linux 2.43 (nskit %s)\n", program_name(), VERSION);
}

void print_and_exit(std::string_view text)
{
    if (!write_all(STDOUT_FILENO, text) && errno != EPIPE && errno != EBADF)
        fail_errno("write error");
    exit(EXIT_SUCCESS);
}

} // namespace nskit
