// SPDX-License-Identifier: MIT
// A command in many network namespaces, several at a time, with the output of each kept apart.
#pragma once

#include <string>
#include <vector>

#include "cmd/ipnetns/command/command.h"
#include "lib/base/function_ref.h"

namespace nskit {

struct ManyOptions {
    unsigned jobs = 1;
    bool label = false;
    bool jobs_given = false;

    bool is_given() const { return jobs_given || label; }
};

/// Takes `-jobs NUMBER` and `-label` in front of the command.
ManyOptions parse_many_options(Args &args);

/// Runs `command`, which becomes a program, in each network namespace. What the programs write comes out in
/// the order of the names: as it is, with `NAME: ` in front of each line, or as one JSON object for each.
/// Throws a silent Error with the greatest exit status; for a signal that is 128 and its number.
void exec_many(Session &session, const std::vector<std::string> &names, const ManyOptions &options,
               FunctionRef<void()> command);

} // namespace nskit
