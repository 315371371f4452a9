// SPDX-License-Identifier: MIT
#include "session.h"

#include <cstring>
#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

namespace nskit {

Session::Session(const Settings &given)
    : settings(given), out(STDOUT_FILENO, given.form),
      names(given.numeric, [this](const std::string &text) { tell(text); })
{}

Socket &Session::socket()
{
    if (!socket_)
        socket_.emplace(settings.receive_buffer);
    settle();
    return *socket_;
}

Links &Session::links()
{
    if (changes_ && changes_->change_links())
        settle();
    if (view_ >= 0)
        return foreign_links_.try_emplace(view_, Links::told(socket())).first->second;
    if (!links_)
        links_.emplace(socket());
    return *links_;
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
    settle();
    forget();
    changes_.reset();
    links_.reset();
    socket_.reset();
}

void Session::forget()
{
    view_ = -1;
    foreign_links_.clear();
    nexthops_ = {};
    netns_ids_.reset();
    if (links_)
        links_->clear();
}

// --- changes

/// Whether a request may be sent when the command that made it has ended: not where it names descriptors,
/// which are closed by then.
static bool can_wait(const Message &message)
{
    return !message.owns_descriptors();
}

void Session::change(Message &message)
{
    // Even one that is refused may have done a part of what it asks for.
    if (is_about_links(message))
        forget();
    if (!tell_ || !can_wait(message))
        return socket().request(message);
    if (!changes_)
        changes_.emplace(socket(), tell_);
    changes_->add(message, command_);
}

void Session::settle()
{
    if (changes_ && !changes_->empty())
        changes_->send();
}

void Session::tell(const std::string &text)
{
    settle();
    warn("%s", text.c_str());
}

/// The name of a host by its address; empty where it has none.
static std::string host_name(int family, std::span<const uint8_t> address)
{
    sockaddr_in inet{};
    sockaddr_in6 inet6{};
    inet.sin_family = AF_INET;
    inet6.sin6_family = AF_INET6;
    const bool is_inet = family == AF_INET && address.size() == sizeof inet.sin_addr;
    if (is_inet)
        memcpy(&inet.sin_addr, address.data(), address.size());
    else if (family == AF_INET6 && address.size() == sizeof inet6.sin6_addr)
        memcpy(&inet6.sin6_addr, address.data(), address.size());
    else
        return {};
    char name[NI_MAXHOST];
    const void *socket_address = is_inet ? static_cast<void *>(&inet) : &inet6;
    socklen_t size = is_inet ? sizeof inet : sizeof inet6;
    int result = getnameinfo(static_cast<const sockaddr *>(socket_address), size, name, sizeof name, nullptr,
                             0, NI_NAMEREQD);
    return result == 0 ? name : "";
}

std::string_view Session::host(int family, std::span<const uint8_t> address)
{
    if (settings.resolve)
        host_ = host_name(family, address);
    if (settings.resolve && !host_.empty())
        return host_;
    return format_address(family, address, address_);
}

} // namespace nskit
