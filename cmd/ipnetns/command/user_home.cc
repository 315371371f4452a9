// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/user_home.h"

#include <sys/wait.h>

#include "lib/base/error.h"
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

void enter_home()
{
    const Home *home = entered() = new Home(Home::open());
    home->enter();
    use_netns_directory(home->names().c_str());
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
