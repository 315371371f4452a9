// SPDX-License-Identifier: MIT
// Field rows. A row holds all that is known of one word of the command line and of the kernel's attribute
// behind it. Parsing, building the message, showing a reply in text and JSON, help and completion are short
// functions over rows, so that each attribute is named in one place.
//
// An example, from vxlan's table:
//
//     constexpr Field rows[] = {
//         {.word = "id", .attr = IFLA_VXLAN_ID, .type = u32, .most = 0xffffff},
//         {.word = "learning", .attr = IFLA_VXLAN_LEARNING, .type = boolean, .hide = 1},
//     };
//
// Words to bytes, for `type vxlan id 7 nolearning`: parse_field() takes `id`, which names the first row, and
// calls u32.parse. That reads `7` (at most 0xffffff) and puts IFLA_VXLAN_ID with the four bytes 07 00 00 00
// into the message. `nolearning` names the second row, since its type is negatable, and puts a byte 0.
//
// Bytes to text: print_fields() goes through the rows in order and calls the type's print for each row whose
// attribute is in the reply: `id 7 nolearning `; in JSON `"id":7,"learning":false`. The text leaves out a
// `learning` of 1 (.hide), and nothing else has to know that.
//
// Help: describe_fields() writes `[ id NUMBER ] [ [no]learning ]` from the words and the types' names for
// their values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/args.h"
#include "lib/base/bits.h"
#include "lib/base/completion.h"
#include "lib/base/error.h"
#include "lib/netlink/attrs.h"
#include "lib/netlink/message.h"
#include "lib/netlink/names.h"
#include "lib/row/out.h"

namespace nskit {

class Context;
struct Field;

/// One message of the kernel, or one nest inside it, taken apart.
struct Record {
    /// A message, behind its fixed header of `header_size` bytes.
    Record(const nlmsghdr *whole, size_t header_size) : attrs(whole, header_size), message(whole) {}
    Record(const Attrs &nest, const nlmsghdr *stands_in, const Record *around = nullptr)
        : attrs(nest), message(stands_in), outer(around)
    {}
    /// A nest; nullptr is an empty one.
    Record(const nlattr *nest, const nlmsghdr *stands_in, const Record *around)
        : attrs(nest), message(stands_in), outer(around)
    {}

    Attrs attrs;
    const nlmsghdr *message;       ///< the whole message; of a nest: the message around it
    const Record *outer = nullptr; ///< of a nest: the record around it

    /// A message whose fixed header is a Header; the caller has checked its type.
    template <class Header> static Record of(const nlmsghdr *message) { return {message, sizeof(Header)}; }
    /// The same; nullopt if the message is of another type, or too short for its header.
    template <class Header> static std::optional<Record> of(const nlmsghdr *message, uint16_t type)
    {
        if (message->nlmsg_type != type || !has_fixed(message, sizeof(Header)))
            return std::nullopt;
        return std::optional<Record>(std::in_place, message, sizeof(Header));
    }

    const nlattr *operator[](uint16_t attr) const { return attrs[attr]; }
    /// What a nested attribute holds; empty if the attribute is not there.
    Record nested(uint16_t attr) const { return {attrs[attr], message, this}; }
    template <class Header> const Header &fixed() const { return *nskit::fixed<Header>(message); }
};

/// How values of one type are read and shown.
struct Type {
    /// The value as help shows it: NUMBER, ADDRESS, { on | off }. nullptr: the word stands alone.
    const char *arg = nullptr;
    /// Reads the value behind the keyword, which has been taken, and puts it into the message. Returns false
    /// if the last word taken is no such value. nullptr: the field cannot be set.
    bool (*parse)(Context &, Args &, const Field &, Message &) = nullptr;
    /// Shows the field. It is called if the attribute is there, and always for a field with attr 0. nullptr:
    /// the field is never shown.
    void (*print)(Context &, const Field &, const Record &) = nullptr;
    /// Writes the field as parse() reads it, with its keyword. nullptr: print() does, for a row whose text is
    /// its keyword (see row_words()).
    void (*words)(Context &, const Field &, const Record &) = nullptr;
    /// Whether `noWORD` says the opposite. Both words stand without a value.
    bool negatable = false;
};

/// What the first letter of a row's keyword is if a word of the command line names the row: the word's own
/// or, behind `no`, the one that follows.
constexpr uint32_t keyword_letters(const char *word)
{
    return letter_bit(word[0]) | (word[0] == 'n' && word[1] == 'o' ? letter_bit(word[2]) : 0);
}

/// A named value of an enumeration, or a named bit.
struct Choice {
    Text name;
    uint32_t value;
};

/// One word. Rows stand in the order in which they are shown. An abbreviation means the first row whose word
/// begins with it.
struct Field {
    const char *word = nullptr; ///< the keyword; nullptr: it is only shown
    uint16_t attr = 0;          ///< 0: the value stands in the fixed header
    const Type &type;

