// SPDX-License-Identifier: MIT
#include "lib/netlink/links.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <linux/if.h>
#include <sys/ioctl.h>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lib/base/completion.h"
#include "lib/base/error.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/netlink/attrs.h"
#include "lib/netlink/message.h"
#include "lib/netlink/socket.h"

namespace nskit {

constexpr unsigned page_size = 16;
/// Devices with neighbouring indexes, as most are.
struct Page {
    std::array<Links::Link, page_size> links;
    std::array<unsigned, page_size> ages{}; // when each link was learnt, see Known::age; 0: it is not known
};

static unsigned page_of(int index)
{
    return static_cast<unsigned>(index) / page_size;
}

static unsigned place_of(int index)
{
    return static_cast<unsigned>(index) % page_size;
}

/// Where the devices with a name may be: a table of indexes, in which a name says where to look first. It
/// holds no names, and an index stays in it when its device gets another name: the caller looks at the
/// device.
class Places {
  public:
    /// The first index for the name that `fits`; 0 if there is none.
    template <class Fits> int find(std::string_view name, Fits fits) const
    {
        for (size_t at = first(name); !slots_.empty() && slots_[at] != 0; at = next(at))
            if (fits(slots_[at]))
                return slots_[at];
        return 0;
    }
    bool is_full() const { return 2 * used_ >= slots_.size(); }
    /// Adds an index. There must be room.
    void add(std::string_view name, int index)
    {
        size_t at = first(name);
        while (slots_[at] != 0 && slots_[at] != index)
            at = next(at);
        used_ += slots_[at] == 0;
        slots_[at] = index;
    }
    /// Forgets all, and makes room for `count` indexes.
    void make_room(size_t count)
    {
        constexpr size_t least = 16;
        slots_.assign(std::bit_ceil(std::max(2 * count + 2, least)), 0);
        used_ = 0;
    }
    size_t size() const { return used_; }

  private:
    size_t first(std::string_view name) const
    {
        uint32_t hash = 2166136261; // FNV-1a
        for (const char c : name)
            hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
        return hash & (slots_.size() - 1);
    }
    size_t next(size_t at) const { return (at + 1) & (slots_.size() - 1); }
    std::vector<int> slots_; // 0: free. A power of two, and at least twice as many as indexes
    size_t used_ = 0;
};

struct Links::Known {
    std::unordered_map<unsigned, Page> pages;
    Places by_name;
    bool has_all_names = true;  // false: pages have links that by_name lacks
    std::array<int, 64> gone{}; // links that are soon forgotten; 0: none
    size_t next_gone = 0;

    unsigned age = 1; // one more than clear() was called; a link that was learnt in another age is not known

