// SPDX-License-Identifier: MIT
// What value types and printers use: the settings, the output, and the names of numbers, devices and
// namespaces. Nothing is global: every function that needs a context gets it as an argument.
#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/box.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/generic.h"
#include "lib/netlink/links.h"
#include "lib/netlink/names.h"
#include "lib/netlink/netns_names.h"
#include "lib/netlink/nexthops.h"
#include "lib/netlink/socket.h"
#include "lib/row/out.h"

namespace nskit {

class Given;

/// How values are read and shown.
struct Settings {
    int family = AF_UNSPEC; ///< AF_UNSPEC: none was named
    int details = 0, stats = 0;
    bool human = false, iec = false, resolve = false, numeric = false;
    bool timestamp = false, short_timestamp = false; ///< in front of events
    bool force = false;                              ///< replace what is attached to a device
    bool quiet = false;                              ///< `wait` does not print what ended it
    Out::Form form;
};

class Context {
  public:
    /// Writes to stdout. Opens nothing yet. `receive_buffer` is the size in bytes of the socket's buffer
    /// (SO_RCVBUF); 0 keeps the kernel's default.
    explicit Context(const Settings &given, int receive_buffer = 0);
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;

    Settings settings;
    Out out;
    Names names;
    /// Hears of the words of a command line that rows have read; nullptr if nobody needs them.
    Given *given = nullptr;
    /// Whether devices and namespaces that words name need not exist: the message is never sent.
    bool plans = false;

    /// The socket, opened on first use in the network namespace that the process is in then.
    Socket &socket();
    /// A family of generic netlink by name, asked of the kernel on first use. Throws as Generic() does.
    Generic &generic(const char *family);
    /// Takes this one for the family from now on, for tests.
    void use_generic(const char *family, Generic generic);
    /// The devices of the namespace that is looked into.
    Links &links() { return view_ < 0 && links_ && !may_hold_requests_ ? *links_ : open_links(); }
    /// The ids of named network namespaces, as the namespace that is looked into knows them.
    NetnsIds &netns_ids();
    /// The next hop objects. Returns nullptr while another namespace is looked into: the kernel lists those
    /// of the socket's own only.
    Nexthops *nexthops() { return view_ >= 0 ? nullptr : &nexthops_; }
    /// Chooses the namespace that links() and netns_ids() answer for: another one, by its id in the socket's
    /// namespace (messages of NETLINK_LISTEN_ALL_NSID name it), or the socket's own by -1.
    void look_into(int nsid) { view_ = nsid; }

    /// Forgets what is known of the namespace with this id in the socket's namespace, which has lost the id.
    void forget_netns(int nsid);

    /// Forgets what has been asked about devices and namespaces: a command may have changed it.
    void forget();

    /// Prints a warning on stderr, after the errors of earlier commands. The command goes on.
    void warn_line(const std::string &text);

    /// The text of a protocol address or, with -resolve and if it has one, the name of its host. Valid until
    /// the next call.
    std::string_view host(int family, std::span<const uint8_t> address);

    /// The family that the global options name, or `other` if they name none.
    int family_or(int other) const { return settings.family == AF_UNSPEC ? other : settings.family; }

  protected:
    ~Context();
    /// Sends the requests that a batch still holds. It is called before the kernel is asked for anything.
    virtual void send_held() {}
    /// The same, called before devices are looked up: needed only if requests about devices are held.
    virtual void send_held_links() {}
    /// Whether the two above can have anything to do.
    void hold_requests(bool may) { may_hold_requests_ = may; }

  private:
    Links &open_links();
    struct Caches;
    struct Warn {
        Context &context;
        void operator()(const std::string &text) const { context.warn_line(text); }
    };
    Warn warn_{*this}; // for `names`
    std::optional<Socket> socket_;
    int receive_buffer_;
    bool may_hold_requests_ = false;
    int view_ = -1; // see look_into()
    std::optional<Links> links_;
    std::optional<NetnsIds> netns_ids_;
    Nexthops nexthops_;
    AddressText address_;
    Box<Caches> caches_; // of other namespaces and of hosts, which few commands need
};

} // namespace nskit
