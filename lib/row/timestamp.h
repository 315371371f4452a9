// SPDX-License-Identifier: MIT
// The time in front of an event.
#pragma once

#include <ctime>
#include <string>

namespace nskit {

class Context;

timespec time_of_day();

/// `2026-11-21 20:31:34`, local time.
std::string date_and_time(time_t seconds);
/// `2026-11-21T20:31:34.077299`, local time.
std::string short_time(const timespec &time);
/// `Sat Nov 21 20:31:34 2026 77299 usec`: as ctime(3) writes it, and the microseconds with `unit`.
std::string long_time(const timespec &time, const char *unit = "usec");

/// Prints the time of day if -t or -ts asks for it: a line or `[TIME] ` in text. In JSON it is the first
/// member, `timestamp` or `timestamp_short`, of the object that is opened next.
void print_timestamp(Context &context);

} // namespace nskit
