// SPDX-License-Identifier: MIT
#include "lib/row/writer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/error_text.h"
#include "lib/base/file.h"

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
    if (kept_)
        kept_->append(buffered());
    else if (error_ == 0 && !write_all(fd_, buffered()))
        error_ = errno;
    used_ = 0;
}

void Writer::keep_in(std::string *kept)
{
    write_out();
    kept_ = kept;
}

void Writer::flush()
{
    write_out();
    if (error_ == EPIPE)
        throw Error{"", 1, EPIPE};
    if (error_ != 0)
        throw Error{format("write error: %s", error_text(error_)), 1, error_};
}

void Writer::ask_for_terminal()
{
    is_terminal_ = isatty(fd_) == 1;
}

} // namespace nskit
