// SPDX-License-Identifier: MIT
// ip config: the configuration of network namespaces as lines of a batch. A file of such lines is compared
// with what there is, and made so.
#pragma once

#include <ctime>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "cmd/ipnetns/command/netns_session.h"
#include "cmd/ipnetns/command/state.h"

namespace nskit {

/// A line of a configuration: what stands behind `ip`, and the namespace that it is about.
struct ConfigLine {
    std::string netns; ///< empty: the one in which the command runs
    std::string text;

    /// As a batch has it: with `-n NAME` in front if it is about another namespace.
    std::string whole() const { return netns.empty() ? text : "-n " + quote_word(netns) + ' ' + text; }
};

/// What a command line selects of a configuration.
struct ConfigSelection {
    std::vector<std::string> devices; ///< `dev NAME`; empty: all
    std::vector<std::string> objects; ///< `route`, `link`, ...; empty: all
    std::optional<uint32_t> table;    ///< of routes
    bool is_all() const { return devices.empty() && objects.empty() && !table; }
    bool has_object(std::string_view object) const;
    /// Whether a line is selected: by its object, its device, its table.
    bool has(Context &context, std::string_view line) const;
};

/// `link property add` gives alternative names, which are things of their own.
constexpr std::string_view altname_verb = "property";

/// The word behind `word` in a line; empty if the line does not have it.
std::string_view value_of(std::string_view line, std::string_view word);
/// The device that a line is about; empty if it names none.
std::string_view device_of(std::string_view line);

/// Reads the words of a selection, up to one that belongs to none.
void parse_selection(Context &context, Args &args, ConfigSelection &selection);
std::string describe_selection();
/// The words behind the file of diff and apply, for the help.
std::string describe_orders();

/// One network namespace, and its session, whose socket stays in it.
class ConfigNetns {
  public:
    /// `name` is empty for the namespace of `own`.
    ConfigNetns(Session &own, const std::string &name);

    const std::string &name() const { return name_; }
    Session &session() { return other_ ? other_->session() : own_; }
    /// Reads lines for this namespace without asking for their devices.
    Session &plan() { return *plan_; }
    /// Runs a line of words behind `ip` in this namespace.
    void run(const std::string &line);
    /// Calls `f()` while the process is in this namespace.
    void within(FunctionRef<void()> f);

  private:
    Session &own_;
    std::string name_;
    std::optional<NetnsSession> other_;
    std::optional<Session> plan_;
};

/// The namespaces that a run has looked into, by name.
class ConfigWorld {
  public:
    explicit ConfigWorld(Session &session) : session_(session) {}
    /// nullptr if no namespace has the name.
    ConfigNetns *find(const std::string &name);
    Session &session() { return session_; }
    /// Forgets the devices of all namespaces: some are new.
    void forget_things();

  private:
    Session &session_;
    std::map<std::string, ConfigNetns> known_;
};

/// The objects of a configuration, in the order in which they are made; nullptr for a word that is none.
std::span<const StateObject *const> config_objects();
const StateObject *find_config_object(std::string_view word);

/// The configuration of a namespace, in an order in which it can be made. `first` are names of namespaces
/// whose configuration has been written: they make the pairs of devices that reach into this one. With `all`,
/// no usual value is left out.
std::vector<ConfigLine> read_config(ConfigNetns &netns, const ConfigSelection &selection, bool all,
                                    const std::vector<std::string> &first);
/// The configuration of the own namespace and of all that have names, with the lines that make the names.
std::vector<ConfigLine> read_all_config(ConfigWorld &world, const ConfigSelection &selection, bool all);

/// The line that makes a thing as it is. Empty if the thing is no configuration. With `all`, no usual value
/// is left out.
std::string line_to_make(ConfigNetns &netns, const StateObject &object, const nlmsghdr *message, bool all);

/// A step towards a wanted configuration.
struct ConfigStep {
    ConfigLine line;
    std::string undo;   ///< the line that undoes it; empty: only a snapshot can
    size_t number = 0;  ///< of the line in the file; 0: it is of no line
    bool makes = false; ///< a new thing, which `undo` deletes
    bool removes = false;
    bool is_alone = false; ///< nothing else changes with it, as routes go with a device: `undo` is enough
};

/// A line of a file, with its number.
struct WantedLine : ConfigLine {
    size_t number = 0;
};

/// Reads the lines of a file, `-` for stdin. Throws if a line is no configuration (2).
std::vector<WantedLine> read_config_file(const std::string &file);

/// The steps from what there is to what is wanted: additions and changes in the order of objects, then, if
/// `prunes`, removals of what is selected and no line names.
std::vector<ConfigStep> plan_steps(ConfigWorld &world, std::vector<WantedLine> wanted,
                                   const ConfigSelection &selection, bool prunes);

/// The clock that nobody sets.
time_t monotonic_seconds();

/// How long one run waits in all for carriers: the kernel refuses next hops over a device without one, and a
/// bridge has it some time after its ports.
class Patience {
  public:
    /// Waits a moment. Returns false if there has been enough of it.
    bool waits();

  private:
    time_t end_ = 0;
};

/// Runs a line in a namespace, which must exist.
void run_in(ConfigWorld &world, const std::string &netns, const std::string &line, Patience &patience);

/// What there was before.
struct Snapshot {
    std::vector<WantedLine> usual; ///< makes again what is missing
    std::vector<WantedLine> full;  ///< sets what differs; some kinds refuse words of it for a new device
};

/// Of all namespaces with a step that changes more than it says.
Snapshot snapshot(ConfigWorld &world, const std::vector<ConfigStep> &steps);

/// Undoes the steps, the last first, and then makes again what was there. The last one need not have been
/// taken. Returns a line for each thing that may be left, or could not be put back.
std::vector<std::string> go_back(ConfigWorld &world, const std::vector<ConfigStep> &taken,
                                 const Snapshot &before);

/// Warns if one of the steps changes the link or an address of the device by which the user's SSH session
/// comes in.
void warn_of_ssh(Session &session, const std::vector<ConfigStep> &steps);

// --- the verbs

void config_show(Session &session, Args &args);
void config_diff(Session &session, Args &args);
void config_apply(Session &session, Args &args);

} // namespace nskit
