// SPDX-License-Identifier: MIT
// ip address save, showdump, restore: a file of the kernel's own messages.
#include "cmd/ipnetns/address/address.h"

#include <cerrno>
#include <vector>

#include "lib/netlink/pipeline.h"
#include "lib/netlink/records.h"
#include "lib/netlink/saved.h"

namespace nskit {

constexpr uint32_t magic = 0x47361222;
constexpr int failed = 255;

void address_save(Session &session, Args &args)
{
    AddressFilter filter = parse_address_filter(session, args);
    SavedFile file(magic);
    filter.find_links(session);
    Records records;
    Message message(RTM_GETADDR, 0, address_query(filter));
    session.socket().collect(message, records);
    records.each([&](const nlmsghdr *found) {
        if (auto record = address_record(found); record && filter.wants(session, *record))
            file.add(found);
    });
    file.finish();
}

/// Calls `f` for each address in the file on stdin.
template <class F> static void each_saved(Args &args, F &&f)
{
    if (!args.empty())
        garbage_argument("restore", args.peek());
    read_saved(magic, "address", failed, [&](const nlmsghdr *message) {
        if (!address_record(message))
            fail_with(failed, "Not an address: a message of type %d", message->nlmsg_type);
        f(message);
    });
}

void address_showdump(Session &session, Args &args)
{
    auto outer = session.out.list();
    auto object = session.out.object();
    auto list = session.out.list("addr_info");
    each_saved(args, [&](const nlmsghdr *message) {
        auto address = session.out.object();
        const Record record = Record::of<ifaddrmsg>(message);
        // The devices of the file need not exist here.
        session.out.text("if");
        session.out.number({"index", "", ":"}, record.fixed<ifaddrmsg>().ifa_index);
        session.out.line_break();
        print_address(session, record);
        session.out.line();
    });
}

/// An address message that adds the address again. The kernel says of a deprecated address that is valid for
/// ever that it is preferred for ever, too, although its preferred lifetime was 0.
static std::vector<char> remade(const nlmsghdr *message)
{
    auto *bytes = reinterpret_cast<const char *>(message);
    std::vector<char> copy(bytes, bytes + message->nlmsg_len);
    const Record record = Record::of<ifaddrmsg>(message);
    const nlattr *lifetimes = record[IFA_CACHEINFO];
    if (!lifetimes || get_bytes(lifetimes).size() < sizeof(ifa_cacheinfo) ||
        !(flags_of(record) & IFA_F_DEPRECATED))
        return copy;
    auto times = get<ifa_cacheinfo>(lifetimes);
    times.ifa_prefered = 0;
    memcpy(copy.data() + (reinterpret_cast<const char *>(get_bytes(lifetimes).data()) - bytes), &times,
           sizeof times);
    return copy;
}

/// Adds an address again. It is reported, and is no failure, if the address exists already.
static void put_back(Pipeline &pipeline, const nlmsghdr *message)
{
    if (pipeline.full(message->nlmsg_len))
        fail_with(failed, "Not an address: a message that is too long");
    const std::vector<char> request = remade(message);
    pipeline.add(reinterpret_cast<const nlmsghdr *>(request.data()), RTM_NEWADDR,
                 NLM_F_REQUEST | NLM_F_CREATE);
    for (const Pipeline::Answer &answer : pipeline.run()) {
        if (answer.error.status && answer.error.code != EEXIST)
            throw Error{answer.error.text, failed, answer.error.code};
        warn("%s", answer.error.text.c_str());
    }
}

void address_restore(Session &session, Args &args)
{
    Records records;
    each_saved(args, [&](const nlmsghdr *message) { records.add(message); });
    // The kernel puts a new IPv4 address behind the others, and a new IPv6 address in front of them.
    std::vector<const nlmsghdr *> first_to_last, last_to_first;
    records.each([&](const nlmsghdr *message) {
        bool is_inet6 = fixed<ifaddrmsg>(message)->ifa_family == AF_INET6;
        (is_inet6 ? last_to_first : first_to_last).push_back(message);
    });
    Pipeline pipeline(session.socket());
    for (const nlmsghdr *message : first_to_last)
        put_back(pipeline, message);
    for (auto message = last_to_first.rbegin(); message != last_to_first.rend(); ++message)
        put_back(pipeline, *message);
}

} // namespace nskit
