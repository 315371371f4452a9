// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/user_home.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/namespace/home.h"
#include "lib/namespace/process.h"
#include "lib/netlink/netns_place.h"

namespace nskit {

/// The home that the process has entered. It is the process's until its end, as its namespaces are.
static const Home *&entered()
{
    static const Home *home = nullptr;
    return home;
}

static void enter(Home &&found)
{
    const Home *home = entered() = new Home(std::move(found));
    home->enter();
    use_netns_directory(home->names().c_str());
}

void enter_home()
{
    enter(Home::open());
}

void enter_existing_home()
{
    auto home = Home::find();
    if (!home)
        return use_netns_directory(""); // those in NETNS_RUN_DIR are root's
    enter(std::move(*home));
    // Stays open: completion gives its rights up, and cannot look at the holder's directory then.
    Fd names = sys(open_file(netns_directory(), O_PATH | O_DIRECTORY), "Cannot open %s", netns_directory());
    use_netns_directory((new std::string(format("/proc/self/fd/%d", names.release())))->c_str());
}

void where_names_are_made(FunctionRef<void()> body)
{
    const Home *home = entered();
    if (!home)
        return body();
    const int status = fork_child(
                           [&] {
                               home->enter_mounts();
                               use_netns_directory(NETNS_RUN_DIR);
                               body();
                           },
                           Report::bare)
                           .wait();
    if (status != 0)
        fail_silently(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

} // namespace nskit
