// SPDX-License-Identifier: MIT
// ip config diff and apply: shows the steps, or takes them, and goes back if one fails.
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>

#include "cmd/ipnetns/config/config.h"
#include "lib/base/number.h"
#include "lib/namespace/capability.h"
#include "lib/namespace/channel.h"
#include "lib/namespace/namespace.h"
#include "lib/namespace/process.h"

namespace nskit {

constexpr int differs = 1, trouble = 2; // exit statuses

// --- the command line

namespace {

/// What the words of diff and apply say.
struct Orders {
    const char *file = nullptr;
    ConfigSelection selection;
    bool prunes = false, only_shows = false;
    std::optional<int> confirm; ///< seconds
};

} // namespace

static void parse_only(Context &context, Args &args, Orders &orders)
{
    const size_t before = args.size();
    parse_selection(context, args, orders.selection);
    if (args.size() == before)
        wrong_argument(args.peek(), "no selection of a configuration");
}

static void set_prune(Context &, Args &, Orders &orders)
{
    orders.prunes = true;
}

static void set_dry_run(Context &, Args &, Orders &orders)
{
    orders.only_shows = true;
}

/// NUMBER[s|m]
static void parse_confirm(Context &, Args &args, Orders &orders)
{
    std::string_view word = args.next();
    const int unit = word.ends_with('m') ? 60 : 1;
    if (word.ends_with('m') || word.ends_with('s'))
        word.remove_suffix(1);
    auto seconds = parse_unsigned(word, 24 * 60 * 60, 10);
    if (!seconds || *seconds == 0)
        wrong_argument(args.previous(), "invalid time");
    orders.confirm = static_cast<int>(*seconds) * unit;
}

static constexpr Word<Orders> words[] = {
    {.word = "only", .arg = "SELECTION", .set = parse_only, .exact = true},
    {.word = "prune", .set = set_prune, .exact = true},
};
static constexpr Word<Orders> apply_words[] = {
    {.word = "dry-run", .set = set_dry_run, .exact = true},
    {.word = "confirm", .arg = "TIME", .set = parse_confirm, .exact = true},
};

static Orders parse_orders(Context &context, Args &args, bool applies)
{
    Orders orders;
    if (args.empty())
        fail_with(255, "Error: argument \"FILE\" is required");
    orders.file = args.next();
    while (!args.empty()) {
        if (parse_word<Orders>(context, args, words, orders) ||
            (applies && parse_word<Orders>(context, args, apply_words, orders)))
            continue;
        wrong_argument(args.peek(), "no word of \"ip config\"");
    }
    return orders;
}

std::string describe_orders()
{
    return describe_words<Orders>(words, 8) + "        of apply only:\n" +
           describe_words<Orders>(apply_words, 8);
}

/// Whether a network namespace is that of process 1. One that cannot be compared may be, unless it belongs to
/// a user namespace that somebody has made.
static bool is_of_init(ConfigNetns &netns)
{
    bool is = true;
    netns.within([&] {
        const Fd own = open_own_namespace(namespace_type(CLONE_NEWNET)),
                 init = open_namespace_file("/proc/1/ns/net");
        is = init.valid() ? namespace_id(init.get()) == namespace_id(own.get())
                          : is_in_first_user_namespace() || !belongs_to_own_user_namespace(own.get());
    });
    return is;
}

static std::vector<ConfigStep> steps_of(ConfigWorld &world, const Orders &orders,
                                        std::vector<WantedLine> wanted)
{
    std::vector<std::string> names{""};
    for (const WantedLine &line : wanted)
        if (line.netns != names.back())
            names.push_back(line.netns);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string &name : names) {
        ConfigNetns *netns = orders.prunes && orders.selection.is_all() ? world.find(name) : nullptr;
        if (netns && is_of_init(*netns))
            fail_with(trouble,
                      "Error: \"prune\" without \"only\" would delete what the file does not name from "
                      "the network namespace of init.");
    }
    return plan_steps(world, std::move(wanted), orders.selection, orders.prunes);
}

// --- diff

/// Lines that change something begin with `+`, those that remove something with `-`.
static void print_step(Out &out, const ConfigStep &step)
{
    auto object = out.object();
    out.data("change", step.removes ? "-" : "+");
    out.text((step.removes ? "-" : "+") + step.line.whole(), step.removes ? Color::down : Color::up);
    if (!step.line.netns.empty())
        out.data("netns", step.line.netns);
    out.data("line", step.line.text);
    out.line();
}

