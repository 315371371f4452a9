// SPDX-License-Identifier: MIT
// What a call throws, for tests of messages and exit statuses.
#pragma once

#include <gtest/gtest.h>

#include "lib/base/error.h"

namespace nskit {

/// The Error that `call` throws; a failed expectation and a text of its own where it throws none.
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
