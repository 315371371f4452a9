// SPDX-License-Identifier: MIT
// The options of unshare for what starts and watches a sandbox. util-linux has none of them, so none is
// abbreviated.
#include "cmd/unshare/option_groups.h"

#include <csignal>
#include <cstring>
#include <linux/utsname.h>

#include "cmd/unshare/channels.h"
#include "lib/base/error.h"

namespace nskit::unshare {

namespace {

void set_init(Plan &plan, const char *)
{
    plan.namespaces |= CLONE_NEWPID;
    plan.fork = plan.init = true;
    if (!plan.kill_child)
        plan.kill_child = SIGKILL;
}

void set_ready(Plan &plan, const char *fd)
{
    take_descriptor(plan.channels, plan.channels.ready, "ready-fd", fd, O_WRONLY);
}

void set_block(Plan &plan, const char *fd)
{
    take_descriptor(plan.channels, plan.channels.block, "block-fd", fd, O_RDONLY);
}

void set_info(Plan &plan, const char *fd)
{
    take_descriptor(plan.channels, plan.channels.info, "info-fd", fd, O_WRONLY);
}

void set_hostname(Plan &plan, const char *name)
{
    if (strlen(name) > __NEW_UTS_LEN) // HOST_NAME_MAX is another number in another libc
        fail("host name '%s' has more than %d bytes", name, __NEW_UTS_LEN);
    plan.namespaces |= CLONE_NEWUTS;
    plan.hostname = name;
}

void set_loopback(Plan &plan, const char *)
{
    plan.namespaces |= CLONE_NEWNET;
    plan.loopback = true;
}

} // namespace

constexpr Option<Plan> supervisor_options[] = {
    {.name = "init",
     .help = "a process 1 of ours above PROGRAM; implies --pid --fork --kill-child",
     .exact = true,
     .set = set_init},
    {.name = "ready-fd",
     .value = Value::required,
     .placeholder = "FD",
     .help = "write a byte and close FD when all but PROGRAM stands",
     .exact = true,
     .set = set_ready},
    {.name = "block-fd",
     .value = Value::required,
     .placeholder = "FD",
     .help = "start PROGRAM when FD can be read, never if it is closed",
     .exact = true,
     .set = set_block},
    {.name = "info-fd",
     .value = Value::required,
     .placeholder = "FD",
     .help = "write the child's PID and namespaces as JSON, and close FD",
     .exact = true,
     .set = set_info},
    {.name = "setup",
     .value = Value::required,
     .placeholder = "COMMAND",
     .help = "run by /bin/sh before PROGRAM, with all rights in there",
     .exact = true,
     .set = set_text<&Plan::setup>},
    {.name = "hostname",
     .value = Value::required,
     .placeholder = "NAME",
     .help = "the name of the host; implies --uts",
     .exact = true,
     .set = set_hostname},
    {.name = "loopback", .help = "set lo up; implies --net", .exact = true, .set = set_loopback},
    {.name = "no-new-privs",
     .help = "no file gives PROGRAM rights (set-user-ID, capabilities)",
     .exact = true,
     .set = set_true<&Plan::no_new_privileges>},
};

} // namespace nskit::unshare
