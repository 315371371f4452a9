// SPDX-License-Identifier: MIT
// ip xfrm state and policy: list and deleteall, for what a filter selects.
#include <linux/ipsec.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>

#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/base/error_text.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/pipeline.h"
#include "lib/netlink/records.h"
#include "lib/row/context.h"

namespace nskit::ipsec {

// --- what both have

static void leave_out(Context &, Args &, bool &leaves_out)
{
    leaves_out = true;
}

// Words that are no part of a state or policy: what `list` leaves out.
static constexpr Word<bool> state_words[] = {{.word = "nokeys", .set = leave_out, .exact = true}};
static constexpr Word<bool> policy_words[] = {{.word = "nosock", .set = leave_out, .exact = true}};

/// Tells with -s -s how deleteall gets on.
static void tell(const Session &session, const std::string &text)
{
    if (session.settings.stats > 1)
        warn("%s", text.c_str());
}

/// Copies attributes of a dumped object into the request that deletes it.
static void copy_attributes(const Record &from, std::initializer_list<uint16_t> attrs, Message &to)
{
    for (uint16_t attr : attrs)
        if (const nlattr *there = from[attr])
            to.put(attr, payload(there), payload_size(there));
}

/// Deletes the objects of one dump, many at a time.
class Round {
  public:
    Round(Socket &socket, const char *failure) : pipeline_(socket), failure_(failure) {}

    void remove(const Message &request)
    {
        if (pipeline_.full(request.size()))
            run();
        pipeline_.add(request, NLM_F_REQUEST);
        count_++;
    }
    /// Returns how many there were. Throws if the kernel refused, or if it found none of them.
    size_t end()
    {
        run();
        if (count_ > 0 && gone_ == count_)
            refuse(last_);
        return count_;
    }

  private:
    [[noreturn]] void refuse(int code) const
    {
        throw Error{failure_ + std::string(error_text(code)), 1, code};
    }
    void run()
    {
        for (const Pipeline::Answer &answer : pipeline_.run()) {
            last_ = answer.error.code;
            if (last_ != ENOENT && last_ != ESRCH)
                refuse(last_);
            gone_++;
        }
    }

