// SPDX-License-Identifier: MIT
// ip -user: the command works in the user's own namespaces.
#pragma once

#include "lib/base/function_ref.h"

namespace nskit {

/// Enters the user's own user and network namespace, which are made first if need be. Names of network
/// namespaces are those of that home from now on. Throws Error.
void enter_home();

/// Enters the home as completion needs it: makes none and waits for nobody. If there is none, there are no
/// names. Throws Error.
void enter_existing_home();

/// Runs `body`, which makes or removes names: in a child that has entered the home's mount namespace, or here
/// if the process is in no home. Throws Error; a silent one if the child has reported it.
void where_names_are_made(FunctionRef<void()> body);

} // namespace nskit
