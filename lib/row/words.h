// SPDX-License-Identifier: MIT
// The third form of output: a row's value as the command line has it, so that what the kernel says can be
// typed again. It costs nothing as long as nobody asks for it.
#pragma once

#include <string>
#include <vector>

#include "lib/row/field.h"

namespace nskit {

/// What a row of a record is as words, `WORD VALUE`; empty if the record does not say it, or the row cannot
/// be set. Reading these words puts the same bytes into a message.
std::string row_words(Context &context, const Field &row, const Record &record);

/// Adds words to a line, behind a blank if it has some.
void append_words(std::string &line, std::string_view words);
/// Adds the words of all rows, but for aliases and, without -details, what is usual (Field::usual).
void append_rows(Context &context, std::span<const Field> rows, const Record &record, std::string &line);

/// A word as a line of a batch has it: in quotes if it is empty or has blanks, quotes or `#` in it.
std::string quote_word(std::string_view word);

/// Prints a string as one word of a batch's line, for Type::words.
void print_word(Context &context, const Field &field, const Record &record);

/// One word of a command line with its value.
struct Said {
    const char *word; ///< the keyword of its row
    const Field *row; ///< nullptr: it has a row of another type
    std::string text; ///< as it was typed
};

/// What a command line said, in order. Context::given points to it while the line is read.
class Given {
  public:
    /// A word with its value has been read: `before` was left to be read in front of it, `after` is behind.
    void hear(const char *word, const Field *row, std::span<const Text> before, const Args &after);
    const std::vector<Said> &words() const { return words_; }
    /// Whether this row, or one of another type with this keyword, was said.
    bool has(const Field &row) const;
    bool has(std::string_view word) const;

  private:
    std::vector<Said> words_;
};

/// While this lives, Context::given hears nothing: what is read is part of a value.
class Deaf {
  public:
    explicit Deaf(Context &context);
    ~Deaf();
    Deaf(const Deaf &) = delete;
    Deaf &operator=(const Deaf &) = delete;

  private:
    Context &context_;
    Given *given_;
};

} // namespace nskit
