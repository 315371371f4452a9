// SPDX-License-Identifier: MIT
// ip config show: what there is, as lines.
#include <linux/if.h>

#include <algorithm>

#include "cmd/ipnetns/config/config.h"
#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/rule/rule.h"
#include "lib/netlink/records.h"

namespace nskit {

namespace {

/// The lines of one namespace, by what must come first.
struct Lines {
    std::vector<std::string> makes, sets, ups, others;
};

} // namespace

/// A device that has its lower devices among those that have been written comes next.
static void order_links(std::vector<LinkLines> &links)
{
    std::vector<LinkLines> ordered;
    std::unordered_set<int> written;
    auto is_ready = [&](const LinkLines &link) {
        return std::ranges::all_of(link.needs, [&](int need) {
            return written.count(need) ||
                   std::ranges::none_of(links, [&](const LinkLines &other) { return other.index == need; });
        });
    };
    while (!links.empty()) {
        auto next = std::ranges::find_if(links, is_ready);
        if (next == links.end())
            next = links.begin(); // a ring, as of two namespaces
        written.insert(next->index);
        ordered.push_back(std::move(*next));
        links.erase(next);
    }
    links = std::move(ordered);
}

static void read_links(ConfigNetns &netns, const std::vector<std::string> &first, Lines &lines)
{
    std::vector<LinkLines> links;
    Records records;
    link_state.all(netns.session(), [&](const nlmsghdr *message) { records.add(message); });
    records.each([&](const nlmsghdr *message) {
        netns.session().links().remember(message);
        links.push_back(write_link(netns.session(), Record::of<ifinfomsg>(message), first));
    });
    order_links(links);
    for (LinkLines &link : links) {
        if (!link.make.empty())
            lines.makes.push_back(link.make);
        lines.sets.insert(lines.sets.end(), link.sets.begin(), link.sets.end());
        if (!link.up.empty())
            lines.ups.push_back(link.up);
    }
}

/// What needs another thing of the same object comes behind it: routes by gateways behind those to devices,
/// groups of next hops behind their members.
static bool needs_others(std::string_view object, std::string_view line)
{
    if (object == "route")
        return line.find(" via ") != line.npos || line.find(" nexthop ") != line.npos;
    return object == "nexthop" && line.find(" group ") != line.npos;
}

std::string line_to_make(ConfigNetns &netns, const StateObject &object, const nlmsghdr *message, bool all)
{
    Settings &settings = netns.session().settings;
    const int details = std::exchange(settings.details, all ? 1 : 0);
    const std::string words = object.write(netns.session(), message);
    settings.details = details;
    if (words.empty())
        return {};
    const bool is_inet6_rule = &object == &rule_state && *fixed<uint8_t>(message) == AF_INET6;
    return std::string(is_inet6_rule ? "-6 " : "") + object.word + ' ' + words;
}

static void read_object(ConfigNetns &netns, const StateObject &object, bool all, Lines &lines)
{
    std::vector<std::string> late;
    object.all(netns.session(), [&](const nlmsghdr *message) {
        std::string line = line_to_make(netns, object, message, all);
        if (!line.empty())
            (needs_others(object.word, line) ? late : lines.others).push_back(std::move(line));
    });
    lines.others.insert(lines.others.end(), late.begin(), late.end());
}

std::vector<ConfigLine> read_config(ConfigNetns &netns, const ConfigSelection &selection, bool all,
                                    const std::vector<std::string> &first)
{
    Session &session = netns.session();
    session.forget();
    const int details = std::exchange(session.settings.details, all ? 1 : 0);
    Lines lines;
    netns.within([&] {
        read_links(netns, first, lines);
        for (const StateObject *object : config_objects())
            if (object != &link_state && selection.has_object(object->word))
                read_object(netns, *object, all, lines);
    });
    session.settings.details = details;
    std::vector<ConfigLine> config;
    for (auto *part : {&lines.makes, &lines.sets, &lines.ups, &lines.others})
        for (std::string &line : *part)
            if (selection.has(session, line))
                config.push_back({netns.name(), std::move(line)});
    return config;
}

/// Makes come before what reaches into other namespaces; the rest stays namespace by namespace.
std::vector<ConfigLine> read_all_config(ConfigWorld &world, const ConfigSelection &selection, bool all)
{
    std::vector<ConfigLine> config, rest;
    std::vector<std::string> names{""};
    for (const NamedNetns &each : named_netns(world.session().socket()))
        names.push_back(each.name);
    std::sort(names.begin(), names.end());
    if (selection.has_object("netns") && selection.devices.empty() && !selection.table)
        for (const std::string &name : names)
            if (!name.empty())
                config.push_back({"", "netns add " + quote_word(name)});
    std::vector<std::string> written;
    for (const std::string &name : names) {
        ConfigNetns *netns = world.find(name);
        if (!netns)
            continue;
        for (ConfigLine &line : read_config(*netns, selection, all, written))
            (line.text.starts_with("link add ") ? config : rest).push_back(std::move(line));
        written.push_back(name);
    }
    config.insert(config.end(), rest.begin(), rest.end());
    return config;
}

static void print_line(Out &out, const ConfigLine &line)
{
    auto object = out.object();
    if (!line.netns.empty())
        out.data("netns", line.netns);
    out.string({nullptr, "", ""}, line.whole());
    out.data("line", line.text);
    out.line();
}

void config_show(Session &session, Args &args)
{
    ConfigSelection selection;
    parse_selection(session, args, selection);
    if (!args.empty())
        wrong_argument(args.peek(), "no selection of a configuration");
    ConfigWorld world(session);
    const bool all = session.settings.details > 0;
    const std::vector<ConfigLine> config = session.options.all
                                               ? read_all_config(world, selection, all)
                                               : read_config(*world.find(""), selection, all, {});
    auto list = session.out.list();
    for (const ConfigLine &line : config)
        print_line(session.out, line);
}

} // namespace nskit
