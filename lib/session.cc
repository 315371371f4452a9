// SPDX-License-Identifier: MIT
#include "session.h"

#include <unistd.h>

namespace nskit {

Session::Session(const Settings &given)
    : settings(given), out(STDOUT_FILENO, given.form), names(given.numeric)
{}

Socket &Session::socket()
{
    if (!socket_)
        socket_.emplace(settings.receive_buffer);
    return *socket_;
}

Links &Session::links()
{
    if (!links_)
        links_.emplace(socket());
    return *links_;
}

NetnsIds &Session::netns_ids()
{
    if (!netns_ids_)
        netns_ids_.emplace();
    return *netns_ids_;
}

void Session::reopen()
{
    netns_ids_.reset();
    links_.reset();
    socket_.reset();
}

} // namespace nskit
