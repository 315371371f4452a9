// SPDX-License-Identifier: MIT
// Network devices by name and by index, asked of the kernel once each and remembered.
#pragma once

#include <linux/if.h>
#include <linux/netlink.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace nskit {

class Socket;

/// Device names and indexes of one network namespace.
class Links {
  public:
    struct Link {
        std::string name;
        unsigned flags = 0;      ///< IFF_*
        unsigned short type = 0; ///< ARPHRD_*
    };

    /// `socket` lives in the network namespace that is meant, and longer than this.
    explicit Links(Socket &socket) : socket_(socket) {}
    /// The devices of another namespace than that of the socket: those that remember() is told of, and no
    /// others. To ask for one would have the kernel assign ids to namespaces.
    static Links told(Socket &socket)
    {
        Links links(socket);
        links.asks_ = false;
        return links;
    }

    /// The index of a device by its name, one of its alternative names, or the form `ifN`; nullopt where
    /// there is none.
    std::optional<int> index(const char *name);
    /// The same, throwing `Cannot find device "NAME"` with the status.
    int index_from(const char *name, int status = 1);
    /// The name of a device: `*` for index 0, `ifN` where there is none of this index. Valid until forget()
    /// or clear().
    std::string_view name(int index);
    /// Name, flags and type; nullptr where there is none of this index.
    const Link *find(int index);

    /// The length of a device's transmit queue in packets, which some messages about links leave out; nullopt
    /// where there is none of this index.
    std::optional<int> queue_length(int index);

    /// Keeps what a message about a link says (RTM_NEWLINK), or drops it (RTM_DELLINK).
    void remember(const nlmsghdr *message);
    void forget(int index);
    void clear()
    {
        pages_.clear();
        by_name_.clear();
        has_names_ = true;
    }

  private:
    static constexpr unsigned page_size = 16;
    /// Neighbours, as indexes mostly are. One without a name is not known.
    using Page = std::array<Link, page_size>;
    static unsigned page_of(int index) { return static_cast<unsigned>(index) / page_size; }
    static Link &in(Page &page, int index) { return page[static_cast<unsigned>(index) % page_size]; }
    const Link *known(int index);
    void learn_names();
    std::optional<int> ask_index(const char *name);
    Socket &socket_;
    bool asks_ = true;
    std::unordered_map<unsigned, Page> pages_;
    std::unordered_map<std::string, int> by_name_; // trusted only where the link still has the name
    bool has_names_ = true;                        // whether nothing is to be learnt from pages_
    std::string number_;
};

/// Whether a device could be called so: 1 to 15 bytes, no '/', no white space, not "." or "..".
bool is_device_name(std::string_view name);
/// Whether a word can stand for a device that exists, which may be by an alternative name: 1 to 127 bytes.
bool is_alternative_name(std::string_view name);

} // namespace nskit
