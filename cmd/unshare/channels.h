// SPDX-License-Identifier: MIT
// Descriptors of the caller by which a supervisor follows the command and holds it back: --ready-fd,
// --block-fd and --info-fd. Each is closed as soon as it has done its work, in every process of ours, so that
// the other side sees the end of file.
#pragma once

#include <sys/types.h>

#include "cmd/unshare/plan.h"

namespace nskit::unshare {

/// Takes over the caller's descriptor that `text` names, which must be open for reading or writing as
/// `access` says (O_RDONLY, O_WRONLY): a copy goes into `channel`, and the number is noted in `channels`, to
/// be closed. Throws `--OPTION TEXT: ...`.
void take_descriptor(Channels &channels, Fd &channel, const char *option, const char *text, int access);

/// Closes the caller's own descriptors, but for 0, 1 and 2, which the program may need.
void close_taken(const Channels &channels);

/// Writes the PID of the child and the inodes of its namespaces as a JSON object to --info-fd, if the plan
/// has one, and closes it. Comes after the child has been forked, in the process that has made the
/// namespaces. Throws Error if nobody reads.
void write_info(Channels &channels, pid_t child);

/// Writes a byte to --ready-fd, if the plan has one, and closes it. Throws Error if nobody reads.
void report_ready(Channels &channels);

/// Waits until --block-fd can be read, if the plan has one. Throws Error if the other side has closed it.
void wait_until_released(Channels &channels);

} // namespace nskit::unshare
