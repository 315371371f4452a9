// SPDX-License-Identifier: MIT
// floor JOB WORD...: the least that a job of bench/run takes: its indispensable system calls, the bytes of
// its output, and nothing else. No words are parsed and nothing is checked beyond success. What a command
// needs above this is its own cost.
#include <fcntl.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static char received[1 << 16], written[1 << 16];

static long need(long result, const char *what)
{
    if (result == -1) {
        perror(what);
        exit(1);
    }
    return result;
}

[[noreturn]] static void become(char **words)
{
    execv(words[0], words);
    need(-1, words[0]);
    exit(1);
}

static void put(long bytes)
{
    for (; bytes > 0; bytes -= sizeof written)
        need(write(1, written, static_cast<size_t>(bytes) < sizeof written ? bytes : sizeof written),
             "write");
}

static void write_file(const char *path, const char *text)
{
    const int fd = need(open(path, O_WRONLY), path);
    need(write(fd, text, strlen(text)), path);
    close(fd);
}

// --- namespaces

static void privately()
{
    need(mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr), "mount");
}

static void in_new(int namespaces, char **words)
{
    need(unshare(namespaces), "unshare");
    if (namespaces & CLONE_NEWNS)
        privately();
    if (namespaces & CLONE_NEWUSER) {
        write_file("/proc/self/uid_map", "0 0 1");
        write_file("/proc/self/setgroups", "deny");
        write_file("/proc/self/gid_map", "0 0 1");
    }
    become(words);
}

static void unshare_uts(char **words)
{
    in_new(CLONE_NEWUTS, words);
}
static void unshare_mount(char **words)
{
    in_new(CLONE_NEWNS, words);
}
static void unshare_net(char **words)
{
    in_new(CLONE_NEWNET, words);
}
static void unshare_user(char **words)
{
    in_new(CLONE_NEWUSER, words);
}

static void wait_for(pid_t pid)
{
    int status;
    need(waitpid(pid, &status, 0), "wait");
    exit(status != 0);
}

static void unshare_pid(char **words)
{
    need(unshare(CLONE_NEWNS | CLONE_NEWPID), "unshare");
    const pid_t pid = need(vfork(), "fork");
    if (pid)
        wait_for(pid);
    privately();
    need(mount("proc", "/proc", "proc", MS_NOSUID | MS_NOEXEC | MS_NODEV, nullptr), "proc");
    become(words);
}

static void enter(const char *path)
{
    const int fd = need(open(path, O_RDONLY | O_CLOEXEC), path);
    need(setns(fd, CLONE_NEWNET), "setns");
    close(fd);
}

static void enter_name(const char *name)
{
    char path[300];
    snprintf(path, sizeof path, "/run/netns/%s", name);
    enter(path);
}

static void nsenter_net(char **words) // PID PROGRAM
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%s/ns/net", words[0]);
    enter(path);
    become(words + 1);
}

static void netns_add(char **words)
{
    char path[300];
    snprintf(path, sizeof path, "/run/netns/%s", words[0]);
    close(need(open(path, O_RDONLY | O_CREAT | O_EXCL, 0), path));
    need(unshare(CLONE_NEWNET), "unshare");
    need(mount("/proc/self/ns/net", path, "none", MS_BIND, nullptr), "mount");
}

static void netns_delete(char **words)
{
    char path[300];
    snprintf(path, sizeof path, "/run/netns/%s", words[0]);
    need(umount2(path, MNT_DETACH), "umount");
    need(unlink(path), "unlink");
}

static void netns_exec(char **words) // NAME PROGRAM
{
    enter_name(words[0]);
    need(unshare(CLONE_NEWNS), "unshare");
    need(mount("", "/", "none", MS_SLAVE | MS_REC, nullptr), "slave");
    umount2("/sys", MNT_DETACH);
    need(mount(words[0], "/sys", "sysfs", 0, nullptr), "sysfs");
    become(words + 1);
}

// --- netlink

struct Request {
    nlmsghdr head;
    char rest[1024];
};

static Request request;

static int open_netlink()
{
    return need(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), "socket");
}

template <class Header> static Header &start(int type, int flags)
{
    request.head = {NLMSG_LENGTH(sizeof(Header)), static_cast<uint16_t>(type),
                    static_cast<uint16_t>(NLM_F_REQUEST | flags), 1, 0};
    memset(request.rest, 0, sizeof(Header));
    return *reinterpret_cast<Header *>(request.rest);
}

static void add(int type, const void *data, size_t size)
{
    auto *attr =
        reinterpret_cast<rtattr *>(reinterpret_cast<char *>(&request) + NLMSG_ALIGN(request.head.nlmsg_len));
    attr->rta_type = static_cast<unsigned short>(type);
    attr->rta_len = static_cast<unsigned short>(RTA_LENGTH(size));
    memcpy(RTA_DATA(attr), data, size);
    request.head.nlmsg_len = NLMSG_ALIGN(request.head.nlmsg_len) + RTA_ALIGN(attr->rta_len);
}

