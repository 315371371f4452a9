// SPDX-License-Identifier: MIT
#include "lib/row/words.h"

#include <algorithm>

#include "lib/row/context.h"

namespace nskit {

namespace {

/// While this lives, values are written as they are read: no units, no names of hosts, and nothing is left
/// out.
class Plainly {
  public:
    explicit Plainly(Context &context) : settings_(context.settings), before_(context.settings)
    {
        settings_ = {.family = before_.family, .details = 2};
    }
    ~Plainly() { settings_ = before_; }
    Plainly(const Plainly &) = delete;
    Plainly &operator=(const Plainly &) = delete;

  private:
    Settings &settings_;
    Settings before_;
};

} // namespace

std::string row_words(Context &context, const Field &row, const Record &record)
{
    auto *print = row.word && row.type.parse ? row.type.print : nullptr;
    auto *write = row.type.words ? row.type.words : print;
    const nlattr *attr = record[row.attr];
    if (!write || !(row.attr == 0 || row.always || attr))
        return {};
    // `any` puts an address without a byte, which no word says.
    if (!row.type.words && row.type.arg && attr && payload_size(attr) == 0)
        return {};
    Field plain = row;
    plain.word = plain.text = row.word ? row.word : row.text;
    plain.frame("", plain.after);
    plain.hide = {};
    const Plainly plainly(context);
    const Out::Capture capture(context.out);
    write(context, plain, record);
    std::string_view text = capture.text();
    const size_t first = text.find_first_not_of(" \n\t"), last = text.find_last_not_of(' ');
    return first == text.npos ? std::string() : std::string(text.substr(first, last + 1 - first));
}

void append_words(std::string &line, std::string_view words)
{
    if (!words.empty())
        line.append(line.empty() ? "" : " ").append(words);
}

void append_rows(Context &context, std::span<const Field> rows, const Record &record, std::string &line)
{
    const bool all = context.settings.details > 0;
    for (const Field &row : rows) {
        const std::string words = row.alias ? "" : row_words(context, row, record);
        if (all || !row.usual || words != row.usual)
            append_words(line, words);
    }
}

/// A loop: find_first_of() calls memchr() for each character, which a batch of 100,000 lines feels.
static bool is_plain(char c)
{
    return c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\'' && c != '"' && c != '#' && c != '\\';
}

std::string quote_word(std::string_view word)
{
    if (!word.empty() && std::ranges::all_of(word, is_plain))
        return std::string(word);
    const char quote = word.find('"') == word.npos ? '"' : '\'';
    return std::string(1, quote).append(word) + quote;
}

void print_word(Context &context, const Field &field, const Record &record)
{
    context.out.text(field.word);
    context.out.text(" ");
    context.out.text(quote_word(get_string(record[field.attr])));
}

void Given::hear(const char *word, const Field *row, std::span<const Text> before, const Args &after)
{
    std::string text;
    for (const Text &each : before.first(before.size() - after.size()))
        text.append(text.empty() ? "" : " ").append(quote_word(each));
    if (words_.empty())
        words_.reserve(8);
    words_.push_back({word, row, std::move(text)});
}

bool Given::has(const Field &row) const
{
    return std::ranges::any_of(words_, [&](const Said &said) { return said.row == &row; });
}

bool Given::has(std::string_view word) const
{
    return std::ranges::any_of(words_, [&](const Said &said) { return !said.row && word == said.word; });
}

Deaf::Deaf(Context &context) : context_(context), given_(std::exchange(context.given, nullptr)) {}

Deaf::~Deaf()
{
    context_.given = given_;
}

} // namespace nskit
