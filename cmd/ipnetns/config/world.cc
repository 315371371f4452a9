// SPDX-License-Identifier: MIT
// The namespaces that a configuration is about, and what is selected of them.
#include <algorithm>

#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/config/config.h"
#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/neigh/neigh.h"
#include "cmd/ipnetns/nexthop/nexthop.h"
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/route/route.h"
#include "cmd/ipnetns/rule/rule.h"
#include "lib/base/text.h"
#include "lib/row/devices.h"

namespace nskit {

// --- namespaces

static GlobalOptions plain_options(const Session &session)
{
    GlobalOptions options = session.options;
    options.settings = {.details = session.settings.details};
    options.echo = false;
    return options;
}

ConfigNetns::ConfigNetns(Session &own, const std::string &name) : own_(own), name_(name)
{
    plan_.emplace(plain_options(own));
    plan_->plans = true;
    if (!name.empty())
        other_.emplace(plain_options(own), name);
}

void ConfigNetns::within(FunctionRef<void()> f)
{
    other_ ? other_->within(f) : f();
}

void ConfigNetns::run(const std::string &line)
{
    std::string_view rest = line;
    int family = AF_UNSPEC;
    for (; rest.starts_with('-'); rest.remove_prefix(std::min<size_t>(3, rest.size())))
        family = rest.starts_with("-6") ? AF_INET6 : AF_INET;
    struct Restore {
        int &family, before;
        ~Restore() { family = before; }
    } const restore{session().settings.family, session().settings.family};
    restore.family = family;
    within([&] { run_line(session(), std::string(rest)); });
}

ConfigNetns *ConfigWorld::find(const std::string &name)
{
    auto known = known_.find(name);
    if (known != known_.end())
        return &known->second;
    if (!name.empty() && !NetnsDirectory().id(name))
        return nullptr;
    return &known_.try_emplace(name, session_, name).first->second;
}

void ConfigWorld::forget_things()
{
    for (auto &[name, netns] : known_) {
        netns.session().forget();
        netns.plan().forget();
    }
}

// --- objects

static constexpr const StateObject *all_objects[] = {
    &link_state,  &altname_state, &address_state, &token_state, &maddress_state,
    &neigh_state, &nexthop_state, &route_state,   &rule_state,  &addrlabel_state};

std::span<const StateObject *const> config_objects()
{
    return all_objects;
}

static void offer_objects()
{
    for (const StateObject *object : all_objects)
        if (object != &altname_state)
            completion::offer(object->word);
}

const StateObject *find_config_object(std::string_view word)
{
    if (completion::is_at_cursor(word)) { // not what find_object() offers
        offer_objects();
        return nullptr;
    }
    for (const StateObject *each : all_objects)
        if (word == each->word)
            return each;
    const Command *object = find_object(std::string(word).c_str());
    for (const StateObject *each : all_objects)
        if (const Command *its = find_object(each->word); object && its && object->run == its->run)
            return each;
    return nullptr;
}

// --- selections

bool ConfigSelection::has_object(std::string_view object) const
{
    object = take_word(object); // alternative names are those of links
    return objects.empty() || std::ranges::find(objects, object) != objects.end();
}

std::string_view value_of(std::string_view line, std::string_view word)
{
    for (std::string_view rest = line; !rest.empty();)
        if (take_word(rest) == word)
            return take_word(rest);
    return {};
}

std::string_view device_of(std::string_view line)
{
    std::string_view rest = line, object = take_word(rest);
    const std::string_view verb = take_word(rest);
    if (object == "link" && verb == altname_verb)
        return value_of(rest, "dev");
    if (object == "link" || object == "tuntap") {
        std::string_view name = take_word(rest);
        return name == "dev" || name == "name" ? take_word(rest) : name;
    }
    return value_of(line, "dev");
}

bool ConfigSelection::has(Context &context, std::string_view line) const
{
    std::string_view rest = line, object = take_word(rest);
    while (object.starts_with('-'))
        object = take_word(rest);
    if (const StateObject *known = find_config_object(object))
        object = known->word;
    if (object == "tuntap")
        object = link_state.word;
    if (!has_object(object))
        return false;
    if (!devices.empty() && std::ranges::find(devices, device_of(line)) == devices.end())
        return false;
    if (!table)
        return true;
    const std::string_view word = value_of(line, "table");
    const auto number = context.names.id(rt_tables, word.empty() ? "main" : word);
    return object == "route" && number == table;
}

static void parse_device(Context &context, Args &args, ConfigSelection &selection)
{
    selection.devices.emplace_back(take_device_name(context, args));
}

static void parse_table(Context &context, Args &args, ConfigSelection &selection)
{
    selection.table = context.names.id(rt_tables, args.next());
    if (!selection.table)
        wrong_argument(args.previous(), "table id value is invalid");
}

static constexpr Word<ConfigSelection> words[] = {
    {.word = "dev", .arg = "DEV", .set = parse_device, .exact = true},
    {.word = "table", .arg = "TABLE", .set = parse_table, .exact = true},
};

void parse_selection(Context &context, Args &args, ConfigSelection &selection)
{
    while (!args.empty()) {
        if (parse_word<ConfigSelection>(context, args, words, selection))
            continue;
        const bool is_netns = args.peek() == std::string_view("netns");
        const StateObject *object = is_netns ? nullptr : find_config_object(args.peek());
        if (!object && !is_netns)
            return;
        args.next();
        selection.objects.emplace_back(is_netns ? "netns" : object->word);
    }
}

std::string describe_selection()
{
    std::string text;
    for (const StateObject *object : all_objects)
        if (object != &altname_state)
            append_part(text, format("[ %s ]", object->word), 8);
    return describe_words<ConfigSelection>(words, 8) + text + '\n';
}

} // namespace nskit
