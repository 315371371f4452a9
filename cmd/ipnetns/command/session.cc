// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/session.h"

namespace nskit {

/// Whether a request may be sent after its command has ended, among others: not if it names descriptors,
/// which are closed by then, and not if it is too long.
static bool can_wait(const Message &message)
{
    return !message.owns_descriptors() && message.size() <= Pipeline::most_bytes;
}

void Session::change(Message &message)
{
    // Even a request that is refused may have done a part of its work.
    if (is_about_links(message))
        forget();
    if (!tell_ || is_quiet_ || !can_wait(message))
        return socket().request(message);
    if (!pending_) {
        pending_.emplace(socket(), *tell_);
        hold_requests(true);
    }
    pending_->add(message, command_);
}

void Session::begin_command(size_t number)
{
    command_ = number;
    if (Nexthops *known = nexthops())
        known->clear(); // the command before may have changed them
}

void Session::send_held()
{
    if (pending_ && !pending_->empty())
        pending_->send();
}

void Session::send_held_links()
{
    if (pending_ && pending_->change_links())
        send_held();
}

void Session::end_batch()
{
    tell_.reset();
    pending_.reset();
    hold_requests(false);
}

} // namespace nskit
