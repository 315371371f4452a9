// SPDX-License-Identifier: MIT
// The run that goes on, between those who play their parts in it: runs.cc begins it, calls.cc takes its
// system calls, kernel.cc answers.
#pragma once

#include <cerrno>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "fuzz/kernel.h"

namespace nskit::fuzz {

/// A socket of the run.
struct Played {
    int protocol = NETLINK_ROUTE;
    std::deque<std::string> waiting; ///< datagrams that the command has still to receive
};

struct Playing {
    const World &world;
    Run &run;
    size_t part = 0; ///< the next one
    size_t sent = 0;
    std::map<int, Played> sockets;
};

/// nullptr: the fuzzer itself makes the calls, which are passed on.
extern Playing *playing;

/// Thrown in the place of exit(3).
struct Exit {
    int status;
};

/// Fails as a system call does.
inline int refuse(int error = EPERM)
{
    errno = error;
    return -1;
}

/// Takes what a command sends, and puts the answers behind what waits.
void take_requests(Played &socket, std::string_view bytes);
/// The next message that comes unasked; empty if there are no more.
std::string next_event();
/// Whatever file is opened for reading is the next one that the world has. Returns -1 with errno set for any
/// other.
int open_played(const char *path, int flags);
/// A file with these bytes.
int file_of(std::string_view bytes);

} // namespace nskit::fuzz
