// SPDX-License-Identifier: MIT
#include "lib/base/options.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/suggest.h"

namespace nskit {

namespace {

constexpr int first_long = 256; // what getopt_long returns for a long option lies above every letter
constexpr size_t help_column = 28;

int long_argument(Value value)
{
    if (value == Value::none)
        return no_argument;
    return value == Value::required ? required_argument : optional_argument;
}

const char *short_argument(Value value)
{
    if (value == Value::required)
        return ":";
    return value == Value::optional ? "::" : "";
}

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

OptionScanner::OptionScanner(std::span<char *> argv, std::vector<OptionWords> words)
    : argv_(argv), words_(std::move(words)), letters_("+")
{
    for (const OptionWords &o : words_) {
        if (o.letter)
            letters_.append(1, o.letter).append(short_argument(o.value));
        longs_.push_back(
            {o.name, long_argument(o.value), nullptr, first_long + static_cast<int>(longs_.size())});
    }
    longs_.push_back({});
    optind = 0; // GNU: start afresh
}

/// getopt_long has said what is wrong, and has passed the word. For a long one, adds the nearest right one.
void OptionScanner::refuse_option() const
{
    std::string_view word = optind > 0 ? argv_[static_cast<size_t>(optind - 1)] : "";
    if (optopt == 0 && word.starts_with("--")) {
        Nearest nearest(word.substr(2, word.find('=') - 2));
        for (const OptionWords &o : words_)
            nearest.offer(o.name);
        if (std::string line = nearest.line("--"); !line.empty())
            warn("%s", line.c_str() + 1);
    }
    fprintf(stderr, "Try '%s --help' for more information.\n", program_name());
    fail_silently();
}

std::optional<OptionScanner::Match> OptionScanner::next()
{
    int c =
        getopt_long(static_cast<int>(argv_.size()), argv_.data(), letters_.c_str(), longs_.data(), nullptr);
    if (c == -1)
        return std::nullopt;
    if (c >= first_long)
        return Match{static_cast<size_t>(c - first_long), optarg};
    auto row =
        std::find_if(words_.begin(), words_.end(), [c](const OptionWords &o) { return o.letter == c; });
    if (c == '?' || row == words_.end())
        refuse_option();
    return Match{static_cast<size_t>(row - words_.begin()), optarg};
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
