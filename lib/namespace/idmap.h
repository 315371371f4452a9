// SPDX-License-Identifier: MIT
// ID maps of user namespaces (user_namespaces(7)): what the words of --map-user(s) and --map-group(s) mean,
// how they join into one map, and the map as text and as arguments. Nothing here touches a namespace.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nskit {

/// One line of /proc/PID/uid_map or gid_map: `count` IDs from `inner` on, in the namespace, stand for as many
/// from `outer` on, outside.
struct IdExtent {
    uint32_t inner, outer, count;
    bool operator==(const IdExtent &) const = default;
};

/// One of the two maps, and the names of its file, its database and its helper.
struct IdKind {
    const char *name;     ///< "uid"
    const char *map;      ///< "uid_map", below /proc/PID
    const char *database; ///< the ranges that users have been given, see subuid(5)
    const char *helper;   ///< the program that writes the map for a user, see newuidmap(1)
};
inline constexpr IdKind user_ids{"uid", "uid_map", "/etc/subuid", "newuidmap"};
inline constexpr IdKind group_ids{"gid", "gid_map", "/etc/subgid", "newgidmap"};

/// A range of a map. If the map has a single ID besides, a fixed range gives up an ID for it.
struct IdRange {
    IdExtent extent;
    bool fixed = true;
};

/// What the options say of one of the two maps.
struct IdRequest {
    std::optional<uint32_t> single; ///< the inner ID for the caller's own
    std::vector<IdRange> ranges;
};

/// Reads `INNER:OUTER:COUNT`, or the older `OUTER,INNER,COUNT`. Throws `invalid mapping 'TEXT'`.
IdExtent parse_extent(const char *text);

/// The range, (first, count), in the first line of a subuid(5) database for the user `name` or `id`. Throws
/// `failed to parse subid map: ...` if that line's range is no numbers.
std::optional<std::pair<uint32_t, uint32_t>> find_subids(std::string_view database, std::string_view name,
                                                         uint32_t id);

/// The IDs of a /proc/PID/uid_map, each as itself: the map that keeps all of them.
std::vector<IdExtent> identity_of(std::string_view map);

/// The ranges that a word of --map-users or --map-groups stands for: a range, or "auto" and "subids", which
/// read the database of `kind` for the user `euid`, or "all", which reads our own map. Throws Error.
std::vector<IdRange> parse_ranges(const IdKind &kind, const char *text, uint32_t euid);

/// The whole map, in the order in which it is written: first the single ID, which is `outer` outside, then
/// the ranges around it.
std::vector<IdExtent> join_map(const IdRequest &request, uint32_t outer);

/// The text for /proc/PID/uid_map, which takes it in one write. Throws if it is larger than the kernel
/// allows.
std::string map_text(const IdKind &kind, std::span<const IdExtent> map);

/// The words of a newuidmap(1) or newgidmap(1) command.
std::vector<std::string> map_helper_words(const IdKind &kind, int pid, std::span<const IdExtent> map);

} // namespace nskit
