// SPDX-License-Identifier: MIT
// ip config apply: running a step, and going back to what there was.
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <set>

#include "cmd/ipnetns/config/config.h"

namespace nskit {

time_t monotonic_seconds()
{
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

bool Patience::waits()
{
    if (end_ == 0)
        end_ = monotonic_seconds() + 3;
    poll(nullptr, 0, 10);
    return monotonic_seconds() < end_;
}

Snapshot snapshot(ConfigWorld &world, const std::vector<ConfigStep> &steps)
{
    std::set<std::string> names;
    for (const ConfigStep &step : steps)
        if (!step.is_alone)
            names.insert(step.line.netns);
    Snapshot before;
    for (const std::string &name : names)
        if (ConfigNetns *netns = world.find(name))
            for (auto [lines, all] : {std::pair(&before.usual, false), std::pair(&before.full, true)})
                for (ConfigLine &line : read_config(*netns, {}, all, {}))
                    lines->push_back({std::move(line), 0});
    return before;
}

void run_in(ConfigWorld &world, const std::string &name, const std::string &line, Patience &patience)
{
    ConfigNetns *netns = world.find(name);
    if (!netns)
        fail("there is no network namespace \"%s\".", name.c_str());
    for (;;) {
        try {
            return netns->run(line);
        } catch (...) {
            if (caught().code != ENETDOWN || !patience.waits())
                throw;
        }
    }
}

/// Makes it so again. Returns what fails, as go_back() does.
static std::vector<std::string> put_back(ConfigWorld &world, const std::vector<WantedLine> &lines,
                                         Patience &patience)
{
    std::vector<std::string> lost;
    for (const ConfigStep &step : plan_steps(world, lines, {}, false)) {
        try {
            run_in(world, step.line.netns, step.line.text, patience);
        } catch (...) {
            caught();
            lost.push_back("could not be put back: " + step.line.whole());
        }
    }
    return lost;
}

static std::vector<std::string> put_back(ConfigWorld &world, const Snapshot &before, Patience &patience)
try {
    world.forget_things();
    // Twice: what comes back at first may need something that comes later.
    std::vector<std::string> lost;
    if (!put_back(world, before.usual, patience).empty())
        lost = put_back(world, before.usual, patience);
    if (lost.empty())
        lost = put_back(world, before.full, patience);
    if (lost.empty()) // a new address of a device takes its neighbours away
        lost = put_back(world, before.usual, patience);
    return lost;
} catch (...) {
    return {"going back failed: " + caught().text};
}

/// What a deletion fails with if there is no such thing: a device, an address, or any other.
static constexpr int missing[] = {ENODEV, EADDRNOTAVAIL, ENOENT};

/// Whether undoing a step failed because there is nothing to undo: the step has not been taken, or its effect
/// has gone since.
static bool is_needless(const ConfigStep &step, const Error &error)
{
    if (step.removes)
        return error.code == EEXIST;
    return step.makes && (error.absent || std::ranges::find(missing, error.code) != std::end(missing));
}

/// Returns whether nothing is left of the step.
static bool undo(ConfigWorld &world, const ConfigStep &step, Patience &patience)
{
    try {
        if (!step.undo.empty() && world.find(step.line.netns))
            run_in(world, step.line.netns, step.undo, patience);
        return true;
    } catch (...) {
        return is_needless(step, caught());
    }
}

std::vector<std::string> go_back(ConfigWorld &world, const std::vector<ConfigStep> &taken,
                                 const Snapshot &before)
{
    Patience patience;
    std::vector<const ConfigStep *> failed;
    for (size_t i = taken.size(); i-- > 0;)
        if (!undo(world, taken[i], patience))
            failed.push_back(&taken[i]);
    std::vector<std::string> lost;
    if (!before.usual.empty())
        lost = put_back(world, before, patience);
    for (const ConfigStep *step : failed)
        if (step->makes)
            lost.push_back("may be left: " + step->line.whole());
        else if (!undo(world, *step, patience)) // what it needs may be back
            lost.push_back("could not be put back: " + ConfigLine{step->line.netns, step->undo}.whole());
    return lost;
}

} // namespace nskit
