// SPDX-License-Identifier: MIT
// ip config apply: running a step, and going back to what there was.
#include <poll.h>

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

/// Makes it so again. Returns the lines that fail.
static std::vector<std::string> put_back(ConfigWorld &world, const std::vector<WantedLine> &lines,
                                         Patience &patience)
{
    std::vector<std::string> lost;
    for (const ConfigStep &step : plan_steps(world, lines, {}, false)) {
        try {
            run_in(world, step.line.netns, step.line.text, patience);
        } catch (...) {
            lost.push_back(step.line.whole());
        }
    }
    return lost;
}

std::vector<std::string> go_back(ConfigWorld &world, const std::vector<ConfigStep> &taken,
                                 const Snapshot &before)
{
    std::vector<std::string> lost;
    Patience patience;
    for (size_t i = taken.size(); i-- > 0;) {
        try {
            if (world.find(taken[i].line.netns) && !taken[i].undo.empty())
                run_in(world, taken[i].line.netns, taken[i].undo, patience);
        } catch (...) {
            if (taken[i].is_alone)
                lost.push_back(taken[i].undo);
        }
    }
    if (before.usual.empty())
        return lost;
    world.forget_things();
    // Twice: what comes back at first may need something that comes later.
    if (!put_back(world, before.usual, patience).empty())
        lost = put_back(world, before.usual, patience);
    if (lost.empty())
        lost = put_back(world, before.full, patience);
    if (lost.empty()) // a new address of a device takes its neighbours away
        lost = put_back(world, before.usual, patience);
    return lost;
}

} // namespace nskit
