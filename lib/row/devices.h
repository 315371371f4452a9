// SPDX-License-Identifier: MIT
// Devices that a command line names, with the reference's words for one that is not there:
// an Error that says so (Error::absent).
#pragma once

#include <cstdint>

namespace nskit {

class Args;
class Context;

/// Takes the next word, which names a device that need not be there. Completion offers those there are.
const char *take_device_name(Context &context, Args &args);
/// The same for a device of kind vrf.
const char *take_vrf_name(Context &context, Args &args);

/// The index of a device that is to be shown. Throws `Device "NAME" does not exist.` (1).
int existing_device(Context &context, const char *name);
/// The index of a device that is the value of a word. Throws `Error: argument "NAME" is wrong: Device does
/// not exist` (255).
int device_argument(Context &context, const char *name);
/// The index of a device of kind vrf. Throws `Error: argument "NAME" is wrong: WRONG` (255).
int vrf_index(Context &context, const char *name, const char *wrong = "Not a valid VRF name");
/// The table of a VRF, or the main table for `default` if no device has this name. Throws `Error: argument
/// "NAME" is wrong: Invalid VRF` (255).
uint32_t vrf_table(Context &context, const char *name);

} // namespace nskit
