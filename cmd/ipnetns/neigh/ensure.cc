// SPDX-License-Identifier: MIT
// ip neighbour ensure and absent.
#include "cmd/ipnetns/command/state.h"
#include "cmd/ipnetns/neigh/neigh.h"
#include "lib/netlink/uapi.h"

namespace nskit {

static Wish read(Session &plan, Args &args)
{
    Wish wish;
    Message message(RTM_NEWNEIGH, 0, ndmsg{.ndm_state = NUD_PERMANENT});
    plan.given = &wish.given;
    parse_neigh(plan, args, message);
    plan.given = nullptr;
    const ndmsg &header = message.fixed<ndmsg>();
    if (!message.find(NDA_DST) || !(header.ndm_ifindex || header.ndm_flags & NTF_PROXY))
        fail_with(255, "Device and destination are required arguments.");
    if (header.ndm_flags & NTF_USE)
        fail_with(255, "\"use\" says nothing that \"ip neigh ensure\" could look for.");
    wish.message = MessageCopy(message.header());
    wish.identity = neigh_identity(plan, Record::of<ndmsg>(message.header()));
    return wish;
}

static void each(Session &session, const Wish &wish, EachMessage each)
{
    const ndmsg &wanted = *fixed<ndmsg>(wish.message.get());
    const uint8_t proxy = wanted.ndm_flags & NTF_PROXY;
    Message message(RTM_GETNEIGH, 0, ndmsg{.ndm_family = wanted.ndm_family, .ndm_flags = proxy});
    session.socket().dump(message, [&](const nlmsghdr *found) {
        if (found->nlmsg_type == RTM_NEWNEIGH && has_fixed(found, sizeof(ndmsg)) &&
            (fixed<ndmsg>(found)->ndm_flags & NTF_PROXY) == proxy)
            each(found);
    });
}

static std::string identity(Context &context, const nlmsghdr *message, const Wish &)
{
    return neigh_identity(context, Record::of<ndmsg>(message));
}

static std::vector<std::string> differences(const Comparison &all)
{
    const Record wanted = Record::of<ndmsg>(all.wish.message.get()), there = Record::of<ndmsg>(all.found);
    std::vector<std::string> words;
    for (const Said &said : all.wish.given.words())
        if (said.row && !all.agrees(*said.row, wanted, there))
            words.push_back(said.word);
    return words;
}

/// The kernel forgets what the request leaves out: it is sent again. An entry that the kernel keeps by itself
/// gets its state from what is set.
static std::vector<std::string> changes(const Comparison &all, const std::string &line,
                                        const std::vector<std::string> &)
{
    std::string whole = "replace " + line;
    const Record there = Record::of<ndmsg>(all.found);
    for (const Field &row : neigh_fields.rows) {
        const bool is_identity =
            row.attr == NDA_DST || row.mask == NTF_PROXY || (row.word && std::string_view(row.word) == "dev");
        const bool is_known = !row.word || std::string_view(row.word) != "nud" ||
                              there.fixed<ndmsg>().ndm_state & (NUD_PERMANENT | NUD_NOARP);
        if (!is_identity && is_known)
            append_unsaid(all, std::span(&row, 1), there, whole);
    }
    return {whole};
}

static void all(Session &session, EachMessage each)
{
    for (uint8_t flags : {uint8_t{0}, uint8_t{NTF_PROXY}})
        dump_all(session, RTM_GETNEIGH, RTM_NEWNEIGH, ndmsg{.ndm_flags = flags}, each);
}

/// Learned entries go by themselves.
static std::string write(Context &context, const nlmsghdr *message)
{
    const Record entry = Record::of<ndmsg>(message);
    const ndmsg &header = entry.fixed<ndmsg>();
    const bool is_managed = entry.attrs.value<uint32_t>(NDA_FLAGS_EXT) & NTF_EXT_MANAGED;
    const bool is_kept = header.ndm_state & NUD_PERMANENT || header.ndm_flags & NTF_PROXY || is_managed;
    const bool is_of_ip = header.ndm_family == AF_INET || header.ndm_family == AF_INET6;
    if (!is_of_ip || !is_kept || header.ndm_flags & NTF_EXT_LEARNED)
        return {};
    std::string line = "add " + neigh_identity(context, entry);
    for (const Field &row : neigh_fields.rows) {
        const bool is_identity =
            row.attr == NDA_DST || row.mask == NTF_PROXY || (row.word && std::string_view(row.word) == "dev");
        const bool is_state = row.word && std::string_view(row.word) == "nud";
        if (!is_identity && !is_state)
            append_rows(context, std::span(&row, 1), entry, line);
    }
    return line;
}

constexpr StateObject neigh_state{.word = "neighbour",
                                  .naming = "to",
                                  .removal = RTM_DELNEIGH,
                                  .read = read,
                                  .each = each,
                                  .identity = identity,
                                  .differences = differences,
                                  .changes = changes,
                                  .deletion = "delete ",
                                  .all = all,
                                  .write = write};

} // namespace nskit
