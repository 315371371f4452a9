// SPDX-License-Identifier: MIT
// ip xfrm: its objects, and the verbs of states and policies. list.cc shows and deletes what a filter
// selects.
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/row/context.h"

namespace nskit {

namespace ipsec {

Socket open_socket(const Session &session)
{
    return Socket(session.options.receive_buffer, NETLINK_XFRM);
}

/// Asks the kernel for one message, and shows it.
template <class Show> static void ask(Session &session, Message &message, Show show)
{
    open_socket(session).get(message, show);
}

constexpr uint32_t all_counts = UINT32_MAX; // the header of requests about the tables; the kernel ignores it

// --- states

template <uint16_t type> static void change_state(Session &session, Args &args)
{
    Message message(type, 0, new_state());
    parse_state(session, args, message);
    open_socket(session).request(message);
}

static void show_state(Session &session, Message &message)
{
    ask(session, message, [&](const nlmsghdr *answer) { print_state(session, answer); });
}

static void allocspi(Session &session, Args &args)
{
    Message message(XFRM_MSG_ALLOCSPI, 0, new_allocspi());
    parse_allocspi(session, args, message);
    show_state(session, message);
}

static void get_state(Session &session, Args &args)
{
    Message message(XFRM_MSG_GETSA, 0, xfrm_usersa_id{});
    parse_state_id(session, args, message);
    show_state(session, message);
}

static void delete_state(Session &session, Args &args)
{
    Message message(XFRM_MSG_DELSA, 0, xfrm_usersa_id{});
    parse_state_id(session, args, message);
    open_socket(session).request(message);
}

void parse_state_flush(Context &, Args &args, Message &message)
{
    auto &protocol = message.fixed<xfrm_usersa_flush>().proto;
    for (bool is_given = false; !args.empty();) {
        if (!args.take("proto"))
            wrong_argument(args.peek(), "unknown");
        if (std::exchange(is_given, true))
            duplicate_argument("proto", args.previous());
        protocol = take_protocol(args);
    }
    cut_padding<xfrm_usersa_flush>(message);
}

static void flush_states(Session &session, Args &args)
{
    Message message(XFRM_MSG_FLUSHSA, 0, xfrm_usersa_flush{});
    parse_state_flush(session, args, message);
    if (session.settings.stats > 1)
        warn("Flush state with XFRM-PROTO value \"%s\"",
             name_of(protocols, message.fixed<xfrm_usersa_flush>().proto).c_str());
    open_socket(session).request(message);
}

static void print_state_count(Context &context, const nlmsghdr *answer)
{
    const Attrs attrs(answer, sizeof all_counts);
    std::string text = format("\t SAD count %u", attrs.value<uint32_t>(XFRMA_SAD_CNT));
    if (const nlattr *hash = attrs[XFRMA_SAD_HINFO]; hash && context.settings.stats) {
        const auto buckets = get<xfrmu_sadhinfo>(hash);
        text += format(" (buckets count %u Max %u)", buckets.sadhcnt, buckets.sadhmcnt);
    }
    print_line(context, text);
    end_lines(context);
}

static void count_states(Session &session, Args &)
{
    Message message(XFRM_MSG_GETSADINFO, 0, all_counts);
    ask(session, message, [&](const nlmsghdr *answer) { print_state_count(session, answer); });
}

// --- policies

template <uint16_t type> static void change_policy(Session &session, Args &args)
{
    Message message(type, 0, new_policy());
    parse_policy(session, args, message);
    open_socket(session).request(message);
}

static void get_policy(Session &session, Args &args)
{
    Message message(XFRM_MSG_GETPOLICY, 0, xfrm_userpolicy_id{});
    parse_policy_id(session, args, message);
    ask(session, message, [&](const nlmsghdr *answer) { print_policy(session, answer); });
}

static void delete_policy(Session &session, Args &args)
{
    Message message(XFRM_MSG_DELPOLICY, 0, xfrm_userpolicy_id{});
    parse_policy_id(session, args, message);
    open_socket(session).request(message);
}

void parse_policy_flush(Context &, Args &args, Message &message)
{
    while (!args.empty()) {
        if (!args.take("ptype"))
            wrong_argument(args.peek(), "unknown");
        if (message.find(XFRMA_POLICY_TYPE))
            duplicate_argument("ptype", args.previous());
        message.put(XFRMA_POLICY_TYPE, xfrm_userpolicy_type{.type = take_policy_type(args)});
    }
}

static void flush_policies(Session &session, Args &args)
{
    Message message(XFRM_MSG_FLUSHPOLICY, 0);
    parse_policy_flush(session, args, message);
    if (session.settings.stats > 1)
        warn("Flush policy");
    open_socket(session).request(message);
}

static void print_thresholds(Context &context, const Attrs &attrs, uint16_t attr, const char *family)
{
    if (!attrs[attr])
        return;
    const auto bits = get<xfrmu_spdhthresh>(attrs[attr]);
    print_line(context, format("\t SPD %s thresholds: local %u remote %u", family, bits.lbits, bits.rbits));
}

static void print_policy_count(Context &context, const nlmsghdr *answer)
{
    const int stats = context.settings.stats;
    const Attrs attrs(answer, sizeof all_counts);
    const auto counts = attrs.value<xfrmu_spdinfo>(XFRMA_SPD_INFO);
    std::string text = format("\t SPD IN  %u OUT %u FWD %u", counts.incnt, counts.outcnt, counts.fwdcnt);
    if (stats)
        text += format(" (Sock: IN %u OUT %u FWD %u)", counts.inscnt, counts.outscnt, counts.fwdscnt);
    print_line(context, text);
    if (stats > 1) {
        const auto buckets = attrs.value<xfrmu_spdhinfo>(XFRMA_SPD_HINFO);
        print_line(context, format("\t SPD buckets: count %u Max %u", buckets.spdhcnt, buckets.spdhmcnt));
        print_thresholds(context, attrs, XFRMA_SPD_IPV4_HTHRESH, "IPv4");
        print_thresholds(context, attrs, XFRMA_SPD_IPV6_HTHRESH, "IPv6");
    }
    end_lines(context);
}

static void count_policies(Session &session, Args &)
{
    Message message(XFRM_MSG_GETSPDINFO, 0, all_counts);
    ask(session, message, [&](const nlmsghdr *answer) { print_policy_count(session, answer); });
}

static void set_thresholds(Session &session, Args &args)
{
    Message message(XFRM_MSG_NEWSPDINFO, 0, all_counts);
    parse_thresholds(session, args, message);
    open_socket(session).request(message);
}

static void set_default(Session &session, Args &args)
{
    Message message(XFRM_MSG_SETDEFAULT, 0, xfrm_userpolicy_default{});
    parse_defaults(session, args, message);
    open_socket(session).request(message);
}

static void get_default(Session &session, Args &)
{
    Message message(XFRM_MSG_GETDEFAULT, 0, xfrm_userpolicy_default{});
    cut_padding<xfrm_userpolicy_default>(message);
    ask(session, message, [&](const nlmsghdr *answer) { print_defaults(session, answer); });
}

// --- the verbs

static void state_help(Session &, Args &)
{
    usage(xfrm_state_usage());
}

static void policy_help(Session &, Args &)
{
    usage(xfrm_policy_usage());
}

static constexpr Command state_verbs[] = {
    {.word = "add",
     .run = change_state<XFRM_MSG_NEWSA>,
     .usage = "{ add | update } ID ALGO ... [ WORD ... ]"},
    {.word = "update", .run = change_state<XFRM_MSG_UPDSA>},
    {.word = "allocspi", .run = allocspi, .usage = "allocspi ID [ WORD ... ] [ min SPI max SPI ]"},
    {.word = "delete", .run = delete_state, .usage = "{ delete | get } ID [ mark MARK [ mask MASK ] ]"},
    {.word = "deleteall", .run = state_deleteall, .usage = "{ deleteall | delall } [ FILTER ... ]"},
    {.word = "delall", .run = state_deleteall},
    {.word = "list", .run = state_list, .usage = "[ { list | show | lst } [ nokeys ] [ FILTER ... ] ]"},
    {.word = "show", .run = state_list},
    {.word = "lst", .run = state_list},
    {.word = "get", .run = get_state},
    {.word = "flush", .run = flush_states, .usage = "flush [ proto XFRM-PROTO ]"},
    {.word = "count", .run = count_states, .usage = "count"},
    {.word = "help", .run = state_help, .usage = "help"},
};

static constexpr Command policy_verbs[] = {
    {.word = "add",
     .run = change_policy<XFRM_MSG_NEWPOLICY>,
     .usage = "{ add | update } [ SELECTOR ] dir DIR [ WORD ... ]"},
    {.word = "update", .run = change_policy<XFRM_MSG_UPDPOLICY>},
    {.word = "delete",
     .run = delete_policy,
     .usage = "{ delete | get } { SELECTOR | index INDEX } dir DIR\n"
              "                [ WORD ... ]"},
    {.word = "deleteall",
     .run = policy_deleteall,
     .usage = "{ deleteall | delall } [ nosock ] [ SELECTOR ]\n"
              "                [ FILTER ... ]"},
    {.word = "delall", .run = policy_deleteall},
    {.word = "list",
     .run = policy_list,
     .usage = "[ { list | show | lst } [ nosock ] [ SELECTOR ]\n"
              "                [ FILTER ... ] ]"},
    {.word = "show", .run = policy_list},
    {.word = "lst", .run = policy_list},
    {.word = "get", .run = get_policy},
    {.word = "flush", .run = flush_policies, .usage = "flush [ ptype PTYPE ]"},
    {.word = "count", .run = count_policies, .usage = "count"},
    {.word = "set", .run = set_thresholds, .usage = "set [ hthresh4 LBITS RBITS ] [ hthresh6 LBITS RBITS ]"},
    {.word = "setdefault", .run = set_default, .usage = "setdefault { { in | fwd | out } POLICY } ..."},
    {.word = "getdefault", .run = get_default, .usage = "getdefault"},
    {.word = "help", .run = policy_help, .usage = "help"},
};

static void ip_state(Session &session, Args &args)
{
    run_verb(session, args, state_verbs, "xfrm state", state_list);
}

static void ip_policy(Session &session, Args &args)
{
    run_verb(session, args, policy_verbs, "xfrm policy", policy_list);
}

// --- the help

static std::string section(const char *name, const std::string &rows)
{
    return format("\n%s :=\n", name) + rows;
}

static void help(Session &, Args &)
{
    usage(xfrm_usage());
}

static constexpr Command objects[] = {
    {.word = "state", .run = ip_state},   {.word = "sa", .run = ip_state},
    {.word = "policy", .run = ip_policy}, {.word = "monitor", .run = xfrm_monitor},
    {.word = "help", .run = help},
};

} // namespace ipsec

std::string xfrm_usage()
{
    return usage_of(
        "ip xfrm XFRM-OBJECT { COMMAND | help }\nwhere  XFRM-OBJECT := state | policy | monitor\n");
}

std::string xfrm_state_usage()
{
    using namespace ipsec;
    return usage_of("xfrm state", state_verbs) + section("WORD", describe_fields(state_fields.rows, 8)) +
           section("ALGO", describe_fields(algorithms, 8)) + section("ID", describe_id(8)) +
           section("FILTER", "        [ ID ] " + describe_fields(state_filter_fields.rows, 8).substr(8)) +
           section("SELECTOR", describe_selector(8)) + "\n" +
           describe_values({"XFRM-PROTO", "MODE", "FLAG", "EXTRA-FLAG", "LIMIT"});
}

std::string xfrm_policy_usage()
{
    using namespace ipsec;
    return usage_of("xfrm policy", policy_verbs) + section("WORD", describe_fields(policy_fields.rows, 8)) +
           section("FILTER", describe_fields(policy_filter_fields.rows, 8)) +
           section("SELECTOR", describe_selector(8)) +
           section("TMPL", "        [ ID ] " + describe_template(8).substr(8)) +
           section("ID", describe_id(8)) + "\n" +
           describe_values({"XFRM-PROTO", "MODE", "POLICY-FLAG", "LIMIT", "POLICY"});
}

/// What the words of an object change for the words after them: the output is text, and addresses are of the
/// family of those before.
class Settled {
  public:
    explicit Settled(Session &session)
        : session_(session), family_(session.settings.family), text_(session.out)
    {}
    ~Settled() { session_.settings.family = family_; }
    Settled(const Settled &) = delete;
    Settled &operator=(const Settled &) = delete;

  private:
    Session &session_;
    const int family_;
    Out::TextOnly text_;
};

void ip_xfrm(Session &session, Args &args)
{
    const Settled settled(session);
    const Command *object = args.empty() ? nullptr : match<Command>(args.peek(), ipsec::objects);
    if (!object)
        usage(xfrm_usage());
    args.next();
    object->run(session, args);
}

} // namespace nskit
