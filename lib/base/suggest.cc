// SPDX-License-Identifier: MIT
#include "lib/base/suggest.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

#include "lib/base/completion.h"
#include "lib/base/error.h"
#include "lib/base/meaning.h"

namespace nskit {

static bool read_wish()
{
    const char *wish = secure_getenv("NSKIT_EXPLAIN");
    return wish && *wish ? strcmp(wish, "0") != 0 : isatty(STDERR_FILENO) == 1;
}

/// Asked for every word of a batch.
bool are_hints_wanted()
{
    static const bool are_wanted = read_wish();
    return are_wanted;
}

// --- the nearest word

constexpr size_t longest = 31; // of a word that is compared: keywords are shorter

unsigned edit_distance(std::string_view a, std::string_view b)
{
    // Three rows of the table of distances between leading parts: swaps look two rows back.
    std::vector<unsigned> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (size_t j = 0; j <= b.size(); j++)
        row[j] = static_cast<unsigned>(j);
    for (size_t i = 1; i <= a.size(); i++) {
        before.swap(above);
        above.swap(row);
        row[0] = static_cast<unsigned>(i);
        for (size_t j = 1; j <= b.size(); j++) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row[b.size()];
}

/// One letter in a word of two to four, two in one of five to seven, ...
Nearest::Nearest(std::string_view word)
    : word_(word), distance_(static_cast<unsigned>((word.size() + 1) / 3 + 1)),
      is_wanted_((are_hints_wanted() && word.size() <= longest) || completion::is_at_cursor(word))
{}

void Nearest::offer(std::string_view candidate)
{
    if (completion::is_at_cursor(word_))
        return completion::offer_value(candidate);
    if (!is_wanted_ || candidate == word_ || candidate.size() > longest)
        return;
    if (unsigned distance = edit_distance(word_, candidate); distance < distance_) {
        distance_ = distance;
        nearest_ = candidate;
    }
}

std::string Nearest::line(const char *dashes) const
{
    return nearest_.empty() ? "" : format("%s\"%s%s\"?", nearest_line, dashes, nearest_.c_str());
}

// --- which words it was

void Notes::add(size_t start, size_t end, std::string words)
{
    if (start < end)
        parts_.push_back({start, end, std::move(words)});
}

void Notes::hint(std::string line)
{
    hint_ = std::move(line);
}

void Notes::removed(size_t start, size_t size)
{
    const size_t end = start + size;
    std::erase_if(parts_, [&](const Part &part) { return part.start >= start && part.end <= end; });
    for (Part &part : parts_) {
        part.start -= part.start >= end ? size : 0;
        part.end -= part.end >= end ? size : 0;
    }
}

void Notes::moved_to_end(size_t start, size_t size, size_t end)
{
    Notes inside;
    for (const Part &part : parts_)
        if (part.start >= start && part.end <= start + size)
            inside.parts_.push_back(part);
    removed(start, size);
    adopt(inside, start, end - size);
}

void Notes::adopt(const Notes &other, size_t from, size_t to)
{
    for (const Part &part : other.parts_)
        if (part.start >= from)
            parts_.push_back({part.start - from + to, part.end - from + to, part.words});
}

std::string_view Notes::words_at(size_t place) const
{
    const Part *found = nullptr;
    for (const Part &part : parts_) {
        bool holds = part.start <= place && place < part.end;
        if (holds && (!found || part.end - part.start < found->end - found->start))
            found = &part;
    }
    return found ? found->words : std::string_view();
}

} // namespace nskit
