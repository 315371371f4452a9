// SPDX-License-Identifier: MIT
#include "lib/namespace/mount.h"

#include <sys/mount.h>

#include "lib/base/error.h"
#include "lib/base/meaning.h"

namespace nskit {

std::optional<unsigned long> propagation_flags(std::string_view mode)
{
    static constexpr struct {
        std::string_view name;
        unsigned long flags;
    } modes[] = {{"private", MS_PRIVATE}, {"shared", MS_SHARED}, {"slave", MS_SLAVE}, {"unchanged", 0}};
    completion::offer_names(mode, modes);
    for (const auto &m : modes)
        if (m.name == mode)
            return m.flags;
    return std::nullopt;
}

bool set_propagation(const char *dir, unsigned long flags)
{
    return mount("none", dir, nullptr, MS_REC | flags, nullptr) == 0;
}

void mount_pseudo(const char *type, const char *dir)
{
    sys(mount(type, dir, type, MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr), "mount %s failed", dir);
}

} // namespace nskit