    const Link *find(int index);
    Link &learn(int index);
    void forget(int index);
    /// Calls `f(index, link)` for each link that is known.
    template <class F> void each(F &&f) const
    {
        for (const auto &[number, page] : pages)
            for (unsigned i = 0; i < page_size; i++)
                if (page.ages[i] == age)
                    f(static_cast<int>(number * page_size + i), page.links[i]);
    }
    void learn_names();
    void name(int index, std::string_view name);
};

/// The device; nullptr if it is not known.
const Links::Link *Links::Known::find(int index)
{
    const auto found = pages.find(page_of(index));
    if (found == pages.end() || found->second.ages[place_of(index)] != age)
        return nullptr;
    return &found->second.links[place_of(index)];
}

/// The place of a device, which is known from now on. The caller writes what it has learnt; what is there may
/// be out of date.
Links::Link &Links::Known::learn(int index)
{
    Page &page = pages[page_of(index)];
    page.ages[place_of(index)] = age;
    return page.links[place_of(index)];
}

void Links::Known::forget(int index)
{
    const auto found = pages.find(page_of(index));
    if (found == pages.end())
        return;
    Page &page = found->second;
    page.ages[place_of(index)] = 0;
    if (std::ranges::none_of(page.ages, [&](unsigned each) { return each == age; }))
        pages.erase(found);
}

/// Not in remember(): a dump brings many links, and is mostly asked for the names of indexes.
void Links::Known::learn_names()
{
    if (std::exchange(has_all_names, true))
        return;
    size_t count = 0;
    each([&](int, const Link &) { count++; });
    by_name.make_room(count);
    each([&](int index, const Link &link) { by_name.add(link.name, index); });
}

/// Adds a name to by_name.
void Links::Known::name(int index, std::string_view name)
{
    if (by_name.is_full()) {
        has_all_names = false;
        learn_names();
    }
    by_name.add(name, index);
}

Links::Links(Socket &socket) : socket_(socket), known_(new Known) {}
Links::~Links() = default;
Links::Links(Links &&) noexcept = default;

Links Links::told(Socket &socket)
{
    Links links(socket);
    links.asks_ = false;
    return links;
}

Links Links::invented(Socket &socket)
{
    Links links = told(socket);
    links.invents_ = true;
    return links;
}

/// Keeps the memory for a few devices: in a batch, each line forgets and asks again.
void Links::clear()
{
    constexpr size_t few = 16;
    if (known_->pages.size() > few || known_->by_name.size() > few * page_size)
        *known_ = Known();
    known_->age++;
    known_->gone = {};
    known_->next_gone = 0;
}

bool is_device_name(std::string_view name)
{
    if (name.empty() || name.size() >= IFNAMSIZ || name == "." || name == "..")
        return false;
    for (char c : name)
        if (c == '/' || isspace(static_cast<unsigned char>(c)))
            return false;
    return true;
}

bool is_alternative_name(std::string_view name)
{
    return !name.empty() && name.size() < ALTIFNAMSIZ;
}

/// An ioctl on the netlink socket answers for the namespace in which the socket was opened, and costs a
/// fraction of an RTM_GETLINK. Returns false if there is no such device; throws Error on any other failure.
static bool ask(int fd, int request, ifreq &name)
{
    const int result = ioctl(fd, request, &name);
    if (result == -1 && errno != ENODEV)
        fail_errno("Cannot ask the kernel about a device");
    return result == 0;
}

/// By a message, although an ioctl would cost half: the message brings the link's carrier state up to date,
/// which may lag a second behind, so that routes and addresses that follow see the link's real state.
std::optional<int> Links::ask_index(const char *name)
{
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    const bool alternative = strlen(name) >= IFNAMSIZ;
    message.put_string(alternative ? IFLA_ALT_IFNAME : IFLA_IFNAME, name);
    std::optional<int> index;
    // Linux before 5.5 knows no alternative names: EINVAL.
    socket_.try_get(message, {ENODEV, alternative ? EINVAL : ENODEV}, [&](const nlmsghdr *answer) {
        if (answer->nlmsg_type == RTM_NEWLINK && has_fixed(answer, sizeof(ifinfomsg)))
            index = fixed<ifinfomsg>(answer)->ifi_index;
        remember(answer);
    });
    return index;
}

/// A link that the kernel need not be asked for.
const Links::Link *Links::known(int index)
{
    return known_->find(index);
}

std::optional<int> Links::known_index(std::string_view name)
{
    known_->learn_names();
    const int index = known_->by_name.find(name, [&](int candidate) {
        const Link *link = known(candidate);
        return link && link->name == name;
    });
    return index != 0 ? std::optional(index) : std::nullopt;
}

/// Offers the names of all devices, or of one kind of device, for the word at the cursor.
static void offer_devices(Socket &socket, std::string_view only = {})
{
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    socket.dump(message, [&](const nlmsghdr *link) {
        const Attrs attrs(link, sizeof(ifinfomsg));
        const std::string_view kind = attrs.nested(IFLA_LINKINFO).string(IFLA_INFO_KIND);
        if (!only.empty() && kind != only)
            return;
        completion::offer(attrs.string(IFLA_IFNAME), kind);
        if (const nlattr *names = attrs[IFLA_PROP_LIST])
            each_attr(names, [](const nlattr *name) { completion::offer_value(get_string(name)); });
    });
}

int Links::invent(std::string_view name)
{
    known_->learn(++last_invented_).name = name;
    known_->name(last_invented_, name);
    return last_invented_;
}

std::optional<int> Links::index(const char *name)
{
    std::string_view word = name;
    if (completion::is_at_cursor(word))
        offer_devices(socket_);
    if (auto index = known_index(word))
        return index;
    if (invents_)
        return invent(word);
    if (auto index = is_alternative_name(word) ? ask_index(name) : std::nullopt) {
        known_->name(*index, word);
        known_->has_all_names = true; // the others were learnt before
        return index;
    }
    // What ioctl(2) takes for a device: the label of an address, `eth0:1`.
    if (size_t colon = word.find(':'); colon != word.npos)
        return index(std::string(word.substr(0, colon)).c_str());
    auto number = word.starts_with("if") ? parse_unsigned(word.substr(2), INT32_MAX, 10) : std::nullopt;
    if (number && *number > 0)
        return static_cast<int>(*number);
    return std::nullopt;
}

int Links::index_from(const char *name, int status)
{
    auto found = index(name);
    if (!found)
        throw Error{.text = format("Cannot find device \"%s\"", name), .status = status, .absent = true};
    return *found;
}

const Links::Link *Links::find(int index)
{
    if (const Link *link = known(index))
        return link;
    if (!asks_)
        return nullptr;
    ifreq request{};
    request.ifr_ifindex = index;
    if (!ask(socket_.fd(), SIOCGIFNAME, request))
        return nullptr;
    Link &link = known_->learn(index);
    link = {.name = request.ifr_name};
    if (ask(socket_.fd(), SIOCGIFFLAGS, request))
        link.flags = static_cast<unsigned short>(request.ifr_flags);
    if (ask(socket_.fd(), SIOCGIFHWADDR, request))
        link.type = request.ifr_hwaddr.sa_family;
    return &link;
}

std::string_view Links::name(int index)
{
    if (index == 0)
        return "*";
    if (const Link *link = find(index))
        return link->name;
    number_ = "if" + std::to_string(index);
    return number_;
}

std::optional<int> Links::queue_length(int index)
{
    const Link *link = asks_ ? find(index) : nullptr;
    ifreq request{};
    if (!link || link->name.size() >= IFNAMSIZ)
        return std::nullopt;
    memcpy(request.ifr_name, link->name.data(), link->name.size());
    return ask(socket_.fd(), SIOCGIFTXQLEN, request) ? std::optional(request.ifr_qlen) : std::nullopt;
}

std::optional<uint32_t> vrf_table(const nlmsghdr *link)
{
    const Attrs info(find_attr(link, sizeof(ifinfomsg), IFLA_LINKINFO));
    const nlattr *data = info[IFLA_INFO_DATA];
    if (info.string(IFLA_INFO_KIND) != "vrf" || !data)
        return std::nullopt;
    return Attrs(data).value<uint32_t>(IFLA_VRF_TABLE);
}

std::optional<Vrf> Links::vrf(const char *name)
{
    if (completion::is_at_cursor(name)) {
        offer_devices(socket_, "vrf");
        return std::nullopt;
    }
    const auto number = index(name);
    if (!number)
        return std::nullopt;
    Message message(RTM_GETLINK, 0, ifinfomsg{.ifi_index = *number});
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    std::optional<uint32_t> table;
    socket_.get(message, [&](const nlmsghdr *answer) { table = vrf_table(answer); });
    return table ? std::optional(Vrf{*number, *table}) : std::nullopt;
}

void Links::forget(int index)
{
    known_->forget(index);
}

void Links::forget_later(int index)
{
    int &oldest = known_->gone[known_->next_gone++ % known_->gone.size()];
    if (oldest != 0)
        forget(oldest);
    oldest = index;
}

void Links::remember(const nlmsghdr *message)
{
    if (!has_fixed(message, sizeof(ifinfomsg)))
        return;
    auto *info = fixed<ifinfomsg>(message);
    if (message->nlmsg_type == RTM_DELLINK)
        return forget(info->ifi_index);
    const nlattr *name = find_attr(message, sizeof *info, IFLA_IFNAME);
    if (message->nlmsg_type != RTM_NEWLINK || !name)
        return;
    const bool is_new = !known_->find(info->ifi_index);
    Link &link = known_->learn(info->ifi_index);
    if (known_->next_gone > 0) // a new link may have the index of one that is gone
        std::replace(known_->gone.begin(), known_->gone.end(), info->ifi_index, 0);
    if (is_new || link.name != get_string(name)) {
        link.name = get_string(name);
        known_->has_all_names = false;
    }
    link.flags = info->ifi_flags;
    link.type = info->ifi_type;
}

} // namespace nskit
