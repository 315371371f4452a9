// SPDX-License-Identifier: MIT
// ip vrf: devices that stand for a routing table, and the processes that are bound to them.
#include "cmd/ipnetns/vrf/vrf.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/if_link.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/ipnetns/objects.h"
#include "lib/base/file.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/base/text.h"
#include "lib/namespace/capability.h"
#include "lib/namespace/cgroup.h"
#include "lib/namespace/exec.h"
#include "lib/namespace/process.h"
#include "lib/netlink/netns_names.h"
#include "lib/row/bpf_program.h"
#include "lib/row/devices.h"

namespace nskit {

[[noreturn]] static void help(Session &, Args &);

// --- devices

static void print_vrf(Context &context, std::string_view name, uint32_t table, int name_width,
                      int table_width)
{
    auto object = context.out.object();
    context.out.string({"name", "", " ", Color::none, name_width}, name);
    context.out.literal({"table", "", ""}, format("%*u", table_width, table), std::to_string(table));
    context.out.line();
}

static void show_one(Context &context, const char *name)
{
    const auto vrf = context.links().vrf(name);
    if (!vrf && name != std::string_view("default"))
        fail_with(255, "Invalid VRF");
    auto list = context.out.list();
    print_vrf(context, name, vrf ? vrf->table : uint32_t{RT_TABLE_MAIN}, 0, 0);
}

static void put_filter(Message &message)
{
    message.put<uint32_t>(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    Nest info(message, IFLA_LINKINFO);
    message.put_text(IFLA_INFO_KIND, "vrf");
}

static void show_all(Context &context)
{
    Message message(RTM_GETLINK, 0, ifinfomsg{});
    put_filter(message);
    context.out.text("Name              Table\n-----------------------\n");
    bool any = false;
    auto list = context.out.list();
    context.socket().dump(message, [&](const nlmsghdr *link) {
        // Kernels that do not know the kind send all links.
        auto table = link->nlmsg_type == RTM_NEWLINK ? vrf_table(link) : std::nullopt;
        const nlattr *name = find_attr(link, sizeof(ifinfomsg), IFLA_IFNAME);
        if (!table || !name)
            return;
        print_vrf(context, get_string(name), *table, 16, 5);
        any = true;
    });
    if (!any)
        context.out.text("No VRF has been configured\n");
}

static void show(Session &session, Args &args)
{
    if (args.size() > 1)
        help(session, args);
    if (!args.empty())
        return show_one(session, args.next());
    show_all(session);
}

// --- exec

std::array<bpf_insn, 4> binding_program(int device)
{
    constexpr uint8_t result = BPF_REG_0, socket = BPF_REG_1, value = BPF_REG_2;
    return {{
        {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = value, .imm = device},
        {.code = BPF_STX | BPF_MEM | BPF_W,
         .dst_reg = socket,
         .src_reg = value,
         .off = offsetof(bpf_sock, bound_dev_if)},
        {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = result, .imm = 1}, // the socket may be made
        {.code = BPF_JMP | BPF_EXIT},
    }};
}

/// All bytes zero. `{}` need not clear more of a union than its first member, and the kernel refuses other
/// bytes that it does not know.
static bpf_attr no_attributes()
{
    bpf_attr attr;
    memset(&attr, 0, sizeof attr);
    return attr;
}

static void attach_program(const Fd &group, int device)
{
    const auto program = binding_program(device);
    bpf_attr load = no_attributes();
    load.prog_type = BPF_PROG_TYPE_CGROUP_SOCK;
    load.expected_attach_type = BPF_CGROUP_INET_SOCK_CREATE;
    load.insns = reinterpret_cast<uint64_t>(program.data());
    load.insn_cnt = static_cast<uint32_t>(program.size());
    load.license = reinterpret_cast<uint64_t>("GPL");
    Fd loaded(sys(bpf(BPF_PROG_LOAD, load), "Failed to load BPF prog"));
    bpf_attr attach = no_attributes();
    attach.target_fd = static_cast<uint32_t>(group.get());
    attach.attach_bpf_fd = static_cast<uint32_t>(loaded.get());
    attach.attach_type = BPF_CGROUP_INET_SOCK_CREATE;
    sys(bpf(BPF_PROG_ATTACH, attach), "Failed to attach BPF prog to the cgroup");
}

/// The directory with the cgroups of the VRFs of our network namespace, NAME-ns; empty if the namespace has
/// no name.
static std::string netns_group()
{
    const Fd own = sys(open_own_namespace(namespace_type(CLONE_NEWNET)), "Cannot open /proc/self/ns/net");
    const auto id = namespace_id(own.get());
    NetnsDirectory directory;
    for (const std::string &name : directory.names())
        if (id && directory.id(name) == id)
            return name + "-ns";
    return "";
}

/// Opens a cgroup below another. Makes it if it does not exist.
static Fd open_below(const Fd &parent, const std::string &name)
{
    if (mkdirat(parent.get(), name.c_str(), 0755) == -1 && errno != EEXIST)
        fail_errno("Cannot make the cgroup \"%s\"", name.c_str());
    return sys(open_at(parent.get(), name.c_str(), O_RDONLY | O_DIRECTORY), "Cannot open the cgroup \"%s\"",
               name.c_str());
}

/// The cgroup of a VRF, below the cgroup that this process had before it joined one of a VRF.
static Fd group_of_vrf(const char *name)
{
    auto own = cgroup_of("self");
    Fd group = own ? open_cgroup(std::string(cgroup_outside_vrf(*own))) : Fd();
    if (!group.valid())
        fail_errno("Cannot open the cgroup of this process");
    const std::string netns = netns_group();
    const bool is_inside = !netns.empty() && cgroup_outside_vrf(*own).ends_with("/" + netns);
    if (!netns.empty() && !is_inside)
        group = open_below(group, netns);
    return open_below(open_below(group, "vrf"), name);
}

static void bind_to_vrf(Context &context, const char *name)
{
    if (name == std::string_view("default"))
        return leave_vrf();
    const auto vrf = context.links().vrf(name);
    if (!vrf)
        fail_with(255, "Invalid VRF name");
    const Fd group = group_of_vrf(name);
    attach_program(group, vrf->index);
    if (!join_cgroup(group))
        fail_errno("Failed to join cgroup");
}

static void exec(Session &session, Args &args)
{
    if (args.empty())
        fail("No VRF name specified");
    const char *name = take_vrf_name(session, args);
    const std::vector<char *> command = args.program();
    auto run = [&] {
        bind_to_vrf(session, name);
        drop_file_rights();
        execute_along_path(command.data());
        fail_errno("exec of \"%s\" failed", command[0]);
    };
    session.out.flush();
    if (!session.options.batch)
        run();
    if (fork_child(run, Report::bare).wait() != 0)
        fail_silently(); // the line failed, by its status or by a signal
}

// --- identify, pids

static void identify(Session &session, Args &args)
{
    const char *word = args.empty() ? nullptr : args.next();
    if (!args.empty())
        wrong_argument(args.peek(), "Extra arguments specified");
    completion::offer_processes(word ? word : "");
    const auto pid = word ? parse_as<uint32_t>(word) : std::nullopt;
    if (word && !pid)
        wrong_argument(word, "Invalid pid");
    const auto path = cgroup_of(pid ? std::to_string(*pid).c_str() : "self");
    if (!path)
        fail_errno("Failed to lookup vrf association");
    auto list = session.out.list();
    if (vrf_of_cgroup(*path).empty())
        return;
    auto object = session.out.object();
    session.out.string({"name", "", ""}, vrf_of_cgroup(*path));
    session.out.line();
}

static void print_process(Context &context, std::string_view pid)
{
    std::string name = read_file(format("/proc/%s/comm", std::string(pid).c_str()).c_str()).value_or("");
    if (name.ends_with('\n'))
        name.pop_back();
    auto object = context.out.object();
    context.out.literal({"pid", "", "  "}, format("%5s", std::string(pid).c_str()), pid);
    context.out.string({"name", "", ""}, name);
    context.out.line();
}

/// Which processes are shown: those of vrf/NAME in every cgroup, or in the cgroups of one network namespace.
struct ProcessSearch {
    std::string netns, vrf;
};

static void print_group(Context &context, int parent, const ProcessSearch &search)
{
    Fd procs = open_at(parent, ("vrf/" + search.vrf + "/cgroup.procs").c_str(), O_RDONLY);
    const std::string text = procs.valid() ? read_all(procs.get()).value_or("") : "";
    for (std::string_view rest = text; !rest.empty();)
        // 0 stands for a process of a PID namespace that we cannot see.
        if (std::string_view pid = take_until(rest, '\n'); pid != "0")
            print_process(context, pid);
}

static void search_below(Context &context, Fd group, std::string_view name, const ProcessSearch &search)
{
    if (search.netns.empty() || name == search.netns)
        print_group(context, group.get(), search);
    const int parent = group.get();
    Dir directory = read_directory(std::move(group), "a cgroup");
    while (const dirent *entry = directory.next("a cgroup")) {
        const std::string_view below = entry->d_name;
        if (entry->d_type != DT_DIR || below.starts_with('.') || below == "vrf")
            continue;
        Fd child = open_at(parent, entry->d_name, O_RDONLY | O_DIRECTORY);
        if (child.valid())
            search_below(context, std::move(child), below, search);
    }
}

static void pids(Session &session, Args &args)
{
    if (args.size() != 1)
        fail("Invalid arguments");
    const char *name = args.next();
    if (!session.links().vrf(name))
        fail("Invalid VRF name");
    Fd root = open_cgroup("/");
    if (!root.valid())
        fail_errno("Cannot open the cgroup v2 hierarchy");
    auto list = session.out.list();
    search_below(session, std::move(root), "", {netns_group(), name});
}

// --- the verbs

static constexpr Command verbs[] = {
    {.word = "show", .run = show, .usage = "show [NAME]"},
    {.word = "list", .run = show},
    {.word = "lst", .run = show},
    {.word = "exec", .run = exec, .usage = "exec [NAME] cmd ..."},
    {.word = "identify", .run = identify, .usage = "identify [PID]"},
    {.word = "pids", .run = pids, .usage = "pids NAME"},
    {.word = "help", .run = help},
};

static void help(Session &, Args &)
{
    usage(usage_of("vrf", verbs, '\t'));
}

void ip_vrf(Session &session, Args &args)
{
    run_verb(session, args, verbs, "vrf", show);
}

} // namespace nskit
