// SPDX-License-Identifier: MIT
#include "lib/row/out.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <exception>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/quote.h"
#include "lib/base/visible.h"

namespace nskit {

Out::Out(int fd, Form form) : writer_(fd), form_(form)
{
    if (form_.json)
        form_.palette = Palette::none;
}

// --- JSON's structure

void Out::indent()
{
    writer_.append('\n');
    for (size_t i = 0; i < depth(); i++)
        writer_.append("    ");
}

/// Separates an element from the one before it.
inline void Out::begin_element()
{
    if (form_.json && depth() > 0) {
        if (level_->filled)
            writer_.append(',');
        else if (is_document())
            writer_.append(bracket());
        if (form_.pretty && !level_->array)
            indent();
    } else if (level_->array && level_->filled) {
        writer_.append(level_->separator);
    }
    level_->filled = true;
}

/// Begins a value in JSON: writes what separates it from the one before, and its key. Returns the place for
/// the value, which has `size` bytes; the caller ends the writer behind it.
char *Out::begin_value(const Text &key, size_t size)
{
    begin_element();
    const bool keyed = !level_->array && depth() > 0;
    char *at = writer_.reserve((keyed ? key.size() + 4 : 0) + size);
    if (!keyed)
        return at;
    *at++ = '"';
    at = copy_short(at, key);
    *at++ = '"';
    *at++ = ':';
    if (form_.pretty)
        *at++ = ' ';
    return at;
}

inline void Out::enter(const Level &level)
{
    if (level_ == &levels_.back())
        fail("output is nested too deeply");
    *++level_ = level;
}

void Out::open_json(Text key, const Level &level)
{
    const bool waits = depth() == 0 && level.array;
    const std::string_view opening = waits ? "" : level.array ? bracket() : "{";
    writer_.set_end(copy_short(begin_value(key, opening.size()), opening));
    enter(level);
    if (level.array || lead_.empty())
        return;
    for (const auto &[member, literal] : std::exchange(lead_, {}))
        json_literal(member, literal);
}

// In text most lists are empty, and an object writes nothing: the JSON half is a function of its own.
void Out::open(Text key, const Level &level)
{
    if (form_.json)
        return open_json(key, level);
    enter(level);
}

Out::Capture::Capture(Out &out)
    : out_(out), form_(std::exchange(out.form_, {})), is_inner_(std::exchange(out.captures_, true))
{
    constexpr size_t enough = 16384;
    if (!is_inner_)
        out.writer_.reserve(enough);
    start_ = out.writer_.buffered().size();
    out.enter({});
}

Out::Capture::~Capture()
{
    out_.level_--;
    out_.writer_.set_end(out_.writer_.buffered().data() + start_);
    out_.form_ = form_;
    out_.captures_ = is_inner_;
}

void Out::lead(const char *key, std::string json)
{
    if (form_.json)
        lead_.emplace_back(key, std::move(json));
}

void Out::close_json(const Level &level)
{
    if (depth() == 0 && level.array && !level.filled) {
        if (std::uncaught_exceptions() > 0)
            return; // a command that failed before it found anything has no answer, and [] would be one
        writer_.append(bracket());
    }
    if (form_.pretty && level.array && level.filled)
        writer_.append(' ');
    else if (form_.pretty && !level.array && level.filled)
        indent();
    writer_.append(level.array ? ']' : '}');
    if (depth() == 0)
        writer_.append('\n'); // the end of a document
}

void Out::close()
{
    const Level &closed = *level_--;
    if (form_.json)
        close_json(closed);
    else if (!closed.after.empty())
        writer_.append(closed.after);
}

Out::Scope Out::list(Text key, Text before, Text separator, Text after)
{
    if (!form_.json && !before.empty())
        writer_.append(before);
    open(key, {.array = true, .separator = separator, .after = after});
    return Scope(this);
}

Out::Scope Out::object(Text key)
{
    // In text an object is no element of the list around it: its fields stand there one by one.
    open(key, {});
    return Scope(this);
}

// --- values

/// Control characters of texts that are ours.
constexpr std::string_view layout = "\n\t";

constexpr std::string_view reset = "\033[0m";

static std::string_view escape(Palette palette, Color color)
{
    static constexpr std::string_view light[] = {"",         "\033[36m", "\033[33m", "\033[35m",
                                                 "\033[34m", "\033[32m", "\033[31m"};
    static constexpr std::string_view dark[] = {"",           "\033[1;36m", "\033[1;33m", "\033[1;35m",
                                                "\033[1;94m", "\033[1;32m", "\033[1;31m"};
    size_t index = static_cast<size_t>(color);
    return palette == Palette::light  ? light[index]
           : palette == Palette::dark ? dark[index]
                                      : std::string_view();
}

/// Whether JSON shows a value: one without a key is for text only, but in a list.
inline bool Out::has_json(const Label &label) const
{
    return !label.key.empty() || level_->array;
}

void Out::json_literal(const Label &label, std::string_view json)
{
    if (!has_json(label))
        return;
    writer_.set_end(begin_value(label.key, 0));
    writer_.append(json);
}

void Out::json_string(const Label &label, std::string_view value)
{
    constexpr size_t longest = 256; // that is written in one go
    if (value.size() > longest || !is_plain_json(value))
        return json_literal(label, quote(value));
    if (!has_json(label))
        return;
    char *at = begin_value(label.key, value.size() + 2);
    *at++ = '"';
    at = copy_short(at, value);
    *at++ = '"';
    writer_.set_end(at);
}

/// The slow half of value(): text in colour, padded text, or text at the end of the buffer.
void Out::adorned(const Label &label, std::string_view text)
{
    const bool colored = label.color != Color::none && form_.palette != Palette::none;
    begin_element();
    writer_.append(label.before);
    if (!label.word.empty()) {
        writer_.append(label.word);
        writer_.append(' ');
    }
    writer_.append(escape(form_.palette, label.color));
    writer_.append(text);
    for (size_t i = text.size(); i < static_cast<size_t>(label.width); i++)
        writer_.append(' ');
    writer_.append(label.after);
    if (colored)
        writer_.append(reset);
}

/// Writes a value in text: called about twenty times for each record.
inline void Out::value(const Label &label, std::string_view text)
{
    const bool plain = label.width == 0 && (label.color == Color::none || form_.palette == Palette::none);
    const size_t size =
        label.before.size() + label.word.size() + text.size() + label.after.size() + level_->separator.size();
    if (!plain || size >= writer_.room())
        return adorned(label, text);
    char *at = writer_.end();
    if (level_->array && level_->filled)
        at = copy_short(at, level_->separator);
    if (!label.before.empty())
        at = copy_short(at, label.before);
    if (!label.word.empty()) {
        at = copy_short(at, label.word);
        *at++ = ' ';
    }
    writer_.set_end(copy_short(copy_short(at, text), label.after));
    level_->filled = true;
}

/// Whether a terminal would take characters of the text for commands.
inline bool Out::needs_escapes(std::string_view text)
{
    return writer_.is_terminal() && !is_printable(text);
}

/// Writes such a text with escapes for all but the `allowed` control characters.
void Out::escaped(const Label &label, std::string_view text, std::string_view allowed)
{
    value(label, visible(text, allowed));
}

void Out::literal(const Label &label, std::string_view text, std::string_view json)
{
    if (form_.json)
        return json_literal(label, json);
    needs_escapes(text) ? escaped(label, text, layout) : value(label, text);
}

template <class Number> static std::string_view decimal(char (&digits)[24], Number value)
{
    return {digits, static_cast<size_t>(std::to_chars(digits, digits + sizeof digits, value).ptr - digits)};
}

void Out::number(const Label &label, uint64_t number)
{
    char digits[24];
    const std::string_view text = decimal(digits, number);
    form_.json ? json_literal(label, text) : value(label, text);
}

void Out::integer(const Label &label, int64_t number)
{
    char digits[24];
    const std::string_view text = decimal(digits, number);
    form_.json ? json_literal(label, text) : value(label, text);
}

void Out::string(const Label &label, std::string_view value)
{
    if (form_.json)
        return json_string(label, value);
    needs_escapes(value) ? escaped(label, value, "") : this->value(label, value);
}

void Out::hex(const Label &label, uint64_t value, int digits)
{
    if (value == 0 && digits == 0)
        return string(label, "0");
    char number[16], text[2 + 16] = "0x";
    auto end = std::to_chars(number, number + sizeof number, value, 16).ptr;
    size_t size = static_cast<size_t>(end - number), at = 2;
    size_t wanted = std::min(static_cast<size_t>(digits), sizeof number);
    for (; at + size < 2 + wanted; at++)
        text[at] = '0';
    memcpy(text + at, number, size);
    string(label, {text, at + size});
}

void Out::on_off(const Label &label, bool value)
{
    literal(label, value ? "on" : "off", value ? "true" : "false");
}

/// A label whose word is the value.
static Label without_word(Label label)
{
    label.word = "";
    return label;
}

void Out::flag(const Label &label)
{
    literal(without_word(label), label.word, "true");
}

void Out::null_flag(const Label &label)
{
    literal(without_word(label), label.word, "null");
}

void Out::text(std::string_view text)
{
    if (form_.json)
        return;
    if (needs_escapes(text))
        writer_.append(visible(text, layout));
    else
        writer_.append(text);
}

void Out::text(std::string_view text, Color color)
{
    if (!form_.json)
        literal({nullptr, "", "", color}, text, {});
}

void Out::data(Text key, std::string_view value)
{
    if (form_.json)
        json_string({key, ""}, value);
}

void Out::data(Text key, uint64_t value)
{
    if (form_.json)
        number({key, ""}, value);
}

void Out::data_integer(Text key, int64_t value)
{
    if (form_.json)
        integer({key, ""}, value);
}

void Out::data_bool(Text key, bool value)
{
    if (form_.json)
        json_literal({key, ""}, value ? "true" : "false");
}

void Out::data_null(Text key)
{
    if (form_.json)
        json_literal({key, ""}, "null");
}

void Out::line_break()
{
    if (!form_.json)
        writer_.append(form_.oneline ? '\\' : '\n');
}

void Out::line()
{
    if (!form_.json)
        writer_.append('\n');
    if (writer_.has_failed())
        flush();
}

} // namespace nskit
