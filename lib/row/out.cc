// SPDX-License-Identifier: MIT
#include "lib/row/out.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <unistd.h>
#include <utility>

#include "lib/base/error.h"

namespace nskit {

constexpr size_t capacity = 64 * 1024;

Out::Out(int fd, Form form) : fd_(fd), form_(form), buffer_(std::make_unique_for_overwrite<char[]>(capacity))
{
    if (form_.json)
        form_.palette = Palette::none;
}

// --- the buffer

/// Copies a text that is mostly of a few bytes, for which a call would cost more than the copying: in pieces
/// of one size, of which the last overlaps the one before it.
static inline char *put(char *at, std::string_view text)
{
    const size_t size = text.size();
    const char *from = text.data();
    if (size >= 8) {
        for (size_t i = 0; i < size - 8; i += 8)
            memcpy(at + i, from + i, 8);
        memcpy(at + size - 8, from + size - 8, 8);
    } else if (size >= 4) {
        memcpy(at, from, 4);
        memcpy(at + size - 4, from + size - 4, 4);
    } else if (size >= 2) {
        memcpy(at, from, 2);
        memcpy(at + size - 2, from + size - 2, 2);
    } else if (size == 1) {
        *at = *from;
    }
    return at + size;
}

inline void Out::append(std::string_view text)
{
    if (text.size() > capacity - used_)
        return append_across(text);
    filled_to(put(buffer_.get() + used_, text));
}

inline void Out::append(char c)
{
    if (used_ == capacity)
        write_out();
    buffer_[used_++] = c;
}

void Out::append_across(std::string_view text)
{
    while (!text.empty()) {
        size_t part = std::min(text.size(), capacity - used_);
        memcpy(buffer_.get() + used_, text.data(), part);
        used_ += part;
        text.remove_prefix(part);
        if (used_ == capacity)
            write_out();
    }
}

/// Writes the buffer; an error is kept, and what follows it is dropped.
void Out::write_out()
{
    const char *at = buffer_.get();
    size_t left = used_;
    used_ = 0;
    while (left > 0 && error_ == 0) {
        ssize_t n = write(fd_, at, left);
        if (n >= 0) {
            at += n;
            left -= static_cast<size_t>(n);
        } else if (errno != EINTR) {
            error_ = errno;
        }
    }
}

void Out::flush()
{
    write_out();
    if (error_ == EPIPE)
        throw Error{"", 1, EPIPE};
    if (error_ != 0)
        throw Error{format("write error: %s", strerror(error_)), 1, error_};
}

// --- JSON's structure

void Out::indent()
{
    append('\n');
    for (size_t i = 0; i < depth(); i++)
        append("    ");
}

/// What stands between an element and the one before it.
inline void Out::begin_element()
{
    if (form_.json && depth() > 0) {
        if (level_->filled)
            append(',');
        if (form_.pretty && !level_->array)
            indent();
    } else if (level_->array && level_->filled) {
        append(level_->separator);
    }
    level_->filled = true;
}

void Out::begin_value(const char *key)
{
    begin_element();
    if (level_->array || depth() == 0)
        return;
    append('"');
    append(key);
    append(form_.pretty ? "\": " : "\":");
}

inline void Out::enter(const Level &level)
{
    if (level_ == &levels_.back())
        fail("output is nested too deeply");
    *++level_ = level;
}

void Out::open_json(const char *key, const Level &level)
{
    begin_value(key);
    append(level.array ? '[' : '{');
    if (form_.pretty && level.array)
        append(' ');
    enter(level);
    if (level.array || lead_.empty())
        return;
    for (const auto &[member, literal] : std::exchange(lead_, {})) {
        begin_value(member);
        append(literal);
    }
}

// In text, most lists are empty, and objects are nothing at all: JSON is out of the way.
void Out::open(const char *key, const Level &level)
{
    if (form_.json)
        return open_json(key, level);
    enter(level);
}

void Out::lead(const char *key, std::string json)
{
    if (form_.json)
        lead_.emplace_back(key, std::move(json));
}

void Out::close_json(const Level &level)
{
    if (form_.pretty && level.array && level.filled)
        append(' ');
    else if (form_.pretty && !level.array && level.filled)
        indent();
    append(level.array ? ']' : '}');
    if (depth() == 0)
        append('\n'); // the end of a document
}

void Out::close()
{
    const Level &closed = *level_--;
    if (form_.json)
        close_json(closed);
    else if (!closed.after.empty())
        append(closed.after);
}

Out::Scope Out::list(const char *key, const Literal &before, const Literal &separator, const Literal &after)
{
    if (!form_.json && !before.empty())
        append(before);
    open(key, {.array = true, .separator = separator, .after = after});
    return Scope(this);
}

Out::Scope Out::object(const char *key)
{
    // In text an object is no element of the list around it: its fields are laid out by their own words.
    open(key, {});
    return Scope(this);
}

// --- values

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

/// Whether the caller goes on to write the JSON value; false where there is none to write.
bool Out::start(const Label &label)
{
    if (!label.key && !level_->array)
        return false;
    begin_value(label.key);
    return true;
}

/// Text in colour, or padded, or at the end of the buffer.
void Out::adorned(const Label &label, std::string_view text)
{
    const bool colored = label.color != Color::none && form_.palette != Palette::none;
    begin_element();
    append(label.before);
    if (!label.word.empty()) {
        append(label.word);
        append(' ');
    }
    append(escape(form_.palette, label.color));
    append(text);
    for (size_t i = text.size(); i < static_cast<size_t>(label.width); i++)
        append(' ');
    append(label.after);
    if (colored)
        append(reset);
}

/// A value in text. Every one goes through here, some twenty times a record.
inline void Out::value(const Label &label, std::string_view text)
{
    const std::string_view separator =
        level_->array && level_->filled ? level_->separator : std::string_view();
    const bool plain = label.width == 0 && (label.color == Color::none || form_.palette == Palette::none);
    if (!plain ||
        separator.size() + label.before.size() + label.word.size() + text.size() + label.after.size() >=
            capacity - used_)
        return adorned(label, text);
    char *at = buffer_.get() + used_;
    if (!separator.empty())
        at = put(at, separator);
    if (!label.before.empty())
        at = put(at, label.before);
    if (!label.word.empty()) {
        at = put(at, label.word);
        *at++ = ' ';
    }
    filled_to(put(put(at, text), label.after));
    level_->filled = true;
}

void Out::literal(const Label &label, std::string_view text, std::string_view json)
{
    if (!form_.json)
        value(label, text);
    else if (start(label))
        append(json);
}

template <class Number> static std::string_view decimal(char (&digits)[24], Number value)
{
    return {digits, static_cast<size_t>(std::to_chars(digits, digits + sizeof digits, value).ptr - digits)};
}

void Out::number(const Label &label, uint64_t value)
{
    char digits[24];
    std::string_view text = decimal(digits, value);
    literal(label, text, text);
}

void Out::integer(const Label &label, int64_t value)
{
    char digits[24];
    std::string_view text = decimal(digits, value);
    literal(label, text, text);
}

void Out::string(const Label &label, std::string_view value)
{
    if (!form_.json)
        this->value(label, value);
    else if (start(label))
        quoted(value);
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
    if (!form_.json)
        append(text);
}

void Out::text(std::string_view text, Color color)
{
    if (!form_.json)
        literal({nullptr, "", "", color}, text, {});
}

void Out::data(const char *key, std::string_view value)
{
    if (form_.json)
        string(key, value);
}

void Out::data(const char *key, uint64_t value)
{
    if (form_.json)
        number(key, value);
}

void Out::data_integer(const char *key, int64_t value)
{
    if (form_.json)
        integer(key, value);
}

void Out::data_bool(const char *key, bool value)
{
    if (form_.json)
        literal(key, {}, value ? "true" : "false");
}

void Out::data_null(const char *key)
{
    if (form_.json)
        literal(key, {}, "null");
}

void Out::line_break()
{
    if (!form_.json)
        append(form_.oneline ? '\\' : '\n');
}

void Out::line()
{
    if (!form_.json)
        append('\n');
    if (error_ != 0)
        flush();
}

// --- JSON strings

/// The length of the valid UTF-8 sequence that `text` starts with; 0 where it is none.
static size_t utf8_length(std::string_view text)
{
    auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    auto follows = [&](size_t i) { return (byte(i) & 0xc0) == 0x80; };
    unsigned first = byte(0), second = byte(1);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        bool overlong = first == 0xe0 && second < 0xa0, surrogate = first == 0xed && second > 0x9f;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        bool overlong = first == 0xf0 && second < 0x90, beyond = first == 0xf4 && second > 0x8f;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

/// The escape of a byte that may not stand in a string as it is; empty for all others.
static std::string_view escaped(char c, char (&space)[8])
{
    static constexpr char special[] = "\t\n\r\f\b\\\"", letter[] = "tnrfb\\\"", digit[] = "0123456789abcdef";
    if (const char *at = c ? strchr(special, c) : nullptr) {
        space[0] = '\\';
        space[1] = letter[at - special];
        return {space, 2};
    }
    auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f)
        return {};
    memcpy(space, "\\u00", 4);
    space[4] = digit[byte >> 4];
    space[5] = digit[byte & 15];
    return {space, 6};
}

/// Whether a byte stands in a JSON string as it is, whatever is around it.
static constexpr std::array<bool, 256> plain_bytes = [] {
    std::array<bool, 256> plain{};
    for (size_t byte = 0x20; byte < 0x7f; byte++)
        plain[byte] = byte != '"' && byte != '\\';
    return plain;
}();

template <class Append> static void write_quoted(std::string_view text, Append append)
{
    size_t plain = 0, at = 0; // text[plain..at) is passed through as it is
    char space[8];
    append("\"");
    while (at < text.size()) {
        if (plain_bytes[static_cast<unsigned char>(text[at])]) {
            at++;
            continue;
        }
        size_t length = utf8_length(text.substr(at));
        std::string_view instead = length == 0   ? "\xef\xbf\xbd"
                                   : length == 1 ? escaped(text[at], space)
                                                 : std::string_view();
        if (!instead.empty()) {
            append(text.substr(plain, at - plain));
            append(instead);
            plain = at + 1;
        }
        at += length ? length : 1;
    }
    append(text.substr(plain));
    append("\"");
}

void Out::quoted(std::string_view value)
{
    write_quoted(value, [this](std::string_view part) { append(part); });
}

std::string quote(std::string_view text)
{
    std::string s;
    write_quoted(text, [&s](std::string_view part) { s += part; });
    return s;
}

} // namespace nskit