    // How it is shown.
    const char *text = nullptr; ///< the word in text, if that is not `word`
    const char *json = nullptr; ///< the JSON key, if that is not the word in text
    Text before = "";           ///< text in front of the word
    Text after = " ";           ///< text behind the value

    // What its values are.
    const char *also = nullptr;           ///< more spellings of the keyword, see is_one_of()
    std::span<const Choice> choices = {}; ///< names of the values
    const NameTable *names = nullptr;     ///< the file with the names of the values
    std::optional<uint64_t> hide = {}; ///< the value that is not shown (a boolean: not in text below -d -d)
    uint64_t most = UINT64_MAX;        ///< the largest value, if the type's width allows more
    uint32_t longest = UINT32_MAX;     ///< the largest number of bytes of a string
    uint32_t mask = 0;                 ///< the bits of the word, if several words share one attribute
    uint32_t value = 0;                ///< the value that a word without an argument stands for
    uint16_t part = 0; ///< which part of the attribute: a place in its struct, an attribute of its nest

    /// The error for a bad value, if the table's does not do. One that begins with `must be` becomes `Error:
    /// argument of "WORD" must be ...` (status 1), with the value for its %s.
    const char *wrong = nullptr;
    const char *initial = nullptr; ///< the value, or the word itself, that put_initial() puts
    bool exact = false;            ///< not to be abbreviated
    bool once = false;             ///< a second one is refused as a duplicate
    bool always = false;           ///< its type shows something even if the attribute is not there
    const char *usual = nullptr;   ///< what a new object has without the word, as the words that say it
    bool alias = false;            ///< another row writes the same value
    bool coarse = false;           ///< a time that the kernel rounds down by up to one unit

    // Never set by hand.
    Label introduction = introduce();             ///< see label()
    uint32_t letters = first_letters(word, also); ///< see letter_bit()
    /// `attr`, or what takes its place in Attrs::has_listed(): a row without attribute is always shown.
    uint16_t needs = always || attr == 0 ? Attrs::always : attr <= Attrs::last ? attr : Attrs::never;

    constexpr const Text &label() const { return introduction.word; }
    constexpr const Text &key() const { return introduction.key; }
    /// Sets `before` and `after`.
    constexpr void frame(Text in_front, Text behind)
    {
        before = in_front;
        after = behind;
        introduction = introduce();
    }
    constexpr Label introduce() const
    {
        const char *shown = text ? text : word;
        Label label(json ? json : shown, shown, after);
        label.before = before;
        return label;
    }
    bool hides(uint64_t number) const { return hide && *hide == number; }
};

/// How a row introduces its value.
inline const Label &label(const Field &field)
{
    return field.introduction;
}

/// The same for a value in colour.
inline Label label(const Field &field, Color color)
{
    Label colored = label(field);
    colored.color = color;
    return colored;
}

/// The rows of a table whose items begin with a blank, and do not end with one.
template <size_t N> consteval std::array<Field, N> blank_first(std::array<Field, N> rows)
{
    for (Field &row : rows)
        row.frame(row.before.empty() ? Text(" ") : row.before, "");
    return rows;
}

/// A table of rows and what its rows have in common.
struct Fields {
    std::span<const Field> rows;
    const char *wrong = "Invalid \"%s\" value"; ///< the error for a bad value; %s is the keyword
    /// A row that is set twice is refused: `either "WORD" is duplicate, or "VALUE" is garbage.`
    bool each_once = false;
    uint32_t letters = first_letters(rows); ///< of all rows; never set by hand

