// SPDX-License-Identifier: MIT
// Whether a text is JSON.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstring>
#include <functional>
#include <string_view>

namespace nskit {

/// A strict reader of RFC 8259: it says whether a text is one JSON value, and nothing more.
class JsonReader {
  public:
    static bool valid(std::string_view text)
    {
        JsonReader reader(text);
        return reader.value() && (reader.skip(), reader.at_ == text.size());
    }

  private:
    explicit JsonReader(std::string_view text) : text_(text) {}

    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) { return peek() == c && ++at_; }
    void skip() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
    bool word(std::string_view expected)
    {
        bool same = text_.substr(at_, expected.size()) == expected;
        at_ += same ? expected.size() : 0;
        return same;
    }
    bool digits()
    {
        size_t start = at_;
        while (peek() >= '0' && peek() <= '9')
            at_++;
        return at_ > start;
    }
    bool number()
    {
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            return digits();
        }
        return true;
    }
    bool escape()
    {
        if (!take('u'))
            return peek() != '\0' && strchr("\"\\/bfnrt", text_[at_++]);
        for (int i = 0; i < 4; i++, at_++)
            if (!isxdigit(static_cast<unsigned char>(peek())))
                return false;
        return true;
    }
    /// One code point of more than one byte, by the table of RFC 3629.
    bool multibyte()
    {
        struct Range {
            unsigned char first, last, second_least, second_most;
            int more;
        };
        static constexpr Range ranges[] = {{0xc2, 0xdf, 0x80, 0xbf, 0}, {0xe0, 0xe0, 0xa0, 0xbf, 1},
                                           {0xe1, 0xec, 0x80, 0xbf, 1}, {0xed, 0xed, 0x80, 0x9f, 1},
                                           {0xee, 0xef, 0x80, 0xbf, 1}, {0xf0, 0xf0, 0x90, 0xbf, 2},
                                           {0xf1, 0xf3, 0x80, 0xbf, 2}, {0xf4, 0xf4, 0x80, 0x8f, 2}};
        auto byte = [&](size_t i) { return static_cast<unsigned char>(i < text_.size() ? text_[i] : 0); };
        for (const Range &range : ranges) {
            if (byte(at_) < range.first || byte(at_) > range.last)
                continue;
            bool good = byte(at_ + 1) >= range.second_least && byte(at_ + 1) <= range.second_most;
            for (int i = 0; i < range.more; i++)
                good = good && (byte(at_ + 2 + static_cast<size_t>(i)) & 0xc0) == 0x80;
            at_ += 2 + static_cast<size_t>(range.more);
            return good;
        }
        return false;
    }
    bool string()
    {
        if (!take('"'))
            return false;
        while (at_ < text_.size()) {
            if (take('"'))
                return true;
            auto c = static_cast<unsigned char>(peek());
            bool good = c < 0x20 ? false : c >= 0x80 ? multibyte() : c == '\\' ? (++at_, escape()) : ++at_;
            if (!good)
                return false;
        }
        return false;
    }
    bool members(char end, const std::function<bool()> &member)
    {
        skip();
        if (take(end))
            return true;
        do {
            if (!member())
                return false;
            skip();
        } while (take(','));
        return take(end);
    }
    bool value()
    {
        skip();
        if (take('['))
            return members(']', [this] { return value(); });
        if (take('{'))
            return members('}', [this] { return (skip(), string()) && (skip(), take(':')) && value(); });
        if (peek() == '"')
            return string();
        return word("true") || word("false") || word("null") || number();
    }

    std::string_view text_;
    size_t at_ = 0;
};

} // namespace nskit
