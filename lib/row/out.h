// SPDX-License-Identifier: MIT
// Output as text, -oneline, -brief, JSON or pretty JSON, with or without colour. A command says what it has,
// in order; every call below writes it in the form that was chosen, which a command need not know.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/quote.h"
#include "lib/base/text.h"
#include "lib/row/writer.h"

namespace nskit {

enum class Color : uint8_t { none, ifname, mac, inet, inet6, up, down };
enum class Palette : uint8_t { none, light, dark };

/// How one value is introduced: `WORD VALUE ` in text, `"KEY":VALUE` in JSON.
struct Label {
    Text key = nullptr;        ///< nullptr: text only. Not used inside a list.
    Text word = "";            ///< in front of the value, with a space; "": nothing
    Text after = " ";          ///< behind the value
    Color color = Color::none; ///< of the value and of `after`
    int width = 0;             ///< at least as wide, padded on the right
    Text before = "";          ///< in front of all of it

    constexpr Label(const char *both) : key(both), word(both) {}
    constexpr Label(const Text &both) : key(both), word(both) {}
    constexpr Label(Text json_key, Text text_word, Text text_after = " ", Color of_value = Color::none,
                    int least = 0)
        : key(json_key), word(text_word), after(text_after), color(of_value), width(least)
    {}
};

/// Buffered output to one descriptor. A failed write is kept: line() and flush() throw it.
class Out {
  public:
    struct Form {
        bool json = false, pretty = false, oneline = false, brief = false;
        Palette palette = Palette::none;
    };

    /// Writes to `fd`, which it does not own.
    Out(int fd, Form form);
    Out(const Out &) = delete;
    Out &operator=(const Out &) = delete;

    /// An open JSON object or array, closed by the destructor; in text a list with its separators, or
    /// nothing.
    class Scope {
      public:
        Scope(Scope &&other) noexcept : out_(other.out_) { other.out_ = nullptr; }
        Scope &operator=(Scope &&) = delete;
        ~Scope()
        {
            if (out_)
                out_->close();
        }

      private:
        friend class Out;
        explicit Scope(Out *out) : out_(out) {}
        Out *out_;
    };

    /// A JSON array. In text its elements are joined by `separator` and enclosed in `before` and `after`.
    [[nodiscard]] Scope list(Text key = nullptr, Text before = "", Text separator = "", Text after = "");
    /// A JSON object; nothing in text.
    [[nodiscard]] Scope object(Text key = nullptr);

    /// While this lives, output is text even if JSON is asked for: for objects of `ip` that have no JSON.
    class TextOnly {
      public:
        explicit TextOnly(Out &out) : out_(out), json_(std::exchange(out.form_.json, false)) {}
        ~TextOnly() { out_.form_.json = json_; }
        TextOnly(const TextOnly &) = delete;
        TextOnly &operator=(const TextOnly &) = delete;

      private:
        Out &out_;
        const bool json_;
    };

    /// While this lives, output is kept, not written: the caller decides later what becomes of it.
    class Kept {
      public:
        explicit Kept(Out &out) : out_(out) { out_.writer_.keep_in(&text_); }
        ~Kept() { out_.writer_.keep_in(nullptr); }
        Kept(const Kept &) = delete;
        Kept &operator=(const Kept &) = delete;
        /// What has been kept so far. Nothing is kept any more then.
        std::string take()
        {
            out_.writer_.keep_in(&text_);
            return std::exchange(text_, {});
        }

      private:
        Out &out_;
        std::string text_;
    };
    /// Writes what was kept, as it is.
    void put(std::string_view kept) { writer_.append(kept); }

    void number(const Label &label, uint64_t value);
    void integer(const Label &label, int64_t value);
    void string(const Label &label, std::string_view value);
    /// Lower-case hex with `0x` in front and at least `digits` digits; in JSON a string. A value of 0 is a
    /// bare 0 if `digits` is 0.
    void hex(const Label &label, uint64_t value, int digits = 0);
    /// on/off in text, true/false in JSON.
    void on_off(const Label &label, bool value);
    /// The bare word in text; true in JSON.
    void flag(const Label &label);
    /// The bare word in text; null in JSON, as much of the reference's JSON has it.
    void null_flag(const Label &label);
    /// A value that JSON shows in another way than text: `json` is a literal (a number, true, null, or a
    /// string from quote()).
    void literal(const Label &label, std::string_view text, std::string_view json);
    /// An element of a list: the bare value.
    void element(std::string_view value) { string({nullptr, "", ""}, value); }
    void element(uint64_t value) { number({nullptr, "", ""}, value); }

    /// Text only.
    void text(std::string_view text);
    /// Text only, in colour.
    void text(std::string_view text, Color color);
    /// JSON only.
    void data(Text key, std::string_view value);
    void data(Text key, uint64_t value);
    void data_integer(Text key, int64_t value);
    void data_bool(Text key, bool value);
    void data_null(Text key);

    /// The next object that is opened begins with this member, whose value is a JSON literal. Nothing in
    /// text.
    void lead(const char *key, std::string json);

    /// Within an object's text: a newline, or `\` with -oneline.
    void line_break();
    /// The end of an object's text. Throws the Error of an earlier failed write.
    void line();
    /// Whether -brief is given: the command then shows other rows, in text and in JSON.
    bool brief() const { return form_.brief; }
    bool oneline() const { return form_.oneline; }
    /// Whether this is text. It spares the look-up of a name that JSON does not show.
    bool is_text() const { return !form_.json; }

    /// While this lives, output is plain text and goes nowhere but into it. At most a few hundred bytes.
    class Capture {
      public:
        explicit Capture(Out &out);
        ~Capture();
        Capture(const Capture &) = delete;
        Capture &operator=(const Capture &) = delete;
        /// What has been written. Valid as long as this.
        std::string_view text() const { return out_.writer_.buffered().substr(start_); }

      private:
        Out &out_;
        Form form_;
        size_t start_;
        bool is_inner_;
    };

    /// Writes what is buffered. Throws `write error: ...`, or an Error without text if the reader is gone.
    void flush() { writer_.flush(); }
    /// What is buffered and not yet written.
    std::string_view buffered() const { return writer_.buffered(); }

  private:
    struct Level {
        bool array = false, filled = false;
        Text separator = "", after = "";
    };
    bool needs_escapes(std::string_view text);
    void escaped(const Label &label, std::string_view text, std::string_view allowed);
    void value(const Label &label, std::string_view text);
    void open(Text key, const Level &level);
    void open_json(Text key, const Level &level);
    void enter(const Level &level);
    void close_json(const Level &level);
    void close();
    /// Whether the innermost level is the list that is the whole document. Its bracket is written in front of
    /// its first element, or at its end.
    bool is_document() const { return depth() == 1 && level_->array; }
    std::string_view bracket() const { return form_.pretty ? "[ " : "["; }
    size_t depth() const { return static_cast<size_t>(level_ - levels_.data()); }
    char *begin_value(const Text &key, size_t size);
    void begin_element();
    void indent();
    bool has_json(const Label &label) const;
    void adorned(const Label &label, std::string_view text);
    void json_literal(const Label &label, std::string_view json);
    void json_string(const Label &label, std::string_view value);

    Writer writer_;
    Form form_;
    bool captures_ = false;
    std::array<Level, 32> levels_;  // open ones, each in the one before it; the first is outside of all
    Level *level_ = levels_.data(); // the innermost one
    std::vector<std::pair<const char *, std::string>> lead_;
};

} // namespace nskit
