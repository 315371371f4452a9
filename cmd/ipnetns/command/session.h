// SPDX-License-Identifier: MIT
// What one run of `ip` works with: its settings, its output, one socket and the caches over it. It is handed
// to every command and value type; there is nothing global.
#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>
#include <unordered_map>

#include "lib/netlink/address_text.h"
#include "cmd/ipnetns/command/pending.h"
#include "lib/netlink/links.h"
#include "lib/netlink/names.h"
#include "lib/netlink/socket.h"
#include "lib/netlink/netns_names.h"
#include "lib/netlink/nexthops.h"
#include "lib/row/out.h"

namespace nskit {

/// The global options.
struct Settings {
    int family = AF_UNSPEC; ///< AF_UNSPEC: not asked for
    int details = 0, stats = 0;
    bool human = false, iec = false, resolve = false, numeric = false;
    bool timestamp = false, short_timestamp = false;
    bool force = false, all = false, echo = false;
    int loops = 10;         ///< rounds of a flush; 0: as many as it takes
    int receive_buffer = 0; ///< bytes for SO_RCVBUF; 0: the kernel's default
    std::string batch;      ///< file of commands, "-" for stdin; empty: none
    Out::Form form;
};

class Session {
  public:
    /// Writes to stdout. Opens nothing yet.
    explicit Session(const Settings &given);

    Settings settings;
    Out out;
    Names names;

    /// The socket, opened on first use in the network namespace that the process is in then. What waits is
    /// sent first: see change().
    Socket &socket();
    /// The devices. What waits is sent first where it is about devices.
    Links &links() { return view_ < 0 && links_ && !changes_ ? *links_ : open_links(); }
    /// The ids of named network namespaces, as the socket's namespace sees them.
    NetnsIds &netns_ids();
    /// The next hop objects; nullptr while another namespace is looked into, which cannot be asked for them.
    Nexthops *nexthops() { return view_ >= 0 ? nullptr : &nexthops_; }
    /// What links() and netns_ids() answer for from now on: another namespace, by its id in that of the
    /// socket (as messages of NETLINK_LISTEN_ALL_NSID name it), or with -1 the socket's own.
    void look_into(int nsid);
    /// Forgets the socket and what was asked through it: for a process that has entered another network
    /// namespace.
    void reopen();

    /// Sends a request that changes something, and whose success needs no more than the kernel's word: throws
    /// and warns as Socket::request() does. After pack(), the request waits to be sent with those of other
    /// commands, and what is said of it is told of the command that was the last to be announced by
    /// command().
    void change(Message &message);
    void pack(Changes::Tell tell) { tell_ = std::move(tell); }
    /// A command begins, by its number. The one before it may have changed next hop objects.
    void command(size_t number)
    {
        command_ = number;
        nexthops_.clear();
    }
    /// Sends what waits, and tells what is said of it. Whatever else the system is asked, changed or told by,
    /// and whatever is printed, comes after this.
    void settle();
    /// A line on stderr, after what is said of earlier commands: a warning, after which the command goes on.
    void tell(const std::string &text);
    /// Forgets what has been asked about devices and namespaces: a command may have changed it.
    void forget();

    /// The text of a protocol address or, where -resolve asks for it and there is one, the name of its host.
    /// Valid until the next call.
    std::string_view host(int family, std::span<const uint8_t> address);

    /// The family asked for, or `other` where none was.
    int family_or(int other) const { return settings.family == AF_UNSPEC ? other : settings.family; }

  private:
    Links &open_links();
    std::optional<Socket> socket_;
    std::optional<Links> links_;
    std::optional<NetnsIds> netns_ids_;
    Nexthops nexthops_;
    Changes::Tell tell_; // none: nothing waits
    std::optional<Changes> changes_;
    size_t command_ = 0;
    int view_ = -1; // see look_into()
    std::unordered_map<int, Links> foreign_links_;
    NetnsIds foreign_ids_ = NetnsIds::nameless();
    AddressText address_;
    std::unordered_map<std::string, std::string> hosts_; // names by address; empty: it has none
};

} // namespace nskit
