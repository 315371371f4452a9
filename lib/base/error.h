// SPDX-License-Identifier: MIT
// The one exception type of the suite, the functions that throw it, and the one way to report it. It is
// caught by run_reporting(), around main and around what a forked child does, and by the batch loop of `ip`.
#pragma once

#include <string>
#include <type_traits>

#include "lib/base/fd.h"

namespace nskit {

/// A failure that ends the command.
struct Error {
    std::string text;      ///< as the user reads it, without the command's name and a newline; empty: silent
    int status = 1;        ///< the exit status of the command
    int code = 0;          ///< errno if a system call failed, else 0
    bool absent = false;   ///< a device that the command line names is not there: `wait` waits for it
    bool in_doubt = false; ///< the kernel's answer was lost: what it was asked for may have been done
};

/// A printf-formatted string.
[[gnu::format(printf, 1, 2)]] std::string format(const char *text, ...);

/// Throws an Error with status 1.
[[noreturn, gnu::format(printf, 1, 2)]] void fail(const char *text, ...);

/// Throws an Error with another exit status.
[[noreturn, gnu::format(printf, 2, 3)]] void fail_with(int status, const char *text, ...);

/// Throws an Error whose text ends in ": " and the description of errno, and which keeps errno in `code`.
[[noreturn, gnu::format(printf, 1, 2)]] void fail_errno(const char *text, ...);

/// Throws an Error without a text, if the user has been told already what is wrong.
[[noreturn]] void fail_silently(int status = 1);

/// Returns the result of a system call, or throws as fail_errno() does if it is -1.
[[gnu::format(printf, 2, 3)]] int sys(int result, const char *text, ...);

/// The same for a descriptor: throws if it is empty.
/// `Fd root = sys(open_file(path, O_PATH), "cannot open %s", path);`
[[gnu::format(printf, 2, 3)]] Fd sys(Fd fd, const char *text, ...);

/// Writes a line to stderr at once: a warning, after which the command goes on.
[[gnu::format(printf, 1, 2)]] void warn(const char *text, ...);

/// The calling command's name as messages show it: the basename of argv[0].
const char *program_name();

/// How an error is reported: `TEXT` (ip), or `NAME: TEXT` (unshare, nsenter).
enum class Report { bare, named };

/// Writes the text of an error to stderr, unless it is empty; returns the exit status.
int report(const Error &error, Report how = Report::named);

/// From now on report() calls `reporter` instead of writing the line.
void report_with(void (*reporter)(const Error &error, const std::string &line));

/// The exception that is being handled, as an Error: one of the standard library gets status 1.
Error caught();

/// Runs `body`. An Error that it throws gets another exit status.
template <class Body> void with_status(int status, Body &&body)
{
    try {
        body();
    } catch (Error &error) {
        error.status = status;
        throw;
    }
}

/// Runs `body`, which returns an exit status, or nothing for 0. If it throws, reports the error and returns
/// its status.
template <class Body> int run_reporting(Body &&body, Report how = Report::named)
{
    try {
        if constexpr (!std::is_void_v<decltype(body())>)
            return body();
        else
            body();
        return 0;
    } catch (...) {
        return report(caught(), how);
    }
}

} // namespace nskit
