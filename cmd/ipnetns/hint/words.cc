// SPDX-License-Identifier: MIT
// Hints about words: a wrong one, a missing one, one in the wrong place.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <net/if.h>
#include <unistd.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/hint/hint.h"
#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/base/text.h"

namespace nskit::hint {

std::string option_behind_object(const Failure &failure)
{
    const auto words = object_words(failure);
    if (words.empty() || failure.quoted().size() < 2)
        return "";
    const std::string option(failure.quoted());
    return format("options of ip stand in front of the object: ip %s %s", option.c_str(), words[0]);
}

/// What can stand behind the words of a command line.
static std::vector<std::string> words_behind(std::span<char *const> line)
{
    std::vector<Text> words(line.begin(), line.end());
    words.push_back(completion::mark);
    const auto found = completion::collect([&] {
        Session session(GlobalOptions{});
        Args args(words);
        run_object(session, args);
    });
    std::vector<std::string> names;
    for (const auto &[name, about] : found)
        names.push_back(name);
    return names;
}

/// The verb that is nearest to a word, or that it abbreviates; the nearest may be an abbreviation, too.
static std::string nearest_verb(const std::string &word, std::span<char *const> object)
{
    const std::vector<std::string> verbs = words_behind(object);
    std::vector<std::string> names = verbs;
    for (const std::string &verb : verbs)
        for (size_t size = 3; size < verb.size(); size++)
            names.push_back(verb.substr(0, size));
    const auto begins = [&](const std::string &part) {
        const auto found =
            std::find_if(verbs.begin(), verbs.end(), [&](auto &verb) { return verb.starts_with(part); });
        return found == verbs.end() ? "" : *found;
    };
    const std::string whole = begins(word), mean = nearest(word, names);
    return !whole.empty() || mean.empty() ? whole : begins(mean);
}

/// Whether PATH has a program of this name.
static bool is_program(const std::string &name)
{
    const char *path = getenv("PATH");
    for (std::string_view rest = path ? path : ""; !rest.empty();)
        if (access((std::string(take_until(rest, ':')) + '/' + name).c_str(), X_OK) == 0)
            return true;
    return false;
}

/// An object that is misspelt or, with -netns, a program in its place.
std::string unknown_object(const Failure &failure)
{
    const std::string word(failure.quoted());
    const std::string_view netns = failure.behind({"-n", "-netns", "--netns"});
    const std::string mean = nearest(word, words_behind({}));
    if (!mean.empty() && (netns.empty() || !is_program(word)))
        return format("ip has no object \"%s\"%s", word.c_str(), did_you_mean(mean).c_str());
    if (netns.empty())
        return "";
    return format("to run a program in a namespace: ip netns exec %.*s%s", static_cast<int>(netns.size()),
                  netns.data(), object_text(failure).c_str());
}

/// A word that was read as a second device, address or so: it is a device without its keyword, or misspelt.
std::string garbage_word(const Failure &failure)
{
    const auto quoted = failure.all_quoted();
    const auto words = object_words(failure);
    const auto place = std::find(words.begin(), words.end(), quoted.empty() ? "" : quoted.back());
    if (place == words.end() || place - words.begin() < 2)
        return "";
    const std::string word(*place);
    if (word.size() > 1 && word[0] == '-')
        return format("options of ip stand in front of the object: ip %s %s", word.c_str(), words[0]);
    if (if_nametoindex(word.c_str()))
        return format("in front of a device stands \"dev\": dev %s", word.c_str());
    const auto known = words_behind(words.first(static_cast<size_t>(place - words.begin())));
    std::string lower = word;
    for (char &c : lower)
        c = static_cast<char>(tolower(static_cast<unsigned char>(c)));
    const bool is_known = std::find(known.begin(), known.end(), lower) != known.end();
    const std::string mean = is_known ? lower : nearest(word, known);
    return mean.empty()
               ? ""
               : format("\"%s\" is no word of ip %s%s", word.c_str(), words[0], did_you_mean(mean).c_str());
}

/// Keywords of other commands.
struct ForeignWord {
    const char *object, *word;
    const char *keyword; ///< what ip calls it
    const char *about;   ///< what stands behind it
};
static constexpr ForeignWord foreign_words[] = {
    {.object = "route", .word = "gw", .keyword = "via", .about = "a gateway"}, // route(8)
    {.object = "route", .word = "gateway", .keyword = "via", .about = "a gateway"},
    {.object = "link", .word = "bridge", .keyword = "master", .about = "a bridge"}, // brctl(8)
    {.object = "link", .word = "bond", .keyword = "master", .about = "a bond"},
    {.object = "link", .word = "team", .keyword = "master", .about = "a team"},
};

std::string foreign_word(const Failure &failure)
{
    const auto quoted = failure.all_quoted();
    for (const ForeignWord &row : foreign_words) {
        if (quoted.empty() || quoted.back() != row.word || !is_about(failure, row.object))
            continue;
        const std::string value(failure.behind({row.word}));
        return format("in front of %s stands \"%s\"", row.about, row.keyword) +
               (value.empty() ? "" : format(": %s %s", row.keyword, value.c_str()));
    }
    return "";
}

/// What others call a verb.
struct ForeignVerb {
    const char *verb, *meant;
};
static constexpr ForeignVerb foreign_verbs[] = {
    {.verb = "save", .meant = "show"},     {.verb = "dump", .meant = "show"},
    {.verb = "restore", .meant = "apply"}, {.verb = "load", .meant = "apply"},
    {.verb = "create", .meant = "add"},    {.verb = "remove", .meant = "delete"},
    {.verb = "rm", .meant = "delete"},
};

/// The verb that is meant by a word of other commands, if the object has it; "" if there is none.
static std::string meant_verb(const std::string &word, std::span<char *const> object)
{
    const std::vector<std::string> verbs = words_behind(object);
    for (const ForeignVerb &row : foreign_verbs)
        if (word == row.verb && std::find(verbs.begin(), verbs.end(), row.meant) != verbs.end())
            return row.meant;
    return "";
}

std::string unknown_verb(const Failure &failure)
{
    const auto words = object_words(failure);
    if (words.empty())
        return "";
    const std::string word(failure.quoted());
    if (is_about(failure, "link") && words.size() > 2 && if_nametoindex(word.c_str()))
        return format("\"%s\" is a device, and a verb stands in front of it: ip link set%s", word.c_str(),
                      object_text(failure).substr(strlen(words[0]) + 1).c_str());
    const std::string foreign = meant_verb(word, words.first(1)),
                      mean = foreign.empty() ? nearest_verb(word, words.first(1)) : foreign;
    return format("\"%s\" is no verb of ip %s%s", word.c_str(), words[0],
                  mean.empty() ? "; its help lists them" : did_you_mean(mean).c_str());
}

// --- values

/// Where the names of values stand, by the keyword in front of the value.
struct NamedValue {
    const char *keyword;
    const NameTable *table;
};
static constexpr NamedValue named_values[] = {
    {"scope", &rt_scopes},    {"proto", &rt_protos},   {"protocol", &rt_protos}, {"table", &rt_tables},
    {"lookup", &rt_tables},   {"realm", &rt_realms},   {"realms", &rt_realms},   {"tos", &rt_dsfield},
    {"dsfield", &rt_dsfield}, {"group", &link_groups},
};

/// The names of a table's ids up to 255, as there are few.
static std::vector<std::string> names_of(const NameTable &table)
{
    Names names(false);
    std::vector<std::string> found;
    for (uint32_t id = 0; id < 256; id++)
        if (const auto name = names.name(table, id))
            found.emplace_back(*name);
    return found;
}

/// The values of a word of a kind of link.
static std::vector<std::string> choices_of(std::string_view kind, std::string_view keyword)
{
    std::vector<std::string> found;
    const Kind *row = find_kind(kind);
    for (const Field &field : row ? row->fields.rows : std::span<const Field>())
        if (field.word && keyword == field.word)
            for (const Choice &choice : field.choices)
                found.emplace_back(choice.name);
    return found;
}

/// Whether a value may also be a number.
static bool is_numbered(std::string_view keyword)
{
    return std::any_of(std::begin(named_values), std::end(named_values),
                       [&](const NamedValue &row) { return keyword == row.keyword; });
}

static std::vector<std::string> values_of(const Failure &failure, std::string_view keyword)
{
    for (const NamedValue &row : named_values)
        if (keyword == row.keyword)
            return names_of(*row.table);
    if (keyword == "nud")
        return {"permanent", "noarp", "reachable", "stale", "incomplete", "delay", "probe", "failed"};
    return choices_of(failure.behind({"type"}), keyword);
}

std::string wrong_value(const Failure &failure)
{
    for (const std::string_view value : failure.all_quoted()) {
        const std::string_view keyword = failure.before(value);
        const std::vector<std::string> values = values_of(failure, keyword);
        if (values.empty())
            continue;
        constexpr size_t most = 12;
        std::string list;
        for (size_t i = 0; i < std::min(values.size(), most); i++)
            list += (i ? ", " : "") + values[i];
        return format("%.*s is %sone of %s%s%s", static_cast<int>(keyword.size()), keyword.data(),
                      is_numbered(keyword) ? "a number, or " : "", list.c_str(),
                      values.size() > most ? " ..." : "", did_you_mean(nearest(value, values)).c_str());
    }
    return "";
}

/// A device whose name is a keyword, or begins one: its name was read as that word.
std::string keyword_as_name(const Failure &failure)
{
    const auto words = object_words(failure);
    if (!is_about(failure, "link") || words.size() < 4 || failure.quoted() != words[3] || words[3][0] == '-')
        return "";
    return format("\"%s\" was read as a word of ip link, and \"%s\" as its value; for a device of that name, "
                  "write: dev %s",
                  words[2], words[3], words[2]);
}

std::string bad_name(const Failure &failure)
{
    const std::string_view name = failure.quoted();
    if (name.size() >= IFNAMSIZ)
        return format("a device's name has at most %d bytes, and this has %zu", IFNAMSIZ - 1, name.size());
    const size_t bad = name.find_first_of("/: \t\n\v\f\r");
    if (bad != name.npos)
        return format("a device's name has no '%c'", name[bad]);
    return "";
}

std::string missing_device(const Failure &failure)
{
    if (!failure.says("required"))
        return "";
    std::string list;
    for (const std::string &name : device_names())
        if (list.size() < 60)
            list += (list.empty() ? "" : ", ") + name;
    return list.empty() ? "" : format("add \"dev\" and one of the devices here: %s", list.c_str());
}

} // namespace nskit::hint
