// SPDX-License-Identifier: MIT
#include "lib/netlink/tcp_orphans.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>

#include "lib/base/error.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/message.h"
#include "lib/netlink/receiver.h"
#include "lib/netlink/socket.h"

namespace nskit {

/// The states in which the kernel still holds the namespace. One that waits for stray packets (TIME-WAIT) or
/// is being opened (SYN-RECV) holds nothing, and has no process either.
static constexpr struct {
    uint8_t number; // TCP_*
    const char *name;
} states[] = {{1, "ESTAB"},      {4, "FIN-WAIT-1"}, {5, "FIN-WAIT-2"},
              {8, "CLOSE-WAIT"}, {9, "LAST-ACK"},   {11, "CLOSING"}};

static const char *state_name(uint8_t number)
{
    for (const auto &state : states)
        if (state.number == number)
            return state.name;
    return "?";
}

static uint32_t wanted_states()
{
    uint32_t mask = 0;
    for (const auto &state : states)
        mask |= 1U << state.number;
    return mask;
}

static std::string end_text(int family, const __be32 (&address)[4], __be16 port)
{
    AddressText space;
    const size_t size = family == AF_INET ? 4 : 16;
    const std::string_view text =
        format_address(family, {reinterpret_cast<const uint8_t *>(address), size}, space);
    return format(family == AF_INET ? "%.*s:%u" : "[%.*s]:%u", static_cast<int>(text.size()), text.data(),
                  ntohs(port));
}

/// Calls `each(const inet_diag_msg &)` for the orphans of a family.
template <class F> static void each_orphan(Socket &socket, int family, F each)
{
    Message message(SOCK_DIAG_BY_FAMILY, 0,
                    inet_diag_req_v2{.sdiag_family = static_cast<uint8_t>(family),
                                     .sdiag_protocol = IPPROTO_TCP,
                                     .idiag_states = wanted_states()});
    socket.dump(message, [&](const nlmsghdr *answer) {
        if (answer->nlmsg_type == SOCK_DIAG_BY_FAMILY && has_fixed(answer, sizeof(inet_diag_msg)) &&
            fixed<inet_diag_msg>(answer)->idiag_inode == 0)
            each(*fixed<inet_diag_msg>(answer));
    });
}

template <class F> static void each_orphan(F each)
{
    Socket socket(0, NETLINK_SOCK_DIAG);
    bool interrupted; // a list of connections never stands still
    socket.note_interruptions(&interrupted);
    for (int family : {AF_INET, AF_INET6})
        try {
            each_orphan(socket, family, each);
        } catch (const Error &error) {
            if (error.code != ENOENT && error.code != EOPNOTSUPP) // the kernel lacks the module
                throw;
        }
}

std::vector<TcpOrphan> tcp_orphans()
{
    std::vector<TcpOrphan> found;
    each_orphan([&](const inet_diag_msg &orphan) {
        const auto &id = orphan.id;
        found.push_back({end_text(orphan.idiag_family, id.idiag_src, id.idiag_sport),
                         end_text(orphan.idiag_family, id.idiag_dst, id.idiag_dport),
                         state_name(orphan.idiag_state)});
    });
    return found;
}

size_t destroy_tcp_orphans()
{
    std::vector<inet_diag_msg> found;
    each_orphan([&](const inet_diag_msg &orphan) { found.push_back(orphan); });
    Socket socket(0, NETLINK_SOCK_DIAG);
    for (const inet_diag_msg &orphan : found) {
        Message message(SOCK_DESTROY, 0,
                        inet_diag_req_v2{.sdiag_family = orphan.idiag_family,
                                         .sdiag_protocol = IPPROTO_TCP,
                                         .idiag_states = 1U << orphan.idiag_state,
                                         .id = orphan.id});
        socket.try_request(message, {ENOENT, EOPNOTSUPP});
    }
    return found.size();
}

} // namespace nskit
