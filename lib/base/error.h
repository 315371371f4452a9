// SPDX-License-Identifier: MIT
// The one exception type of the suite and the two functions that throw it. It is caught in three places:
// main, the batch loop of `ip`, and the first frame of a forked child (which _exits).
#pragma once

#include <string>

namespace nskit {

/// A failure that ends the command. `text` is the whole message without a trailing newline, as the user reads
/// it (the command adds its own name in front where the reference does); an empty text is a silent failure.
struct Error {
    std::string text;
    int status = 1; ///< the exit status of the command
    int code = 0;   ///< errno where a system call failed, else 0
};

/// The exception that is being handled, of whatever type: those of the library become an Error with status 1.
Error caught();

/// A printf-formatted string.
[[gnu::format(printf, 1, 2)]] std::string format(const char *text, ...);

/// Throws an Error with status 1.
[[noreturn, gnu::format(printf, 1, 2)]] void fail(const char *text, ...);

/// Throws an Error with another exit status.
[[noreturn, gnu::format(printf, 2, 3)]] void fail_with(int status, const char *text, ...);

/// Throws an Error whose text ends in ": " and the description of errno, and which keeps errno in `code`.
[[noreturn, gnu::format(printf, 1, 2)]] void fail_errno(const char *text, ...);

/// Passes the result of a system call through, or, where it is -1, throws as fail_errno() does:
/// `Fd root(sys(open(path, O_PATH | O_CLOEXEC), "cannot open %s", path));`
[[gnu::format(printf, 2, 3)]] int sys(int result, const char *text, ...);

/// Writes a line to stderr at once: a warning, after which the command goes on.
[[gnu::format(printf, 1, 2)]] void warn(const char *text, ...);

/// The calling command's name as messages show it: the basename of argv[0].
const char *program_name();

} // namespace nskit
