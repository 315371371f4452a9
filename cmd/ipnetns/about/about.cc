// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/about/about.h"

#include <algorithm>
#include <cctype>

#include "cmd/ipnetns/command/command.h"
#include "lib/base/function_ref.h"
#include "lib/base/text.h"
#include "lib/row/described.h"

namespace nskit {

static constexpr std::string_view kind_lead = "type "; // MACsec and xfrm are objects, too
static constexpr const char *all_tunnels = "type tunnels";

using Tables = std::span<const std::span<const AboutTable> *const>;
static constexpr const std::span<const AboutTable> *of_kinds[] = {&about_kinds, &about_tunnels};
static constexpr const std::span<const AboutTable> *of_objects[] = {
    &about_link, &about_route, &about_addresses, &about_protocols, &about_objects};

static std::string_view find_table(Tables lists, std::string_view name)
{
    for (const auto *tables : lists)
        for (const AboutTable &table : *tables)
            if (table.of == name)
                return table.text;
    return {};
}

/// The table of an object, of the verbs of one, or, behind `type `, of a kind of link.
static std::string_view table_of(std::string_view place)
{
    if (place.starts_with(kind_lead))
        return find_table(of_kinds, place.substr(kind_lead.size()));
    return find_table(of_objects, place);
}

/// The verbs of a part of an object, which may be abbreviated: `xfrm st`; empty if it has no such part.
static std::string_view verbs_of_part(std::string_view part)
{
    for (const auto *tables : of_objects)
        for (const AboutTable &table : *tables)
            if (table.of.starts_with(part) && table.of.find(' ', part.size()) != table.of.npos)
                return table.text;
    return {};
}

/// The text behind a word in a table; empty if the table does not have it.
static std::string_view text_of(std::string_view table, std::string_view word)
{
    while (!table.empty()) {
        const std::string_view line = take_until(table, '\n');
        if (line.size() > word.size() && line[word.size()] == ' ' && line.starts_with(word))
            return line.substr(word.size() + 1);
    }
    return {};
}

/// The word behind `type` or `help`: the kind of link that the line is about.
static std::string_view kind_of(std::span<const Text> line)
{
    for (size_t i = 1; i + 1 < line.size(); i++)
        if (line[i] == "type" || line[i] == "help")
            return line[i + 1];
    return {};
}

About::About(std::span<const Text> line)
{
    const Command *object = line.empty() ? nullptr : find_object(line[0].data());
    if (!object || std::string_view(object->word) == "help")
        return;
    object_ = object->word;
    if (line.size() > 1 && !line[1].empty())
        part_ = object_ + ' ' + std::string(line[1]);
    const std::string_view kind = kind_of(line);
    is_of_kind_ = object_ == "link" && !kind.empty();
    if (is_of_kind_)
        places_ = {std::string(kind_lead).append(kind), all_tunnels, object_};
    else if (object_ == "tunnel" || object_ == "tunl")
        places_ = {object_, all_tunnels};
    else
        places_ = {object_};
}

std::string About::word(std::string_view word) const
{
    for (const std::string &place : places_)
        if (const std::string_view text = text_of(table_of(place), word); !text.empty())
            return std::string(text);
    if (!word.starts_with("no"))
        return {};
    const std::string positive = this->word(word.substr(2));
    return positive.empty() ? positive : "off: " + positive;
}

std::string_view About::verb(std::string_view word) const
{
    const std::string_view text = text_of(verbs(), word);
    return text.empty() ? text_of(table_of("all verbs"), word) : text;
}

std::string_view About::verbs() const
{
    if (const std::string_view text = part_.empty() ? part_ : verbs_of_part(part_); !text.empty())
        return text;
    return table_of(object_.empty() ? "ip" : object_ + " verbs");
}

std::string_view About::words() const
{
    return of_kind() ? std::string_view() : table_of(object_);
}

constexpr size_t text_column = 18, widest_text = 60;

/// A word and its meaning, which stands below the word if that is too wide.
static std::string explained(std::string_view word, std::string_view text)
{
    std::string line;
    append_part(line, word, 1);
    if (line.size() >= text_column)
        line += '\n' + std::string(text_column, ' ');
    else
        line.resize(text_column, ' ');
    return line.append(text) + '\n';
}

/// The default that a row knows: `300` of `ageing 300`, `on` of `udpcsum`, `off` of `noproxy`.
static std::string usual_value(const Described &word)
{
    if (word.usual.empty())
        return {};
    const size_t blank = word.usual.find(' ');
    if (blank != std::string_view::npos)
        return std::string(word.usual.substr(blank + 1));
    return word.usual == word.keyword ? "on" : "off";
}

static std::string with_default(std::string text, const Described &word)
{
    const std::string usual = usual_value(word);
    if (usual.empty() || text.find("default") != std::string::npos)
        return text;
    const std::string more = "default " + usual;
    const bool fits = text.size() + 2 + more.size() <= widest_text;
    return text + (fits ? "; " : '\n' + std::string(text_column, ' ')) + more;
}

static bool is_part_of_word(char c)
{
    return isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
}

/// Where a word stands in a text, as a word of its own.
static size_t find_word(std::string_view text, std::string_view word)
{
    for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const size_t end = at + word.size();
        if ((at == 0 || !is_part_of_word(text[at - 1])) &&
            (end == text.size() || !is_part_of_word(text[end])))
            return at;
    }
    return text.npos;
}

