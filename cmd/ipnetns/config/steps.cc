// SPDX-License-Identifier: MIT
// What a file wants, compared with what there is. Each line is a wish, as of `ensure`.
#include <algorithm>
#include <cstring>

#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/config/things.h"
#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/neigh/neigh.h"
#include "cmd/ipnetns/nexthop/nexthop.h"
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/route/route.h"
#include "cmd/ipnetns/rule/rule.h"
#include "lib/base/text.h"

namespace nskit {

namespace {

class Planner {
  public:
    Planner(ConfigWorld &world, const ConfigSelection &selection, bool prunes)
        : world_(world), selection_(selection), prunes_(prunes)
    {}

    void want(const WantedLine &line);
    void prune();
    std::vector<ConfigStep> take() { return std::move(steps_); }

  private:
    using Key = std::pair<std::string, const StateObject *>;

    Things &things(ConfigNetns &netns, const StateObject &object)
    {
        return things_.try_emplace(Key(netns.name(), &object), netns, object).first->second;
    }
    void want_netns(const WantedLine &line, const ConfigCommand &command);
    void want_tun(const WantedLine &line, const ConfigCommand &command);
    bool want_each_altname(const WantedLine &line, const ConfigCommand &command);
    void compare(const WantedLine &line, ConfigNetns &netns, const StateObject &object, const Wish &wish,
                 const ConfigCommand &command);
    void add(const WantedLine &line, std::string undo, bool is_alone = false)
    {
        steps_.push_back({.line = line,
                          .undo = std::move(undo),
                          .number = line.number,
                          .makes = true,
                          .is_alone = is_alone});
    }
    void make_anew(const WantedLine &line, ConfigNetns &netns, const StateObject &object, const Wish &wish,
                   const ConfigCommand &command, const Thing &thing);
    bool goes_with_remade(const WantedLine &line, const StateObject &object, bool sets);
    void prune(ConfigNetns &netns, const StateObject &object);

