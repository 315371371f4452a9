// SPDX-License-Identifier: MIT
// Named network namespaces: files in NETNS_RUN_DIR on which namespaces are mounted, and the ids (nsid) by
// which one namespace knows another.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/base/fd.h"
#include "lib/base/file.h"
#include "lib/namespace/namespace.h"

namespace nskit {

class Socket;

/// Whether a network namespace can be called so: 1 to 255 bytes, no '/', not "." or "..".
bool is_netns_name(std::string_view name);

/// The path of a named network namespace: NETNS_RUN_DIR/NAME.
std::string netns_path(std::string_view name);

/// NETNS_RUN_DIR, open. What is asked of a name means the directory that was opened, whatever is mounted over
/// it meanwhile. A name may be a symbolic link to a namespace, as scripts make them from /proc/PID/ns/net.
class NetnsDirectory {
  public:
    /// Has no names where there is no such directory.
    NetnsDirectory();

    /// In the directory's order; not only namespaces: whatever stands there.
    const std::vector<std::string> &names() const { return names_; }
    /// The namespace that a name stands for; nullopt where it is no namespace, as a stale plain file.
    std::optional<NamespaceId> id(const std::string &name) const;
    /// An empty Fd with errno set where it cannot be opened.
    Fd open(const std::string &name) const;

  private:
    Dir dir_;
    dev_t device_ = 0; ///< of every namespace file; 0 where that is not known
    std::vector<std::string> names_;
};

/// Opens the network namespace that a command line names (`netns X`): a path where it contains a '/', else a
/// name, else the PID of one of its processes. Empty with errno set where there is none.
Fd open_netns(const char *name);

/// `Did you mean "NAME"?` after a newline, for a name that there is none of; empty where none is near.
std::string nearest_netns(std::string_view name);

/// Enters a named network namespace, and nothing else: no mount namespace is made and nothing is mounted.
/// Throws `Cannot open network namespace "NAME": ...` or `setting the network namespace "NAME" failed: ...`
/// (255).
void enter_netns(const char *name);

/// The id of an open network namespace as the socket's namespace knows it; nullopt where it has none, or
/// where `fd` is no network namespace.
std::optional<int> netns_id(Socket &socket, int fd);

/// A name in NETNS_RUN_DIR.
struct NamedNetns {
    std::string name;
    std::optional<int> id; ///< as the asking socket's namespace knows it
};

/// Every name in NETNS_RUN_DIR, in the directory's order, with its id. Where no ids are assigned, as nearly
/// always, that is one question to the kernel however many names there are.
std::vector<NamedNetns> named_netns(Socket &socket);

/// The names of ids, asked once: those of every name in NETNS_RUN_DIR.
class NetnsIds {
  public:
    NetnsIds() = default;
    /// Has no names, and asks for none: for ids as another namespace uses them.
    static NetnsIds nameless()
    {
        NetnsIds ids;
        ids.loaded_ = true;
        return ids;
    }

    /// The name of the namespace with this id, or nullptr.
    const std::string *name(int id);
    /// Looks again at what has a name now, before the next answer; names of ids that have none any more are
    /// kept until forget().
    void refresh() { loaded_ = false; }
    void forget(int id) { names_.erase(id); }

  private:
    void load();
    bool loaded_ = false;
    std::unordered_map<int, std::string> names_;
};

} // namespace nskit
