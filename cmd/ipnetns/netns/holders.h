// SPDX-License-Identifier: MIT
// What keeps network namespaces alive: processes and threads in them, descriptors, mounts, sockets, and TCP
// connections that have outlived their process.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

#include "lib/base/fd.h"

namespace nskit {

/// One thing that keeps a network namespace alive.
struct Holder {
    /// In the order in which they are shown.
    enum class Kind : uint8_t { process, thread, mount, descriptor, socket, tun, tcp };

    Kind kind;
    pid_t pid = 0; ///< of a mount: a process that sees it
    pid_t thread = 0;
    int fd = -1;
    std::string command;       ///< the name of the process
    std::string owner;         ///< the container or unit that the process belongs to; may be empty
    std::string path;          ///< of a mount, as the process sees it
    std::string local, remote; ///< the ends of a TCP connection
    const char *state = "";    ///< its state

    /// Opens the namespace by way of this holder, and checks that it is the one with this inode. Empty with
    /// errno set on failure: ENOENT if it has gone meanwhile.
    Fd open(ino_t inode) const;
};

/// The word that a kind is shown with.
const char *holder_word(Holder::Kind kind);

/// What a search through /proc has found.
struct Holders {
    std::map<ino_t, std::vector<Holder>> by_inode; ///< sorted by kind, process and descriptor
    size_t unreadable = 0;                         ///< processes that could not be looked into
    int cause = 0;                                 ///< errno of the first of them
    bool sees_all = true;                          ///< false: other PID namespaces have processes, too

    /// Counts a process that could not be looked into, for this errno.
    void add_unreadable(int error);
};

/// Warns of the processes that could not be looked into, if there are any.
void warn_of_unreadable(const Holders &holders);

/// What is searched for: `places` are ways to open a namespace. `all` also looks into every socket.
enum class Search { places, all };

/// Looks through /proc for all network namespaces, but for what this process itself holds.
Holders find_holders(Search search);

/// Adds the TCP orphans of a namespace, which is entered for that. Returns false if we may not.
bool add_tcp_orphans(int fd, std::vector<Holder> &holders);

/// The text behind the word: `4812 sleep`, `977 dhclient 5`, `/run/netns/red (pid 1)`.
std::string holder_text(const Holder &holder);

/// The container or unit that a path of cgroups names: `docker 0123456789ab`, `ssh.service`. Empty if it
/// names none.
std::string cgroup_owner(std::string_view path);

} // namespace nskit
