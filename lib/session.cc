// SPDX-License-Identifier: MIT
#include "session.h"

#include <unistd.h>

#include "getent.h"
#include "text.h"

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

Links &Session::open_links()
{
    if (view_ >= 0)
        return foreign_links_.try_emplace(view_, Links::told(socket())).first->second;
    return links_.emplace(socket());
}

NetnsIds &Session::netns_ids()
{
    if (view_ >= 0)
        return foreign_ids_;
    if (!netns_ids_)
        netns_ids_.emplace();
    return *netns_ids_;
}

void Session::look_into(int nsid)
{
    view_ = nsid;
}

void Session::reopen()
{
    view_ = -1;
    hosts_.clear();
    foreign_links_.clear();
    netns_ids_.reset();
    links_.reset();
    socket_.reset();
}

/// The name of a host by its address, of what getent(1) says of it: `ADDRESS NAME ALIAS...`; empty where it
/// has none.
static std::string host_name(const std::string &address)
{
    std::string answer = ask_getent("hosts", address.c_str());
    std::string_view rest = answer;
    take_word(rest);
    return std::string(take_word(rest));
}

std::string_view Session::host(int family, std::span<const uint8_t> address)
{
    std::string_view text = format_address(family, address, address_);
    if (!settings.resolve || address.empty() || address.size() * 8 != family_bits(family))
        return text;
    auto [known, is_new] = hosts_.try_emplace(std::string(text));
    if (is_new)
        known->second = host_name(known->first);
    return known->second.empty() ? text : std::string_view(known->second);
}

} // namespace nskit
