// SPDX-License-Identifier: MIT
// Messages between two processes of ours, over a pair of sockets that keeps the bounds of each message.
#pragma once

#include <cstddef>
#include <optional>
#include <type_traits>

#include "lib/base/fd.h"

namespace nskit {

/// The two ends, O_CLOEXEC. After a fork each process closes the other's end, whose end of file then says
/// that the other has gone.
struct Channel {
    Fd ours, theirs;
};

/// Throws `socketpair failed: ...`.
Channel make_channel();

/// Sends a message, without SIGPIPE. Returns false if the other side has gone. Throws Error on any other
/// failure: the other side would wait for ever.
bool say(const Fd &end, const void *data, size_t size);

/// Waits for a message of at most `size` bytes; what is longer is cut. Returns its size, 0 if the other side
/// has gone. Throws Error on any other failure.
size_t hear(const Fd &end, void *data, size_t size);

/// The same for a message that is one value.
template <class T> bool say(const Fd &end, const T &value)
{
    static_assert(std::is_trivially_copyable_v<T>);
    return say(end, &value, sizeof value);
}

/// Returns nullopt if the other side has gone, or its message is shorter.
template <class T> std::optional<T> hear(const Fd &end)
{
    static_assert(std::is_trivially_copyable_v<T>);
    T value;
    return hear(end, &value, sizeof value) == sizeof value ? std::optional(value) : std::nullopt;
}

} // namespace nskit
