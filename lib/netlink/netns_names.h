// SPDX-License-Identifier: MIT
// Named network namespaces: files in NETNS_RUN_DIR on which namespaces are mounted, and the ids (nsid) by
// which one namespace knows another.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/box.h"
#include "lib/base/fd.h"
#include "lib/base/file.h"
#include "lib/namespace/namespace.h"

namespace nskit {

class Socket;

/// Whether a network namespace could have this name: 1 to 255 bytes, no '/', not "." or "..".
bool is_netns_name(std::string_view name);

/// The path of a named network namespace: NETNS_RUN_DIR/NAME.
std::string netns_path(std::string_view name);

/// NETNS_RUN_DIR, opened once: its names mean the same files whatever is mounted over it later. A name may be
/// a symbolic link to a namespace, as scripts make them from /proc/PID/ns/net.
class NetnsDirectory {
  public:
    /// Has no names if there is no such directory. Throws Error if it cannot be read.
    NetnsDirectory();

    /// In the directory's order; all files, not only namespaces.
    const std::vector<std::string> &names() const { return names_; }
    /// The namespace of a name; nullopt if the file is no namespace, but a stale plain file, or is gone.
    /// Throws if we may not look at the files.
    std::optional<NamespaceId> id(const std::string &name) const;
    /// An empty Fd with errno set if it cannot be opened.
    Fd open(const std::string &name) const;

  private:
    Dir dir_;
    dev_t device_ = 0; ///< of every namespace file; 0 if it is unknown
    std::vector<std::string> names_;
};

/// Opens the network namespace that a command line names (`netns X`): a path if it contains a '/', else a
/// name, else the PID of one of its processes. Empty with errno set if there is no such namespace.
Fd open_netns(const char *name);

/// `Did you mean "NAME"?` after a newline, for an unknown name; empty if none is near.
std::string nearest_netns(std::string_view name);

/// Enters a named network namespace, and only that: makes no mount namespace and mounts nothing.
/// Throws `Cannot open network namespace "NAME": ...` or `setting the network namespace "NAME" failed: ...`
/// (255).
void enter_netns(const char *name);

/// The id of an open network namespace in the socket's namespace; nullopt if it has none, or if `fd` is no
/// network namespace.
std::optional<int> netns_id(Socket &socket, int fd);

/// Linux (6.18, for one) may end a dump of ids with its first buffer, which holds 134 ids or fewer: a dump
/// that is longer than this need not be whole.
inline constexpr size_t whole_nsid_dump = 64;

/// A name in NETNS_RUN_DIR.
struct NamedNetns {
    std::string name;
    std::optional<int> id; ///< in the socket's namespace
};

/// Every name in NETNS_RUN_DIR, in the directory's order, with its id. If no ids are assigned, as nearly
/// always, one request to the kernel answers for all names.
std::vector<NamedNetns> named_netns(Socket &socket);

/// Names by id, of all names in NETNS_RUN_DIR, which are looked up once.
class NetnsIds {
  public:
    NetnsIds();
    ~NetnsIds();
    NetnsIds(NetnsIds &&) noexcept;
    /// Has no names and looks up none: for the ids of another namespace.
    static NetnsIds nameless();

    /// The name of the namespace with this id, or nullptr.
    const std::string *name(int id);
    /// Looks the names up again before the next answer. Ids that have lost their names keep them until
    /// forget().
    void refresh() { loaded_ = is_nameless_; }
    void forget(int id);

  private:
    void load();
    bool is_nameless_ = false, loaded_ = false;
    struct Known;
    Box<Known> known_;
};

} // namespace nskit
