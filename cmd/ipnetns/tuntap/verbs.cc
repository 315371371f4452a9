// SPDX-License-Identifier: MIT
// ip tuntap: devices whose other end is a program. Those made here last without one.
#include <algorithm>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>

#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/tuntap/tuntap.h"
#include "lib/base/number.h"
#include "lib/namespace/users.h"

namespace nskit {

// --- the command line

static constexpr Choice modes[] = {{"tun", IFF_TUN}, {"tap", IFF_TAP}};

static void parse_mode(Context &, Args &args, TunRequest &request)
{
    const char *word = args.next();
    auto mode = std::ranges::find_if(modes, [&](const Choice &one) { return is_prefix(word, one.name); });
    if (mode == std::end(modes))
        fail_with(255, "Unknown tunnel mode \"%s\"", word);
    if (request.mode && request.mode != mode->value)
        fail_with(255, "You managed to ask for more than one tunnel mode.");
    request.mode = static_cast<unsigned short>(mode->value);
}

static void parse_user(Context &, Args &args, TunRequest &request)
{
    const char *word = args.next();
    request.user = parse_as<uint32_t>(word, 10);
    if (auto user = request.user ? std::nullopt : find_user(word))
        request.user = user->id;
    if (!request.user)
        fail_with(255, "invalid user \"%s\"", word);
}

static void parse_group(Context &, Args &args, TunRequest &request)
{
    const char *word = args.next();
    request.group = parse_as<uint32_t>(word, 10);
    if (!request.group)
        request.group = find_group(word);
    if (!request.group)
        fail_with(255, "invalid group \"%s\"", word);
}

template <int flag> static void set_flag(Context &, Args &, TunRequest &request)
{
    request.flags |= flag;
}

static const char *take_device_name(Args &args, const char *keyword)
{
    const char *name = args.next();
    if (!is_device_name(name))
        wrong_argument(name, format("\"%s\" not a valid ifname", keyword));
    return name;
}

static void parse_device(Context &, Args &args, TunRequest &request)
{
    request.name = take_device_name(args, "dev");
}

static void parse_name(Context &, Args &args, TunRequest &request)
{
    if (request.name)
        garbage_argument("name", args.next());
    request.name = take_device_name(args, "name");
}

static void set_packet_info(Context &, Args &, TunRequest &request)
{
    request.packet_info = true;
}

static constexpr Word<TunRequest> words[] = {
    {.word = "mode", .arg = "{ tun | tap }", .set = parse_mode},
    {.word = "pi", .set = set_packet_info},
    {.word = "one_queue", .set = set_flag<IFF_ONE_QUEUE>},
    {.word = "vnet_hdr", .set = set_flag<IFF_VNET_HDR>},
    {.word = "multi_queue", .set = set_flag<IFF_MULTI_QUEUE>},
    {.word = "dev", .arg = "NAME", .set = parse_device},
    {.word = "name", .arg = "NAME", .set = parse_name},
};
static constexpr Word<TunRequest> owner_words[] = {
    {.word = "user", .arg = "USER", .set = parse_user},
    {.word = "group", .arg = "GROUP", .set = parse_group},
};

static std::string tuntap_usage();

static TunRequest parse_request(Context &context, Args &args, bool takes_owner)
{
    TunRequest request{.takes_owner = takes_owner};
    while (!args.empty()) {
        if (parse_word<TunRequest>(context, args, words, request))
            continue;
        if (request.takes_owner && parse_word<TunRequest>(context, args, owner_words, request))
            continue;
        if (is_prefix(args.peek(), "help"))
            usage(tuntap_usage());
        parse_name(context, args, request);
    }
    return request;
}

// --- add, delete

/// Makes a device last, or end. Only a program that holds it can do so: this process, for a moment.
/// `extra_flags` are more IFF_*.
static void hold(const TunRequest &request, bool lasts, int extra_flags)
{
    if (!request.mode)
        fail("You failed to specify a tunnel mode");
    ifreq device{};
    if (request.name)
        memcpy(device.ifr_name, request.name, strlen(request.name) + 1); // it is a device's name, and fits
    device.ifr_flags = static_cast<short>(request.mode | request.flags |
                                          (request.packet_info ? 0 : IFF_NO_PI) | extra_flags);
    Fd fd = sys(open_file("/dev/net/tun", O_RDWR), "open");
    sys(ioctl(fd.get(), TUNSETIFF, &device), "ioctl(TUNSETIFF)");
    if (request.user)
        sys(ioctl(fd.get(), TUNSETOWNER, static_cast<unsigned long>(*request.user)), "ioctl(TUNSETOWNER)");
    if (request.group)
        sys(ioctl(fd.get(), TUNSETGROUP, static_cast<unsigned long>(*request.group)), "ioctl(TUNSETGROUP)");
    sys(ioctl(fd.get(), TUNSETPERSIST, lasts ? 1UL : 0UL), "ioctl(TUNSETPERSIST)");
}

template <bool adds> static void modify(Session &session, Args &args)
{
    hold(parse_request(session, args, adds), adds, adds ? IFF_TUN_EXCL : 0);
}

// --- ensure, absent

static TunRequest parse_named(Context &context, Args &args, bool takes_owner)
{
    const TunRequest request = parse_request(context, args, takes_owner);
    if (!request.name)
        fail("You failed to specify a device");
    return request;
}

/// Of a device that there is, only its owner and group can be changed.
static void ensure_device(Session &session, Args &args)
{
    const TunRequest request = parse_named(session, args, true);
    auto words = tuntap_differences(session, request);
    std::vector<std::string> fixed;
    for (const std::string &word : words.value_or(std::vector<std::string>()))
        if (word != "user" && word != "group")
            fixed.push_back(word);
    if (!fixed.empty())
        fail_with(2, "Error: \"%s\" differs in %s, which cannot be changed.", request.name,
                  quoted_list(fixed).c_str());
    if (!words || !words->empty())
        hold(request, true, words ? 0 : IFF_TUN_EXCL);
    if (words && !words->empty() && !tuntap_differences(session, request).value_or(*words).empty())
        fail_with(2, "Error: the kernel took the words, but did not change %s.", quoted_list(*words).c_str());
    const std::vector<std::string> changed = words ? *words : std::vector<std::string>{"name"};
    tell_change(session, !changed.empty(), changed);
}

static void ensure_no_device(Session &session, Args &args)
{
    const TunRequest request = parse_named(session, args, false);
    const auto words = tuntap_differences(session, request);
    const bool is_there = words && words->empty();
    if (is_there)
        hold(request, false, 0);
    tell_change(session, is_there, is_there ? std::vector<std::string>{"name"} : std::vector<std::string>());
}

// --- the verbs

static void show(Session &session, Args &args)
{
    show_tuntap(session, parse_request(session, args, true));
}

static void help(Session &, Args &)
{
    usage(tuntap_usage());
}

static constexpr Command verbs[] = {
    {.word = "show", .run = show, .usage = "[ { show | list | lst } [ WORD ] ]"},
    {.word = "lst", .run = show},
    {.word = "list", .run = show},
    {.word = "add", .run = modify<true>, .usage = "{ add | del } mode { tun | tap } [ WORD ]"},
    {.word = "delete", .run = modify<false>},
    {.word = "ensure",
     .run = ensure_device,
     .exact = true,
     .usage = "{ ensure | absent } mode { tun | tap } [ name ] NAME [ WORD ]"},
    {.word = "absent", .run = ensure_no_device, .exact = true},
    {.word = "help", .run = help, .usage = "help"},
};

static std::string tuntap_usage()
{
    return usage_of("tuntap", verbs) + "\nWORD :=\n" + describe_words<TunRequest>(words, 8) +
           "        not of delete:\n" + describe_words<TunRequest>(owner_words, 8);
}

void ip_tuntap(Session &session, Args &args)
{
    run_verb(session, args, verbs, "tuntap", show);
}

} // namespace nskit