    static constexpr uint32_t first_letters(std::span<const Field> rows)
    {
        uint32_t letters =
            letter_bit(*completion::mark); // so that the rows are asked for the word at the cursor
        for (const Field &row : rows)
            letters |= row.letters;
        return letters;
    }
};

/// Which rows of a table, or of several that are read as one, have been set. They have at most Bits::limit
/// rows.
using Seen = Bits;

/// Whether `word`, which is not empty, is one of `words`, which are separated by bars. The end of a word that
/// stands in brackets may be cut: `tos|ds[field]` takes tos, ds, dsf ... and dsfield.
bool is_one_of(const char *word, const char *words);

/// Whether `word`, which is not empty, is the keyword of a row or one of its other spellings.
template <class Row> bool spells_row(const char *word, const Row &row)
{
    const char *end = prefix_end(word, row.word);
    return (end && !*end) || (row.also && is_one_of(word, row.also));
}

/// Whether `word` is the keyword of a row, spelled out or abbreviated as the row allows.
template <class Row> bool names_row(const char *word, const Row &row)
{
    if (!row.word || !*word)
        return false;
    const char *end = prefix_end(word, row.word);
    return (end && (!row.exact || !*end)) || (row.also && is_one_of(word, row.also));
}

/// The first row that a word names, or nullptr.
template <class Row> const Row *match(const char *word, std::span<const Row> rows)
{
    const uint32_t letter = letter_bit(*word);
    for (const Row &row : rows)
        if ((row.letters & letter) && names_row(word, row))
            return &row;
    if (completion::is_at_cursor(word))
        completion::offer_words(rows);
    return nullptr;
}

/// The rows of several tables as one.
template <size_t M, size_t N, class... More>
consteval auto join(const std::array<Field, M> &a, const std::array<Field, N> &b, const More &...more)
{
    auto both = [&]<size_t... I, size_t... J>(std::index_sequence<I...>, std::index_sequence<J...>)
    {
        return std::array<Field, M + N>{{a[I]..., b[J]...}};
    }
    (std::make_index_sequence<M>(), std::make_index_sequence<N>());
    if constexpr (sizeof...(more) == 0)
        return both;
    else
        return join(both, more...);
}

/// Notes in a message which words of the command line put its newest part, for errors of the kernel. Words
/// and part count from the construction of this object to done().
class Noting {
  public:
    Noting(const Args &args, Message &message)
        : args_(args), message_(message), words_(args.rest()), start_(message.size())
    {}
    void done() const
    {
        if (are_hints_wanted())
            note();
    }

  private:
    void note() const;
    const Args &args_;
    Message &message_;
    std::span<const Text> words_;
    size_t start_;
};

/// The row that a word sets; nullptr if it names none. `noWORD` names a row as well if its type has an
/// opposite.
const Field *find_row(const char *word, std::span<const Field> rows);

/// Whether a word names a row that can be set.
inline bool names_field(const char *word, const Fields &table)
{
    return (table.letters & keyword_letters(word)) && find_row(word, table.rows);
}

/// As parse_field(). `first` is the number of the table's first row in `seen`.
bool parse_row(Context &context, Args &args, const Fields &table, size_t first, Message &message, Seen &seen);

/// Reads one word and its value if the next word names a row that can be set. Returns false if it names none.
/// Inline, as most tables have no word with the same first letter.
inline bool parse_field(Context &context, Args &args, const Fields &table, Message &message, Seen &seen)
{
    return (table.letters & keyword_letters(args.peek())) &&
           parse_row(context, args, table, 0, message, seen);
}
/// The same for several tables: a word means the first table that has a row for it. `seen` numbers the rows
/// of all tables in order.
bool parse_field(Context &context, Args &args, std::span<const Fields> tables, Message &message, Seen &seen);

/// Puts Field::initial of every row that has one, unless the innermost open nest has the row's attribute.
void put_initial(Context &context, std::span<const Field> rows, Message &message);

/// Shows every row whose attribute the record has, in order.
void print_fields(Context &context, std::span<const Field> rows, const Record &record);

/// The rows of a table that are shown, chosen once for a dump of many records: all but those in `hidden`. A
/// filter for one value hides the value's row, which would be the same in every record.
class ShownRows {
  public:
    explicit ShownRows(std::span<const Field> rows, const Seen &hidden = {});

