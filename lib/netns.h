// SPDX-License-Identifier: MIT
// Named network namespaces: files in NETNS_RUN_DIR on which namespaces are mounted, and the ids (nsid) by
// which one namespace knows another.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "fd.h"

namespace nskit {

class Socket;

/// The path of a named network namespace: NETNS_RUN_DIR/NAME.
std::string netns_path(std::string_view name);

/// The names in NETNS_RUN_DIR, in the directory's order; nullopt where there is no such directory.
std::optional<std::vector<std::string>> netns_names();

/// Opens the network namespace that a command line names (`netns X`): a path where it contains a '/', else a
/// name, else the PID of one of its processes. Empty with errno set where there is none.
Fd open_netns(const char *name);

/// Enters a named network namespace, and nothing else: no mount namespace is made and nothing is mounted.
/// Throws `Cannot open network namespace "NAME": ...` or `setting the network namespace "NAME" failed: ...`
/// (255).
void enter_netns(const char *name);

/// The id of an open network namespace as the socket's namespace knows it; nullopt where it has none, or
/// where `fd` is no network namespace.
std::optional<int> netns_id(Socket &socket, int fd);

/// The names of ids, asked once: those of every name in NETNS_RUN_DIR.
class NetnsIds {
  public:
    /// The name of the namespace with this id, or nullptr.
    const std::string *name(int id);

  private:
    void load();
    bool loaded_ = false;
    std::unordered_map<int, std::string> names_;
};

} // namespace nskit