static void print_steps(Session &session, const std::vector<ConfigStep> &steps)
{
    auto list = session.out.list();
    for (const ConfigStep &step : steps)
        print_step(session.out, step);
}

void config_diff(Session &session, Args &args)
{
    const Orders orders = parse_orders(session, args, false);
    ConfigWorld world(session);
    std::vector<ConfigStep> steps;
    with_status(trouble, [&] { steps = steps_of(world, orders, read_config_file(orders.file)); });
    print_steps(session, steps);
    if (!steps.empty())
        fail_silently(differs);
}

// --- apply

static void tell_lost(Context &context, const std::vector<std::string> &lost)
{
    for (const std::string &text : lost)
        context.warn_line(text);
}

/// How the guardian ends. An Error has a status of its own.
constexpr int kept = 0, undone = 10, partly_undone = 11;

/// Returns whether all could be undone: undone or partly_undone.
static int undo_all(ConfigWorld &world, const std::vector<ConfigStep> &steps, const Snapshot &before)
{
    const std::vector<std::string> lost = go_back(world, steps, before);
    tell_lost(world.session(), lost);
    return lost.empty() ? undone : partly_undone;
}

/// Undoes what was taken, and fails with an error, with what it came from, and with what has become of the
/// changes.
[[noreturn]] static void fail_undoing(ConfigWorld &world, const Error &error, const std::string &what,
                                      const std::vector<ConfigStep> &taken, const Snapshot &before)
{
    const bool is_undone = undo_all(world, taken, before) == undone;
    fail_with(trouble, "%s\n%s failed; %s.", error.text.c_str(), what.c_str(),
              is_undone ? "what was changed before it has been undone"
                        : "not all that was changed before it could be undone");
}

/// Takes all steps, and adds them to `taken`. If one fails, what was taken is undone, and the error says
/// which line it was.
static void take_steps(ConfigWorld &world, const std::vector<ConfigStep> &steps, const Snapshot &before,
                       std::vector<ConfigStep> &taken)
{
    Patience patience;
    for (const ConfigStep &step : steps) {
        try {
            run_in(world, step.line.netns, step.line.text, patience);
        } catch (...) {
            const Error error = caught();
            if (error.in_doubt)
                taken.push_back(step);
            const std::string place = step.number ? format(" of line %zu", step.number) : "";
            fail_undoing(world, error, '"' + step.line.whole() + '"' + place, taken, before);
        }
        taken.push_back(step);
    }
}

static void tell_count(Session &session, size_t count)
{
    auto object = session.out.object();
    session.out.data("changes", count);
    session.out.text(format("%zu change%s", count, count == 1 ? "" : "s"));
    session.out.line();
}

// --- confirm

/// Waits for an answer on `fd`. Returns whether it was `y`. The end of input is no answer: it waits on.
static bool is_confirmed(int fd, int seconds)
{
    const time_t end = monotonic_seconds() + seconds;
    for (time_t left = seconds; left > 0; left = end - monotonic_seconds()) {
        pollfd wait{.fd = fd, .events = POLLIN};
        char answer = 0;
        if (poll(&wait, 1, static_cast<int>(left * 1000)) == 1) {
            const ssize_t size = read(wait.fd, &answer, 1);
            if (size == 1)
                return answer == 'y';
            fd = -1; // poll() passes over it
        }
    }
    return false;
}

/// The guardian: undoes the steps unless it hears `y` in time. It has a session of its own, so that a
/// terminal that is cut off does not end it, and writes nothing unless it fails.
static int guard(ConfigWorld &world, const std::vector<ConfigStep> &steps, const Snapshot &before, int fd,
                 int seconds)
{
    setsid();
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    return is_confirmed(fd, seconds) ? kept : undo_all(world, steps, before);
}

/// Waits for the guardian's end, which closes its side of the channel, but not for ever. Returns its wait
/// status.
static int wait_for_guardian(Child guardian, const Fd &channel)
{
    constexpr int longest = 60; // seconds
    pollfd end{.fd = channel.get(), .events = 0, .revents = 0};
    if (uninterrupted([&] { return poll(&end, 1, longest * 1000); }) != 1) {
        const pid_t pid = guardian.release();
        fail_with(trouble, "After %d s, process %d still undoes the changes.", longest, pid);
    }
    return guardian.wait();
}

