// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/session.h"

#include <unistd.h>

#include "lib/namespace/getent.h"
#include "lib/base/text.h"

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

Links &Session::open_links()
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
    hosts_.clear();
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
