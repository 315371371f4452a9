// SPDX-License-Identifier: MIT
// Tunnels that are set by ioctls: those over IPv4 (struct ip_tunnel_parm) and over IPv6 (struct
// ip6_tnl_parm2). A tunnel is a Message here: the struct is its fixed header, and what other calls say of the
// tunnel are its attributes, so that rows read and show all of it.
#pragma once

#include <linux/if.h>
#include <linux/if_tunnel.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ip6_tunnel.h>

#include <algorithm>

#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// What is known of a tunnel outside its struct. The numbers are ours.
enum TunnelAttr : uint16_t {
    TUNNEL_PRL = 1, ///< struct ip_tunnel_prl, as many as there are: the potential routers of ISATAP
    TUNNEL_6RD,     ///< struct ip_tunnel_6rd: how sit makes IPv6 addresses of IPv4 addresses
    TUNNEL_STATS,   ///< struct rtnl_link_stats64
    TUNNEL_COMMAND, ///< u32: the ioctl that a word of `prl` or `6rd` stands for
};

/// What goes through the tunnel, and which driver it has.
struct TunnelMode {
    const char *word;
    const char *also; ///< more spellings, see is_one_of()
    uint8_t protocol; ///< IPPROTO_*
    uint16_t flag;    ///< the bit of i_flags that tells it from another mode of the same protocol
    const char *base; ///< the device to which its driver takes requests for new tunnels
};

enum class TunnelVerb { add, change, remove, show };

/// Tunnels over one family of addresses.
struct TunnelFamily {
    int domain;  ///< of the socket for the ioctls: AF_INET, AF_INET6
    size_t size; ///< of the struct
    std::span<const TunnelMode> modes;
    std::span<const unsigned short> hardware; ///< the types of its devices (ARPHRD_*)
    std::span<const Fields> words;            ///< what the command line sets
    std::span<const Fields *const> shown;     ///< what is shown, in order
    /// The struct before words have been read.
    Message (*blank)(TunnelVerb verb);
    /// Refuses an answer of the kernel that cannot be the start of a change, and fills in what the words have
    /// left open.
    void (*check_old)(const Message &tunnel);
    void (*finish)(TunnelVerb verb, Message &tunnel);
    /// The device to which the driver takes requests; "" if the mode is not known.
    const char *(*base)(const Message &tunnel);
    /// Whether `show` asks for one tunnel, not for all.
    bool (*is_one)(const Context &context, const Message &wanted);
    bool (*wants)(const Message &wanted, const Message &tunnel);
    /// Adds what further ioctls say of the tunnel.
    void (*complete)(Message &tunnel);
};
extern const TunnelFamily tunnels_inet, tunnels_inet6;

/// The name of the tunnel's device; "" if no word has set it.
inline const char *tunnel_name(const Message &tunnel)
{
    return fixed<ifreq>(tunnel.header())->ifr_name; // both structs begin with it
}

/// Reads the words of a verb to the end of the line. `read_old` asks the kernel for the tunnel with the name,
/// which a change starts from; it overwrites the struct.
using ReadOld = FunctionRef<void(const char *name, Message &tunnel)>;
void parse_tunnel(Context &context, Args &args, const TunnelFamily &family, TunnelVerb verb, Message &tunnel,
                  ReadOld read_old);

/// The family of a command line: the mode's if it is one over IPv6, else the global options'.
const TunnelFamily &tunnel_family(const Context &context, const Args &args);
/// The device of an ioctl: the driver's own one for a new tunnel, or for a tunnel without a name.
const char *asked_device(const TunnelFamily &family, TunnelVerb verb, const Message &tunnel);

/// Shows a tunnel.
void print_tunnel(Context &context, const TunnelFamily &family, const Message &tunnel);

/// Makes an ioctl about a device. Throws an Error without a text, but with the code.
void tunnel_ioctl(int domain, unsigned long command, const char *device, void *data);
/// Asks for the struct of a tunnel. Throws `get tunnel "NAME" failed: ...`.
void read_tunnel(const TunnelFamily &family, const char *name, Message &tunnel);
/// The text of an ioctl's failure.
[[noreturn]] void fail_tunnel(const char *action, const char *device, const Error &error);

/// What `prl` or `6rd` asks for: a device, the ioctl and its argument.
struct TunnelList {
    const char *what; ///< as messages call it
    uint16_t attr;    ///< the argument
    const Fields &fields;
};
extern const TunnelList router_list, relay_list;
/// Reads the words of such a list. Returns the device's name.
const char *parse_tunnel_list(Context &context, Args &args, const TunnelList &list, Message &message);

// The rows of prl and 6rd, which also show them.
extern const Fields router_fields, relay_fields;

// The verbs in files of their own.
void show_tunnels(Session &session, Args &args, const TunnelFamily &family);
void change_tunnel_list(Session &session, Args &args, const TunnelList &list);
std::string tunnel_usage(const TunnelFamily &family);

} // namespace nskit
