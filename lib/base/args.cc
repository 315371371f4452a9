// SPDX-License-Identifier: MIT
#include "lib/base/args.h"

#include "lib/base/error.h"

namespace nskit {

void incomplete_line()
{
    fail_with(255, "Command line is not complete. Try option \"help\"");
}

bool Args::take(std::string_view word)
{
    if (words_.empty() || word != words_.front())
        return false;
    next();
    return true;
}

} // namespace nskit
