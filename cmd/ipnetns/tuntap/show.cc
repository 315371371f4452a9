// SPDX-License-Identifier: MIT
// ip tuntap show: the devices from netlink, and with -d the programs that hold them from /proc.
#include <cctype>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <linux/if_link.h>
#include <linux/if_tun.h>
#include <unistd.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/tuntap/tuntap.h"
#include "lib/base/file.h"
#include "lib/base/number.h"

namespace nskit {

constexpr uint32_t iff_persist = 0x0800; // of if_tun.h's flags, but not in it

// --- flags

/// The flags that netlink reports.
static uint32_t reported_flags(const Attrs &data)
{
    auto bit = [&](uint16_t attr, uint32_t flag) { return data.value<uint8_t>(attr) ? flag : 0; };
    return data.value<uint8_t>(IFLA_TUN_TYPE) | (data.value<uint8_t>(IFLA_TUN_PI) ? 0 : IFF_NO_PI) |
           bit(IFLA_TUN_VNET_HDR, IFF_VNET_HDR) | bit(IFLA_TUN_PERSIST, iff_persist) |
           bit(IFLA_TUN_MULTI_QUEUE, IFF_MULTI_QUEUE);
}

/// All flags. The few that netlink leaves out stand in /sys, but that may show another network namespace. So
/// /sys counts only if it agrees with netlink in the other flags.
static uint32_t all_flags(const Attrs &data, std::string_view name)
{
    constexpr uint32_t common = IFF_TUN | IFF_TAP | IFF_NO_PI | IFF_VNET_HDR | IFF_MULTI_QUEUE | iff_persist;
    const uint32_t reported = reported_flags(data);
    auto text = read_file(("/sys/class/net/" + std::string(name) + "/tun_flags").c_str());
    while (text && text->ends_with('\n'))
        text->pop_back();
    auto flags = text ? parse_as<uint32_t>(*text) : std::nullopt;
    return flags && (*flags & common) == reported ? *flags : reported;
}

/// A word that is shown if the bit is set or, if `absent`, if it is not set.
struct FlagWord {
    const char *name;
    uint32_t bit;
    bool absent = false;
};
static constexpr FlagWord flag_words[] = {
    {.name = "tun", .bit = IFF_TUN},
    {.name = "tap", .bit = IFF_TAP},
    {.name = "pi", .bit = IFF_NO_PI, .absent = true},
    {.name = "one_queue", .bit = IFF_ONE_QUEUE},
    {.name = "multi_queue", .bit = IFF_MULTI_QUEUE},
    {.name = "vnet_hdr", .bit = IFF_VNET_HDR},
    {.name = "persist", .bit = iff_persist},
    {.name = "filter", .bit = IFF_NOFILTER, .absent = true},
};

static void print_flags(Context &context, uint32_t flags)
{
    auto list = context.out.list("flags", " ", " ");
    uint32_t left = flags;
    for (const FlagWord &word : flag_words) {
        left &= ~word.bit;
        if (((flags & word.bit) == 0) == word.absent)
            context.out.element(word.name);
    }
    if (left)
        context.out.hex({nullptr, "", ""}, left);
}

// --- programs

/// A process that has a device open.
struct TunHolder {
    std::string device, name;
    int pid;
};

/// Opens a file of a process in /proc; empty if the process has ended, or we may not look into it. Throws if
/// it is we who lack descriptors.
static Fd open_of_process(int directory, const char *path, int flags)
{
    Fd fd = open_at(directory, path, flags);
    if (!fd.valid() && (errno == EMFILE || errno == ENFILE))
        fail_errno("Cannot open \"%s\" of a process", path);
    return fd;
}

/// The device that descriptor `fd` of a process is attached to; empty if there is none.
static std::string attached_device(int process, const char *fd)
{
    char target[64];
    ssize_t size = readlinkat(process, format("fd/%s", fd).c_str(), target, sizeof target);
    if (size < 0 || std::string_view(target, static_cast<size_t>(size)) != "/dev/net/tun")
        return "";
    Fd info = open_of_process(process, format("fdinfo/%s", fd).c_str(), O_RDONLY);
    auto text = info.valid() ? read_all(info.get()) : std::nullopt;
    constexpr std::string_view key = "\niff:\t";
    size_t at = text ? text->find(key) : std::string::npos;
    if (at == std::string::npos)
        return "";
    at += key.size();
    return text->substr(at, text->find('\n', at) - at);
}

/// Calls `f` with the name of each entry that is a number.
template <class F> static void each_number(Dir &directory, F f)
{
    while (const dirent *entry = directory.next("a directory of /proc"))
        if (isdigit(static_cast<unsigned char>(entry->d_name[0])))
            f(entry->d_name);
}

static void find_of_process(int proc, const char *pid, std::vector<TunHolder> &holders)
{
    Fd process = open_of_process(proc, pid, O_PATH | O_DIRECTORY);
    Fd fds = process.valid() ? open_of_process(process.get(), "fd", O_RDONLY | O_DIRECTORY) : Fd();
    if (!fds.valid())
        return;
    Dir directory = read_directory(std::move(fds), "the descriptors of a process");
    each_number(directory, [&](const char *fd) {
        std::string device = attached_device(process.get(), fd);
        if (device.empty())
            return;
        Fd comm = open_of_process(process.get(), "comm", O_RDONLY);
        std::string name = comm.valid() ? read_all(comm.get()).value_or("") : "";
        if (name.ends_with('\n'))
            name.pop_back();
        holders.push_back({device, name, atoi(pid)});
    });
}

static std::vector<TunHolder> find_holders()
{
    std::vector<TunHolder> holders;
    Dir proc = open_directory("/proc");
    if (!proc)
        fail_errno("Cannot open /proc");
    each_number(proc, [&](const char *pid) { find_of_process(dirfd(proc.get()), pid, holders); });
    return holders;
}

static void print_holders(Context &context, const std::vector<TunHolder> &holders, std::string_view device)
{
    context.out.line_break();
    auto list = context.out.list("processes", "\tAttached to processes:");
    for (const TunHolder &holder : holders) {
        if (holder.device != device)
            continue;
        auto object = context.out.object();
        context.out.string({"name", "", "("}, holder.name);
        context.out.integer({"pid", "", ")"}, holder.pid);
    }
}

// --- devices

/// Whether a device has everything that was named.
static bool is_wanted(const TunRequest &wanted, std::string_view name, uint32_t flags, const Attrs &data)
{
    auto owner_is = [&](uint16_t attr, const std::optional<uint32_t> &id) {
        return !id || (data[attr] && data.value<uint32_t>(attr) == *id);
    };
    const uint32_t set = wanted.mode | wanted.flags;
    return (!wanted.name || name == wanted.name) && (flags & set) == set &&
           !(wanted.packet_info && flags & IFF_NO_PI) && owner_is(IFLA_TUN_OWNER, wanted.user) &&
           owner_is(IFLA_TUN_GROUP, wanted.group);
}

/// A word of the command line, and whether it differs.
static std::vector<std::string> differences(const TunRequest &wanted, uint32_t flags, const Attrs &data)
{
    const uint32_t there = flags;
    std::vector<std::string> words;
    auto compare = [&](const char *word, bool differs) {
        if (differs)
            words.push_back(word);
    };
    compare("mode", wanted.mode && (there & (IFF_TUN | IFF_TAP)) != wanted.mode);
    compare("pi", wanted.packet_info && there & IFF_NO_PI);
    compare("one_queue", wanted.flags & ~there & IFF_ONE_QUEUE);
    compare("vnet_hdr", wanted.flags & ~there & IFF_VNET_HDR);
    compare("multi_queue", wanted.flags & ~there & IFF_MULTI_QUEUE);
    compare("user",
            wanted.user && (!data[IFLA_TUN_OWNER] || data.value<uint32_t>(IFLA_TUN_OWNER) != *wanted.user));
    compare("group",
            wanted.group && (!data[IFLA_TUN_GROUP] || data.value<uint32_t>(IFLA_TUN_GROUP) != *wanted.group));
    return words;
}

std::optional<std::vector<std::string>> tuntap_differences(Context &context, const TunRequest &wanted)
{
    std::optional<std::vector<std::string>> words;
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    message.put_string(IFLA_IFNAME, wanted.name);
    context.socket().try_get(message, {ENODEV}, [&](const nlmsghdr *answer) {
        const auto link = Record::of<ifinfomsg>(answer, RTM_NEWLINK);
        if (!link)
            return;
        const Attrs info(link->attrs[IFLA_LINKINFO]), data(info[IFLA_INFO_DATA]);
        if (info.string(IFLA_INFO_KIND) != "tun")
            fail_with(2, "Error: \"%s\" is no device of \"ip tuntap\".", wanted.name);
        words = differences(wanted, all_flags(data, wanted.name), data);
    });
    return words;
}

static void print_device(Context &context, const nlmsghdr *message, const TunRequest &wanted,
                         const std::vector<TunHolder> &holders)
{
    const auto link = Record::of<ifinfomsg>(message, RTM_NEWLINK);
    if (!link)
        return;
    const Attrs info(link->attrs[IFLA_LINKINFO]), data(info[IFLA_INFO_DATA]);
    std::string_view name = link->attrs.string(IFLA_IFNAME);
    // Kernels that do not filter send all links.
    if (info.string(IFLA_INFO_KIND) != "tun")
        return;
    const uint32_t flags = all_flags(data, name);
    if (!is_wanted(wanted, name, flags, data))
        return;
    auto object = context.out.object();
    context.out.string({"ifname", "", ":", Color::ifname}, name);
    print_flags(context, flags);
    if (data[IFLA_TUN_OWNER])
        context.out.number({"user", " user", ""}, data.value<uint32_t>(IFLA_TUN_OWNER));
    if (data[IFLA_TUN_GROUP])
        context.out.number({"group", " group", ""}, data.value<uint32_t>(IFLA_TUN_GROUP));
    if (context.settings.details)
        print_holders(context, holders, name);
    context.out.line();
}

void show_tuntap(Context &context, const TunRequest &wanted)
{
    const std::vector<TunHolder> holders =
        context.settings.details ? find_holders() : std::vector<TunHolder>();
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    {
        Nest info(message, IFLA_LINKINFO);
        message.put_text(IFLA_INFO_KIND, "tun");
    }
    auto list = context.out.list();
    context.socket().dump(message,
                          [&](const nlmsghdr *link) { print_device(context, link, wanted, holders); });
}

} // namespace nskit
