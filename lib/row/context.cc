// SPDX-License-Identifier: MIT
#include "lib/row/context.h"

#include <unistd.h>

#include <unordered_map>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/namespace/getent.h"

namespace nskit {

constexpr size_t most_hosts = 4096; // that are remembered

struct Context::Caches {
    std::unordered_map<int, Links> links;               // of other namespaces, by their id
    NetnsIds ids = NetnsIds::nameless();                // as other namespaces use them
    std::unordered_map<std::string, std::string> hosts; // names by address; "": the address has none
    std::unordered_map<std::string, Generic> families;  // of generic netlink
};

Context::Context(const Settings &given, int receive_buffer)
    : settings(given), out(STDOUT_FILENO, given.form), names(given.numeric, warn_),
      receive_buffer_(receive_buffer), caches_(new Caches)
{}

Context::~Context() = default;

Socket &Context::socket()
{
    if (!socket_)
        socket_.emplace(receive_buffer_);
    send_held();
    return *socket_;
}

Generic &Context::generic(const char *family)
{
    send_held();
    return caches_->families.try_emplace(family, family, receive_buffer_).first->second;
}

void Context::use_generic(const char *family, Generic generic)
{
    caches_->families.insert_or_assign(family, std::move(generic));
}

Links &Context::open_links()
{
    send_held_links();
    if (view_ >= 0)
        return caches_->links.try_emplace(view_, Links::told(socket())).first->second;
    if (!links_)
        links_.emplace(plans ? Links::invented(socket()) : Links(socket()));
    return *links_;
}

NetnsIds &Context::netns_ids()
{
    if (view_ >= 0)
        return caches_->ids;
    if (!netns_ids_)
        netns_ids_.emplace();
    return *netns_ids_;
}

void Context::forget_netns(int nsid)
{
    caches_->links.erase(nsid);
    if (netns_ids_)
        netns_ids_->forget(nsid);
}

void Context::forget()
{
    view_ = -1;
    caches_->hosts.clear();
    caches_->links.clear();
    nexthops_ = {};
    netns_ids_.reset();
    if (links_)
        links_->clear();
}

void Context::warn_line(const std::string &text)
{
    send_held();
    warn("%s", text.c_str());
}

/// The name of the host with this address; empty if it has none. getent(1) answers `ADDRESS NAME ALIAS...`.
static std::string host_name(const std::string &address)
{
    std::string answer = ask_getent("hosts", address.c_str());
    std::string_view rest = answer;
    take_word(rest);
    return std::string(take_word(rest));
}

std::string_view Context::host(int family, std::span<const uint8_t> address)
{
    std::string_view text = format_address(family, address, address_);
    if (!settings.resolve || address.empty() || address.size() * 8 != family_bits(family))
        return text;
    if (caches_->hosts.size() >= most_hosts) // a monitor runs for ever
        caches_->hosts.clear();
    auto [known, is_new] = caches_->hosts.try_emplace(std::string(text));
    if (is_new)
        known->second = host_name(known->first);
    return known->second.empty() ? text : std::string_view(known->second);
}

} // namespace nskit
