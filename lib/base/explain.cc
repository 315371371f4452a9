// SPDX-License-Identifier: MIT
#include "lib/base/explain.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

#include "lib/base/quote.h"
#include "lib/base/suggest.h"

namespace nskit {

// --- the command line

bool Failure::has(std::initializer_list<std::string_view> wanted) const
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
    });
}

std::string_view Failure::behind(std::initializer_list<std::string_view> keywords) const
{
    for (size_t i = 0; i + 1 < words.size(); i++)
        if (std::find(keywords.begin(), keywords.end(), std::string_view(words[i])) != keywords.end())
            return words[i + 1];
    return "";
}

std::string_view Failure::before(std::string_view word) const
{
    for (size_t i = 1; i < words.size(); i++)
        if (words[i] == word)
            return words[i - 1];
    return "";
}

std::vector<std::string_view> Failure::all_quoted() const
{
    std::vector<std::string_view> parts;
    const std::string_view text = error.text;
    for (size_t start = text.find('"'); start != text.npos;) {
        const size_t end = text.find('"', start + 1);
        if (end == text.npos)
            break;
        parts.push_back(text.substr(start + 1, end - start - 1));
        start = text.find('"', end + 1);
    }
    return parts;
}

std::string_view Failure::quoted() const
{
    const auto parts = all_quoted();
    return parts.empty() ? "" : parts.front();
}

// --- the nearest word

std::string nearest(std::string_view word, std::span<const std::string> candidates)
{
    std::string found;
    unsigned best = static_cast<unsigned>((word.size() + 1) / 3 + 1);
    for (const std::string &candidate : candidates)
        if (unsigned distance = edit_distance(word, candidate); distance && distance < best) {
            best = distance;
            found = candidate;
        }
    return found;
}

std::string did_you_mean(std::string_view word)
{
    return word.empty() ? "" : format("; did you mean \"%.*s\"?", static_cast<int>(word.size()), word.data());
}

// --- reporting

static struct {
    std::span<char *const> words;
    std::span<const Hint> rows;
    bool (*json)();
} given;

/// The first hint; "" if there is none. What fails while it is looked for is no cause.
static std::string find_hint(const Error &error)
{
    const Failure failure{error, given.words};
    for (const Hint &row : given.rows) {
        if (!failure.says(row.says))
            continue;
        try {
            if (std::string hint = row.look(failure); !hint.empty())
                return hint;
        } catch (const Error &) {
        }
    }
    return "";
}

void say_hint(FunctionRef<std::string()> look)
try {
    const std::string hint = are_hints_wanted() ? look() : "";
    if (!hint.empty())
        warn("hint: %s", hint.c_str());
} catch (const Error &) {
}

/// Takes the line of a Nearest out of a text, and returns it as a hint; "" if there is none.
static std::string take_nearest(std::string &text)
{
    const size_t start = text.find(nearest_line);
    if (start == text.npos)
        return "";
    const size_t end = std::min(text.find('\n', start + 1), text.size());
    const std::string hint = text.substr(start + 1, end - start - 1);
    text.erase(start, end - start);
    return "d" + hint.substr(1);
}

static void report_explained(const Error &error, const std::string &line)
{
    if (!are_hints_wanted())
        return warn("%s", line.c_str());
    Error plain = error;
    std::string text = line;
    take_nearest(plain.text);
    const std::string near = take_nearest(text), found = find_hint(plain),
                      hint = found.empty() ? near : found;
    if (given.json && given.json())
        return warn("{\"error\":%s,\"errno\":%d%s%s}", quote(text).c_str(), error.code,
                    hint.empty() ? "" : ",\"hint\":", hint.empty() ? "" : quote(hint).c_str());
    warn("%s", text.c_str());
    if (!hint.empty())
        warn("hint: %s", hint.c_str());
}

void give_hints(std::span<char *const> words, std::span<const Hint> rows, bool (*json)())
{
    given = {words, rows, json};
    report_with(report_explained);
}

} // namespace nskit