    Pipeline pipeline_;
    const char *failure_; // what stands in front of the reason
    size_t count_ = 0, gone_ = 0;
    int last_ = 0; // the errno of the last refusal
};

/// Deletes what dumps find, until one finds nothing. `delete_one(message, round)` removes what a message
/// describes, if it is selected.
template <class DeleteOne>
static void delete_all(Session &session, Message &dump, const char *failure, DeleteOne delete_one)
{
    Socket socket = open_socket(session);
    for (int number = 0;; number++) {
        tell(session, format("Delete-all round = %d", number));
        Records found;
        socket.collect(dump, found);
        Round round(socket, failure);
        found.each([&](const nlmsghdr *message) { delete_one(message, round); });
        const size_t count = round.end();
        if (count == 0)
            break;
        tell(session, format("Delete-all nlmsg count = %zu", count));
    }
    tell(session, "Delete-all completed");
}

static bool is_seen(const Seen &seen, const Fields &table, const char *word)
{
    return seen.test(row_number(table.rows, word));
}

static uint32_t spi_mask(const Id &id)
{
    return id.has_spi ? UINT32_MAX : 0;
}

// --- states

void parse_state_filter(Context &context, Args &args, StateFilter &filter)
{
    while (!args.empty())
        if (!parse_word<bool>(context, args, state_words, filter.hides_keys) &&
            !parse_field(context, args, state_filter_fields, filter.pattern, filter.seen))
            parse_id(context, args, filter.id, Protocol::optional);
}

void put_filter(const Context &context, const Id &id, Message &dump)
{
    if (id.has_protocol)
        dump.put(XFRMA_PROTO, id.id.proto);
    dump.put(XFRMA_ADDRESS_FILTER, xfrm_address_filter{.saddr = id.source,
                                                       .daddr = id.id.daddr,
                                                       .family = static_cast<uint16_t>(
                                                           id.family ? id.family : context.settings.family),
                                                       .splen = id.source_length,
                                                       .dplen = id.destination_length});
}

static bool is_protocol(const Id &id, uint8_t protocol)
{
    const bool any_of_ipsec = id.id.proto == IPSEC_PROTO_ANY &&
                              (protocol == IPPROTO_ESP || protocol == IPPROTO_AH || protocol == IPPROTO_COMP);
    return !id.has_protocol || id.id.proto == 0 || id.id.proto == protocol || any_of_ipsec;
}

static bool starts_alike(const xfrm_address_t &a, const xfrm_address_t &b, unsigned bits)
{
    return same_bits(reinterpret_cast<const uint8_t *>(&a), reinterpret_cast<const uint8_t *>(&b), bits);
}

/// What put_filter() asks the kernel for: before Linux 3.15 it sends all states, and deleteall deletes them.
static bool is_asked_for(const Id &id, const xfrm_usersa_info &state)
{
    return is_protocol(id, state.id.proto) && (!id.family || id.family == state.family) &&
           starts_alike(id.source, state.saddr, id.source_length) &&
           starts_alike(id.id.daddr, state.id.daddr, id.destination_length);
}

bool wants(StateFilter &filter, const xfrm_usersa_info &state)
{
    const auto &pattern = filter.pattern.fixed<xfrm_usersa_info>();
    auto seen = [&](const char *word) { return is_seen(filter.seen, state_filter_fields, word); };
    return is_asked_for(filter.id, state) && ((filter.id.id.spi ^ state.id.spi) & spi_mask(filter.id)) == 0 &&
           (!seen("mode") || pattern.mode == state.mode) &&
           (!seen("reqid") || pattern.reqid == state.reqid) &&
           (!pattern.flags || (pattern.flags & state.flags));
}

static std::optional<xfrm_usersa_info> state_of(const nlmsghdr *message)
{
    if (message->nlmsg_type != XFRM_MSG_NEWSA || !has_header(message, sizeof(xfrm_usersa_info)))
        return std::nullopt;
    return header_of<xfrm_usersa_info>(message);
}

void state_list(Session &session, Args &args)
{
    StateFilter filter;
    parse_state_filter(session, args, filter);
    Message dump(XFRM_MSG_GETSA, 0);
    put_filter(session, filter.id, dump);
    open_socket(session).dump(dump, [&](const nlmsghdr *message) {
        if (auto state = state_of(message); state && wants(filter, *state))
            print_state(session, message, filter.hides_keys);
    });
}

/// The kernel makes states of its own for tunnels without IPsec.
static bool is_tunnel(const xfrm_usersa_info &state)
{
    return state.id.proto == IPPROTO_IPIP || state.id.proto == IPPROTO_IPV6;
}

static void delete_state(const xfrm_usersa_info &state, const nlmsghdr *message, Round &round)
{
    Message request(
        XFRM_MSG_DELSA, 0,
        xfrm_usersa_id{
            .daddr = state.id.daddr, .spi = state.id.spi, .family = state.family, .proto = state.id.proto});
    request.put(XFRMA_SRCADDR, state.saddr);
    copy_attributes(Record::of<xfrm_usersa_info>(message), {XFRMA_MARK}, request);
    round.remove(request);
}

void state_deleteall(Session &session, Args &args)
{
    StateFilter filter;
    parse_state_filter(session, args, filter);
    Message dump(XFRM_MSG_GETSA, 0);
    put_filter(session, filter.id, dump);
    delete_all(session, dump,
               "Failed to send delete-all request\n: ", [&](const nlmsghdr *message, Round &round) {
                   if (auto state = state_of(message); state && !is_tunnel(*state) && wants(filter, *state))
                       delete_state(*state, message, round);
               });
}

// --- policies

void parse_policy_filter(Context &context, Args &args, PolicyFilter &filter)
{
    auto &selector = filter.pattern.fixed<xfrm_selector>();
    while (!args.empty()) {
        if (parse_word<bool>(context, args, policy_words, filter.hides_sockets) ||
            parse_field(context, args, policy_filter_fields, filter.pattern, filter.seen))
            continue;
        if (!take_selector(context, args, selector, filter.words))
            wrong_argument(args.peek(), "unknown");
    }
    if (selector.family == AF_UNSPEC)
        selector.family = static_cast<uint16_t>(context.settings.family);
}

static bool is_of_type(PolicyFilter &filter, const Record &record)
{
    const nlattr *wanted = filter.pattern.find(XFRMA_POLICY_TYPE);
    return !wanted || record.attrs.value<xfrm_userpolicy_type>(XFRMA_POLICY_TYPE).type ==
                          get<xfrm_userpolicy_type>(wanted).type;
}

bool wants(PolicyFilter &filter, const xfrm_userpolicy_info &policy, const Record &record)
{
    const auto &pattern = filter.pattern.fixed<xfrm_userpolicy_info>();
    auto agree = [&](const char *word, uint32_t wanted, uint32_t value) {
        return !is_seen(filter.seen, policy_filter_fields, word) || wanted == value;
    };
    return (!filter.hides_sockets || policy.dir < XFRM_POLICY_MAX) &&
           agrees(pattern.sel, filter.words, policy.sel) && agree("dir", pattern.dir, policy.dir) &&
           agree("index", pattern.index, policy.index) && agree("action", pattern.action, policy.action) &&
           agree("priority", pattern.priority, policy.priority) && is_of_type(filter, record) &&
           (!pattern.flags || (pattern.flags & policy.flags));
}

/// Calls `use(policy, record)` if a message is a policy that the filter selects.
template <class Use> static void if_wanted(PolicyFilter &filter, const nlmsghdr *message, Use use)
{
    if (message->nlmsg_type != XFRM_MSG_NEWPOLICY || !has_header(message, sizeof(xfrm_userpolicy_info)))
        return;
    const Record record = Record::of<xfrm_userpolicy_info>(message);
    const auto policy = header_of<xfrm_userpolicy_info>(message);
    if (wants(filter, policy, record))
        use(policy, record);
}

void policy_list(Session &session, Args &args)
{
    PolicyFilter filter;
    parse_policy_filter(session, args, filter);
    Message dump(XFRM_MSG_GETPOLICY, 0);
    open_socket(session).dump(dump, [&](const nlmsghdr *message) {
        if_wanted(filter, message, [&](const auto &, const auto &) { print_policy(session, message); });
    });
}

/// Policies of sockets belong to their sockets.
static void delete_policy(const xfrm_userpolicy_info &policy, const Record &record, Round &round)
{
    if (policy.dir >= XFRM_POLICY_MAX)
        return;
    Message request(XFRM_MSG_DELPOLICY, 0,
                    xfrm_userpolicy_id{.sel = policy.sel, .index = policy.index, .dir = policy.dir});
    copy_attributes(record, {XFRMA_POLICY_TYPE, XFRMA_MARK, XFRMA_IF_ID}, request);
    round.remove(request);
}

void policy_deleteall(Session &session, Args &args)
{
    PolicyFilter filter;
    parse_policy_filter(session, args, filter);
    Message dump(XFRM_MSG_GETPOLICY, 0);
    delete_all(
        session, dump, "Failed to send delete-all request: ", [&](const nlmsghdr *message, Round &round) {
            if_wanted(filter, message,
                      [&](const auto &policy, const auto &record) { delete_policy(policy, record, round); });
        });
}

} // namespace nskit::ipsec
