// SPDX-License-Identifier: MIT
// The played kernel: what it answers to requests, and what its files hold.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/if.h>
#include <linux/rtnetlink.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/playing.h"
#include "lib/netlink/attrs.h"
#include "lib/netlink/message.h"

namespace nskit::fuzz {

constexpr uint16_t family_id = 0x20;
constexpr size_t most_sent = 1 << 20; ///< bytes, in one run

// --- messages

static std::string message(uint16_t type, uint16_t flags, const nlmsghdr &request, std::string_view body)
{
    const nlmsghdr header{.nlmsg_len = static_cast<uint32_t>(NLMSG_HDRLEN + body.size()),
                          .nlmsg_type = type,
                          .nlmsg_flags = flags,
                          .nlmsg_seq = request.nlmsg_seq,
                          .nlmsg_pid = 0};
    std::string bytes(reinterpret_cast<const char *>(&header), sizeof header);
    bytes.append(body);
    bytes.resize(NLMSG_ALIGN(bytes.size()));
    return bytes;
}

template <class T> static std::string_view bytes_of(const T &value)
{
    return {reinterpret_cast<const char *>(&value), sizeof value};
}

static std::string_view body_of(const Message &message)
{
    return message.bytes().substr(NLMSG_HDRLEN);
}

static std::string acknowledgement(const nlmsghdr &request, int error)
{
    const nlmsgerr answer{.error = -error, .msg = request};
    return message(NLMSG_ERROR, NLM_F_CAPPED, request, bytes_of(answer));
}

/// Every name means device 7, and every index has a name.
static std::string device(const nlmsghdr *request)
{
    const Attrs asked(request, sizeof(ifinfomsg));
    const int index = has_fixed(request, sizeof(ifinfomsg)) ? fixed<ifinfomsg>(request)->ifi_index : 0;
    Message link(RTM_NEWLINK, 0, ifinfomsg{.ifi_type = 1, .ifi_index = index ? index : 7});
    std::string name(asked.string(IFLA_IFNAME));
    if (name.empty() || name.size() >= IFNAMSIZ)
        name = index ? format("if%d", index) : "eth0";
    link.put_string(IFLA_IFNAME, name.c_str());
    link.put<uint32_t>(IFLA_TXQLEN, 1000);
    return message(RTM_NEWLINK, 0, *request, body_of(link));
}

static std::string family(const nlmsghdr &request)
{
    Message family(GENL_ID_CTRL, 0, genlmsghdr{.cmd = CTRL_CMD_NEWFAMILY, .version = 2});
    family.put<uint16_t>(CTRL_ATTR_FAMILY_ID, family_id);
    {
        Nest groups(family, CTRL_ATTR_MCAST_GROUPS), group(family, 1);
        family.put_string(CTRL_ATTR_MCAST_GRP_NAME, "mptcp_pm_events");
        family.put<uint32_t>(CTRL_ATTR_MCAST_GRP_ID, 5);
    }
    return message(GENL_ID_CTRL, 0, request, body_of(family));
}

// --- answers

/// Whether a request asks for what there is, and changes nothing.
static bool asks(const Played &socket, const nlmsghdr &request)
{
    return socket.protocol == NETLINK_ROUTE ? (request.nlmsg_type & 3) == 2 // RTM_GET...
                                            : !(request.nlmsg_flags & NLM_F_ACK);
}

/// The type of the answer: RTM_NEWROUTE for RTM_GETROUTE, XFRM_MSG_NEWSA for XFRM_MSG_GETSA.
static uint16_t answer_type(uint16_t request)
{
    return request == family_id || request < 2 ? request : static_cast<uint16_t>(request - 2);
}

static std::string answer_of(const Part &part, const nlmsghdr &request, uint16_t flags)
{
    if (part.kind == Part::error)
        return message(NLMSG_ERROR, flags, request, part.bytes);
    if (part.kind == Part::body || part.bytes.size() < 2)
        return message(answer_type(request.nlmsg_type), flags, request, part.bytes);
    uint16_t type;
    memcpy(&type, part.bytes.data(), sizeof type);
    return message(type, flags, request, part.bytes.substr(sizeof type));
}

static void answer(Played &socket, const nlmsghdr *request)
{
    const bool asked = asks(socket, *request),
               dump = asked && (request->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
    if (socket.protocol == NETLINK_GENERIC && request->nlmsg_type == GENL_ID_CTRL)
        return socket.waiting.push_back(family(*request));
    if (socket.protocol == NETLINK_ROUTE && request->nlmsg_type == RTM_GETLINK && !dump &&
        !playing->world.plays_devices)
        return socket.waiting.push_back(device(request));
    const std::vector<Part> &parts = playing->world.parts;
    if (!asked) { // a change, which the next part may refuse
        const bool refused = playing->part < parts.size() && parts[playing->part].kind == Part::error;
        return socket.waiting.push_back(refused ? answer_of(parts[playing->part++], *request, 0)
                                                : acknowledgement(*request, 0));
    }
    bool answered = false;
    while (playing->part < parts.size()) {
        const Part &part = parts[playing->part++];
        if (part.kind == Part::end)
            break;
        if (part.kind == Part::file)
            continue;
        socket.waiting.push_back(answer_of(part, *request, dump ? NLM_F_MULTI : 0));
        answered = true;
    }
    const int status = 0;
    if (dump)
        socket.waiting.push_back(message(NLMSG_DONE, NLM_F_MULTI, *request, bytes_of(status)));
    else if (!answered)
        socket.waiting.push_back(acknowledgement(*request, ENOENT));
}

// What a command sends lies in whole messages.
void take_requests(Played &socket, std::string_view bytes)
{
    playing->sent += bytes.size();
    must(playing->sent <= most_sent, "sends for ever");
    while (!bytes.empty()) {
        must(bytes.size() >= sizeof(nlmsghdr), "half a header is sent");
        alignas(nlmsghdr) char space[Message::capacity];
        nlmsghdr header;
        memcpy(&header, bytes.data(), sizeof header);
        const size_t size = header.nlmsg_len;
        must(size >= sizeof header && size <= bytes.size() && size <= sizeof space, "a message of no size");
        must(header.nlmsg_flags & NLM_F_REQUEST, "a request that is none");
        memcpy(space, bytes.data(), size);
        playing->run.sent.push_back({socket.protocol, std::string(bytes.substr(0, size))});
        answer(socket, reinterpret_cast<const nlmsghdr *>(space));
        bytes.remove_prefix(std::min<size_t>(NLMSG_ALIGN(size), bytes.size()));
    }
}

std::string next_event()
{
    const std::vector<Part> &parts = playing->world.parts;
    while (playing->part < parts.size() && parts[playing->part].kind != Part::typed)
        playing->part++;
    return playing->part == parts.size() ? "" : answer_of(parts[playing->part++], nlmsghdr{}, 0);
}

// --- files

int file_of(std::string_view bytes)
{
    const int fd = memfd_create("played", MFD_CLOEXEC);
    must(fd >= 0 && write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
             lseek(fd, 0, SEEK_SET) == 0,
         "no file can be made");
    return fd;
}

int open_played(const char *path, int flags)
{
    if ((flags & O_ACCMODE) != O_RDONLY || flags & O_CREAT)
        return refuse();
    if (strcmp(path, "/dev/stdin") == 0)
        return file_of(playing->world.input);
    const std::vector<Part> &parts = playing->world.parts;
    for (size_t at = playing->part; !(flags & (O_DIRECTORY | O_PATH)) && at < parts.size(); at++)
        if (parts[at].kind == Part::file) {
            playing->part = at == playing->part ? at + 1 : playing->part;
            return file_of(parts[at].bytes);
        }
    return refuse(ENOENT);
}

} // namespace nskit::fuzz
