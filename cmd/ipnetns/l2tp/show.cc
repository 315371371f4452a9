// SPDX-License-Identifier: MIT
// ip l2tp show. The kernel's dumps ignore IDs, so that tunnels and sessions are chosen here.
#include "cmd/ipnetns/l2tp/l2tp.h"

namespace nskit {

void print_l2tp(Context &context, const Fields &fields, const nlmsghdr *message)
{
    auto object = context.out.object();
    print_fields(context, fields.rows, Record::of<genlmsghdr>(message));
    context.out.line();
}

static bool is_wanted(const L2tpRequest &request, const Attrs &there, bool has_session)
{
    auto fits = [&](uint16_t attr) {
        const uint32_t wanted = request.id(attr);
        return wanted == 0 || wanted == there.value<uint32_t>(attr);
    };
    return fits(L2TP_ATTR_CONN_ID) && (!has_session || fits(L2TP_ATTR_SESSION_ID));
}

/// The reference sends IDs, too: a session's only with its tunnel's.
static void put_ids(const L2tpRequest &request, Message &message)
{
    const uint32_t tunnel = request.id(L2TP_ATTR_CONN_ID), session = request.id(L2TP_ATTR_SESSION_ID);
    if (request.session && !(tunnel && session))
        return;
    if (tunnel)
        message.put(L2TP_ATTR_CONN_ID, tunnel);
    if (request.session)
        message.put(L2TP_ATTR_SESSION_ID, session);
}

void show_l2tp(Session &session, const L2tpRequest &request)
{
    Message message = generic_message(request.session ? L2TP_CMD_SESSION_GET : L2TP_CMD_TUNNEL_GET);
    put_ids(request, message);
    const Fields &fields = request.session ? l2tp_session_fields : l2tp_tunnel_fields;
    auto list = session.out.list();
    session.generic(L2TP_GENL_NAME).dump(message, [&](const nlmsghdr *answer) {
        if (is_wanted(request, Attrs(answer, sizeof(genlmsghdr)), request.session))
            print_l2tp(session, fields, answer);
    });
}

} // namespace nskit
