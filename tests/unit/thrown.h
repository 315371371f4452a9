// SPDX-License-Identifier: MIT
// The Error that a call throws, for tests of messages and exit statuses.
#pragma once

#include <gtest/gtest.h>

#include "lib/base/error.h"

namespace nskit {

/// The Error that `call` throws. If it throws none, an expectation fails and the text says so.
template <class Call> Error thrown(Call &&call)
{
    try {
        call();
    } catch (const Error &error) {
        return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return Error{"(nothing was thrown)", 0, 0};
}

} // namespace nskit
