// SPDX-License-Identifier: MIT
// Users and groups by name and number, from /etc/passwd and /etc/group, and from other sources by getent(1)
// (see getent.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nskit {

/// An entry of passwd(5).
struct User {
    std::string name;
    uint32_t id;
    std::string shell;
};

/// The user with a number, by /etc/passwd alone: no process is started.
std::optional<User> local_user(uint32_t id);

/// A user by all sources: if /etc/passwd does not have it, getent(1) is run.
std::optional<User> find_user(uint32_t id);
std::optional<User> find_user(std::string_view name);

/// The number of a group, by all sources.
std::optional<uint32_t> find_group(std::string_view name);

/// The name of a group, by /etc/group alone.
std::optional<std::string> local_group(uint32_t id);

/// The line of a passwd(5) or group(5) database whose column (from 0) is exactly `value`; empty if there is
/// none.
std::string_view find_entry(std::string_view database, size_t column, std::string_view value);

/// The column (from 0) of such a line; nullopt if the line has fewer.
std::optional<std::string_view> entry_column(std::string_view line, size_t column);

} // namespace nskit
