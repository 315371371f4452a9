// SPDX-License-Identifier: MIT
// ip link ensure and absent.
#include <algorithm>
#include <cerrno>
#include <linux/if.h>

#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/link_parts.h"
#include "lib/base/text.h"
#include "lib/netlink/socket.h"

namespace nskit {

// --- the wish

/// Words whose effect cannot be read back from a link.
static constexpr const char *blind_words[] = {"vf",           "inet",    "link-netns",
                                              "link-netnsid", "dynamic", "trailers"};
static constexpr const char *blind_rows[] = {"xdp",   "xdpgeneric", "xdpdrv", "xdpoffload",
                                             "state", "carrier",    "netns",  "fdb_flush"};

[[noreturn]] static void refuse_word(const char *word)
{
    fail_with(255, "\"%s\" says nothing that \"ip link ensure\" could look for.", word);
}

static void check_words(const Given &given)
{
    for (const Said &said : given.words())
        for (const char *blind : said.row ? std::span<const char *const>(blind_rows) : blind_words)
            if (std::string_view(said.word) == blind)
                refuse_word(blind);
}

/// Whether a word is one of the link, not of its kind.
static bool is_of_link(const Said &said)
{
    return !said.row || std::ranges::any_of(link_tables, [&](const Fields &table) {
        return said.row >= table.rows.data() && said.row < table.rows.data() + table.rows.size();
    });
}

/// The words in the order in which `ip link add` reads them: those of the kind last.
static std::string line_of(const Wish &wish)
{
    const Attrs info = Record::of<ifinfomsg>(wish.message.get()).attrs.nested(IFLA_LINKINFO);
    std::string link = "name " + wish.identity, kind;
    for (const Said &said : wish.given.words())
        if (std::string_view(said.word) != "dev" &&
            !(said.row && said.row->attr == IFLA_IFNAME && is_of_link(said)))
            append_words(is_of_link(said) ? link : kind, said.text);
    if (info[IFLA_INFO_KIND])
        append_words(link, "type " + std::string(info.string(IFLA_INFO_KIND)));
    append_words(link, kind);
    return link;
}

static Wish read_words(Session &plan, Args &args, bool words_behind_kind)
{
    Wish wish;
    Message message(RTM_NEWLINK, NLM_F_CREATE, ifinfomsg{});
    LinkRequest request(message, NLMSG_HDRLEN, LinkRequest::Verb::add);
    request.words_behind_kind = words_behind_kind;
    plan.given = &wish.given;
    parse_link(plan, args, request);
    plan.given = nullptr;
    check_words(wish.given);
    const nlattr *name = message.find(IFLA_IFNAME);
    if (!name)
        fail_with(255, "Not enough of information: \"dev\" argument is required.");
    wish.identity = get_string(name);
    wish.message = MessageCopy(message.header());
    if (words_behind_kind)
        wish.line = line_of(wish);
    return wish;
}

static Wish read(Session &plan, Args &args)
{
    return read_words(plan, args, false);
}

static Wish read_ensured(Session &plan, Args &args)
{
    return read_words(plan, args, true);
}

static void each(Session &session, const Wish &wish, EachMessage each)
{
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    message.put_string(IFLA_IFNAME, wish.identity.c_str());
    session.socket().try_get(message, {ENODEV}, [&](const nlmsghdr *answer) {
        if (answer->nlmsg_type == RTM_NEWLINK && has_fixed(answer, sizeof(ifinfomsg)))
            each(answer);
    });
}

static std::string identity(Context &, const nlmsghdr *message, const Wish &)
{
    return std::string(Record::of<ifinfomsg>(message).attrs.string(IFLA_IFNAME));
}

// --- comparing

/// The kind that a wish names, and whether it is that of a port of another device.
struct WishedKind {
    explicit WishedKind(const Record &link) : name(link.nested(IFLA_LINKINFO).attrs.string(IFLA_INFO_KIND)) {}
    bool is_port() const { return name.ends_with("_slave"); }
    uint16_t data() const { return is_port() ? IFLA_INFO_SLAVE_DATA : IFLA_INFO_DATA; }
    /// Whether a link is of this kind.
    bool is(const Record &link) const { return name == of(link); }
    std::string of(const Record &link) const
    {
        const Attrs info = link.attrs.nested(IFLA_LINKINFO);
        if (!is_port())
            return std::string(info.string(IFLA_INFO_KIND));
        const std::string_view kind = info.string(IFLA_INFO_SLAVE_KIND);
        return kind.empty() ? "" : std::string(kind) + "_slave";
    }
    std::string_view name;
};

/// Whether a link has the kind of the wish, or the wish names none. A port may get another master.
static bool is_kind(const Record &wanted, const Record &there)
{
    const WishedKind kind(wanted);
    return kind.name.empty() || kind.is_port() || kind.is(there);
}

static void check_kind(const Comparison &all, const Record &wanted, const Record &there)
{
    const WishedKind kind(wanted);
    if (is_kind(wanted, there))
        return;
    const std::string is = kind.of(there);
    fail_with(2, "Error: \"%s\" is %s, not %s.", all.wish.identity.c_str(),
              is.empty() ? "no virtual device" : ("of the kind " + is).c_str(),
              std::string(kind.name).c_str());
}

/// A flag of the device, as a word.
struct LinkFlagWord {
    const char *word;
    unsigned flag;
};
static constexpr LinkFlagWord flag_words[] = {
    {"up", IFF_UP},
    {"down", IFF_UP},
    {"multicast", IFF_MULTICAST},
    {"allmulticast", IFF_ALLMULTI},
    {"promisc", IFF_PROMISC},
    {"arp", IFF_NOARP},
};

static std::string lower_of(Context &context, const Record &link)
{
    const int index = link.attrs.value<int>(IFLA_LINK);
    return index ? std::string(context.links().name(index)) : "";
}

static bool word_agrees(const Comparison &all, std::string_view word, const Record &wanted,
                        const Record &there)
{
    for (const LinkFlagWord &row : flag_words)
        if (word == row.word)
            return ((wanted.fixed<ifinfomsg>().ifi_flags ^ there.fixed<ifinfomsg>().ifi_flags) & row.flag) ==
                   0;
    if (word == "link")
        return !there[IFLA_LINK_NETNSID] && lower_of(all.plan, wanted) == lower_of(all.real, there);
    if (word == "index")
        return wanted.fixed<ifinfomsg>().ifi_index == there.fixed<ifinfomsg>().ifi_index;
    if (word == "vrf")
        return all.plan.links().name(wanted.attrs.value<int>(IFLA_MASTER)) ==
               all.real.links().name(there.attrs.value<int>(IFLA_MASTER));
    return true; // dev
}

std::string peer_name(Session &session, const Record &link)
{
    const int index = link.attrs.value<int>(IFLA_LINK);
    if (!link[IFLA_LINK_NETNSID])
        return std::string(session.links().name(index));
    std::string name;
    const int id = link.attrs.value<int>(IFLA_LINK_NETNSID);
    if (id < 0)
        return name;
    Message message(RTM_GETLINK, 0, ifinfomsg{.ifi_index = index});
    message.put<int>(IFLA_TARGET_NETNSID, id);
    session.socket().try_get(message, {ENODEV, EINVAL}, [&](const nlmsghdr *answer) {
        if (answer->nlmsg_type == RTM_NEWLINK && has_fixed(answer, sizeof(ifinfomsg)))
            name = Record::of<ifinfomsg>(answer).attrs.string(IFLA_IFNAME);
    });
    return name;
}

/// Of a pair's other end, its name and its namespace can be compared.
static bool peer_agrees(const Comparison &all, const Field &row, const Record &wanted, const Record &there)
{
    const nlattr *words = wanted.nested(IFLA_LINKINFO).nested(IFLA_INFO_DATA)[row.attr];
    const Attrs peer(words, sizeof(ifinfomsg));
    auto &session = static_cast<Session &>(all.real);
    bool is_too_much = get<ifinfomsg>(words).ifi_change;
    peer.each([&](const nlattr *attr) {
        is_too_much |= attr_type(attr) != IFLA_IFNAME && attr_type(attr) != IFLA_NET_NS_FD;
    });
    if (is_too_much)
        fail_with(2, "Error: of the peer of \"%s\", only its name and netns can be ensured from here.",
                  all.wish.identity.c_str());
    if (peer[IFLA_IFNAME] && peer.string(IFLA_IFNAME) != peer_name(session, there))
        return false;
    if (!peer[IFLA_NET_NS_FD])
        return true;
    const std::string *netns = there[IFLA_LINK_NETNSID]
                                   ? session.netns_ids().name(there.attrs.value<int>(IFLA_LINK_NETNSID))
                                   : nullptr;
    return netns && *netns == peer.string(IFLA_NET_NS_FD);
}

static bool is_peer_row(const Field &row)
{
    return row.type.words == write_peer_link;
}

/// Whether a word agrees. A word of a kind stands in LINKINFO.
static bool agrees(const Comparison &all, const Said &said, const Record &wanted, const Record &there)
{
    if (!said.row)
        return word_agrees(all, said.word, wanted, there);
    for (const Fields &table : link_tables)
        for (const Field &row : table.rows)
            if (&row == said.row)
                return row.attr == IFLA_IFNAME || all.agrees(row, wanted, there);
    if (is_peer_row(*said.row))
        return peer_agrees(all, *said.row, wanted, there);
    const WishedKind kind(wanted);
    const Record wanted_info = wanted.nested(IFLA_LINKINFO), info = there.nested(IFLA_LINKINFO);
    return kind.is(there) && all.agrees(*said.row, wanted_info.nested(kind.data()), info.nested(kind.data()));
}

static std::vector<std::string> differences(const Comparison &all)
{
    const Record wanted = Record::of<ifinfomsg>(all.wish.message.get()),
                 there = Record::of<ifinfomsg>(all.found);
    std::vector<std::string> words;
    if (!is_kind(wanted, there))
        words.push_back("type");
    for (const Said &said : all.wish.given.words())
        if (!agrees(all, said, wanted, there))
            words.push_back(said.word);
    return words;
}

// --- changing

/// The kernel looks for the port of the old master when one message changes the master and the port: they go
/// apart. Settings come before `up`.
static std::vector<std::string> changes(const Comparison &all, const std::string &,
                                        const std::vector<std::string> &differences)
{
    const Record wanted = Record::of<ifinfomsg>(all.wish.message.get());
    check_kind(all, wanted, Record::of<ifinfomsg>(all.found));
    std::string link, kind, up;
    for (const Said &said : all.wish.given.words()) {
        if (std::ranges::find(differences, said.word) == differences.end())
            continue;
        if (said.row && is_peer_row(*said.row))
            fail_with(2, "Error: \"%s\" has another peer.", all.wish.identity.c_str());
        append_words(std::string_view(said.word) == "up" ? up : is_of_link(said) ? link : kind, said.text);
    }
    std::vector<std::string> lines;
    const std::string start = "set dev " + all.wish.identity + ' ';
    if (!link.empty())
        lines.push_back(start + link);
    if (!kind.empty())
        lines.push_back(start + "type " + std::string(WishedKind(wanted).name) + ' ' + kind);
    if (!up.empty())
        lines.push_back(start + up);
    return lines;
}

/// Words that the kernel takes only for a new device of a kind: others it refuses or ignores.
struct FixedWords {
    std::string_view kind; ///< empty: of all
    std::string_view words;
};
static constexpr FixedWords fixed_words[] = {
    {"", "link index numtxqueues numrxqueues"},
    {"geneve", "id vni dstport external udpcsum udp6zerocsumtx udp6zerocsumrx"},
    {"netkit", "mode"},
    {"vlan", "id protocol"},
    {"vrf", "table"},
    {"vxlan", "id vni dstport port srcport proxy rsc l2miss l3miss external udpcsum udp6zerocsumtx "
              "udp6zerocsumrx remcsumtx remcsumrx gbp gpe maxaddress vnifilter"},
};

static bool is_fixed(const Comparison &all, const Said &said)
{
    const WishedKind kind(Record::of<ifinfomsg>(all.wish.message.get()));
    for (const FixedWords &fixed : fixed_words)
        if (fixed.kind.empty() || fixed.kind == kind.name)
            for (std::string_view rest = fixed.words; !rest.empty();)
                if (take_word(rest) == said.word)
                    return true;
    return false;
}

static void remove(Session &session, const nlmsghdr *found)
{
    Message message(RTM_DELLINK, 0, ifinfomsg{.ifi_index = fixed<ifinfomsg>(found)->ifi_index});
    session.socket().request(message);
}

static void all(Session &session, EachMessage each)
{
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    session.socket().dump(message, [&](const nlmsghdr *found) {
        if (found->nlmsg_type == RTM_NEWLINK && has_fixed(found, sizeof(ifinfomsg)))
            each(found);
    });
}

static std::string write(Context &context, const nlmsghdr *message)
{
    const Record link = Record::of<ifinfomsg>(message);
    const LinkLines lines = write_link(static_cast<Session &>(context), link, {});
    if (lines.make.starts_with("tuntap")) // which `ip link` can only delete
        return "add " + quote_word(link.attrs.string(IFLA_IFNAME)) + " type tun";
    return lines.make.empty() ? lines.make : lines.make.substr(strlen("link "));
}

constexpr StateObject link_state{.word = "link",
                                 .naming = "name",
                                 .removal = RTM_DELLINK,
                                 .read = read,
                                 .each = each,
                                 .identity = identity,
                                 .differences = differences,
                                 .changes = changes,
                                 .read_ensured = read_ensured,
                                 .deletion = "delete dev ",
                                 .is_fixed = is_fixed,
                                 .remove = remove,
                                 .all = all,
                                 .write = write};

} // namespace nskit
