// SPDX-License-Identifier: MIT
#include "lib/namespace/users.h"

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/namespace/getent.h"

namespace nskit {

namespace {

// The columns of both databases.
constexpr size_t name_column = 0, id_column = 2, shell_column = 6;

/// The line of an entry, from the file or else, if `ask`, from any source.
std::string look_up(const char *database, size_t column, const std::string &value, bool ask)
{
    std::string text = read_optional_file(format("/etc/%s", database).c_str());
    std::string line(find_entry(text, column, value));
    return line.empty() && ask ? std::string(find_entry(ask_getent(database, value.c_str()), column, value))
                               : line;
}

std::optional<User> user_of(std::string_view line)
{
    auto name = entry_column(line, name_column), id = entry_column(line, id_column);
    auto number = id ? parse_as<uint32_t>(*id, 10) : std::nullopt;
    if (!number)
        return std::nullopt;
    return User{std::string(*name), *number, std::string(entry_column(line, shell_column).value_or(""))};
}

} // namespace

std::optional<std::string_view> entry_column(std::string_view line, size_t column)
{
    for (; column > 0; column--) {
        size_t colon = line.find(':');
        if (colon == line.npos)
            return std::nullopt;
        line.remove_prefix(colon + 1);
    }
    return line.substr(0, line.find(':'));
}

std::string_view find_entry(std::string_view database, size_t column, std::string_view value)
{
    while (!database.empty()) {
        std::string_view line = database.substr(0, database.find('\n'));
        if (entry_column(line, column) == value)
            return line;
        database.remove_prefix(std::min(line.size() + 1, database.size()));
    }
    return {};
}

std::optional<std::string> local_group(uint32_t id)
{
    std::string line = look_up("group", id_column, std::to_string(id), false);
    auto name = entry_column(line, name_column);
    return name && !name->empty() ? std::optional(std::string(*name)) : std::nullopt;
}

std::optional<User> local_user(uint32_t id)
{
    return user_of(look_up("passwd", id_column, std::to_string(id), false));
}

std::optional<User> find_user(uint32_t id)
{
    return user_of(look_up("passwd", id_column, std::to_string(id), true));
}

/// Offers the names of a database's file for the word at the cursor, which is none of them.
static bool is_completed(const char *database, std::string_view name)
{
    if (!completion::is_at_cursor(name))
        return false;
    const std::string text = read_optional_file(format("/etc/%s", database).c_str());
    for (std::string_view rest = text; !rest.empty();)
        completion::offer_value(entry_column(take_until(rest, '\n'), name_column).value_or(""));
    return true;
}

std::optional<User> find_user(std::string_view name)
{
    if (is_completed("passwd", name))
        return std::nullopt;
    return user_of(look_up("passwd", name_column, std::string(name), true));
}

std::optional<uint32_t> find_group(std::string_view name)
{
    if (is_completed("group", name))
        return std::nullopt;
    std::string line = look_up("group", name_column, std::string(name), true);
    auto id = entry_column(line, id_column);
    return id ? parse_as<uint32_t>(*id, 10) : std::nullopt;
}

} // namespace nskit