/// A text with one blank in place of many, and of the ends of lines.
static std::string one_line(std::string_view text)
{
    std::string line;
    for (const char c : text)
        if (!isspace(static_cast<unsigned char>(c)))
            line += c;
        else if (!line.ends_with(' '))
            line += ' ';
    return line;
}

/// A word and its argument, which stands behind it in a help: `port NR`, `peer ADDRESS`, `schema { ID | none
/// }`.
static std::string with_argument(std::string_view word, std::string_view behind)
{
    std::string left(word);
    if (behind.starts_with(" ] ")) // `[ dev ] DEV`
        behind.remove_prefix(2);
    if (!behind.starts_with(' '))
        return left;
    behind.remove_prefix(1);
    if (behind.starts_with('{'))
        return left.append(" ").append(one_line(behind.substr(0, behind.find('}') + 1)));
    const std::string_view argument = take_until(behind, ' ');
    if (!argument.empty() && isupper(static_cast<unsigned char>(argument[0])))
        left.append(" ").append(argument.substr(0, argument.find_first_of("]\n")));
    return left;
}

/// The lines of a table, word by word.
static void each_line(std::string_view table,
                      FunctionRef<void(std::string_view word, std::string_view text)> each)
{
    while (!table.empty()) {
        std::string_view text = take_until(table, '\n');
        if (text.empty())
            continue;
        const std::string_view word = take_until(text, ' ');
        each(word, text);
    }
}

/// The words that have been described, each once.
static std::string explain_described(const About &about)
{
    std::string text;
    std::vector<std::string_view> seen;
    for (const Described &word : *described) {
        if (std::find(seen.begin(), seen.end(), word.left) != seen.end())
            continue;
        seen.push_back(word.left);
        text += explained(word.left, with_default(about.word(word.keyword), word));
    }
    return text;
}

static bool is_described(std::string_view word)
{
    return std::any_of(described->begin(), described->end(), [&](const Described &each) {
        return find_word(each.left, word) != std::string_view::npos;
    });
}

/// The other words of the object that the help has: as a text, not from rows.
static std::string explain_text(const About &about, std::string_view help)
{
    std::string text;
    each_line(about.words(), [&](std::string_view word, std::string_view meaning) {
        const size_t at = find_word(help, word);
        if (at != help.npos && !is_described(word) && text_of(about.verbs(), word).empty())
            text += explained(with_argument(word, help.substr(at + word.size())), meaning);
    });
    return text;
}

std::string explain_words(const About &about, std::string_view help)
{
    std::string text;
    each_line(about.of_kind() ? std::string_view() : about.verbs(),
              [&](std::string_view word, std::string_view meaning) { text += explained(word, meaning); });
    return text + explain_described(about) + explain_text(about, help);
}

} // namespace nskit
