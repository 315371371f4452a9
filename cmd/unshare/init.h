// SPDX-License-Identifier: MIT
// --init: a process 1 of ours in the new PID namespace, between unshare outside and the program. It adopts
// and reaps every orphan. A process 1 cannot die by a signal of its own making: it sends what wait(2) says of
// the program up a socket, and unshare ends, or stops, as that says.
//
// All three are in one process group, the caller's, so that a ^C or ^Z at the terminal reaches the program
// once, from the kernel; unshare passes on only what a process has sent to it. Nobody calls tcsetpgrp(3),
// which stops a caller in the background.
#pragma once

#include "cmd/unshare/plan.h"
#include "lib/base/fd.h"
#include "lib/namespace/process.h"

namespace nskit::unshare {

// Between the two is a channel: signals go in, wait statuses out.

/// What process 1 does once it has forked the program. Every signal must be blocked. `kill_child` is sent to
/// the program if unshare dies. Returns when the program has ended, and its status has been sent.
int run_init(const Fd &inner, Child program, int kill_child);

/// What unshare does after it has forked process 1. Every signal must be blocked. Ends as the program ended;
/// waits for the end of process 1, but not for ever: it hangs as long as a process that somebody has put into
/// its namespace is dead and not reaped outside.
int follow_init(Child init, const Fd &outer);

} // namespace nskit::unshare
