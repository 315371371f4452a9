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

[[gnu::format(strftime, 2, 0)]] static std::string time_text(const timespec &time, const char *form)
{
    tm parts{};
    localtime_r(&time.tv_sec, &parts);
    char text[64];
    strftime(text, sizeof text, form, &parts);
    return text;
}

std::string short_time(const timespec &time)
{
    return format("%s.%06ld", time_text(time, "%Y-%m-%dT%H:%M:%S").c_str(), time.tv_nsec / 1000);
}

std::string long_time(const timespec &time, const char *unit)
{
    return format("%s %ld %s", time_text(time, "%a %b %e %H:%M:%S %Y").c_str(), time.tv_nsec / 1000, unit);
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
