// SPDX-License-Identifier: MIT
// Becoming another program.
#pragma once

namespace nskit {

/// Becomes the program argv[0], found along PATH; a file of no known format is run by /bin/sh. It is glibc's
/// execvp(3): others do not know scripts without `#!`, and have another PATH if there is none. Returns on
/// failure, with errno. `argv` ends in a null pointer.
void execute_along_path(char *const argv[]);

} // namespace nskit