    ConfigWorld &world_;
    const ConfigSelection &selection_;
    const bool prunes_;
    std::map<Key, Things> things_;
    std::unordered_set<std::string> new_netns_;
    std::map<std::string, std::unordered_set<std::string>> new_links_, remade_; // by namespace
    std::vector<ConfigStep> steps_;
};

/// The line that deletes a thing that is found by its identity.
std::string line_to_delete(const StateObject &object, const std::string &identity)
{
    const bool is_name = identity.find(' ') == identity.npos;
    return std::string(object.word) + ' ' + object.deletion + (is_name ? quote_word(identity) : identity);
}

/// The line that takes away what a line makes, whatever other lines have changed in it.
std::string undo_of(const StateObject &object, const Wish &wish, const ConfigCommand &command)
{
    const std::string family = command.family == AF_INET6 ? "-6 " : "";
    if (object.deletion)
        return (&object == &address_state || &object == &neigh_state ? family : "") +
               line_to_delete(object, wish.identity);
    return family + object.word + " absent " + line_of(command.rest());
}

/// Whether nothing else goes or changes with things of an object.
bool is_alone(const StateObject &object)
{
    return &object == &route_state || &object == &rule_state || &object == &neigh_state ||
           &object == &addrlabel_state || &object == &altname_state || &object == &maddress_state;
}

/// The line that deletes a thing that there is. Empty for one that is no configuration.
std::string deletion_of(ConfigNetns &netns, const StateObject &object, const Thing &thing)
{
    std::string line = line_to_make(netns, object, thing.message, false);
    const std::string maker = std::string(" ") + object.maker + ' ';
    const size_t verb = line.find(maker);
    if (verb == line.npos)
        return {};
    if (object.deletion)
        return line_to_delete(object, object.identity(netns.session(), thing.message, Wish()));
    return line.replace(verb, maker.size(), " delete ");
}

/// Whether a line has one of these names as a word.
bool mentions(std::string_view line, const std::unordered_set<std::string> &names)
{
    if (names.empty())
        return false;
    for (std::string_view rest = line; !rest.empty();)
        if (names.count(std::string(take_word(rest))))
            return true;
    return false;
}

/// The line that makes a changed thing again what it was.
std::string undo_of_change(ConfigNetns &netns, const StateObject &object, const Thing &thing)
{
    const bool is_replaced = is_alone(object) || &object == &nexthop_state;
    std::string line = is_replaced ? line_to_make(netns, object, thing.message, true) : "";
    if (const size_t verb = line.find(" add "); verb != line.npos)
        line.replace(verb, strlen(" add "), " replace ");
    return line;
}

[[noreturn]] void refuse_line(const WantedLine &line)
{
    fail_with(2, "Error: line %zu: \"%s\" says nothing of a configuration.", line.number, line.text.c_str());
}

void Planner::want_netns(const WantedLine &line, const ConfigCommand &command)
{
    const std::string_view verb = command.word(1);
    if (verb != "add" && verb != "ensure")
        refuse_line(line);
    const std::string name(command.word(2));
    if (world_.find(name) || !new_netns_.insert(name).second)
        return;
    add(line, "netns delete " + quote_word(name));
}

/// A device of `ip tuntap` that is there is left as it is.
void Planner::want_tun(const WantedLine &line, const ConfigCommand &command)
{
    std::string_view name;
    for (size_t i = 2; *command.word(i); i++)
        if (command.word(i) == std::string_view("name") || command.word(i) == std::string_view("dev"))
            name = command.word(i + 1);
    if (name.empty() || command.word(1) != std::string_view("add"))
        refuse_line(line);
    Wish wish;
    wish.identity = name;
    ConfigNetns *netns = world_.find(line.netns);
    const std::vector<Thing *> found = netns ? things(*netns, link_state).find(wish) : std::vector<Thing *>();
    for (Thing *thing : found)
        thing->is_wanted = true;
    if (found.empty()) {
        new_links_[line.netns].insert(std::string(name));
        add(line, "link delete " + quote_word(name));
    }
}

/// The words of a wish that change a thing that is still to be made are taken as they are.
void Planner::compare(const WantedLine &line, ConfigNetns &netns, const StateObject &object, const Wish &wish,
                      const ConfigCommand &command)
{
    const std::vector<Thing *> found = things(netns, object).find(wish);
    Thing *nearest = nullptr;
    std::vector<std::string> differences;
    for (Thing *thing : found) {
        auto words = object.differences({netns.plan(), netns.session(), wish, thing->message});
        if (words.empty()) {
            thing->is_wanted = true;
            return;
        }
        // Several lines may set one link; of routes and rules, each line means another one.
        if (!nearest && (!thing->is_wanted || &object == &link_state)) {
            nearest = thing;
            differences = std::move(words);
        }
    }
    if (!nearest || command.verb() == "append") {
        if (&object == &link_state)
            new_links_[line.netns].insert(wish.identity);
        return add(line, undo_of(object, wish, command), is_alone(object));
    }
    nearest->is_wanted = true;
    std::vector<std::string> changes;
    try {
        changes = changes_of(object, {netns.plan(), netns.session(), wish, nearest->message},
                             line_of(command.rest()), differences);
    } catch (...) {
        const Error error = caught();
        const bool makes = command.verb() != "set" && !deletion_of(netns, object, *nearest).empty();
        if (!makes)
            throw;
        if (!prunes_)
            fail_with(2, "%s\nWith \"prune\", line %zu would make a new one.", error.text.c_str(),
                      line.number);
        return make_anew(line, netns, object, wish, command, *nearest);
    }
    const std::string family = command.family == AF_INET6 ? "-6 " : "";
    for (const std::string &change : changes) {
        std::string undo = undo_of_change(netns, object, *nearest);
        const bool is_whole = !undo.empty();
        steps_.push_back({.line = {line.netns, family + object.word + ' ' + change},
                          .undo = std::move(undo),
                          .number = line.number,
                          .is_alone = is_whole});
    }
}

/// Splits a line with several alternative names. Returns false for a line with one.
bool Planner::want_each_altname(const WantedLine &line, const ConfigCommand &command)
{
    std::string device;
    std::vector<std::string> names;
    for (Args args = command.rest(); !args.empty();) {
        if (args.take("altname"))
            names.emplace_back(args.next());
        else if (!args.take("dev"))
            device = args.next();
    }
    if (names.size() < 2)
        return false;
    for (const std::string &name : names) {
        WantedLine each = line;
        each.text = "link property add dev " + quote_word(device) + " altname " + quote_word(name);
        want(each);
    }
    return true;
}

/// The object of a line, if the line's verb makes or sets a thing of it.
static const StateObject *object_of(const ConfigCommand &command)
{
    constexpr std::string_view verbs[] = {"add", "replace", "append", "ensure"};
    const StateObject *object = command.names_altname ? &altname_state : find_config_object(command.word(0));
    const std::string_view verb = command.verb();
    const bool is_known = std::ranges::find(verbs, verb) != std::end(verbs);
    if (command.names_altname || !object)
        return verb == "add" ? object : nullptr;
    return is_known || verb == object->maker || (object == &link_state && verb == "set") ? object : nullptr;
}

void Planner::want(const WantedLine &line)
{
    const ConfigCommand command(line);
    const std::string_view object_word = command.word(0);
    if (object_word == "netns")
        return want_netns(line, command);
    if (object_word == "tuntap")
        return want_tun(line, command);
    const StateObject *object = object_of(command);
    if (!object)
        refuse_line(line);
    if (command.names_altname && want_each_altname(line, command))
        return;
    ConfigNetns *netns = world_.find(line.netns);
    if (!netns && !new_netns_.count(line.netns))
        fail_with(2, "Error: line %zu: there is no network namespace \"%s\".", line.number,
                  line.netns.c_str());
    ConfigNetns *reader = netns ? netns : world_.find("");
    reader->plan().settings.family = command.family;
    reader->session().settings.family = command.family;
    Args args = command.rest();
    const bool ensures = command.verb() == "ensure";
    const Wish wish =
        ensures ? read_ensured(*object, reader->plan(), args) : object->read(reader->plan(), args);
    const bool sets = object == &link_state && command.verb() == "set";
    const bool is_new_link = object == &link_state && new_links_[line.netns].count(wish.identity);
    if (!netns || is_new_link || goes_with_remade(line, *object, sets)) { // nothing to compare with
        if (object == &link_state)
            new_links_[line.netns].insert(wish.identity);
        return add(line, sets ? "" : undo_of(*object, wish, command), is_alone(*object));
    }
    if (sets && things(*netns, *object).find(wish).empty())
        return add(line, ""); // a line before it may make the device: the other end of a pair, a tunnel
    compare(line, *netns, *object, wish, command);
}

// --- making anew

/// Whether what a line wants has gone, or will, with a device that is made anew.
bool Planner::goes_with_remade(const WantedLine &line, const StateObject &object, bool sets)
{
    const auto &devices = remade_[line.netns];
    if (devices.empty())
        return false;
    if (&object != &link_state || sets)
        return mentions(line.text, devices);
    const std::string_view lower = value_of(line.text, "link");
    if (!devices.count(std::string(lower)))
        return false;
    remade_[line.netns].insert(std::string(device_of(line.text)));
    return true;
}

/// A thing that cannot become what a line wants goes, and a new one comes.
void Planner::make_anew(const WantedLine &line, ConfigNetns &netns, const StateObject &object,
                        const Wish &wish, const ConfigCommand &command, const Thing &thing)
{
    auto &remade = remade_[line.netns];
    const std::string old = line_to_make(netns, object, thing.message, false);
    if (!mentions(old, remade)) // else it goes with a device below it
        steps_.push_back({.line = {line.netns, deletion_of(netns, object, thing)},
                          .undo = is_alone(object) ? line_to_make(netns, object, thing.message, true) : "",
                          .number = line.number,
                          .removes = true,
                          .is_alone = is_alone(object)});
    add(line, undo_of(object, wish, command), is_alone(object));
    if (&object != &link_state)
        return;
    new_links_[line.netns].insert(wish.identity);
    remade.insert(wish.identity);
    for (const std::string_view text : {std::string_view(old), std::string_view(line.text)})
        if (const std::string_view peer = value_of(text, "name"); !peer.empty())
            remade.insert(std::string(peer));
}

// --- removals

/// What stands on other things goes before them.
void Planner::prune()
{
    std::vector<std::string> names{""};
    for (const auto &[key, ignored] : things_)
        names.push_back(key.first);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const auto objects = config_objects();
    for (const std::string &name : names)
        for (size_t i = objects.size(); i-- > 0;)
            if (ConfigNetns *netns = world_.find(name); netns && selection_.has_object(objects[i]->word))
                prune(*netns, *objects[i]);
}

void Planner::prune(ConfigNetns &netns, const StateObject &object)
{
    const auto &remade = remade_[netns.name()];
    for (const Thing &thing : things(netns, object).all()) {
        const std::string line = thing.is_wanted ? "" : line_to_make(netns, object, thing.message, false);
        const std::string deletion = line.empty() ? "" : deletion_of(netns, object, thing);
        if (deletion.empty() || mentions(line, remade) || !selection_.has(netns.session(), line))
            continue;
        const bool alone = is_alone(object);
        steps_.push_back({.line = {netns.name(), deletion},
                          .undo = alone ? line_to_make(netns, object, thing.message, true) : "",
                          .removes = true,
                          .is_alone = alone});
    }
}

} // namespace

/// Namespaces and links come first, then what stands on them.
static size_t rank(const WantedLine &line)
{
    std::string_view rest = line.text, object = take_word(rest);
    while (object.starts_with('-'))
        object = take_word(rest);
    const std::string_view verb = take_word(rest);
    if (object == "netns")
        return 0;
    if (object == "tuntap")
        return 1;
    const StateObject *found = find_config_object(object);
    if (found == &link_state)
        return verb == "set" || verb == altname_verb ? 3 : 2;
    const auto all = config_objects();
    return 4 + static_cast<size_t>(std::ranges::find(all, found) - all.begin());
}

std::vector<ConfigStep> plan_steps(ConfigWorld &world, std::vector<WantedLine> wanted,
                                   const ConfigSelection &selection, bool prunes)
{
    std::vector<std::pair<size_t, size_t>> order; // rank, and place in the file
    for (size_t i = 0; i < wanted.size(); i++)
        order.emplace_back(rank(wanted[i]), i);
    if (!std::is_sorted(order.begin(), order.end())) // a whole table comes in order
        std::sort(order.begin(), order.end());
    Planner planner(world, selection, prunes);
    for (auto [ignored, place] : order)
        if (selection.has(world.session(), wanted[place].text))
            planner.want(wanted[place]);
    if (prunes)
        planner.prune();
    return planner.take();
}

} // namespace nskit
