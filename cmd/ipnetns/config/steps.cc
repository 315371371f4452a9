// SPDX-License-Identifier: MIT
// What a file wants, compared with what there is. Each line is a wish, as of `ensure`.
#include <algorithm>

#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/command/batch_lines.h"
#include "cmd/ipnetns/config/config.h"
#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/neigh/neigh.h"
#include "cmd/ipnetns/nexthop/nexthop.h"
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/rule/rule.h"
#include "lib/base/text.h"
#include "lib/netlink/records.h"

namespace nskit {

namespace {

/// A thing that there is.
struct Thing {
    MessageCopy message;
    bool is_wanted = false;
};

/// All things of one object in one namespace, by what tells them apart.
class Things {
  public:
    Things(ConfigNetns &netns, const StateObject &object) : netns_(netns), object_(object)
    {
        netns.within([&] { object.all(netns.session(), [&](const nlmsghdr *message) { add(message); }); });
    }

    /// Those that have the identity of a wish.
    std::vector<Thing *> find(const Wish &wish)
    {
        std::vector<Thing *> found;
        if (object_.identity_varies) {
            for (Thing &thing : things_)
                if (object_.identity(netns_.session(), thing.message.get(), wish) == wish.identity)
                    found.push_back(&thing);
            return found;
        }
        auto [from, to] = by_identity_.equal_range(wish.identity);
        for (auto at = from; at != to; ++at)
            found.push_back(&things_[at->second]);
        return found;
    }
    std::vector<Thing> &all() { return things_; }

  private:
    void add(const nlmsghdr *message)
    {
        if (!object_.identity_varies)
            by_identity_.emplace(object_.identity(netns_.session(), message, nothing_), things_.size());
        things_.push_back({MessageCopy(message)});
    }
    ConfigNetns &netns_;
    const StateObject &object_;
    const Wish nothing_;
    std::vector<Thing> things_;
    std::unordered_multimap<std::string, size_t> by_identity_;
};

/// The words of a line behind its options: object, verb, and the rest.
struct Command3 {
    explicit Command3(const WantedLine &line) : text(line.text)
    {
        split_words(text.data(), words);
        for (; first < words.size() && words[first][0] == '-'; first++)
            family = words[first][1] == '6' ? AF_INET6 : AF_INET;
    }
    Text word(size_t i) const { return first + i < words.size() ? words[first + i] : Text(""); }
    Args rest() const
    {
        return Args(std::span<const Text>(words).subspan(std::min(first + 2, words.size())));
    }
    std::string text;
    std::vector<Text> words;
    size_t first = 0;
    int family = AF_UNSPEC;
};

class Planner {
  public:
    Planner(ConfigWorld &world, const ConfigSelection &selection) : world_(world), selection_(selection) {}

    void want(const WantedLine &line);
    void prune();
    std::vector<ConfigStep> take() { return std::move(steps_); }

  private:
    using Key = std::pair<std::string, const StateObject *>;

    Things &things(ConfigNetns &netns, const StateObject &object)
    {
        return things_.try_emplace(Key(netns.name(), &object), netns, object).first->second;
    }
    void want_netns(const WantedLine &line, const Command3 &command);
    void want_tun(const WantedLine &line, const Command3 &command);
    void compare(const WantedLine &line, ConfigNetns &netns, const StateObject &object, const Wish &wish,
                 const Command3 &command);
    void add(const WantedLine &line, std::string undo)
    {
        steps_.push_back({line, std::move(undo), line.number});
    }
    void prune(ConfigNetns &netns, const StateObject &object);