/// What is not guarded does not stay: if there can be no guardian, the changes are undone at once. It has no
/// owner while we wait for an answer: it undoes the changes whatever becomes of us.
static pid_t start_guardian(ConfigWorld &world, const std::vector<ConfigStep> &steps, const Snapshot &before,
                            Channel &channel, int seconds)
{
    try {
        channel = make_channel();
        return fork_child([&] {
                   channel.ours.reset();
                   return guard(world, steps, before, channel.theirs.get(), seconds);
               })
            .release();
    } catch (...) {
        undo_all(world, steps, before);
        throw;
    }
}

/// The guardian stands before anything is written, since that may fail, or end us.
static void ask(Session &session, ConfigWorld &world, const std::vector<ConfigStep> &steps,
                const Snapshot &before, int seconds)
{
    Channel channel;
    const pid_t guardian = start_guardian(world, steps, before, channel, seconds);
    channel.theirs.reset();
    tell_count(session, steps.size());
    session.out.flush();
    warn("Keep these changes? Answer \"y\" within %d s, or they are undone.", seconds);
    const bool keep = is_confirmed(STDIN_FILENO, seconds);
    say(channel.ours, keep ? 'y' : 'n');
    const int status = wait_for_guardian(Child(guardian), channel.ours);
    int end = keep ? kept : undone;
    if (WIFEXITED(status))
        end = WEXITSTATUS(status);
    else if (!keep) // it was killed
        end = undo_all(world, steps, before);
    if (end != kept)
        fail_with(trouble, end == undone ? "The changes are undone." : "Not all changes could be undone.");
}

/// A change of a link may take other things with it that the plan has seen: addresses, routes, neighbours.
static bool changes_links(const std::vector<ConfigStep> &steps)
{
    return std::ranges::any_of(steps, [](const ConfigStep &step) { return !step.is_alone; });
}

/// Leaves out steps that have been taken: the kernel took them, and did nothing.
static void drop_taken(Context &context, const std::vector<ConfigStep> &taken, std::vector<ConfigStep> &steps)
{
    std::erase_if(steps, [&](const ConfigStep &step) {
        const bool is_vain = std::ranges::any_of(
            taken, [&](const ConfigStep &before) { return before.line.whole() == step.line.whole(); });
        if (is_vain)
            context.warn_line("the kernel took \"" + step.line.whole() + "\", but shows no effect.");
        return is_vain;
    });
}

/// Takes the steps, looks again, and takes those that are needed then.
static std::vector<ConfigStep> take_all(ConfigWorld &world, const Orders &orders,
                                        const std::vector<WantedLine> &wanted, std::vector<ConfigStep> steps,
                                        const Snapshot &before)
{
    std::vector<ConfigStep> taken;
    const int rounds = changes_links(steps) ? 3 : 1;
    for (int round = 1; !steps.empty(); round++) {
        take_steps(world, steps, before, taken);
        if (round >= rounds)
            break;
        try {
            world.forget_things();
            steps = steps_of(world, orders, wanted);
        } catch (...) {
            fail_undoing(world, caught(), "the look at what has come of it", taken, before);
        }
        drop_taken(world.session(), taken, steps);
    }
    return taken;
}

void config_apply(Session &session, Args &args)
{
    const Orders orders = parse_orders(session, args, true);
    ConfigWorld world(session);
    std::vector<WantedLine> wanted;
    std::vector<ConfigStep> steps;
    with_status(trouble, [&] {
        wanted = read_config_file(orders.file);
        steps = steps_of(world, orders, wanted);
    });
    if (orders.only_shows)
        return print_steps(session, steps);
    if (!orders.confirm)
        warn_of_ssh(session, steps);
    Snapshot before;
    if (!steps.empty())
        with_status(trouble, [&] { before = snapshot(world, steps); });
    const std::vector<ConfigStep> taken = take_all(world, orders, wanted, std::move(steps), before);
    if (orders.confirm && !taken.empty())
        ask(session, world, taken, before, *orders.confirm);
    else
        tell_count(session, taken.size());
}

} // namespace nskit
