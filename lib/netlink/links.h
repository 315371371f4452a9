// SPDX-License-Identifier: MIT
// Network devices by name and by index, asked of the kernel once each and remembered.
#pragma once

#include <linux/netlink.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/box.h"

namespace nskit {

class Socket;

/// A device of kind vrf.
struct Vrf {
    int index;
    uint32_t table;
};

/// Device names and indexes of one network namespace.
class Links {
  public:
    struct Link {
        std::string name;
        unsigned flags = 0;      ///< IFF_*
        unsigned short type = 0; ///< ARPHRD_*
    };

    /// `socket` lives in the namespace whose devices these are, and longer than this.
    explicit Links(Socket &socket);
    /// The devices of a namespace other than the socket's: only those that remember() hears of. Asking for
    /// others would have the kernel assign ids to namespaces.
    static Links told(Socket &socket);
    /// The devices of a namespace that need not exist: every name that is asked for gets an index of its own.
    static Links invented(Socket &socket);
    ~Links();
    Links(Links &&) noexcept;

    /// The index of a device by its name, one of its alternative names, or the form `ifN`; nullopt if there
    /// is no such device.
    std::optional<int> index(const char *name);
    /// The same, throwing `Cannot find device "NAME"` with this status.
    int index_from(const char *name, int status = 1);
    /// The name of a device: `*` for index 0, `ifN` if no device has this index. Valid until forget() or
    /// clear().
    std::string_view name(int index);
    /// Name, flags and type; nullptr if no device has this index.
    const Link *find(int index);

    /// The length of a device's transmit queue in packets, which some messages about links leave out; nullopt
    /// if no device has this index.
    std::optional<int> queue_length(int index);

    /// A VRF by name, asked of the kernel; nullopt if no device has this name, or it is of another kind.
    std::optional<Vrf> vrf(const char *name);

    /// Keeps what a message about a link says (RTM_NEWLINK), or drops the link (RTM_DELLINK).
    void remember(const nlmsghdr *message);
    void forget(int index);
    /// Forgets a link that is gone, but only after some others: later messages may still be about it.
    void forget_later(int index);
    void clear();

  private:
    struct Known;
    const Link *known(int index);
    std::optional<int> known_index(std::string_view name);
    std::optional<int> ask_index(const char *name);
    int invent(std::string_view name);
    Socket &socket_;
    bool asks_ = true;
    bool invents_ = false;
    int last_invented_ = 0;
    Box<Known> known_;
    std::string number_;
};

/// The table of a VRF, from a message about a link; nullopt if the link is of another kind.
std::optional<uint32_t> vrf_table(const nlmsghdr *link);

/// Whether a device could have this name: 1 to 15 bytes, no '/', no white space, not "." or "..".
bool is_device_name(std::string_view name);
/// Whether a device could have this alternative name: 1 to 127 bytes.
bool is_alternative_name(std::string_view name);

} // namespace nskit
