// SPDX-License-Identifier: MIT
#include "lib/row/timestamp.h"

#include "lib/base/error.h"
#include "lib/row/context.h"

namespace nskit {

timespec time_of_day()
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return now;
}

static tm local_parts(time_t seconds)
{
    tm parts{};
    localtime_r(&seconds, &parts);
    return parts;
}

std::string date_and_time(time_t seconds)
{
    const tm parts = local_parts(seconds);
    char text[64];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
    return text;
}

std::string short_time(const timespec &time)
{
    std::string text = date_and_time(time.tv_sec);
    text.replace(text.find(' '), 1, "T");
    return text + format(".%06ld", time.tv_nsec / 1000);
}

std::string long_time(const timespec &time, const char *unit)
{
    const tm parts = local_parts(time.tv_sec);
    char text[64];
    strftime(text, sizeof text, "%a %b %e %H:%M:%S %Y", &parts);
    return format("%s %ld %s", text, time.tv_nsec / 1000, unit);
}

void print_timestamp(Context &context)
{
    const Settings &settings = context.settings;
    if (!settings.timestamp && !settings.short_timestamp)
        return;
    const timespec time = time_of_day();
    if (settings.short_timestamp) {
        context.out.lead("timestamp_short", quote(short_time(time)));
        context.out.text("[" + short_time(time) + "] ");
    } else {
        context.out.lead("timestamp", quote(long_time(time)));
        context.out.text("Timestamp: " + long_time(time) + "\n");
    }
}

} // namespace nskit
