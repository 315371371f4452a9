// SPDX-License-Identifier: MIT
#include "lib/netlink/names.h"

#include <algorithm>
#include <cerrno>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>

#include "lib/base/completion.h"
#include "lib/base/error.h"
#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/base/text.h"

namespace nskit {

using Entry = NameTable::Entry;
using Entries = std::vector<std::pair<uint32_t, std::string>>; // as Names::Entries

static constexpr Entry table_names[] = {
    {RT_TABLE_DEFAULT, "default"}, {RT_TABLE_MAIN, "main"}, {RT_TABLE_LOCAL, "local"}};
static constexpr Entry protocol_names[] = {
    {RTPROT_UNSPEC, "unspec"}, {RTPROT_REDIRECT, "redirect"}, {RTPROT_KERNEL, "kernel"},
    {RTPROT_BOOT, "boot"},     {RTPROT_STATIC, "static"},     {RTPROT_GATED, "gated"},
    {RTPROT_RA, "ra"},         {RTPROT_MRT, "mrt"},           {RTPROT_ZEBRA, "zebra"},
    {RTPROT_BIRD, "bird"},     {RTPROT_DNROUTED, "dnrouted"}, {RTPROT_XORP, "xorp"},
    {RTPROT_NTK, "ntk"},       {RTPROT_DHCP, "dhcp"},         {RTPROT_KEEPALIVED, "keepalived"},
    {RTPROT_BABEL, "babel"},   {RTPROT_BGP, "bgp"},           {RTPROT_ISIS, "isis"},
    {RTPROT_OSPF, "ospf"},     {RTPROT_RIP, "rip"},           {RTPROT_EIGRP, "eigrp"},
};
static constexpr Entry scope_names[] = {{RT_SCOPE_UNIVERSE, "global"},
                                        {RT_SCOPE_SITE, "site"},
                                        {RT_SCOPE_LINK, "link"},
                                        {RT_SCOPE_HOST, "host"},
                                        {RT_SCOPE_NOWHERE, "nowhere"}};
static constexpr Entry realm_names[] = {{0, "unknown"}};
static constexpr Entry dsfield_names[] = {{0, "0"}};
static constexpr Entry address_protocol_names[] = {{IFAPROT_UNSPEC, "unspec"},
                                                   {IFAPROT_KERNEL_LO, "kernel_lo"},
                                                   {IFAPROT_KERNEL_RA, "kernel_ra"},
                                                   {IFAPROT_KERNEL_LL, "kernel_ll"}};
static constexpr Entry group_names[] = {{0, "default"}};

const NameTable rt_tables{
    .file = "rt_tables", .directory = true, .most = UINT32_MAX, .built_in = table_names};
const NameTable rt_protos{.file = "rt_protos", .directory = true, .most = 255, .built_in = protocol_names};
const NameTable rt_scopes{.file = "rt_scopes", .most = 255, .built_in = scope_names};
const NameTable rt_realms{.file = "rt_realms", .most = 255, .built_in = realm_names};
const NameTable rt_dsfield{
    .file = "rt_dsfield", .most = 255, .built_in = dsfield_names, .hex_digits = 2, .base = 16};
const NameTable rt_addrprotos{.file = "rt_addrprotos",
                              .directory = true,
                              .most = 255,
                              .built_in = address_protocol_names,
                              .hex_digits = 1};
const NameTable link_groups{.file = "group", .most = UINT32_MAX, .built_in = group_names};
const NameTable protodown_reasons{.file = "protodown_reasons", .directory = true, .most = 31};
const NameTable ip_protocols{.file = "protocols", .most = 255, .aliases = true};

constexpr std::string_view stops = " \t#"; // a comment may follow

/// `NAME NUMBER ALIAS...`; ignores any other line.
static bool read_aliases(std::string_view line, const NameTable &table, Entries &entries)
{
    std::string_view name = take_word(line, stops);
    auto id = parse_unsigned(take_word(line, stops), table.most, 10);
    for (; id && !name.empty(); name = take_word(line, stops))
        entries.emplace_back(static_cast<uint32_t>(*id), name);
    return true;
}

/// `NUMBER NAME`; false if the line is neither that nor a comment nor empty.
static bool read_line(std::string_view line, const NameTable &table, Entries &entries)
{
    std::string_view number = take_word(line, stops), name = take_word(line, stops);
    if (number.empty())
        return true;
    auto id = parse_unsigned(number, UINT32_MAX, number.starts_with("0x") ? 16 : 10);
    if (!id || name.empty())
        return false;
    if (*id <= table.most)
        entries.emplace_back(static_cast<uint32_t>(*id), name);
    return true;
}

// cppcheck-suppress passedByValue ; two views
Names::Names(bool numeric, std::optional<Warn> warn, NamePlaces places)
    : numeric_(numeric), places_(places), warn_(warn)
{}
Names::~Names() = default;

void Names::forget()
{
    loaded_.clear();
}

static void say(std::optional<Names::Warn> warning, const std::string &text)
{
    warning ? (*warning)(text) : warn("%s", text.c_str());
}

/// Appends a file's entries; false if the file does not exist. Warns if it cannot be read: numbers stand for
/// names then.
bool Names::read_entries(const std::string &path, const NameTable &table, Entries &entries)
{
    auto text = read_file(path.c_str());
    if (!text && errno != ENOENT)
        say(warn_, format("Cannot read %s: %s", path.c_str(), error_text(errno)));
    if (!text)
        return errno != ENOENT;
    for (std::string_view rest = *text; !rest.empty();) {
        std::string_view line = take_until(rest, '\n');
        if (!(table.aliases ? read_aliases : read_line)(line, table, entries)) {
            say(warn_, format("Database %s is corrupted at %.*s", path.c_str(), static_cast<int>(line.size()),
                              line.data()));
            break;
        }
    }
    return true;
}

/// The *.conf files of a directory, in the order of their names. Warns if it cannot be read.
static std::vector<std::string> conf_files(std::optional<Names::Warn> warning, const std::string &directory)
{
    std::vector<std::string> names;
    try {
        Dir dir = open_optional_directory(directory.c_str());
        while (const dirent *entry = dir.next(directory.c_str())) {
            std::string_view name = entry->d_name;
            if (name.size() > 5 && name.ends_with(".conf") && name[0] != '.')
                names.emplace_back(name);
        }
    } catch (const Error &error) {
        say(warning, error.text);
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// FILE.d/*.conf of both directories: /usr's first, without those that /etc has under the same name.
void Names::read_directories(const NameTable &table, Entries &entries)
{
    const std::string shared = std::string(places_.distribution) + table.file + ".d",
                      local = std::string(places_.administrator) + table.file + ".d";
    std::vector<std::string> local_names = conf_files(warn_, local);
    for (const std::string &name : conf_files(warn_, shared))
        if (!std::binary_search(local_names.begin(), local_names.end(), name))
            read_entries(shared + '/' + name, table, entries);
    for (const std::string &name : local_names)
        read_entries(local + '/' + name, table, entries);
}

/// FILE in /etc or else in /usr, then FILE.d.
void Names::read_tables(const NameTable &table, Entries &entries)
{
    if (!read_entries(std::string(places_.administrator) + table.file, table, entries))
        read_entries(std::string(places_.distribution) + table.file, table, entries);
    if (table.directory)
        read_directories(table, entries);
}

const Entries &Names::load(const NameTable &table)
{
    for (const Loaded &loaded : loaded_)
        if (loaded.table == &table)
            return loaded.entries;
    Entries entries;
    for (const Entry &entry : table.built_in)
        entries.emplace_back(entry.id, entry.name);
    if (table.aliases) {
        read_entries(std::string("/etc/") + table.file, table, entries);
        std::reverse(entries.begin(), entries.end()); // what comes first counts
    } else {
        read_tables(table, entries);
    }
    loaded_.push_back({&table, std::move(entries)});
    return loaded_.back().entries;
}

std::optional<std::string_view> Names::name(const NameTable &table, uint32_t id)
{
    if (numeric_)
        return std::nullopt;
    // Built-in names of a table of bytes are shown without reading its file. Those of other tables may be
    // renamed by theirs.
    bool loaded =
        std::any_of(loaded_.begin(), loaded_.end(), [&](const Loaded &l) { return l.table == &table; });
    if (!loaded && table.most <= 255 && &table != &rt_dsfield)
        for (const Entry &entry : table.built_in)
            if (entry.id == id)
                return entry.name;
    const Entries &entries = load(table);
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
        if (entry->first == id)
            return entry->second;
    return std::nullopt;
}

std::string_view Names::text(const NameTable &table, uint32_t id)
{
    if (auto found = name(table, id))
        return *found;
    number_ = table.hex_digits ? format("0x%0*x", table.hex_digits, id) : std::to_string(id);
    return number_;
}

/// Whether a later line gives the id of `entry` another name. In a table of bytes, the earlier name is
/// unknown from then on.
static bool is_renamed(const NameTable &table, const Entries &entries, Entries::const_reverse_iterator entry)
{
    return table.most <= 255 && !table.aliases &&
           std::any_of(entries.rbegin(), entry, [&](const auto &later) {
               return later.first == entry->first && later.second != entry->second;
           });
}

std::optional<uint32_t> Names::id(const NameTable &table, std::string_view word)
{
    const Entries &entries = load(table);
    if (completion::is_at_cursor(word))
        for (const auto &[id, name] : entries)
            completion::offer_value(name);
    std::optional<uint32_t> found;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (entry->second != word || is_renamed(table, entries, entry))
            continue;
        if (table.aliases)
            return entry->first;
        // The reference looks through 256 lists of entries, each with the newest first.
        if (!found || entry->first % 256 < *found % 256)
            found = entry->first;
    }
    if (found)
        return found;
    return parse_unsigned(word, table.most, table.base);
}

} // namespace nskit