    /// Shows every row whose attribute the record has, in order.
    void print(Context &context, const Record &record) const;

  private:
    struct Shown {
        const Field *row;
        uint16_t needs; // see Field::needs
    };
    std::array<Shown, Bits::limit> shown_; // left unset behind count_
    size_t count_ = 0;
};

/// The number of the first row that is shown by this word; rows.size() if no row is.
constexpr size_t row_number(std::span<const Field> rows, std::string_view word)
{
    size_t number = 0;
    while (number < rows.size() && rows[number].label() != word)
        number++;
    return number;
}

/// `[ WORD ARG ]` for every row that can be set, in lines of at most 79 columns, each indented by `indent`
/// blanks.
std::string describe_fields(std::span<const Field> rows, int indent);

/// Adds a part to a text. Its lines are indented by `indent` blanks and have at most 79 columns: a part that
/// is too wide for one is broken in front of its bars.
void append_part(std::string &text, std::string_view part, int indent);

/// A keyword as help shows it, with its other spellings (Field::also) in full: `tos | dsfield`.
std::string describe_keyword(const char *word, const char *also);

/// A word that is no attribute: it changes a Plan (a filter, the arguments of a subcommand).
template <class Plan> struct Word {
    const char *word = nullptr;
    const char *arg = nullptr;                        ///< as help shows it; nullptr if the word stands alone
    void (*set)(Context &, Args &, Plan &) = nullptr; ///< reads the value; the word has been taken
    const char *also = nullptr;
    bool exact = false;
    uint32_t letters = first_letters(word, also); ///< never set by hand
};

/// Tells Context::given, if somebody listens, of a word and its value that have been read.
void hear_words(Context &context, const char *word, std::span<const Text> before, const Args &after);

/// Offers the words that an argument, as help shows it, has to choose from: `on` and `off` of `{ on | off }`.
/// Does nothing unless the next word is the one at the cursor.
void offer_argument(const Args &args, const char *arg);

/// Reads one word and its value if the next word names a row. Returns false if it names none.
template <class Plan>
bool parse_word(Context &context, Args &args, std::span<const Word<Plan>> rows, Plan &plan)
{
    const Word<Plan> *row = args.empty() ? nullptr : match(args.peek(), rows);
    if (!row)
        return false;
    const std::span<const Text> before = args.rest();
    args.next();
    if (completion::is_active)
        offer_argument(args, row->arg);
    row->set(context, args, plan);
    hear_words(context, row->word, before, args);
    return true;
}

/// The same as describe_fields() for words that are no attributes.
template <class Plan> std::string describe_words(std::span<const Word<Plan>> rows, int indent)
{
    std::string text;
    for (const Word<Plan> &row : rows)
        append_part(text,
                    format("[ %s%s%s ]", describe_keyword(row.word, row.also).c_str(), row.arg ? " " : "",
                           row.arg ? row.arg : ""),
                    indent);
    return text + '\n';
}

/// `text` with `word` in the place of its %s.
std::string with_word(std::string text, std::string_view word);

// --- errors for bad words, in the reference's words; all throw

/// `Error: argument "WORD" is wrong: TEXT` (255).
[[noreturn]] void wrong_argument(std::string_view word, std::string_view text);
/// The same if the word names a device that is not there (Error::absent).
[[noreturn]] void missing_device(std::string_view word, std::string_view text);
/// `Error: duplicate "KEY": "WORD" is the second value.` (255).
[[noreturn]] void duplicate_argument(const char *key, std::string_view word);
/// `Error: either "KEY" is duplicate, or "WORD" is garbage.` (255).
[[noreturn]] void garbage_argument(const char *key, std::string_view word);
/// `Error: argument "KEY" is required` (255).
[[noreturn]] void missing_argument(const char *key);

} // namespace nskit
