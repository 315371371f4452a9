// SPDX-License-Identifier: MIT
// ID maps of user namespaces (user_namespaces(7)): what the words of --map-user(s) and --map-group(s) mean,
// how they join into one map, and the text and the arguments that hand it over. Nothing here touches a
// namespace.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nskit {

/// One line of /proc/PID/uid_map or gid_map: `count` IDs from `inner` on (in the namespace) are those from
/// `outer` on.
struct IdExtent {
    uint32_t inner, outer, count;
    bool operator==(const IdExtent &) const = default;
};

/// Which of the two maps: what its files, its database and its helper are called.
struct IdKind {
    const char *name;     ///< "uid"
    const char *map;      ///< "uid_map", below /proc/PID
    const char *database; ///< the ranges that users were given, see subuid(5)
    const char *helper;   ///< the program that writes the map for a user, see newuidmap(1)
};
inline constexpr IdKind user_ids{"uid", "uid_map", "/etc/subuid", "newuidmap"};
inline constexpr IdKind group_ids{"gid", "gid_map", "/etc/subgid", "newgidmap"};

/// A range that was asked for. Where a single ID stands beside it, a fixed range gives an ID up for it.
struct IdRange {
    IdExtent extent;
    bool fixed = true;
};

/// What the options ask of one of the two maps.
struct IdRequest {
    std::optional<uint32_t> single; ///< the inner ID of the caller's own
    std::vector<IdRange> ranges;
};

/// Reads `INNER:OUTER:COUNT`, or the older `OUTER,INNER,COUNT`. Throws `invalid mapping 'TEXT'`.
IdExtent parse_extent(const char *text);

/// The first line of a subuid(5) database that gives `name` or `id` a range: (first, count). Names and
/// numbers count as a whole. Throws `failed to parse subid map: ...` where that line's numbers are none.
std::optional<std::pair<uint32_t, uint32_t>> find_subids(std::string_view database, std::string_view name,
                                                         uint32_t id);

/// The IDs of a /proc/PID/uid_map, each as itself: the map that keeps all of them.
std::vector<IdExtent> identity_of(std::string_view map);

/// The ranges that a word of --map-users or --map-groups stands for: a range, or "auto", "subids", "all",
/// which read the database of `kind` for the user `euid`, or our own map. Throws Error.
std::vector<IdRange> parse_ranges(const IdKind &kind, const char *text, uint32_t euid);

/// The whole map, in the order in which it is written: the single ID first, as `outer` outside, then the
/// ranges around it.
std::vector<IdExtent> join_map(const IdRequest &request, uint32_t outer);

/// The text for /proc/PID/uid_map, which takes it in one write. Throws where it is larger than the kernel
/// takes.
std::string map_text(const IdKind &kind, std::span<const IdExtent> map);

/// The words of a call of newuidmap(1) or newgidmap(1).
std::vector<std::string> map_helper_words(const IdKind &kind, int pid, std::span<const IdExtent> map);

} // namespace nskit
