// SPDX-License-Identifier: MIT
#include "lib/row/writer.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

#include "lib/base/error.h"

namespace nskit {

void Writer::append_across(std::string_view text)
{
    while (!text.empty()) {
        const size_t part = std::min(text.size(), room());
        memcpy(end(), text.data(), part);
        used_ += part;
        text.remove_prefix(part);
        if (room() == 0)
            write_out();
    }
}

void Writer::write_out()
{
    const char *at = buffer_.data();
    size_t left = used_;
    used_ = 0;
    while (left > 0 && error_ == 0) {
        ssize_t n = write(fd_, at, left);
        if (n >= 0) {
            at += n;
            left -= static_cast<size_t>(n);
        } else if (errno != EINTR) {
            error_ = errno;
        }
    }
}

void Writer::flush()
{
    write_out();
    if (error_ == EPIPE)
        throw Error{"", 1, EPIPE};
    if (error_ != 0)
        throw Error{format("write error: %s", strerror(error_)), 1, error_};
}

bool Writer::is_terminal()
{
    if (terminal_ == -1)
        terminal_ = isatty(fd_);
    return terminal_ == 1;
}

} // namespace nskit
