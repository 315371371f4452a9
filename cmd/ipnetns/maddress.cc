// SPDX-License-Identifier: MIT
// ip maddress: the multicast groups that devices have joined. The kernel shows them as text in /proc/net,
// which belongs to the network namespace of the process. Link-layer groups are set by ioctls.
#include <algorithm>
#include <cerrno>
#include <linux/if.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>

#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/file.h"
#include "lib/base/hex.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/netlink/address_text.h"
#include "lib/row/types.h"

namespace nskit {

/// A multicast group that a device has joined.
struct Group {
    int index;
    std::string device;
    int family; ///< AF_PACKET, AF_INET, AF_INET6
    std::vector<uint8_t> address;
    unsigned users;
    bool is_static = false; ///< it was set by a user
};

// --- the kernel's tables

/// The words of a line, at most six; those that the line lacks are empty.
using Words = std::array<std::string_view, 6>;

static Words words_of(std::string_view line)
{
    Words words{};
    for (std::string_view &word : words)
        word = take_word(line);
    return words;
}

static int number(std::string_view digits)
{
    return static_cast<int>(parse_unsigned(digits, INT32_MAX, 10).value_or(0));
}

/// dev_mcast: index, device, users, users that set it by hand, address.
static void read_link_group(std::string_view line, std::vector<Group> &groups)
{
    const Words words = words_of(line);
    groups.push_back({number(words[0]), std::string(words[1]), AF_PACKET,
                      parse_hex(words[4]).value_or(std::vector<uint8_t>()),
                      static_cast<unsigned>(number(words[2])), number(words[3]) != 0});
}

/// igmp: a line with an index and a device, and below it, behind a tab, the device's groups: address, in the
/// byte order of the machine, and users. The first line is a head.
static void read_inet_group(std::string_view line, std::vector<Group> &groups)
{
    const Words words = words_of(line);
    if (!line.starts_with('\t')) {
        groups.push_back({number(words[0]), std::string(words[1]), AF_INET, {}, 0});
        return;
    }
    if (groups.empty())
        return;
    uint32_t address = parse_as<uint32_t>(words[0], 16).value_or(0);
    std::vector<uint8_t> bytes(sizeof address);
    memcpy(bytes.data(), &address, sizeof address);
    groups.push_back(
        {groups.back().index, groups.back().device, AF_INET, bytes, static_cast<unsigned>(number(words[1]))});
}

/// igmp6: index, device, address, users.
static void read_inet6_group(std::string_view line, std::vector<Group> &groups)
{
    const Words words = words_of(line);
    groups.push_back({number(words[0]), std::string(words[1]), AF_INET6,
                      parse_hex(words[2]).value_or(std::vector<uint8_t>()),
                      static_cast<unsigned>(number(words[3]))});
}

struct Table {
    int family;
    const char *path;
    void (*read)(std::string_view line, std::vector<Group> &);
};
static constexpr Table tables[] = {
    {AF_PACKET, "/proc/net/dev_mcast", read_link_group},
    {AF_INET, "/proc/net/igmp", read_inet_group},
    {AF_INET6, "/proc/net/igmp6", read_inet6_group},
};

/// The groups of a family, or of all families, by device; those of one device in the order of the tables.
static std::vector<Group> all_groups(int family)
{
    std::vector<Group> groups;
    for (const Table &table : tables) {
        if (family != AF_UNSPEC && family != table.family)
            continue;
        const std::string text = read_optional_file(table.path); // a kernel without IPv6 has no igmp6
        for (std::string_view rest = text; !rest.empty();)
            table.read(take_until(rest, '\n'), groups);
    }
    std::erase_if(groups, [](const Group &group) { return group.address.empty(); });
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group &a, const Group &b) { return a.index < b.index; });
    return groups;
}

// --- show

static void print_group(Context &context, const Group &group)
{
    const bool is_link = group.family == AF_PACKET;
    AddressText space;
    auto object = context.out.object();
    context.out.line_break();
    context.out.text(format("\t%-5s ", family_name(group.family)));
    if (!is_link)
        context.out.data("family", family_name(group.family));
    context.out.string(
        {is_link ? "link" : "address", "", "", is_link ? Color::mac : address_color(group.family)},
        format_address(group.family, group.address, space));
    if (group.users != 1)
        context.out.number({"users", " users", ""}, group.users);
    if (group.is_static) {
        context.out.text(" ");
        context.out.string({"features", "", ""}, "static");
    }
}

/// A device and its groups. With -oneline each group has a line of its own, and this is called for each.
static void print_device(Context &context, std::span<const Group> groups)
{
    auto object = context.out.object();
    context.out.number({"ifindex", "", ":"}, static_cast<uint64_t>(groups[0].index));
    context.out.data("ifname", groups[0].device);
    context.out.text("\t" + groups[0].device, Color::ifname);
    {
        auto list = context.out.list("maddr");
        for (const Group &group : groups)
            print_group(context, group);
    }
    context.out.line();
}

static std::string maddress_usage();

static void show(Session &session, Args &args)
{
    const char *device = nullptr;
    while (!args.empty()) {
        if (is_prefix(args.peek(), "help"))
            usage(maddress_usage());
        args.take("dev");
        if (device)
            garbage_argument("dev", args.next());
        device = args.next();
    }
    const int index = device ? session.links().index(device).value_or(-1) : 0;
    const std::vector<Group> groups = all_groups(session.settings.family);
    auto list = session.out.list();
    for (std::span<const Group> rest = groups; !rest.empty();) {
        size_t count = 1;
        while (!session.out.oneline() && count < rest.size() && rest[count].index == rest[0].index)
            count++;
        if (!device || rest[0].index == index)
            print_device(session, rest.first(count));
        rest = rest.subspan(count);
    }
}

