// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/about/about.h"

#include <algorithm>

#include "cmd/ipnetns/command/command.h"
#include "lib/base/text.h"
#include "lib/row/described.h"

namespace nskit {

static constexpr std::string_view kind_lead = "type "; // MACsec and xfrm are objects, too

using Tables = std::initializer_list<std::span<const AboutTable>>;

static std::string_view find_table(Tables lists, std::string_view name)
{
    for (std::span<const AboutTable> tables : lists)
        for (const AboutTable &table : tables)
            if (table.of == name)
                return table.text;
    return {};
}

/// The table of an object, of the verbs of one, or, behind `type `, of a kind of link.
static std::string_view table_of(std::string_view place)
{
    if (place.starts_with(kind_lead))
        return find_table({about_kinds, about_tunnels}, place.substr(kind_lead.size()));
    return find_table({about_link, about_route, about_objects}, place);
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
    if (const std::string_view kind = kind_of(line); object_ == "link" && !kind.empty())
        places_ = {std::string(kind_lead).append(kind), std::string(kind_lead) + "tunnels"};
    places_.push_back(object_);
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
    return table_of(object_.empty() ? "ip" : object_ + " verbs");
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

std::string explain_words(const About &about)
{
    std::string text;
    for (std::string_view rest = about.of_kind() ? "" : about.verbs(); !rest.empty();) {
        std::string_view line = take_until(rest, '\n');
        if (!line.empty()) {
            const std::string_view word = take_until(line, ' ');
            text += explained(word, line);
        }
    }
    std::vector<std::string_view> seen;
    for (const Described &word : *described) {
        if (std::find(seen.begin(), seen.end(), word.left) != seen.end())
            continue;
        seen.push_back(word.left);
        text += explained(word.left, with_default(about.word(word.keyword), word));
    }
    return text;
}

} // namespace nskit
