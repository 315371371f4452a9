// SPDX-License-Identifier: MIT
// ip netns topology: all network namespaces, their devices, and how they are joined: as a tree, as JSON, or
// for Graphviz.
#include <algorithm>
#include <unordered_map>

#include "cmd/ipnetns/netns/map.h"
#include "cmd/ipnetns/netns/netns.h"
#include "lib/base/error_text.h"

namespace nskit {

/// Why a namespace is shown without devices.
static std::string unseen_text(const MapNetns &netns)
{
    return netns.is_seen ? "" : format(" (cannot be looked into: %s)", error_text(netns.cause));
}

// --- the tree

namespace {
/// A piece of a line that is not broken.
struct Piece {
    std::string text;
    Color color = Color::none;
};
} // namespace

/// The loopback device as it always is says nothing.
static bool is_plain_loopback(const MapLink &link)
{
    return link.kind == "loopback" && link.state == "UP" &&
           std::ranges::all_of(link.addresses, [](const MapLink::Address &address) {
               return address.text == "127.0.0.1/8" || address.text == "::1/128";
           });
}

static std::string port_text(const Map &map, const MapLink &link, int netns)
{
    const MapLink *master = link.master ? map.at({netns, link.master}) : nullptr;
    return master ? format(" (port of %s)", master->name.c_str()) : "";
}

/// Where a device leads to: `-- c0 @red`, `on eth0`.
static std::string end_text(const Map &map, const MapLink &link, int own, int parent)
{
    const bool is_near = link.end.netns == own;
    if (link.end.index == 0 || (!link.is_pair && is_near && parent == link.end.index))
        return "";
    const std::string where = link.end.netns < 0 ? " @?"
                              : is_near          ? ""
                                        : " @" + map.all[static_cast<size_t>(link.end.netns)].known.title();
    std::string text = (link.is_pair ? "-- " : "on ") + map.end_name(link.end) + where;
    if (const MapLink *other = map.at(link.end); other && link.is_pair)
        text += port_text(map, *other, link.end.netns);
    return text;
}

static std::vector<Piece> pieces(const Map &map, const MapLink &link, int own, int parent)
{
    std::vector<Piece> pieces;
    for (const MapLink::Address &address : link.addresses)
        pieces.push_back({address.text, address.family == AF_INET ? Color::inet : Color::inet6});
    for (const std::string &remote : link.remotes)
        pieces.push_back({"remote " + remote});
    if (std::string text = end_text(map, link, own, parent); !text.empty())
        pieces.push_back({std::move(text)});
    return pieces;
}

/// Writes pieces behind the first columns, in lines of 80 columns.
static void print_pieces(Out &out, const std::vector<Piece> &pieces, size_t column)
{
    constexpr size_t width = 80, first = 28;
    for (const Piece &piece : pieces) {
        if (column + 1 + piece.text.size() > width && column > first) {
            out.text("\n" + std::string(first, ' '));
            column = first;
        } else {
            out.text(" ");
            column++;
        }
        out.text(piece.text, piece.color);
        column += piece.text.size();
    }
    out.line();
}

namespace {
/// Prints the links of one namespace: ports below their bridge, others below the device that they are on.
class Tree {
  public:
    Tree(Out &out, const Map &map, int own)
        : out_(out), map_(map), own_(own), links_(map.all[static_cast<size_t>(own)].links)
    {
        for (const MapLink &link : links_)
            children_[parent_of(link)].push_back(&link);
    }
    void print() { print_below(0, 0); }

  private:
    /// The device that a link stands below; 0: none.
    int parent_of(const MapLink &link) const
    {
        const bool stands_on = !link.is_pair && link.end.index && link.end.netns == own_;
        const int parent = link.master ? link.master : stands_on ? link.end.index : 0;
        return map_.at({own_, parent}) ? parent : 0;
    }
    void print_below(int parent, size_t depth)
    {
        for (const MapLink *link : children_[parent]) {
            if (is_plain_loopback(*link))
                continue;
            print_link(*link, parent, depth);
            print_below(link->index, depth + 1);
        }
    }
    void print_link(const MapLink &link, int parent, size_t depth)
    {
        const size_t indent = 2 + 2 * depth;
        const std::string name = std::string(indent, ' ') + link.name;
        const std::string kind = link.kind == "loopback" ? "" : link.kind;
        out_.text(std::string(indent, ' '));
        out_.text(link.name, Color::ifname);
        std::string rest = std::string(name.size() < 12 ? 12 - name.size() : 0, ' ') + " " + kind;
        const size_t used = std::max<size_t>(name.size(), 12) + 1 + kind.size();
        rest += std::string(used < 20 ? 20 - used : 0, ' ') + " ";
        out_.text(rest);
        const std::vector<Piece> more = pieces(map_, link, own_, parent);
        const std::string state =
            link.state + std::string(!more.empty() && link.state.size() < 6 ? 6 - link.state.size() : 0, ' ');
        out_.text(state, link.state == "UP" ? Color::up : Color::down);
        print_pieces(out_, more, std::max<size_t>(used, 20) + 1 + state.size());
    }