// --- add, delete

/// What the command line of add and delete says.
struct GroupRequest {
    const char *device = nullptr;
    std::optional<LinkAddress> address;
};

static void parse_address(Context &, Args &args, GroupRequest &request)
{
    if (request.address)
        duplicate_argument("address", args.next());
    request.address = lladdr_from(args.next());
}

static void parse_device(Context &, Args &args, GroupRequest &request)
{
    if (request.device)
        duplicate_argument("dev", args.next());
    request.device = args.next();
}

static constexpr Word<GroupRequest> words[] = {
    {.word = "dev", .arg = "DEV", .set = parse_device, .exact = true},
    {.word = "address", .arg = "LLADDR", .set = parse_address},
};

static GroupRequest parse_request(Context &context, Args &args)
{
    GroupRequest request;
    while (!args.empty()) {
        if (parse_word<GroupRequest>(context, args, words, request))
            continue;
        if (is_prefix(args.peek(), "help"))
            usage(maddress_usage());
        parse_address(context, args, request);
    }
    for (const char *missing : {request.device ? nullptr : "dev", request.address ? nullptr : "address"})
        if (missing)
            fail_with(255, "Not enough information: \"%s\" is required.", missing);
    return request;
}

static void check_length(const GroupRequest &request)
{
    if (request.address->size != 6)
        fail("Error: Invalid address length %d - must be 6 bytes", request.address->size);
}

template <unsigned long command> static void send(Session &session, const GroupRequest &request)
{
    check_length(request);
    auto index = session.links().index(request.device);
    ifreq ioctl_request{};
    const std::string name(index ? session.links().name(*index) : request.device);
    memcpy(ioctl_request.ifr_name, name.data(), std::min(name.size(), sizeof ioctl_request.ifr_name - 1));
    memcpy(ioctl_request.ifr_hwaddr.sa_data, request.address->bytes.data(), request.address->size);
    sys(ioctl(session.socket().fd(), command, &ioctl_request), "ioctl");
}

template <unsigned long command> static void modify(Session &session, Args &args)
{
    send<command>(session, parse_request(session, args));
}

// --- ensure, absent, configuration

/// A group as a message, which the kernel never sends: of those of the link layer it has none.
static MessageCopy group_message(int index, std::span<const uint8_t> address)
{
    Message message(RTM_GETMULTICAST, 0,
                    ifaddrmsg{.ifa_family = AF_PACKET, .ifa_index = static_cast<uint32_t>(index)});
    message.put(IFA_MULTICAST, address.data(), address.size());
    return MessageCopy(message.header());
}

/// `LLADDR dev DEV`
static std::string identity(Context &context, const nlmsghdr *message, const Wish &)
{
    const Record group = Record::of<ifaddrmsg>(message);
    AddressText space;
    return std::string(format_address(AF_PACKET, get_bytes(group[IFA_MULTICAST]), space)) + " dev " +
           quote_word(context.links().name(static_cast<int>(group.fixed<ifaddrmsg>().ifa_index)));
}

static Wish read(Session &plan, Args &args)
{
    const GroupRequest request = parse_request(plan, args);
    check_length(request);
    Wish wish;
    const int index = plan.links().index_from(request.device);
    wish.message = group_message(index, request.address->data());
    wish.identity = identity(plan, wish.message.get(), wish);
    return wish;
}

/// The groups that users have set.
static void all_set(Session &, EachMessage each)
{
    for (const Group &group : all_groups(AF_PACKET))
        if (group.is_static)
            each(group_message(group.index, group.address).get());
}

static void each_set(Session &session, const Wish &, EachMessage each)
{
    all_set(session, each);
}

static std::vector<std::string> differences(const Comparison &)
{
    return {};
}

static void remove_group(Session &session, const nlmsghdr *found)
{
    const Record group = Record::of<ifaddrmsg>(found);
    const std::string device(session.links().name(static_cast<int>(group.fixed<ifaddrmsg>().ifa_index)));
    AddressText space;
    const std::string address(format_address(AF_PACKET, get_bytes(group[IFA_MULTICAST]), space));
    send<SIOCDELMULTI>(session, {device.c_str(), lladdr_from(address.c_str())});
}

static std::string write(Context &context, const nlmsghdr *message)
{
    return "add " + identity(context, message, {});
}

constexpr StateObject maddress_state{.word = "maddress",
                                     .naming = "address",
                                     .removal = 0,
                                     .read = read,
                                     .each = each_set,
                                     .identity = identity,
                                     .differences = differences,
                                     .changes = nullptr,
                                     .deletion = "delete ",
                                     .remove = remove_group,
                                     .all = all_set,
                                     .write = write};

// --- the verbs

static void help(Session &, Args &)
{
    usage(maddress_usage());
}

static constexpr Command verbs[] = {
    {.word = "list", .run = show, .usage = "[ { show | list | lst } [ [ dev ] DEV ] ]"},
    {.word = "show", .run = show},
    {.word = "lst", .run = show},
    {.word = "add", .run = modify<SIOCADDMULTI>, .usage = "{ add | del } [ address ] LLADDR dev DEV"},
    {.word = "delete", .run = modify<SIOCDELMULTI>},
    {.word = "ensure",
     .run = ensure_verb<maddress_state>,
     .exact = true,
     .usage = "{ ensure | absent } [ address ] LLADDR dev DEV"},
    {.word = "absent", .run = absent_verb<maddress_state>, .exact = true},
    {.word = "help", .run = help, .usage = "help"},
};

static std::string maddress_usage()
{
    return usage_of("maddress", verbs);
}

void ip_maddress(Session &session, Args &args)
{
    run_verb(session, args, verbs, "maddr", show);
}

} // namespace nskit
