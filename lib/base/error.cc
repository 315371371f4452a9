// SPDX-License-Identifier: MIT
#include "lib/base/error.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <new>
#include <unistd.h>

#include "lib/base/error_text.h"
#include "lib/base/file.h"
#include "lib/base/visible.h"

namespace nskit {

[[gnu::format(printf, 1, 0)]] static std::string vformat(const char *text, va_list list)
{
    va_list again;
    va_copy(again, list);
    std::string s(static_cast<size_t>(vsnprintf(nullptr, 0, text, list)), '\0');
    vsnprintf(s.data(), s.size() + 1, text, again);
    va_end(again);
    return s;
}

std::string format(const char *text, ...)
{
    va_list list;
    va_start(list, text);
    std::string s = vformat(text, list);
    va_end(list);
    return s;
}

void fail(const char *text, ...)
{
    va_list list;
    va_start(list, text);
    Error error{vformat(text, list)};
    va_end(list);
    throw error;
}

void fail_with(int status, const char *text, ...)
{
    va_list list;
    va_start(list, text);
    Error error{vformat(text, list), status};
    va_end(list);
    throw error;
}

[[gnu::format(printf, 2, 0)]] static Error errno_error(int code, const char *text, va_list list)
{
    Error error{vformat(text, list), 1, code};
    error.text.append(": ").append(error_text(code));
    return error;
}

void fail_silently(int status)
{
    throw Error{"", status};
}

void fail_errno(const char *text, ...)
{
    int code = errno;
    va_list list;
    va_start(list, text);
    Error error = errno_error(code, text, list);
    va_end(list);
    throw error;
}

int sys(int result, const char *text, ...)
{
    if (result != -1)
        return result;
    int code = errno;
    va_list list;
    va_start(list, text);
    Error error = errno_error(code, text, list);
    va_end(list);
    throw error;
}

Fd sys(Fd fd, const char *text, ...)
{
    if (fd.valid())
        return fd;
    int code = errno;
    va_list list;
    va_start(list, text);
    Error error = errno_error(code, text, list);
    va_end(list);
    throw error;
}

void warn(const char *text, ...)
{
    va_list list;
    va_start(list, text);
    const std::string line = shown_on(STDERR_FILENO, vformat(text, list), "\n\t") + '\n';
    va_end(list);
    write_all(STDERR_FILENO, line); // if that fails there is nobody to tell
}

const char *program_name()
{
    return program_invocation_short_name;
}

static void write_report(const Error &, const std::string &line)
{
    warn("%s", line.c_str());
}
static void (*reporter)(const Error &, const std::string &) = write_report;

void report_with(void (*other)(const Error &, const std::string &))
{
    reporter = other;
}

int report(const Error &error, Report how)
{
    if (!error.text.empty())
        reporter(error, (how == Report::named ? program_name() + std::string(": ") : "") + error.text);
    return error.status;
}

Error caught()
{
    try {
        throw;
    } catch (const Error &error) {
        return error;
    } catch (const std::bad_alloc &) {
        return {error_text(ENOMEM), 1, ENOMEM};
    } catch (const std::exception &exception) {
        return {exception.what()};
    }
}

} // namespace nskit