    Out &out_;
    const Map &map_;
    const int own_;
    const std::vector<MapLink> &links_;
    std::unordered_map<int, std::vector<const MapLink *>> children_;
};
} // namespace

// --- JSON

static void print_end_data(Out &out, const char *key, const Map &map, const MapLink::End &end)
{
    auto object = out.object(key);
    if (end.netns >= 0) {
        const KnownNetns &known = map.all[static_cast<size_t>(end.netns)].known;
        if (!known.name.empty())
            out.data("netns", known.name);
        out.data("inode", known.inode);
    }
    out.data_integer("ifindex", end.index);
    if (const MapLink *link = map.at(end))
        out.data("ifname", link->name);
}

static void print_link_data(Out &out, const Map &map, const MapLink &link, int own)
{
    auto object = out.object();
    out.data_integer("ifindex", link.index);
    out.data("ifname", link.name);
    if (!link.kind.empty())
        out.data("kind", link.kind);
    out.data("state", link.state);
    if (const MapLink *master = map.at({own, link.master}))
        out.data("master", master->name);
    if (link.end.index)
        print_end_data(out, link.is_pair ? "peer" : "lower", map, link.end);
    {
        auto list = out.list("addresses");
        for (const MapLink::Address &address : link.addresses)
            out.element(address.text);
    }
    if (link.kind != "vxlan")
        return;
    auto list = out.list("remotes");
    for (const std::string &remote : link.remotes)
        out.element(remote);
}

static void print_netns_data(Out &out, const Map &map, const MapNetns &netns, int own)
{
    auto object = out.object();
    if (!netns.known.name.empty())
        out.data("netns", netns.known.name);
    out.data("inode", netns.known.inode);
    if (netns.known.is_host)
        out.data_bool("host", true);
    print_process(out, netns.known);
    if (!netns.is_seen)
        return;
    auto list = out.list("links");
    for (const MapLink &link : netns.links)
        print_link_data(out, map, link, own);
}

void print_map(Out &out, const Map &map)
{
    auto list = out.list();
    for (size_t i = 0; i < map.all.size(); i++) {
        const MapNetns &netns = map.all[i];
        if (!netns.is_wanted)
            continue;
        if (!out.is_text()) {
            print_netns_data(out, map, netns, static_cast<int>(i));
            continue;
        }
        out.text(netns.known.title(), Color::mac);
        print_process(out, netns.known);
        out.text(unseen_text(netns));
        out.line();
        Tree(out, map, static_cast<int>(i)).print();
    }
}

// --- Graphviz

/// A text between quotes, as the language of Graphviz has them.
static std::string dot_quote(std::string_view text)
{
    std::string quoted = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    return quoted + '"';
}

static std::string dot_node(size_t netns, int index)
{
    return format("n%zu_%d", netns, index);
}

static std::string dot_label(const MapLink &link)
{
    std::string label = link.name + "\n" + link.kind + (link.kind.empty() ? "" : " ") + link.state;
    for (const MapLink::Address &address : link.addresses)
        label += "\n" + address.text;
    for (const std::string &remote : link.remotes)
        label += "\nremote " + remote;
    return dot_quote(label);
}

/// The lines between devices. Of the two ends of a pair the first draws it.
static void print_edges(Out &out, const Map &map, size_t netns, const MapLink &link)
{
    const std::string own = dot_node(netns, link.index);
    if (link.master && map.at({static_cast<int>(netns), link.master}))
        out.text(format("  %s -- %s [style=dashed];\n", dot_node(netns, link.master).c_str(), own.c_str()));
    const MapLink *other = map.at(link.end);
    if (!link.end.index || !other || !map.all[static_cast<size_t>(link.end.netns)].is_wanted)
        return;
    const auto there = static_cast<size_t>(link.end.netns);
    const bool is_first = std::pair(netns, link.index) < std::pair(there, other->index);
    if (!link.is_pair || is_first)
        out.text(format("  %s -- %s%s;\n", own.c_str(), dot_node(there, other->index).c_str(),
                        link.is_pair ? "" : " [style=dotted]"));
}

void print_map_dot(Out &out, const Map &map)
{
    const Out::TextOnly text(out);
    out.text("graph netns {\n  rankdir=LR;\n  node [shape=box];\n");
    for (size_t i = 0; i < map.all.size(); i++) {
        if (!map.all[i].is_wanted)
            continue;
        out.text(format("  subgraph cluster_%zu {\n    label=%s;\n", i,
                        dot_quote(map.all[i].known.title() + unseen_text(map.all[i])).c_str()));
        for (const MapLink &link : map.all[i].links)
            if (!is_plain_loopback(link))
                out.text(
                    format("    %s [label=%s];\n", dot_node(i, link.index).c_str(), dot_label(link).c_str()));
        out.text("  }\n");
    }
    for (size_t i = 0; i < map.all.size(); i++)
        for (const MapLink &link : map.all[i].links)
            if (map.all[i].is_wanted)
                print_edges(out, map, i, link);
    out.text("}\n");
}

// --- the verb

void netns_topology(Session &session, Args &args)
{
    bool dot = false;
    std::vector<std::string> names;
    while (!args.empty()) {
        if (args.take("dot"))
            dot = true;
        else if (is_prefix(args.peek(), "help"))
            netns_usage();
        else
            names.emplace_back(take_existing_name(args));
    }
    Map map = draw_map();
    for (MapNetns &netns : map.all)
        netns.is_wanted = names.empty();
    for (const std::string &name : names) {
        const auto found =
            std::ranges::find_if(map.all, [&](const MapNetns &netns) { return netns.known.title() == name; });
        if (found == map.all.end())
            fail("There is no network namespace \"%s\".%s", name.c_str(), nearest_netns(name).c_str());
        found->is_wanted = true;
    }
    dot ? print_map_dot(session.out, map) : print_map(session.out, map);
    session.out.flush();
    warn_of_unreadable(map.holders);
}

} // namespace nskit
