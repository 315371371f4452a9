// SPDX-License-Identifier: MIT
#include "lib/namespace/idmap.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/namespace/users.h"

namespace nskit {

namespace {

constexpr uint64_t ids = uint64_t{1} << 32; // how many there are
constexpr size_t kernel_limit = 4096;       // of one write to a map

/// All of `text` as a number below 2^32.
std::optional<uint32_t> number(std::string_view text)
{
    uint32_t value;
    auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    if (error != std::errc() || end != text.end())
        return std::nullopt;
    return value;
}

/// Takes the text before `separator`, or the rest, off the front. Returns nullopt if nothing is left.
std::optional<std::string_view> take(std::optional<std::string_view> &text, char separator)
{
    std::optional<std::string_view> all = text;
    if (!all)
        return std::nullopt;
    size_t end = all->find(separator);
    text = end == all->npos ? std::nullopt : std::optional(all->substr(end + 1));
    return all->substr(0, end);
}

std::string_view without_blanks(std::string_view text)
{
    size_t start = text.find_first_not_of(" \t\n\v\f\r");
    text.remove_prefix(start == text.npos ? text.size() : start);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    return text;
}

} // namespace

IdExtent parse_extent(const char *text)
{
    char separator = strchr(text, ',') ? ',' : ':';
    std::optional<std::string_view> rest(text);
    uint32_t numbers[3];
    for (uint32_t &n : numbers) {
        auto field = take(rest, separator);
        auto value = field ? number(without_blanks(*field)) : std::nullopt;
        if (!value)
            fail("invalid mapping '%s'", text);
        n = *value;
    }
    if (separator == ',')
        std::swap(numbers[0], numbers[1]);
    auto [inner, outer, count] = numbers;
    if (rest || std::max<uint64_t>(inner, outer) + count > ids)
        fail("invalid mapping '%s'", text);
    return {inner, outer, count};
}

std::optional<std::pair<uint32_t, uint32_t>> find_subids(std::string_view database, std::string_view name,
                                                         uint32_t id)
{
    std::optional<std::string_view> rest = database;
    while (std::optional<std::string_view> line = take(rest, '\n')) {
        auto owner = take(line, ':'), first = take(line, ':');
        auto count = line; // the rest: a fourth field makes it no number
        if (!count || (*owner != name && number(*owner) != id))
            continue;
        for (std::string_view field : {*first, *count})
            if (!number(field))
                fail("failed to parse subid map: '%s'", std::string(field).c_str());
        return std::pair(*number(*first), *number(*count));
    }
    return std::nullopt;
}

std::vector<IdExtent> identity_of(std::string_view map)
{
    std::vector<IdExtent> extents;
    std::optional<std::string_view> rest = map;
    while (std::optional<std::string_view> line = take(rest, '\n')) {
        unsigned inner, outer, count;
        if (sscanf(std::string(*line).c_str(), "%u %u %u", &inner, &outer, &count) == 3)
            extents.push_back({inner, inner, count});
    }
    return extents;
}

namespace {

std::string file_text(const char *path)
{
    std::optional<std::string> text = read_file(path);
    if (!text)
        fail_errno("could not open '%s'", path);
    return std::move(*text);
}

/// The IDs that the user has been given, each as itself.
IdExtent subids(const IdKind &kind, uint32_t euid)
{
    std::optional<User> user = find_user(euid);
    if (!user)
        fail("you (user %u) don't exist.", euid);
    auto found = find_subids(file_text(kind.database), user->name, euid);
    if (!found)
        fail("no line matching user \"%s\" in %s", user->name.c_str(), kind.database);
    return {found->first, found->first, found->second};
}

} // namespace

std::vector<IdRange> parse_ranges(const IdKind &kind, const char *text, uint32_t euid)
{
    std::string_view word = text;
    if (word == "auto" || word == "subids") {
        IdExtent given = subids(kind, euid);
        return word == "subids" ? std::vector<IdRange>{{given}}
                                : std::vector<IdRange>{{{0, given.outer, given.count}, false}};
    }
    if (word != "all")
        return {{parse_extent(text)}};
    std::vector<IdRange> ranges;
    for (const IdExtent &e : identity_of(file_text(format("/proc/self/%s", kind.map).c_str())))
        ranges.push_back({e});
    return ranges;
}

namespace {

/// How many of the `count` numbers from `from` on come before `hole`.
uint64_t before(uint64_t from, uint64_t hole, uint64_t count)
{
    return hole > from ? std::min(hole - from, count) : count;
}

/// Adds a range in pieces, so that it skips the single ID on both sides.
void append_around(std::vector<IdExtent> &map, const IdRange &range, IdExtent single)
{
    uint64_t inner = range.extent.inner, outer = range.extent.outer, left = range.extent.count;
    // As the reference does it, with both ends: a single ID just behind a range costs the range an ID, too.
    auto touches = [left](uint64_t first, uint64_t id) { return first <= id && id <= first + left; };
    if (left && range.fixed && (touches(inner, single.inner) || touches(outer, single.outer)))
        left--;
    while (left) {
        inner += inner == single.inner;
        outer += outer == single.outer;
        uint64_t piece = before(outer, single.outer, before(inner, single.inner, left));
        map.push_back(
            {static_cast<uint32_t>(inner), static_cast<uint32_t>(outer), static_cast<uint32_t>(piece)});
        inner += piece;
        outer += piece;
        left -= piece;
    }
}

} // namespace

std::vector<IdExtent> join_map(const IdRequest &request, uint32_t outer)
{
    std::vector<IdExtent> map;
    if (request.single)
        map.push_back({*request.single, outer, 1});
    for (const IdRange &range : request.ranges) {
        if (request.single)
            append_around(map, range, map.front());
        else if (range.extent.count)
            map.push_back(range.extent);
    }
    return map;
}

std::string map_text(const IdKind &kind, std::span<const IdExtent> map)
{
    std::string text;
    for (const IdExtent &e : map)
        text += format("%u %u %u\n", e.inner, e.outer, e.count);
    if (text.size() > kernel_limit)
        fail("%s too large for kernel 4k limit", kind.map);
    return text;
}

std::vector<std::string> map_helper_words(const IdKind &kind, int pid, std::span<const IdExtent> map)
{
    std::vector<std::string> words{kind.helper, std::to_string(pid)};
    for (const IdExtent &e : map)
        for (uint32_t n : {e.inner, e.outer, e.count})
            words.push_back(std::to_string(n));
    return words;
}

} // namespace nskit
