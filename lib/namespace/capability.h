// SPDX-License-Identifier: MIT
// Rights: which there are; those that came with the program's file are dropped, and capabilities of a user
// namespace survive an exec by a user who is not root.
#pragma once

namespace nskit {

/// Whether the process has, or had, rights that the real user does not have (AT_SECURE, getauxval(3)): by the
/// program's file, or by the IDs of its caller. The environment is then not to be trusted.
bool is_secure_execution();

/// Gives up the rights that came with the program's file (its set-user-ID or set-group-ID bit or
/// capabilities), and keeps those that the caller has: the real IDs, and capabilities that are inheritable.
/// Does nothing if there are none, or the caller is root. Throws Error if that fails.
void drop_file_rights();

/// Whether the calling process has a capability (CAP_*) in its user namespace. Throws `capget failed`.
bool has_capability(unsigned capability);

/// Whether an open namespace belongs to the user namespace that the process is in; false if that cannot be
/// told.
bool belongs_to_own_user_namespace(int fd);

/// Whether the process is in the first user namespace of the machine.
bool is_in_first_user_namespace();

/// Makes every effective capability of the calling process ambient (capabilities(7)), so that the program
/// that it becomes has them, whatever its user ID. Throws `capget failed`, `capset failed` or
/// `prctl(PR_CAP_AMBIENT) failed`.
void keep_capabilities();

} // namespace nskit
