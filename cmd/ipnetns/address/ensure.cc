// SPDX-License-Identifier: MIT
// ip address ensure and absent.
#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/command/state.h"
#include "lib/netlink/socket.h"

namespace nskit {

static Wish read(Session &plan, Args &args)
{
    Wish wish;
    Message message(RTM_NEWADDR, 0, ifaddrmsg{.ifa_family = static_cast<uint8_t>(plan.settings.family)});
    AddressRequest request{.message = message, .removes = false};
    plan.given = &wish.given;
    parse_address_request(plan, args, request);
    plan.given = nullptr;
    if (!request.local)
        fail_with(255, "Not enough information: \"local\" argument is required.");
    wish.message = MessageCopy(message.header());
    wish.identity = address_identity(plan, Record::of<ifaddrmsg>(message.header()));
    return wish;
}

/// The device of a wish, in this session. A device that does not exist has no addresses.
static std::optional<int> device_of(Session &session, const Wish &wish)
{
    return session.links().index(wish.identity.substr(wish.identity.rfind(' ') + 1).c_str());
}

static void each(Session &session, const Wish &wish, EachMessage each)
{
    const auto index = device_of(session, wish);
    if (!index)
        return;
    const AddressFilter filter{
        .index = *index, .family = Record::of<ifaddrmsg>(wish.message.get()).fixed<ifaddrmsg>().ifa_family};
    Message message(RTM_GETADDR, 0, address_query(filter));
    session.socket().dump(message, [&](const nlmsghdr *found) {
        const auto record = address_record(found);
        if (record && record->fixed<ifaddrmsg>().ifa_index == static_cast<uint32_t>(*index))
            each(found);
    });
}

static std::string identity(Context &context, const nlmsghdr *message, const Wish &)
{
    return address_identity(context, Record::of<ifaddrmsg>(message));
}

/// Times that run differ all the time: what counts is whether they run.
static bool word_agrees(const Comparison &all, const char *word, const Record &wanted, const Record &there)
{
    const std::string a = address_word(all.plan, word, wanted), b = address_word(all.real, word, there);
    return std::string_view(word).ends_with("_lft") ? a.empty() == b.empty() : a == b;
}

static std::vector<std::string> differences(const Comparison &all)
{
    const Record wanted = Record::of<ifaddrmsg>(all.wish.message.get()),
                 there = Record::of<ifaddrmsg>(all.found);
    std::vector<std::string> words;
    for (const Said &said : all.wish.given.words())
        if (said.row ? !all.agrees(*said.row, wanted, there) : !word_agrees(all, said.word, wanted, there))
            words.push_back(said.word);
    for (const AddressFlag &flag : address_flags)
        if (flag.setter != AddressFlag::Setter::kernel && flags_of(wanted) & ~flags_of(there) & flag.bit)
            words.emplace_back(flag.name);
    return words;
}

/// The kernel forgets what the request leaves out: it is sent again.
static std::vector<std::string> changes(const Comparison &all, const std::string &line,
                                        const std::vector<std::string> &)
{
    const Record there = Record::of<ifaddrmsg>(all.found),
                 wanted = Record::of<ifaddrmsg>(all.wish.message.get());
    std::string whole = "replace " + line;
    for (const Fields &table : address_tables)
        for (const Field &row : table.rows)
            if (row.attr != IFA_LABEL)
                append_unsaid(all, std::span(&row, 1), there, whole);
    for (const char *word : {"valid_lft", "preferred_lft"})
        if (!all.wish.given.has(word))
            append_words(whole, address_word(all.real, word, there));
    for (const AddressFlag &flag : address_flags)
        if (flag.setter != AddressFlag::Setter::kernel && flags_of(there) & ~flags_of(wanted) & flag.bit)
            append_words(whole, flag.name);
    return {whole};
}

/// What the kernel ignores in a request for an address that is there.
static bool is_fixed(const Comparison &, const Said &said)
{
    return said.row && (said.row->attr == IFA_LABEL || said.row->attr == IFA_BROADCAST);
}

static void all(Session &session, EachMessage each)
{
    dump_all(session, RTM_GETADDR, RTM_NEWADDR, ifaddrmsg{}, each);
}

/// Addresses that the kernel makes by itself, and those that end, are no configuration.
static std::string write(Context &context, const nlmsghdr *message)
{
    const Record address = Record::of<ifaddrmsg>(message);
    const auto protocol = address.attrs.value<uint8_t>(IFA_PROTO);
    const bool is_kernels =
        protocol == IFAPROT_KERNEL_LO || protocol == IFAPROT_KERNEL_RA || protocol == IFAPROT_KERNEL_LL;
    const bool is_loopback = address.fixed<ifaddrmsg>().ifa_scope == RT_SCOPE_HOST &&
                             write_address(context, address).starts_with("127.0.0.1/8 dev lo");
    if (is_kernels || is_loopback || !(flags_of(address) & IFA_F_PERMANENT))
        return {};
    return "add " + write_address(context, address);
}

constexpr StateObject address_state{.word = "address",
                                    .naming = "local",
                                    .removal = RTM_DELADDR,
                                    .read = read,
                                    .each = each,
                                    .identity = identity,
                                    .differences = differences,
                                    .changes = changes,
                                    .deletion = "delete ",
                                    .is_fixed = is_fixed,
                                    .all = all,
                                    .write = write};

} // namespace nskit
