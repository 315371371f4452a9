// SPDX-License-Identifier: MIT
// A strict reader of JSON (RFC 8259).
#pragma once

#include <cctype>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nskit {

/// The members of a document by their paths: `a.b` for a member of a member, `a.0` for an element. A value
/// is its text: `"text"`, `5`, `true`, `null`, and `{}` or `[]` if empty.
using JsonMembers = std::map<std::string, std::string>;

class JsonReader {
  public:
    /// Returns nullopt if the text is not one JSON value, a string is not UTF-8, or an object has a key
    /// twice.
    static std::optional<JsonMembers> read(std::string_view text)
    {
        JsonReader reader(text);
        bool whole = reader.value("") && (reader.skip(), reader.at_ == text.size());
        return whole ? std::optional(reader.members_) : std::nullopt;
    }

    static bool valid(std::string_view text) { return read(text).has_value(); }

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
        while (isdigit(static_cast<unsigned char>(peek())))
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
    /// One code point of several bytes, by the table of RFC 3629.
    bool multibyte()
    {
        struct Range {
            unsigned char first, last, second_least, second_most;
            size_t size;
        };
        static constexpr Range ranges[] = {{0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
                                           {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3},
                                           {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
                                           {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4}};
        auto byte = [&](size_t i) { return static_cast<unsigned char>(i < text_.size() ? text_[i] : 0); };
        for (const Range &range : ranges) {
            if (byte(at_) < range.first || byte(at_) > range.last)
                continue;
            bool good = byte(at_ + 1) >= range.second_least && byte(at_ + 1) <= range.second_most;
            for (size_t i = 2; i < range.size; i++)
                good = good && (byte(at_ + i) & 0xc0) == 0x80;
            at_ += range.size;
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
            if (c < 0x20 || !(c >= 0x80 ? multibyte() : c == '\\' ? (++at_, escape()) : ++at_ > 0))
                return false;
        }
        return false;
    }

    static std::string within(const std::string &path, std::string_view key)
    {
        return path.empty() ? std::string(key) : path + '.' + std::string(key);
    }
    bool element(const std::string &path, size_t number)
    {
        return value(within(path, std::to_string(number)));
    }
    bool member(const std::string &path, std::vector<std::string> &keys)
    {
        skip();
        size_t start = at_;
        if (!string())
            return false;
        std::string key(text_.substr(start + 1, at_ - start - 2));
        for (const std::string &other : keys)
            if (other == key)
                return false;
        keys.push_back(key);
        skip();
        return take(':') && value(within(path, key));
    }
    bool container(const std::string &path, bool is_object)
    {
        const char end = is_object ? '}' : ']';
        std::vector<std::string> keys;
        skip();
        if (take(end)) {
            members_[path] = is_object ? "{}" : "[]";
            return true;
        }
        for (size_t count = 0; is_object ? member(path, keys) : element(path, count); count++) {
            skip();
            if (!take(','))
                return take(end);
        }
        return false;
    }
    bool value(const std::string &path)
    {
        skip();
        if (take('['))
            return container(path, false);
        if (take('{'))
            return container(path, true);
        size_t start = at_;
        if (!(peek() == '"' ? string() : word("true") || word("false") || word("null") || number()))
            return false;
        members_[path] = std::string(text_.substr(start, at_ - start));
        return true;
    }

    std::string_view text_;
    size_t at_ = 0;
    JsonMembers members_;
};

} // namespace nskit
