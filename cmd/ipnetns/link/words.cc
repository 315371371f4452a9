// SPDX-License-Identifier: MIT
// A link as lines that make it.
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>

#include <algorithm>

#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/link_parts.h"
#include "lib/base/file.h"
#include "lib/base/number.h"
#include "lib/row/words.h"

namespace nskit {

// --- attributes

/// Whether the user set the device's address: the kernel says so only in /sys, which may show another
/// namespace. It counts if it shows a device with this index and this address.
static bool has_own_address(const Record &link, const std::string &address)
{
    const std::string directory = "/sys/class/net/" + std::string(link.attrs.string(IFLA_IFNAME)) + '/';
    auto says = [&](const char *file, const std::string &value) {
        auto text = read_file((directory + file).c_str());
        return text && *text == value + '\n';
    };
    constexpr const char *set_by_user = "3"; // NET_ADDR_SET
    return says("ifindex", std::to_string(link.fixed<ifinfomsg>().ifi_index)) && says("address", address) &&
           says("addr_assign_type", set_by_user);
}

/// Whether a row says what the kernel ignores or refuses when it makes a device. How addresses are generated
/// is a setting of IPv6, which a new device does not have yet.
static bool is_late(const Field &row)
{
    constexpr uint16_t late[] = {IFLA_IFALIAS, IFLA_PROTO_DOWN, IFLA_PROTO_DOWN_REASON, IFLA_AF_SPEC};
    return std::ranges::find(late, row.attr) != std::end(late);
}

/// Whether a row of link_tables belongs to the lines: names, masters and what changes by itself do not.
static bool is_written(const Field &row, bool all)
{
    constexpr uint16_t others[] = {IFLA_IFNAME,    IFLA_MASTER,  IFLA_OPERSTATE,       IFLA_XDP,
                                   IFLA_NET_NS_FD, IFLA_CARRIER, IFLA_PARENT_DEV_NAME, IFLA_ADDRESS,
                                   IFLA_BROADCAST};
    constexpr uint16_t chosen[] = {IFLA_NUM_TX_QUEUES, IFLA_NUM_RX_QUEUES};
    auto has = [&](auto &list) { return std::ranges::find(list, row.attr) != std::end(list); };
    return row.word && !is_late(row) && !has(others) && (all || !has(chosen));
}

static void append_attributes(Session &session, const Record &link, std::string &line)
{
    const bool all = session.settings.details > 0;
    if (const nlattr *address = link[IFLA_ADDRESS]) {
        AddressText space;
        const std::string text(format_lladdr(get_bytes(address), 0, space));
        if (all || has_own_address(link, text))
            append_words(line, "address " + text);
    }
    for (const Fields &table : link_tables)
        for (const Field &row : table.rows)
            if (is_written(row, all))
                append_rows(session, std::span(&row, 1), link, line);
}

static std::string write_late(Session &session, const Record &link)
{
    std::string line;
    for (const Fields &table : link_tables)
        for (const Field &row : table.rows)
            if (is_late(row))
                append_rows(session, std::span(&row, 1), link, line);
    if (session.settings.details > 0 && !link[IFLA_IFALIAS])
        append_words(line, "alias \"\"");
    return line;
}

/// Kinds whose devices have addresses of Ethernet and speak ARP from the start.
static bool speaks_arp(std::string_view kind)
{
    constexpr std::string_view kinds_of_ethernet[] = {"bridge",  "veth",   "vxlan", "macvlan",
                                                      "macvtap", "bond",   "vlan",  "geneve",
                                                      "team",    "gretap", "ipvlan"};
    return std::ranges::find(kinds_of_ethernet, kind) != std::end(kinds_of_ethernet);
}

/// The flags that a user sets. With `all`, also those that are as they are from the start.
static std::string write_flags(const Record &link, std::string_view kind, bool all)
{
    const unsigned flags = link.fixed<ifinfomsg>().ifi_flags;
    std::string line;
    auto append = [&](const char *word, bool on, bool usual) {
        if (all || on != usual)
            append_words(line, std::string(word) + (on ? " on" : " off"));
    };
    if (all || speaks_arp(kind)) {
        append("arp", !(flags & IFF_NOARP), true);
        append("multicast", flags & IFF_MULTICAST, true);
    }
    append("allmulticast", flags & IFF_ALLMULTI, false);
    append("promisc", flags & IFF_PROMISC, false);
    return line;
}

// --- kinds

static std::string write_kind(Session &session, const Record &info, uint16_t data, const std::string &name)
{
    std::string line = "type " + name;
    const Kind *kind = find_kind(name);
    if (!kind || !info[data])
        return line;
    const Record values = info.nested(data);
    for (const Field &row : kind->fields.rows) {
        const std::string_view word = row.word ? row.word : "";
        const bool changes_by_itself = data == IFLA_INFO_SLAVE_DATA && word == "state";
        if (!changes_by_itself && word != "dev")
            append_rows(session, std::span(&row, 1), values, line);
        else if (word == "dev")
            append_words(line, row_words(session, row, values));
    }
    return line;
}

static bool is_pair(std::string_view kind)
{
    return kind == "veth" || kind == "vxcan" || kind == "netkit";
}

/// Whether a device of a pair in one namespace is the one that is made, not the peer: the kernel makes the
/// peer first.
static bool makes_pair(const Record &link)
{
    return link.fixed<ifinfomsg>().ifi_index > link.attrs.value<int>(IFLA_LINK);
}

/// ` peer name NAME [ netns NETNS ]`. Nothing if the pair has been written at its other end, or cannot be
/// written: the other end is in a namespace that has no name.
static std::string write_peer(Session &session, const Record &link, const std::vector<std::string> &written)
{
    const std::string name = peer_name(session, link);
    if (name.empty())
        return {};
    if (!link[IFLA_LINK_NETNSID])
        return makes_pair(link) ? " peer name " + name : "";
    const std::string *netns = session.netns_ids().name(link.attrs.value<int>(IFLA_LINK_NETNSID));
    if (!netns || std::ranges::find(written, *netns) != written.end())
        return {};
    return " peer name " + name + " netns " + quote_word(*netns);
}

/// `tuntap add ...`; empty for a device that ends with its program.
static std::string write_tun(const std::string &name, const Attrs &data)
{
    auto is_on = [&](uint16_t attr) { return data.value<uint8_t>(attr) != 0; };
    if (!is_on(IFLA_TUN_PERSIST))
        return {};
    std::string line = "tuntap add mode ";
    line += data.value<uint8_t>(IFLA_TUN_TYPE) == IFF_TUN ? "tun" : "tap";
    append_words(line, "name " + quote_word(name));
    for (auto [attr, word] : {std::pair(IFLA_TUN_PI, "pi"), std::pair(IFLA_TUN_VNET_HDR, "vnet_hdr"),
                              std::pair(IFLA_TUN_MULTI_QUEUE, "multi_queue")})
        if (is_on(static_cast<uint16_t>(attr)))
            append_words(line, word);
    if (data[IFLA_TUN_OWNER])
        append_words(line, format("user %u", data.value<uint32_t>(IFLA_TUN_OWNER)));
    if (data[IFLA_TUN_GROUP])
        append_words(line, format("group %u", data.value<uint32_t>(IFLA_TUN_GROUP)));
    return line;
}

/// `link add ...`; empty for devices that no `link add` makes.
static std::string write_make(Session &session, const Record &link, const std::string &kind,
                              const std::vector<std::string> &written)
{
    const std::string name(link.attrs.string(IFLA_IFNAME));
    const Record info = link.nested(IFLA_LINKINFO);
    if (kind == "tun")
        return write_tun(name, info.nested(IFLA_INFO_DATA).attrs);
    if (kind.empty())
        return {};
    std::string peer;
    if (is_pair(kind) && (peer = write_peer(session, link, written)).empty())
        return {};
    std::string line = "link add " + quote_word(name);
    const int lower = link.attrs.value<int>(IFLA_LINK);
    if (lower && !is_pair(kind) && !link[IFLA_LINK_NETNSID])
        append_words(line, "link " + std::string(session.links().name(lower)));
    append_attributes(session, link, line);
    append_words(line, write_kind(session, info, IFLA_INFO_DATA, kind));
    return line + peer;
}

// --- the whole

static void append_set(LinkLines &lines, const std::string &name, const std::string &words)
{
    if (!words.empty())
        lines.sets.push_back("link set dev " + quote_word(name) + ' ' + words);
}

static void write_port(Session &session, const Record &link, const std::string &name, LinkLines &lines)
{
    const Record info = link.nested(IFLA_LINKINFO);
    append_set(lines, name,
               "master " + std::string(session.links().name(link.attrs.value<int>(IFLA_MASTER))));
    const std::string_view kind = info.attrs.string(IFLA_INFO_SLAVE_KIND);
    if (kind.empty())
        return;
    const std::string type = std::string(kind) + "_slave";
    const std::string words = write_kind(session, info, IFLA_INFO_SLAVE_DATA, type);
    append_set(lines, name, words == "type " + type ? "" : words);
}

static std::vector<int> needs_of(const Record &link, const std::string &kind)
{
    std::vector<int> needs;
    const int lower = link.attrs.value<int>(IFLA_LINK);
    if (lower && !link[IFLA_LINK_NETNSID] && !(is_pair(kind) && makes_pair(link)))
        needs.push_back(lower);
    const Record info = link.nested(IFLA_LINKINFO), data = info.nested(IFLA_INFO_DATA);
    if (const int outer = data.attrs.value<int>(IFLA_VXLAN_LINK); outer && kind == "vxlan")
        needs.push_back(outer);
    return needs;
}

LinkLines write_link(Session &session, const Record &link, const std::vector<std::string> &written)
{
    const std::string name(link.attrs.string(IFLA_IFNAME));
    const std::string kind(link.nested(IFLA_LINKINFO).attrs.string(IFLA_INFO_KIND));
    const ifinfomsg &header = link.fixed<ifinfomsg>();
    LinkLines lines{.index = header.ifi_index, .needs = needs_of(link, kind)};
    const bool is_loopback = header.ifi_flags & IFF_LOOPBACK, all = session.settings.details > 0;
    lines.make = write_make(session, link, kind, written);
    if (lines.make.empty() && !is_loopback) {
        std::string words;
        append_attributes(session, link, words);
        append_set(lines, name, words);
    }
    if (!is_loopback) {
        append_set(lines, name, write_late(session, link));
        append_set(lines, name, write_flags(link, kind, all));
    }
    if (link.attrs.value<int>(IFLA_MASTER))
        write_port(session, link, name, lines);
    else if (all && !is_loopback)
        append_set(lines, name, "nomaster");
    if (all && !(header.ifi_flags & IFF_UP))
        append_set(lines, name, "down");
    if (header.ifi_flags & IFF_UP)
        lines.up = "link set dev " + quote_word(name) + " up";
    return lines;
}

} // namespace nskit
