// SPDX-License-Identifier: MIT
// Users and groups by name and number: /etc/passwd and /etc/group are read here, and getent(1) is asked for
// what other sources know (see getent.h).
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

/// The user of that number, by /etc/passwd alone: no process is started.
std::optional<User> local_user(uint32_t id);

/// The same by all sources: where /etc/passwd does not know the user, getent(1) is run.
std::optional<User> find_user(uint32_t id);
std::optional<User> find_user(std::string_view name);

/// The number of a group, by all sources.
std::optional<uint32_t> find_group(std::string_view name);

/// The name of a group, by /etc/group alone.
std::optional<std::string> local_group(uint32_t id);

/// The line of a passwd(5) or group(5) database whose column (from 0) is exactly `value`; empty where there
/// is none.
std::string_view find_entry(std::string_view database, size_t column, std::string_view value);

/// The column (from 0) of such a line; nullopt where the line has fewer.
std::optional<std::string_view> entry_column(std::string_view line, size_t column);

} // namespace nskit
