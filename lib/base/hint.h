// SPDX-License-Identifier: MIT
// "Did you mean": what is added to an Error about a word that is none of a table's.
#pragma once

#include "lib/base/error.h"
#include "lib/base/suggest.h"

namespace nskit {

/// Calls `attempt()`, which takes a word (nullptr: there is none) for what it is where no table has it. Where
/// that throws, the Error gets the line of a Nearest to which `offer(nearest)` has offered the tables.
template <class Attempt, class Offer> void or_nearest(const char *word, Attempt attempt, Offer offer)
{
    try {
        attempt();
    } catch (Error &error) {
        Nearest nearest(word ? word : "");
        offer(nearest);
        error.text += nearest.line();
        throw;
    }
}

} // namespace nskit
