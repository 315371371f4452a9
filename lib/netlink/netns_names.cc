// SPDX-License-Identifier: MIT
#include "lib/netlink/netns_names.h"

#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <linux/net_namespace.h>
#include <sched.h>
#include <sys/stat.h>
#include <unordered_map>

#include "lib/base/completion.h"
#include "lib/base/error.h"
#include "lib/base/error_text.h"
#include "lib/base/number.h"
#include "lib/base/suggest.h"
#include "lib/netlink/attrs.h"
#include "lib/netlink/message.h"
#include "lib/netlink/netns_place.h"
#include "lib/netlink/socket.h"

namespace nskit {

bool is_netns_name(std::string_view name)
{
    return !name.empty() && name.size() <= NAME_MAX && name.find('/') == std::string_view::npos &&
           name != "." && name != "..";
}

static const char *&directory_in_use()
{
    static const char *path = NETNS_RUN_DIR;
    return path;
}

const char *netns_directory()
{
    return directory_in_use();
}

void use_netns_directory(const char *path)
{
    directory_in_use() = path;
}

std::string netns_path(std::string_view name)
{
    return std::string(netns_directory()).append("/").append(name);
}

// --- the directory

NetnsDirectory::NetnsDirectory() : dir_(open_optional_directory(netns_directory()))
{
    if (!dir_)
        return;
    while (const dirent *entry = dir_.next(netns_directory()))
        names_.emplace_back(entry->d_name);
    struct stat own;
    if (stat("/proc/self/ns/net", &own) == 0)
        device_ = own.st_dev;
    else if (errno != ENOENT)
        fail_errno("Cannot look at /proc/self/ns/net");
}

std::optional<NamespaceId> NetnsDirectory::id(const std::string &name) const
{
    struct stat status;
    if (!dir_)
        return std::nullopt;
    if (fstatat(dirfd(dir_.get()), name.c_str(), &status, 0) == -1) {
        if (errno != ENOENT && errno != ELOOP) // a name that has gone, a link that leads nowhere
            fail_errno("Cannot look at %s", netns_path(name).c_str());
        return std::nullopt;
    }
    if (status.st_dev != device_ && device_)
        return std::nullopt;
    return NamespaceId{status.st_dev, status.st_ino};
}

Fd NetnsDirectory::open(const std::string &name) const
{
    errno = ENOENT;
    return dir_ ? open_namespace_file(name.c_str(), dirfd(dir_.get())) : Fd();
}

// --- one namespace

/// A path would lead out of the directory: it is no name, so there is none of this name.
static Fd open_named(std::string_view name)
{
    if (is_netns_name(name))
        return open_namespace_file(netns_path(name).c_str());
    errno = ENOENT;
    return Fd();
}

Fd open_netns(const char *name)
{
    std::string_view word = name;
    if (word.find('/') != std::string_view::npos)
        return open_namespace_file(name);
    Fd named = open_named(word);
    if (named.valid() || !parse_unsigned(word, INT32_MAX))
        return named;
    return open_namespace_file(format("/proc/%s/ns/net", name).c_str());
}

std::string nearest_netns(std::string_view name)
{
    const int code = errno; // of the failure that this is said of
    Nearest nearest(name);
    try {
        if (completion::is_at_cursor(name) || (code == ENOENT && are_hints_wanted()))
            nearest.names(NetnsDirectory().names());
    } catch (const Error &) { // the failure that this is about is the one to report
    }
    errno = code;
    return nearest.line();
}

void enter_netns(const char *name)
{
    Fd fd = open_named(name);
    if (!fd.valid())
        throw Error{format("Cannot open network namespace \"%s\": %s", name, error_text(errno)) +
                        nearest_netns(name),
                    255, errno};
    if (setns(fd.get(), CLONE_NEWNET) != 0)
        throw Error{format("setting the network namespace \"%s\" failed: %s", name, error_text(errno)), 255,
                    errno};
}

// --- ids

std::optional<int> netns_id(Socket &socket, int fd)
{
    Message message(RTM_GETNSID, 0, rtgenmsg{});
    message.put<int>(NETNSA_FD, fd);
    std::optional<int> id;
    // EINVAL: a stale file, no network namespace. EBADF: no descriptor at all, without /proc.
    socket.try_get(message, {EINVAL, EBADF}, [&](const nlmsghdr *answer) {
        int value = Attrs(answer, sizeof(rtgenmsg)).value<int>(NETNSA_NSID, NETNSA_NSID_NOT_ASSIGNED);
        if (value >= 0)
            id = value;
    });
    return id;
}

/// Asks for the ids of names one after the other. To answer for one namespace the kernel searches all ids: it
/// is asked only as long as some of them are without a name, and once for a namespace with several names.
class IdSearch {
  public:
    explicit IdSearch(Socket &socket) : socket_(socket)
    {
        Message message(RTM_GETNSID, 0, rtgenmsg{});
        socket.dump(message, [&](const nlmsghdr *) { unnamed_++; });
        if (unnamed_ > whole_nsid_dump) // says only that there are ids
            unnamed_ = SIZE_MAX;
    }

    std::optional<int> id(const NetnsDirectory &directory, const std::string &name)
    {
        if (unnamed_ == 0 && known_.empty())
            return std::nullopt;
        auto file = directory.id(name);
        if (!file)
            return std::nullopt;
        if (auto found = known_.find(file->inode); found != known_.end())
            return found->second;
        if (unnamed_ == 0)
            return std::nullopt;
        const Fd fd = directory.open(name);
        if (!fd.valid() && errno != ENOENT)
            fail_errno("Cannot open network namespace \"%s\"", name.c_str());
        auto id = fd.valid() ? netns_id(socket_, fd.get()) : std::nullopt;
        if (id) {
            known_.emplace(file->inode, *id);
            unnamed_--;
        }
        return id;
    }

  private:
    Socket &socket_;
    size_t unnamed_ = 0; // ids that no name was found for, as far as that is known
    std::unordered_map<ino_t, int> known_;
};

std::vector<NamedNetns> named_netns(Socket &socket)
{
    NetnsDirectory directory;
    std::vector<NamedNetns> all;
    if (directory.names().empty())
        return all;
    IdSearch search(socket);
    for (const std::string &name : directory.names())
        all.push_back({name, search.id(directory, name)});
    return all;
}

struct NetnsIds::Known {
    std::unordered_map<int, std::string> names;
};

NetnsIds::NetnsIds() : known_(new Known) {}
NetnsIds::~NetnsIds() = default;
NetnsIds::NetnsIds(NetnsIds &&) noexcept = default;

NetnsIds NetnsIds::nameless()
{
    NetnsIds ids;
    ids.is_nameless_ = ids.loaded_ = true;
    return ids;
}

void NetnsIds::forget(int id)
{
    known_->names.erase(id);
}

const std::string *NetnsIds::name(int id)
{
    if (!loaded_)
        load();
    auto found = known_->names.find(id);
    return found == known_->names.end() ? nullptr : &found->second;
}

void NetnsIds::load()
{
    loaded_ = true;
    Socket socket; // of its own: this may be asked in the middle of a dump
    std::vector<NamedNetns> all;
    try {
        all = named_netns(socket);
    } catch (const Error &error) { // names adorn what is shown: numbers say as much
        warn("Warning: network namespaces are shown without their names: %s", error.text.c_str());
    }
    for (auto each = all.rbegin(); each != all.rend(); ++each) // of several names the first one counts
        if (each->id)
            known_->names[*each->id] = std::move(each->name);
}

} // namespace nskit
