// SPDX-License-Identifier: MIT
// The texts of errno, which strerror(3) has different ones for in each C library.
#pragma once

namespace nskit {

/// The text of an errno, in the words of glibc, which scripts know. That of an unknown number is valid until
/// the next call.
const char *error_text(int code);

} // namespace nskit
