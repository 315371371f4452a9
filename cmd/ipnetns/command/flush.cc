// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/flush.h"

#include <cerrno>
#include <cstring>

#include "lib/base/error_text.h"

namespace nskit {

void Flush::remove(const nlmsghdr *found)
{
    if (pipeline_.full(found->nlmsg_len))
        run();
    pipeline_.add(found, type_, NLM_F_REQUEST);
    found_++;
}

size_t Flush::end_round()
{
    run();
    return std::exchange(found_, 0);
}

/// As the verb's users know it: each object has a wording of its own.
Error Flush::refused(const Error &answer) const
{
    if (ending_)
        return {answer.text + '\n' + ending_, status_, answer.code};
    return {format("Failed to send flush request: %s", error_text(answer.code)), status_, answer.code};
}

void Flush::run()
{
    for (const Pipeline::Answer &answer : pipeline_.run()) {
        int code = answer.error.code;
        bool is_gone = code == ENOENT || code == ESRCH || code == EADDRNOTAVAIL || code == ENODEV;
        gone_ += is_gone;
        if (code && !is_gone)
            throw refused(answer.error);
    }
}

void tell_round(Session &session, int round, size_t count, const char *things)
{
    if (session.settings.stats)
        session.out.text(format("\n*** Round %d, deleting %zu %s ***\n", round, count, things));
}

void tell_end(Session &session, int rounds)
{
    if (!session.settings.stats)
        return;
    session.out.text(
        rounds == 0 ? "Nothing to flush.\n"
                    : format("*** Flush is complete after %d round%s ***\n", rounds, rounds > 1 ? "s" : ""));
}

} // namespace nskit
