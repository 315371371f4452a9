// SPDX-License-Identifier: MIT
// TCP connections that no process has any more: the kernel still sends what they had to send, for up to two
// minutes, and they hold their network namespace until then.
#pragma once

#include <string>
#include <vector>

namespace nskit {

/// One end of such a connection.
struct TcpOrphan {
    std::string local, remote; ///< `10.0.0.1:80`, `[2001:db8::1]:80`
    const char *state;         ///< `FIN-WAIT-1`
};

/// The orphans of the network namespace that the process is in. None if the kernel cannot list them. Throws
/// Error.
std::vector<TcpOrphan> tcp_orphans();

/// Ends them (SOCK_DESTROY, Linux 4.5). Returns how many there were. One that the kernel does not end is
/// left.
size_t destroy_tcp_orphans();

} // namespace nskit
