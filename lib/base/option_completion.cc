// SPDX-License-Identifier: MIT
// Completion of a command whose options are rows.
#include <algorithm>
#include <cctype>
#include <cstring>

#include "lib/base/completion.h"
#include "lib/base/error.h"
#include "lib/base/meaning.h"
#include "lib/base/options.h"
#include "lib/base/text.h"

namespace nskit {

namespace {

/// The words in front of the cursor, read as far as they are options.
struct TypedOptions {
    std::vector<const OptionWords *> given;
    const OptionWords *wants_value = nullptr; ///< the word at the cursor is the value of this option
    size_t end = 0;                           ///< the number of words that are options, or values of options
};

const OptionWords *find_long(std::span<const OptionWords> options, std::string_view name)
{
    const OptionWords *found = nullptr;
    for (const OptionWords &option : options) {
        if (option.name == name)
            return &option;
        if (std::string_view(option.name).starts_with(name) && !option.exact)
            found = &option;
    }
    return found;
}

const OptionWords *find_short(std::span<const OptionWords> options, char letter)
{
    const auto found = std::ranges::find(options, letter, &OptionWords::letter);
    return found == options.end() ? nullptr : &*found;
}

/// Notes the options of one word. Returns the one whose value is the next word; nullptr if none is.
const OptionWords *read_word(std::span<const OptionWords> options, std::string_view word, TypedOptions &typed)
{
    if (word.starts_with("--")) {
        const OptionWords *option = find_long(options, word.substr(2, word.find('=') - 2));
        typed.given.push_back(option);
        return option && option->value == Value::required && word.find('=') == word.npos ? option : nullptr;
    }
    for (size_t i = 1; i < word.size(); i++) {
        const OptionWords *option = find_short(options, word[i]);
        typed.given.push_back(option);
        if (option && option->value == Value::required)
            return i + 1 == word.size() ? option : nullptr;
        if (option && option->value == Value::optional)
            return nullptr; // the rest of the word is its value
    }
    return nullptr;
}

TypedOptions read_words(std::span<const OptionWords> options, std::span<char *const> words)
{
    TypedOptions typed;
    while (typed.end < words.size()) {
        const std::string_view word = words[typed.end];
        if (word.size() < 2 || word[0] != '-')
            break;
        typed.end++;
        if (word == "--")
            break;
        typed.wants_value = read_word(options, word, typed);
        if (typed.wants_value && typed.end == words.size())
            return typed;
        typed.end += typed.wants_value != nullptr;
        typed.wants_value = nullptr;
    }
    return typed;
}

/// Offers the words of a placeholder, `allow|deny` or `UID|follow`.
void offer_placeholder(const OptionWords &option)
{
    for (std::string_view rest = option.placeholder ? option.placeholder : ""; !rest.empty();)
        if (const std::string_view word = take_until(rest, '|'); islower(static_cast<unsigned char>(word[0])))
            completion::offer_value(word);
}

/// Offers the options that are not given, or may be repeated.
void offer_options(std::span<const OptionWords> options, const TypedOptions &typed, bool letters)
{
    for (const OptionWords &option : options) {
        if (std::ranges::find(typed.given, &option) != typed.given.end() &&
            !strstr(option.help, "may be repeated"))
            continue;
        completion::offer(std::string("--") + option.name, option.help);
        if (letters && option.letter)
            completion::offer(std::string("-") + option.letter, option.help);
    }
}

/// Whether the word at the cursor is the program's name, or stands behind it.
bool is_program(std::span<char *const> words, const TypedOptions &typed)
{
    return words.empty() || typed.end + 1 < words.size() || words.back()[0] != '-' ||
           (typed.end > 0 && std::string_view(words[typed.end - 1]) == "--");
}

} // namespace

void complete_options(std::span<char *const> words, std::span<const OptionWords> options,
                      FunctionRef<void(size_t, const char *)> read)
{
    const std::string_view word = words.empty() ? "" : words.back();
    const TypedOptions typed = read_words(options, words.first(words.empty() ? 0 : words.size() - 1));
    auto offer_values = [&](const OptionWords &option) {
        offer_placeholder(option);
        read(static_cast<size_t>(&option - options.data()), completion::mark);
    };
    if (typed.wants_value)
        completion::complete(word, [&] { offer_values(*typed.wants_value); });
    if (is_program(words, typed))
        completion::complete(word, [&] { completion::offer_program(typed.end + 1); });
    const size_t equals = word.find('=');
    if (!word.starts_with("--") || equals == word.npos)
        completion::complete(word, [&] { offer_options(options, typed, word == "-"); });
    const OptionWords *option = find_long(options, word.substr(2, equals - 2));
    const auto values = completion::collect([&] {
        if (option)
            offer_values(*option);
    });
    completion::complete(word, [&] {
        for (const auto &[value, about] : values)
            completion::offer_value(std::string(word.substr(0, equals + 1)) + value);
    });
}

} // namespace nskit
