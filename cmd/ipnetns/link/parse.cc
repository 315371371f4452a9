// SPDX-License-Identifier: MIT
// The words of a link, as add, set, delete and a veth's peer read them.
#include <cerrno>
#include <linux/if.h>
#include <linux/net_namespace.h>

#include <algorithm>

#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/link_parts.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/base/suggest.h"
#include "lib/namespace/namespace.h"
#include "lib/netlink/socket.h"
#include "lib/row/devices.h"

namespace nskit {

// --- words that are not an attribute each

static void set_up(Context &, Args &, LinkRequest &request)
{
    request.set_flag(IFF_UP, true);
}

static void set_down(Context &, Args &, LinkRequest &request)
{
    request.set_flag(IFF_UP, false);
}

/// A flag of the device; `inverted` if the kernel's flag says the opposite of the word.
template <unsigned flag, bool inverted = false>
static void parse_flag(Context &, Args &args, LinkRequest &request)
{
    const char *word = args.previous();
    request.set_flag(flag, parse_switch(args, word) != inverted);
}

/// The only flag that may be abbreviated. The error for a bad value spells it out.
static void parse_dynamic(Context &, Args &args, LinkRequest &request)
{
    request.set_flag(IFF_DYNAMIC, parse_switch(args, "dynamic"));
}

static void parse_lower(Context &, Args &args, LinkRequest &request)
{
    request.lower = args.next();
}

static void parse_index(Context &, Args &args, LinkRequest &request)
{
    const char *word = args.next();
    if (request.index)
        duplicate_argument("index", word);
    auto index = parse_unsigned(word, INT32_MAX, 10);
    if (!index || *index == 0)
        wrong_argument(word, "Invalid \"index\" value");
    request.index = static_cast<int>(*index);
}

static void parse_link_netnsid(Context &, Args &args, LinkRequest &request)
{
    const char *word = args.next();
    if (request.link_netns || request.link_netnsid)
        duplicate_argument("link-netns/link-netnsid", word);
    auto id = parse_unsigned(word, INT32_MAX);
    if (!id)
        wrong_argument(word, "Invalid \"link-netnsid\" value");
    request.link_netnsid = static_cast<int>(*id);
}

static void parse_link_netns(Context &, Args &args, LinkRequest &request)
{
    const char *word = args.next();
    if (request.link_netns || request.link_netnsid)
        duplicate_argument("link-netns/link-netnsid", word);
    request.link_netns = word;
}

static void parse_vrf(Context &context, Args &args, LinkRequest &request)
{
    request.message.put<int>(IFLA_MASTER, vrf_index(context, args.next()));
}

static void offer_words(Nearest &nearest);

static void take_device(Args &args, LinkRequest &request)
{
    const char *name = args.next();
    if (request.device)
        garbage_argument("dev", name);
    if (request.changes() ? !is_alternative_name(name) : !is_device_name(name))
        wrong_argument(name, "\"dev\" not a valid ifname");
    request.device = name;
}

static void parse_device(Context &, Args &args, LinkRequest &request)
{
    or_nearest(
        args.peek(), [&] { take_device(args, request); }, offer_words);
}

static constexpr const char *on_or_off = "{ on | off }";

static constexpr Word<LinkRequest> words[] = {
    {.word = "up", .set = set_up, .exact = true},
    {.word = "down", .set = set_down, .exact = true},
    {.word = "index", .arg = "NUMBER", .set = parse_index, .exact = true},
    {.word = "link", .arg = "DEV", .set = parse_lower},
    {.word = "multicast", .arg = on_or_off, .set = parse_flag<IFF_MULTICAST>, .exact = true},
    {.word = "allmulticast", .arg = on_or_off, .set = parse_flag<IFF_ALLMULTI>, .exact = true},
    {.word = "promisc", .arg = on_or_off, .set = parse_flag<IFF_PROMISC>, .exact = true},
    {.word = "trailers", .arg = on_or_off, .set = parse_flag<IFF_NOTRAILERS, true>, .exact = true},
    {.word = "arp", .arg = on_or_off, .set = parse_flag<IFF_NOARP, true>, .exact = true},
    {.word = "vrf", .arg = "NAME", .set = parse_vrf, .exact = true},
    {.word = "dynamic", .arg = on_or_off, .set = parse_dynamic},
    {.word = "link-netns", .arg = "NAME", .set = parse_link_netns},
    {.word = "link-netnsid", .arg = "NUMBER", .set = parse_link_netnsid},
    {.word = "vf", .arg = "NUMBER ...", .set = parse_vf, .exact = true},
    {.word = "inet", .arg = "KEY VALUE ...", .set = parse_inet, .exact = true},
    {.word = "dev", .arg = "DEV", .set = parse_device, .exact = true},
};
constexpr std::span<const Word<LinkRequest>> link_words{words};

static void offer_words(Nearest &nearest)
{
    completion::offer("type"); // with its meaning
    nearest.offer("type");
    nearest.among(link_words);
    for (const Fields &table : link_tables)
        nearest.among(table.rows);
}

// --- the lower device, which may live in another namespace

/// The id by which the socket's namespace knows another one. It is assigned if there is none yet.
static int ensure_netnsid(Socket &socket, int fd)
{
    if (auto id = netns_id(socket, fd))
        return *id;
    Message assign(RTM_NEWNSID, 0, rtgenmsg{});
    assign.put<int>(NETNSA_FD, fd);
    assign.put<int>(NETNSA_NSID, NETNSA_NSID_NOT_ASSIGNED);
    socket.request(assign);
    return netns_id(socket, fd).value_or(NETNSA_NSID_NOT_ASSIGNED);
}

/// The index of a device in the namespace that `socket` knows by this id.
static std::optional<int> index_in(Socket &socket, int netnsid, const char *name)
{
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    message.put<int>(IFLA_TARGET_NETNSID, netnsid);
    message.put_string(is_device_name(name) ? IFLA_IFNAME : IFLA_ALT_IFNAME, name);
    std::optional<int> index;
    socket.try_get(message, {ENODEV}, [&](const nlmsghdr *answer) {
        if (answer->nlmsg_type == RTM_NEWLINK && has_fixed(answer, sizeof(ifinfomsg)))
            index = fixed<ifinfomsg>(answer)->ifi_index;
    });
    return index;
}

/// `link DEV`, looked up in `link-netns`. IFLA_LINK_NETNSID is the id by which the new device's namespace
/// knows `link-netns`.
static void put_foreign_lower(Context &context, LinkRequest &request)
{
    Fd lower_netns = open_netns_value(request.link_netns, "link-netns");
    std::optional<NamespaceReturn> way_back;
    std::optional<Socket> there;
    if (const nlattr *target = request.message.find(IFLA_NET_NS_FD)) {
        const NamespaceType &net = namespace_type(CLONE_NEWNET);
        way_back.emplace(net);
        enter_namespace(get<int>(target), net);
        there.emplace();
        way_back->go_back();
    }
    Socket &socket = there ? *there : context.socket();
    request.link_netnsid = ensure_netnsid(socket, lower_netns.get());
    request.message.put<int>(IFLA_LINK_NETNSID, *request.link_netnsid);
    if (!request.lower)
        return;
    auto index = index_in(socket, *request.link_netnsid, request.lower);
    if (!index)
        fail("Cannot find device \"%s\"", request.lower);
    request.message.put<int>(IFLA_LINK, *index);
}

static void put_lower(Context &context, LinkRequest &request)
{
    if (request.link_netns && !context.plans)
        return put_foreign_lower(context, request);
    if (request.link_netnsid)
        request.message.put<int>(IFLA_LINK_NETNSID, *request.link_netnsid);
    if (request.lower && request.verb != LinkRequest::Verb::set)
        request.message.put<int>(IFLA_LINK, context.links().index_from(request.lower));
}

// --- type KIND ...

/// Puts the attributes that the device has now, for a driver that wants all of them with every change.
static void put_present(Context &context, const Kind &kind, LinkRequest &request)
{
    auto index = request.device ? context.links().index(request.device) : std::nullopt;
    bool found = false;
    Message ask(RTM_GETLINK, 0, ifinfomsg{.ifi_index = index.value_or(0)});
    ask.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    auto copy = [&](const nlmsghdr *answer) {
        Attrs info(Attrs(answer, sizeof(ifinfomsg))[IFLA_LINKINFO]);
        found = info.string(IFLA_INFO_KIND) == kind.name && info[IFLA_INFO_DATA];
        if (found)
            each_attr(info[IFLA_INFO_DATA], [&](const nlattr *attr) {
                request.message.put(attr_type(attr), payload(attr), payload_size(attr));
            });
    };
    if (index)
        context.socket().get(ask, copy);
    if (!found)
        fail("Failed to get existing tunnel info.");
}

/// Ends the command at `help` or at an unknown word, with the kind's help. The kinds with a text of their own
/// print that on stdout, as in the reference.
[[noreturn]] static void refuse_word(Context &context, const Args &args, const Kind &kind)
{
    if (kind.usage) {
        print_kind_usage(context, kind);
        fail_silently();
    }
    std::string text = kind_usage(kind);
    if (!is_prefix(args.peek(), "help") && kind.unknown)
        text = std::string(kind.name) + ": " + with_word(kind.unknown, args.peek()) + "\n" + text;
    if (completion::is_at_cursor(args.peek())) // its words have been offered
        fail_silently();
    throw Error{text + Nearest(args.peek()).among(kind.fields.rows).line(), 1};
}

/// Whether a word is one of a link, spelled out.
static bool is_link_word(const char *word)
{
    auto spells = [&](const auto &rows) {
        const auto *row = match(word, std::span(rows));
        return row && spells_row(word, *row);
    };
    return spells(link_words) ||
           std::ranges::any_of(link_tables, [&](const Fields &table) { return spells(table.rows); });
}

/// Whether the words of the kind end here, though not the line.
static bool is_behind_kind(const Args &args, const Kind *kind, const LinkRequest &request)
{
    return request.words_behind_kind && is_link_word(args.peek()) &&
           !(kind && match(args.peek(), kind->fields.rows));
}

/// Reads the words of a kind, of which there is at least one. Without words there must be no IFLA_INFO_DATA:
/// an empty one does not mean the kernel's defaults (vxlan would get id 0).
static void parse_kind(Context &context, Args &args, const Kind &kind, LinkRequest &request)
{
    const bool creating = request.verb == LinkRequest::Verb::add && !context.plans;
    if (kind.whole && !creating && !context.plans)
        put_present(context, kind, request);
    Seen seen;
    while (!args.empty() && !is_behind_kind(args, &kind, request))
        if (!parse_field(context, args, kind.fields, request.message, seen))
            refuse_word(context, args, kind);
    if (kind.whole && !creating)
        request.message.keep_last();
    if (kind.finish && !context.plans)
        kind.finish(context, kind, request.message, creating);
}

/// Whether all devices of a group are meant: then the kernel takes no kind.
static bool is_whole_group(LinkRequest &request)
{
    return request.changes() && !request.header().ifi_index;
}

[[noreturn]] static void refuse_rest(const Args &args, int status, const std::string &hint)
{
    fail_with(status, "Garbage instead of arguments \"%s ...\". Try \"ip link help\".%s", args.peek().data(),
              hint.c_str());
}

/// The line for a kind without rows here. It is said only if the kernel does not know the kind either.
static std::string nearest_kind(const char *name)
{
    Nearest nearest(name);
    for (const Kind *each : kinds)
        nearest.offer(each->name);
    return nearest.line();
}

static void parse_type(Context &context, Args &args, LinkRequest &request)
{
    const char *name = args.next();
    if (request.verb == LinkRequest::Verb::peer)
        duplicate_argument("type", name);
    if (is_whole_group(request)) {
        if (!args.empty())
            refuse_rest(args, 255, "");
        return;
    }
    completion::offer_names(name, kinds);
    const Kind *kind = find_kind(name);
    const std::string near = kind ? "" : nearest_kind(name);
    request.message.notes.hint(near);
    Nest info(request.message, IFLA_LINKINFO);
    const size_t start = request.message.size();
    request.message.put_string(IFLA_INFO_KIND, name);
    request.message.note(start, name);
    if (args.empty() || is_behind_kind(args, kind, request))
        return;
    bool has_words = kind && std::any_of(kind->fields.rows.begin(), kind->fields.rows.end(),
                                         [](const Field &row) { return row.word && row.type.parse; });
    if (!has_words && is_prefix(args.peek(), "help"))
        usage(link_usage());
    if (!has_words)
        refuse_rest(args, 1, near);
    Nest data(request.message,
              std::string_view(name).ends_with("_slave") ? IFLA_INFO_SLAVE_DATA : IFLA_INFO_DATA);
    parse_kind(context, args, *kind, request);
}

// --- the whole

/// Puts the device or the group that is to be changed. A `name` without a device names the device.
static void put_target(Context &context, LinkRequest &request)
{
    Message &message = request.message;
    if (request.index && !message.find(IFLA_NET_NS_FD))
        fail_with(255,
                  "index can be used only when creating devices or when moving device to another netns.");
    if (request.index)
        message.put<int>(IFLA_NEW_IFINDEX, *request.index);
    nlattr *name = message.find(IFLA_IFNAME);
    std::string device = request.device ? request.device : name ? std::string(get_string(name)) : "";
    if (name && get_string(name) == device)
        message.remove(name);
    if (!device.empty())
        request.header().ifi_index = context.links().index_from(device.c_str());
    else if (!message.find(IFLA_GROUP))
        fail_with(255, "Not enough information: \"dev\" argument is required.");
    const nlattr *address = message.find(IFLA_ADDRESS);
    if (address && request.header().ifi_index)
        check_lladdr(context, request.header().ifi_index, get_bytes(address).size());
}

/// Puts what follows from several words together. It comes before the kind's words are read: a missing device
/// is reported before a bad word of the kind.
static void complete(Context &context, LinkRequest &request)
{
    const bool makes = !request.changes();
    if (!makes)
        put_target(context, request);
    const nlattr *name = request.message.find(IFLA_IFNAME);
    if (makes && name && request.device && get_string(name) != request.device)
        fail_with(255, "both \"name\" and \"dev\" cannot be used when creating devices.");
    put_lower(context, request);
    const size_t start = request.message.size();
    if (makes && request.device && !name)
        request.message.put_string(IFLA_IFNAME, request.device);
    request.message.note(start, request.device ? request.device : "");
    if (makes && request.index)
        request.header().ifi_index = *request.index;
}

/// Whether the next word is the name in `ip link add NAME type KIND`, even if it abbreviates a keyword, as
/// `br` does. No keyword has the value `type`, unless it is spelled out (`name type`).
static bool is_name_before_type(const Args &args, const LinkRequest &request)
{
    return !request.device && !request.message.find(IFLA_IFNAME) && args.size() >= 3 &&
           args.rest()[1] == std::string_view("type") && !is_link_word(args.peek());
}

void parse_link(Context &context, Args &args, LinkRequest &request)
{
    Seen seen;
    while (!args.empty()) {
        const Noting noting(args, request.message);
        if (is_name_before_type(args, request)) {
            take_device(args, request);
            continue;
        }
        if (parse_field(context, args, link_tables, request.message, seen) ||
            parse_word(context, args, link_words, request)) {
            noting.done();
            continue;
        }
        // Behind the attributes: `t` is txqueuelen, `ty` is type.
        if (is_prefix(args.peek(), "type")) {
            args.next();
            if (!request.words_behind_kind) {
                complete(context, request);
                return parse_type(context, args, request);
            }
            if (request.message.find(IFLA_LINKINFO))
                duplicate_argument("type", args.peek());
            parse_type(context, args, request);
            continue;
        }
        if (is_prefix(args.peek(), "help"))
            usage(link_usage());
        parse_device(context, args, request);
    }
    complete(context, request);
}

} // namespace nskit