static void exchange(int fd)
{
    need(send(fd, &request, request.head.nlmsg_len, 0), "send");
    need(recv(fd, received, sizeof received, 0), "recv");
    const auto *answer = reinterpret_cast<const nlmsghdr *>(received);
    if (answer->nlmsg_type == NLMSG_ERROR && *reinterpret_cast<const int *>(answer + 1) != 0)
        exit(1);
}

static void link_show(char **words) // NAME
{
    const int fd = open_netlink();
    const uint32_t mask = RTEXT_FILTER_VF | RTEXT_FILTER_SKIP_STATS;
    start<ifinfomsg>(RTM_GETLINK, 0);
    add(IFLA_EXT_MASK, &mask, sizeof mask);
    add(IFLA_IFNAME, words[0], strlen(words[0]) + 1);
    exchange(fd);
    put(170);
}

static void link_up(char **words) // NETNS
{
    enter_name(words[0]);
    auto &header = start<ifinfomsg>(RTM_NEWLINK, NLM_F_ACK);
    header.ifi_index = 1;
    header.ifi_change = header.ifi_flags = IFF_UP;
    exchange(open_netlink());
}

static void route_get(char **)
{
    auto &header = start<rtmsg>(RTM_GETROUTE, 0);
    header.rtm_family = AF_INET;
    header.rtm_dst_len = 32;
    const uint32_t address = htonl(0x0b000509);
    add(RTA_DST, &address, sizeof address);
    exchange(open_netlink());
    put(60);
}

/// Reads an answer to its end.
static void dump(int fd)
{
    need(send(fd, &request, request.head.nlmsg_len, 0), "send");
    for (;;) {
        auto left = need(recv(fd, received, sizeof received, 0), "recv");
        for (auto *m = reinterpret_cast<nlmsghdr *>(received); NLMSG_OK(m, left); m = NLMSG_NEXT(m, left))
            if (m->nlmsg_type == NLMSG_DONE)
                return;
    }
}

static void dump_links(int fd)
{
    const uint32_t mask = RTEXT_FILTER_VF | RTEXT_FILTER_SKIP_STATS;
    start<ifinfomsg>(RTM_GETLINK, NLM_F_DUMP);
    add(IFLA_EXT_MASK, &mask, sizeof mask);
    dump(fd);
}

static void links(char **words) // BYTES
{
    dump_links(open_netlink());
    put(atol(words[0]));
}

static void addresses(char **words) // BYTES
{
    const int fd = open_netlink();
    dump_links(fd);
    start<rtgenmsg>(RTM_GETADDR, NLM_F_DUMP);
    dump(fd);
    put(atol(words[0]));
}

static void routes(char **words) // BYTES
{
    const int fd = open_netlink();
    start<rtmsg>(RTM_GETROUTE, NLM_F_DUMP).rtm_family = AF_INET;
    dump(fd);
    put(atol(words[0]));
}

/// Adds or deletes COUNT routes through lo, one exchange each.
static void change_routes(int type, int flags, const char *count)
{
    const int fd = open_netlink();
    const uint32_t lo = 1;
    for (uint32_t i = 0; i < static_cast<uint32_t>(atol(count)); i++) {
        auto &header = start<rtmsg>(type, flags | NLM_F_ACK);
        header.rtm_family = AF_INET;
        header.rtm_dst_len = 32;
        header.rtm_table = RT_TABLE_MAIN;
        header.rtm_protocol = type == RTM_NEWROUTE ? RTPROT_BOOT : RTPROT_UNSPEC;
        header.rtm_scope = type == RTM_NEWROUTE ? RT_SCOPE_LINK : RT_SCOPE_NOWHERE;
        header.rtm_type = type == RTM_NEWROUTE ? RTN_UNICAST : RTN_UNSPEC;
        const uint32_t address = htonl(0x0b000000 + i);
        add(RTA_DST, &address, sizeof address);
        add(RTA_OIF, &lo, sizeof lo);
        exchange(fd);
    }
}

static void add_routes(char **words)
{
    change_routes(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, words[0]);
}
static void delete_routes(char **words)
{
    change_routes(RTM_DELROUTE, 0, words[0]);
}

static void hello(char **)
{
    put(41);
}
static void nop(char **) {}

static constexpr struct {
    const char *name;
    void (*run)(char **);
} jobs[] = {
    {"nop", nop},
    {"hello", hello},
    {"unshare-u", unshare_uts},
    {"unshare-m", unshare_mount},
    {"unshare-n", unshare_net},
    {"unshare-Ur", unshare_user},
    {"unshare-fp", unshare_pid},
    {"nsenter-n", nsenter_net},
    {"netns-add", netns_add},
    {"netns-delete", netns_delete},
    {"netns-exec", netns_exec},
    {"link-show", link_show},
    {"link-up", link_up},
    {"route-get", route_get},
    {"links", links},
    {"addresses", addresses},
    {"routes", routes},
    {"add-routes", add_routes},
    {"delete-routes", delete_routes},
};

int main(int argc, char **argv)
{
    for (const auto &job : jobs)
        if (argc > 1 && strcmp(job.name, argv[1]) == 0) {
            job.run(argv + 2);
            return 0;
        }
    fprintf(stderr, "floor: no such job\n");
    return 2;
}
