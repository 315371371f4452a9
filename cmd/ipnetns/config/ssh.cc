// SPDX-License-Identifier: MIT
// ip config apply over SSH: whether a change may cut off the session.
#include <algorithm>
#include <cstdlib>
#include <unistd.h>

#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/config/config.h"
#include "lib/base/file.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/netlink/address_text.h"

namespace nskit {

/// The value of SSH_CONNECTION in an environment as /proc has it.
static std::string connection_in(std::string_view environment)
{
    constexpr std::string_view name = "SSH_CONNECTION=";
    while (!environment.empty())
        if (const std::string_view variable = take_until(environment, '\0'); variable.starts_with(name))
            return std::string(variable.substr(name.size()));
    return {};
}

/// The parent of a process; 0 if there is none to be seen.
static pid_t parent_of(pid_t pid)
{
    const std::string stat = read_optional_file(format("/proc/%d/stat", pid).c_str());
    std::string_view rest = stat; // PID (COMMAND) STATE PARENT ...
    rest.remove_prefix(std::min(rest.rfind(')') + 1, rest.size()));
    take_word(rest);
    return static_cast<pid_t>(parse_unsigned(take_word(rest), INT32_MAX, 10).value_or(0));
}

/// The variable SSH_CONNECTION. sudo and others clear the environment: then a process above is asked, if its
/// environment can be read.
static std::string ssh_connection()
{
    if (const char *own = getenv("SSH_CONNECTION"))
        return own;
    for (pid_t pid = getppid(), steps = 0; pid > 1 && steps < 16; pid = parent_of(pid), steps++)
        if (auto environment = read_file(format("/proc/%d/environ", pid).c_str()))
            if (std::string found = connection_in(*environment); !found.empty())
                return found;
    return {};
}

/// The device that has the address of this end of the session; empty if none of this namespace has it.
static std::string device_of_session(Session &session)
{
    const std::string connection = ssh_connection(); // CLIENT PORT SERVER PORT
    std::string_view rest = connection;
    take_word(rest);
    take_word(rest);
    const auto wanted = parse_address(take_word(rest), AF_UNSPEC);
    std::string device;
    if (wanted)
        address_state.all(session, [&](const nlmsghdr *message) {
            const Record record = Record::of<ifaddrmsg>(message);
            const nlattr *local = record[IFA_LOCAL] ? record[IFA_LOCAL] : record[IFA_ADDRESS];
            if (local && std::ranges::equal(get_bytes(local), wanted->data()))
                device = session.links().name(static_cast<int>(record.fixed<ifaddrmsg>().ifa_index));
        });
    return device;
}

void warn_of_ssh(Session &session, const std::vector<ConfigStep> &steps)
{
    if (steps.empty())
        return;
    const std::string device = device_of_session(session);
    for (const ConfigStep &step : steps) {
        std::string_view rest = step.line.text, object = take_word(rest);
        while (object.starts_with('-'))
            object = take_word(rest);
        const StateObject *changed = find_config_object(object);
        if (device.empty() || !step.line.netns.empty() || device_of(step.line.text) != device ||
            (changed != &link_state && changed != &address_state))
            continue;
        session.warn_line(format(
            "Warning: \"%s\" changes \"%s\", by which your SSH session comes in; with \"confirm TIME\" "
            "it is undone if you are cut off.",
            step.line.text.c_str(), device.c_str()));
        return;
    }
}

} // namespace nskit