    ConfigWorld &world_;
    const ConfigSelection &selection_;
    std::map<Key, Things> things_;
    std::unordered_set<std::string> new_netns_;
    std::map<std::string, std::unordered_set<std::string>> new_links_; // by namespace
    std::vector<ConfigStep> steps_;
};

/// The line that takes away what a line makes, whatever other lines have changed in it.
std::string undo_of(const StateObject &object, const Wish &wish, const Command3 &command)
{
    const std::string start = std::string(command.family == AF_INET6 ? "-6 " : "") + object.word;
    if (&object == &link_state)
        return "link delete dev " + quote_word(wish.identity);
    if (&object == &address_state || &object == &neigh_state)
        return start + " delete " + wish.identity;
    if (&object == &nexthop_state)
        return "nexthop delete id " + wish.identity;
    return start + " absent " + line_of(command.rest());
}

[[noreturn]] void refuse_line(const WantedLine &line)
{
    fail_with(2, "Error: line %zu: \"%s\" says nothing of a configuration.", line.number, line.text.c_str());
}

void Planner::want_netns(const WantedLine &line, const Command3 &command)
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
void Planner::want_tun(const WantedLine &line, const Command3 &command)
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
                      const Command3 &command)
{
    const std::vector<Thing *> found = things(netns, object).find(wish);
    Thing *nearest = nullptr;
    std::vector<std::string> differences;
    for (Thing *thing : found) {
        auto words = object.differences({netns.plan(), netns.session(), wish, thing->message.get()});
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
    const std::string_view verb = command.word(1);
    if (!nearest || verb == "append") {
        if (&object == &link_state)
            new_links_[line.netns].insert(wish.identity);
        return add(line, undo_of(object, wish, command));
    }
    nearest->is_wanted = true;
    for (const std::string &change :
         object.changes({netns.plan(), netns.session(), wish, nearest->message.get()},
                        line_of(command.rest()), differences)) {
        ConfigStep step{
            {line.netns, std::string(command.family == AF_INET6 ? "-6 " : "") + object.word + ' ' + change},
            "",
            line.number};
        steps_.push_back(std::move(step));
    }
}

void Planner::want(const WantedLine &line)
{
    const Command3 command(line);
    const std::string_view object_word = command.word(0), verb = command.word(1);
    if (object_word == "netns")
        return want_netns(line, command);
    if (object_word == "tuntap")
        return want_tun(line, command);
    const StateObject *object = find_config_object(object_word);
    constexpr std::string_view verbs[] = {"add", "replace", "append", "ensure"};
    const bool sets = object == &link_state && verb == "set";
    if (!object || (!sets && std::ranges::find(verbs, verb) == std::end(verbs)))
        refuse_line(line);
    ConfigNetns *netns = world_.find(line.netns);
    if (!netns && !new_netns_.count(line.netns))
        fail_with(2, "Error: line %zu: there is no network namespace \"%s\".", line.number,
                  line.netns.c_str());
    ConfigNetns *reader = netns ? netns : world_.find("");
    reader->plan().settings.family = command.family;
    reader->session().settings.family = command.family;
    Args args = command.rest();
    const Wish wish = object->read(reader->plan(), args);
    const bool is_new_link = object == &link_state && new_links_[line.netns].count(wish.identity);
    if (!netns || is_new_link) { // nothing to compare with
        if (object == &link_state)
            new_links_[line.netns].insert(wish.identity);
        return add(line, sets ? "" : undo_of(*object, wish, command));
    }
    if (sets && things(*netns, *object).find(wish).empty())
        return add(line, ""); // a line before it may make the device: the other end of a pair, a tunnel
    compare(line, *netns, *object, wish, command);
}

static std::string identity_of(const StateObject &object, ConfigNetns &netns, const Thing &thing)
{
    return object.identity(netns.session(), thing.message.get(), Wish());
}

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
    for (const Thing &thing : things(netns, object).all()) {
        std::string line = thing.is_wanted ? "" : object.write(netns.session(), thing.message.get());
        const size_t verb = std::string_view("add").size();
        if (!line.starts_with("add") ||
            !selection_.has(netns.session(), std::string(object.word) + ' ' + line))
            continue;
        ConfigStep step{
            {netns.name(), std::string(object.word) + " delete" + line.substr(verb)}, "", 0, true};
        if (&object == &link_state)
            step.line.text = "link delete dev " + quote_word(identity_of(object, netns, thing));
        if (&object == &nexthop_state)
            step.line.text = "nexthop delete id " + identity_of(object, netns, thing);
        if (&object == &rule_state && *fixed<uint8_t>(thing.message.get()) == AF_INET6)
            step.line.text.insert(0, "-6 ");
        steps_.push_back(std::move(step));
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
        return verb == "set" ? 3 : 2;
    const auto all = config_objects();
    return 4 + static_cast<size_t>(std::ranges::find(all, found) - all.begin());
}

std::vector<ConfigStep> plan_steps(ConfigWorld &world, std::vector<WantedLine> wanted,
                                   const ConfigSelection &selection, bool prunes)
{
    std::vector<std::pair<size_t, size_t>> order; // rank, and place in the file
    for (size_t i = 0; i < wanted.size(); i++)
        order.emplace_back(rank(wanted[i]), i);
    std::sort(order.begin(), order.end());
    Planner planner(world, selection);
    for (auto [ignored, place] : order)
        if (selection.has(world.session(), wanted[place].text))
            planner.want(wanted[place]);
    if (prunes)
        planner.prune();
    return planner.take();
}

} // namespace nskit
