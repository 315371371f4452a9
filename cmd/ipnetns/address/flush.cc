// SPDX-License-Identifier: MIT
// ip address flush: deletes every address that a filter wants, and no other.
#include "cmd/ipnetns/command/flush.h"
#include "cmd/ipnetns/address/address.h"
#include "lib/netlink/records.h"

namespace nskit {

static void print_found(Context &context, const Record &record)
{
    auto object = context.out.object();
    print_device_address(context, record,
                         context.links().name(static_cast<int>(record.fixed<ifaddrmsg>().ifa_index)));
    context.out.line();
}

/// One round. Addresses are deleted after the dump: a dump during which addresses vanish skips others.
static void find_addresses(Context &context, const AddressFilter &filter, Flush &flush)
{
    Message message(RTM_GETADDR, 0, address_query(filter));
    Records addresses;
    context.socket().dump(
        message, [&](const nlmsghdr *found) { addresses.add(found); }, Purpose::flush);
    addresses.each([&](const nlmsghdr *found) {
        auto record = address_record(found);
        if (!record || !filter.wants(context, *record))
            return;
        if (context.settings.stats > 1)
            print_found(context, *record);
        flush.remove(found);
    });
}

/// Whether the filter wants primary addresses alone. Secondary ones then become primary, and must stay.
static bool means_primary(const AddressFilter &filter)
{
    return filter.mask & IFA_F_SECONDARY && !(filter.flags & IFA_F_SECONDARY);
}

void address_flush(Session &session, Args &args)
{
    constexpr int failed = 255;
    if (args.empty())
        fail("Flush requires arguments.");
    if (session.settings.family == AF_PACKET)
        fail("Cannot flush link addresses.");
    AddressFilter filter = parse_address_filter(session, args);
    filter.find_links(session);
    Flush flush(RTM_DELADDR, failed);
    auto list = session.out.list();
    auto find = [&](Flush &round) { find_addresses(session, filter, round); };
    const int most = means_primary(filter) ? 1 : session.options.loops;
    if (flush_rounds(session, flush, "addresses", most, find))
        return;
    if (!means_primary(filter))
        fail_with(failed, "*** Flush remains incomplete after %d rounds. ***", most);
    tell_end(session, most);
}

} // namespace nskit
