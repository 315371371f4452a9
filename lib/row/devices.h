// SPDX-License-Identifier: MIT
// Devices that a command line names, with the reference's words for one that is not there.
#pragma once

namespace nskit {

class Context;

/// The index of a device that is to be shown. Throws `Device "NAME" does not exist.` (1).
int existing_device(Context &context, const char *name);
/// The index of a device that is the value of a word. Throws `Error: argument "NAME" is wrong: Device does
/// not exist` (255).
int device_argument(Context &context, const char *name);

} // namespace nskit
