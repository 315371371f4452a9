// SPDX-License-Identifier: MIT
#include "lib/row/field.h"

#include <cctype>
#include <cstring>

#include "lib/base/error.h"
#include "lib/base/meaning.h"
#include "lib/base/text.h"
#include "lib/row/context.h"
#include "lib/row/described.h"
#include "lib/row/types.h"
#include "lib/row/words.h"

namespace nskit {

void wrong_argument(std::string_view word, std::string_view text)
{
    fail_with(255, "Error: argument \"%.*s\" is wrong: %.*s", static_cast<int>(word.size()), word.data(),
              static_cast<int>(text.size()), text.data());
}

void missing_device(std::string_view word, std::string_view text)
{
    try {
        wrong_argument(word, text);
    } catch (Error &error) {
        error.absent = true;
        throw;
    }
}

void duplicate_argument(const char *key, std::string_view word)
{
    fail_with(255, "Error: duplicate \"%s\": \"%.*s\" is the second value.", key,
              static_cast<int>(word.size()), word.data());
}

void garbage_argument(const char *key, std::string_view word)
{
    fail_with(255, "Error: either \"%s\" is duplicate, or \"%.*s\" is garbage.", key,
              static_cast<int>(word.size()), word.data());
}

void missing_argument(const char *key)
{
    fail_with(255, "Error: argument \"%s\" is required", key);
}

/// Whether a word is the spelling that runs to the next bar or the end.
static bool is_spelling(const char *word, const char *spelling)
{
    bool may_end = false;
    for (; *spelling && *spelling != '|'; spelling++) {
        if (*spelling == '[')
            may_end = true;
        else if (*spelling == *word)
            word++;
        else if (*spelling != ']')
            return may_end && !*word;
    }
    return !*word;
}

bool is_one_of(const char *word, const char *words)
{
    for (const char *at = words; *at; at += *at == '|') {
        if (is_spelling(word, at))
            return true;
        while (*at && *at != '|')
            at++;
    }
    return false;
}

/// Whether `word` is the keyword of a row or its opposite. `positive` is the word without its `no`.
static bool is_keyword(const char *word, const char *positive, const Field &row)
{
    return names_row(word, row) || (row.type.negatable && names_row(positive, row));
}

static const char *without_no(const char *word)
{
    return word[0] == 'n' && word[1] == 'o' ? word + 2 : "";
}

const Field *find_row(const char *word, std::span<const Field> rows)
{
    const char *positive = without_no(word);
    const uint32_t letters = keyword_letters(word);
    for (const Field &row : rows)
        if ((row.letters & letters) && row.type.parse && is_keyword(word, positive, row))
            return &row;
    return nullptr;
}

static void refuse_second(const Field &row, const Fields &table, const Args &args)
{
    // A word without a value is its own value.
    const char *key = row.type.arg ? row.word : args.previous().data();
    const char *value = row.type.arg && !args.empty() ? args.peek() : args.previous();
    if (row.once)
        duplicate_argument(key, value);
    if (table.each_once)
        garbage_argument(key, value);
}

std::string with_word(std::string text, std::string_view word)
{
    if (size_t at = text.find("%s"); at != std::string::npos)
        text.replace(at, 2, word);
    return text;
}

[[noreturn]] static void refuse_value(const Field &row, const Fields &table, const Args &args)
{
    const char *value = args.previous();
    Nearest nearest(value);
    for (const Choice &choice : row.choices)
        nearest.offer(choice.name);
    const std::string near = nearest.line();
    if (row.wrong && std::string_view(row.wrong).starts_with("must be"))
        fail("Error: argument of \"%s\" %s%s", row.word, with_word(row.wrong, value).c_str(), near.c_str());
    const std::string text = (row.wrong ? row.wrong : with_word(table.wrong, row.word)) + near;
    if (row.type.parse == parse_known_ifindex)
        missing_device(value, text);
    wrong_argument(value, text);
}

/// The note is the keyword and its value, or the keyword alone if more words follow it.
void Noting::note() const
{
    const size_t taken = words_.size() - args_.size();
    if (taken > 0)
        message_.note(start_,
                      taken == 2 ? format("%s %s", words_[0].data(), words_[1].data()) : words_[0].data());
}

/// The words of the rows that are not given yet, and their opposites.
static void offer_rows(std::span<const Field> rows, size_t first, const Seen &seen)
{
    for (const Field &row : rows) {
        if (!row.word || !row.type.parse || seen.test(first + static_cast<size_t>(&row - rows.data())))
            continue;
        completion::offer(row.word);
        if (row.type.negatable)
            completion::offer(std::string("no") + row.word);
    }
}

void offer_argument(const Args &args, const char *arg)
{
    if (!arg || !completion::is_at_cursor(args.peek()))
        return;
    bool is_inside = false, is_first = false;
    for (std::string_view rest = arg; !rest.empty();) {
        std::string_view word = take_until(rest, ' ');
        if (word == "{" || word == "[" || word == "|") {
            is_inside = is_first = true;
        } else if (word == "}" || word == "]") {
            is_inside = is_first = false;
        } else if (!is_inside) {
            return; // a value that only the user knows
        } else if (is_first && !isupper(static_cast<unsigned char>(word[0]))) {
            completion::offer_value(take_until(word, '['));
            is_first = false;
        }
    }
}

bool parse_row(Context &context, Args &args, const Fields &table, size_t first, Message &message, Seen &seen)
{
    const Field *row = args.empty() ? nullptr : find_row(args.peek(), table.rows);
    if (!row && completion::is_at_cursor(args.peek()))
        offer_rows(table.rows, first, seen);
    if (!row)
        return false;
    const Noting noting(args, message);
    const std::span<const Text> before = args.rest();
    args.next();
    const size_t number = first + static_cast<size_t>(row - table.rows.data());
    if (seen.test(number))
        refuse_second(*row, table, args);
    seen.set(number);
    if (completion::is_active)
        offer_argument(args, row->type.arg);
    if (!row->type.parse(context, args, *row, message))
        refuse_value(*row, table, args);
    noting.done();
    if (context.given)
        context.given->hear(row->word, row, before, args);
    return true;
}

void hear_words(Context &context, const char *word, std::span<const Text> before, const Args &after)
{
    if (context.given)
        context.given->hear(word, nullptr, before, after);
}

bool parse_field(Context &context, Args &args, std::span<const Fields> tables, Message &message, Seen &seen)
{
    const uint32_t letters = keyword_letters(args.peek());
    size_t first = 0;
    for (const Fields &table : tables) {
        if ((table.letters & letters) && parse_row(context, args, table, first, message, seen))
            return true;
        first += table.rows.size();
    }
    return false;
}

void put_initial(Context &context, std::span<const Field> rows, Message &message)
{
    for (const Field &row : rows) {
        if (!row.initial || message.find(row.attr))
            continue;
        bool word_alone = is_keyword(row.initial, without_no(row.initial), row);
        const Text words[] = {word_alone ? row.initial : row.word, row.initial};
        Args args({words, word_alone ? 1U : 2U});
        args.next();
        row.type.parse(context, args, row, message);
    }
}

void print_fields(Context &context, std::span<const Field> rows, const Record &record)
{
    // Most rows of a table have no attribute in the record: test that first.
    for (const Field &row : rows)
        if (record.attrs.has_listed(row.needs) && row.type.print)
            row.type.print(context, row, record);
}

ShownRows::ShownRows(std::span<const Field> rows, const Seen &hidden)
{
    for (size_t i = 0; i < rows.size(); i++)
        if (rows[i].type.print && !hidden.test(i))
            shown_[count_++] = {&rows[i], rows[i].needs};
}

void ShownRows::print(Context &context, const Record &record) const
{
    for (const auto &[row, needs] : std::span(shown_).first(count_))
        if (record.attrs.has_listed(needs))
            row->type.print(context, *row, record);
}

/// `{ a | b }` for named values, else the type's name for its value.
static std::string describe_value(const Field &row)
{
    if (row.choices.empty() || !row.type.arg)
        return row.type.arg ? row.type.arg : "";
    std::string text = "{ ";
    for (const Choice &choice : row.choices)
        text.append(&choice == row.choices.data() ? "" : " | ").append(choice.name);
    return text + " }";
}

constexpr size_t widest_line = 79;

/// The number of columns in the last line of a text.
static size_t column_of(const std::string &text)
{
    const size_t line_end = text.rfind('\n');
    return line_end == std::string::npos ? text.size() : text.size() - line_end - 1;
}

/// Adds a part that is wider than a line: it is broken in front of its bars.
static void append_wide_part(std::string &text, std::string_view part, size_t margin)
{
    constexpr size_t deeper = 4;
    while (!part.empty()) {
        const size_t bar = part.find(" | ", 1);
        const std::string_view piece = part.substr(0, bar);
        if (column_of(text) + piece.size() > widest_line && piece.starts_with(' ')) {
            text += '\n' + std::string(margin + deeper, ' ');
            text += piece.substr(1);
        } else {
            text += piece;
        }
        part.remove_prefix(piece.size());
    }
}

std::vector<Described> *described;

/// Notes the word of a part `[ WORD ... ]` of a help.
static void note_described(std::string_view part)
{
    if (!described || !part.starts_with("[ ") || !part.ends_with(" ]"))
        return;
    const std::string_view left = part.substr(2, part.size() - 4);
    std::string_view word = left.substr(left.starts_with("[no]") ? 4 : 0);
    if (!word.empty() && (word[0] >= 'a' || (word[0] >= '0' && word[0] <= '9')) && word[0] != '{')
        described->push_back({std::string(take_until(word, ' ')), std::string(left), {}});
}

void append_part(std::string &text, std::string_view part, int indent)
{
    note_described(part);
    const size_t margin = static_cast<size_t>(indent), column = column_of(text);
    if (column > margin && column + 1 + part.size() > widest_line)
        text += '\n' + std::string(margin, ' ');
    else if (column > margin)
        text += ' ';
    else if (column == 0)
        text.append(margin, ' ');
    append_wide_part(text, part, margin);
}

std::string describe_keyword(const char *word, const char *also)
{
    std::string text = word;
    for (const char *at = also ? also : ""; *at; at++) {
        if (at == also)
            text += " | ";
        if (*at == '|')
            text += " | ";
        else if (*at != '[' && *at != ']')
            text += *at;
    }
    return text;
}

std::string describe_fields(std::span<const Field> rows, int indent)
{
    std::string text;
    for (const Field &row : rows) {
        if (!row.word || !row.type.parse)
            continue;
        std::string value = describe_value(row);
        append_part(text,
                    format("[ %s%s%s%s ]", row.type.negatable ? "[no]" : "",
                           describe_keyword(row.word, row.also).c_str(), value.empty() ? "" : " ",
                           value.c_str()),
                    indent);
        if (described && row.usual)
            described->back().usual = row.usual;
    }
    return text.empty() ? text : text + '\n';
}

} // namespace nskit
