// SPDX-License-Identifier: MIT
// A stack of MPLS labels in front of the packet.
#include <endian.h>
#include <linux/mpls.h>
#include <linux/mpls_iptunnel.h>

#include "encaps.h"
#include "number.h"

namespace nskit {

constexpr uint32_t most_label = MPLS_LS_LABEL_MASK >> MPLS_LS_LABEL_SHIFT;

/// LABEL[/LABEL...]; nullopt for anything else. The last one bears the bit for the bottom of the stack.
static std::optional<std::vector<uint32_t>> parse_stack(std::string_view text)
{
    std::vector<uint32_t> stack;
    for (;;) {
        size_t slash = text.find('/');
        auto label = parse_unsigned(text.substr(0, slash), most_label);
        if (!label)
            return std::nullopt;
        stack.push_back(htobe32(static_cast<uint32_t>(*label) << MPLS_LS_LABEL_SHIFT));
        if (slash == std::string_view::npos)
            break;
        text.remove_prefix(slash + 1);
    }
    stack.back() |= htobe32(MPLS_LS_S_MASK);
    return stack;
}

static bool read_stack(Session &, Args &args, const Field &field, Message &message)
{
    auto stack = parse_stack(args.next());
    if (!stack)
        fail("Error: mpls address is expected rather than \"%s\".", args.previous());
    message.put(field.attr, stack->data(), stack->size() * sizeof(uint32_t));
    return true;
}

static void show_stack(Session &session, const Field &field, const Record &record)
{
    std::string text;
    auto bytes = get_bytes(record[field.attr]);
    for (uint32_t entry = 0; bytes.size() >= sizeof entry; bytes = bytes.subspan(sizeof entry)) {
        memcpy(&entry, bytes.data(), sizeof entry);
        entry = be32toh(entry);
        text += format("%s%u", text.empty() ? "" : "/", entry >> MPLS_LS_LABEL_SHIFT);
        if (entry & MPLS_LS_S_MASK)
            break;
    }
    session.out.string({field.json, ""}, text);
}

static constexpr Type labels{"LABEL[/LABEL...]", read_stack, show_stack};

static constexpr Field rows[] = {
    {.attr = MPLS_IPTUNNEL_DST, .type = labels, .json = "dst"},
    {.word = "ttl", .attr = MPLS_IPTUNNEL_TTL, .type = u8, .exact = true},
};
constexpr Encap encap_mpls{
    .name = "mpls",
    .type = LWTUNNEL_ENCAP_MPLS,
    .fields = {rows, "\"%s\" value is invalid", true},
    .leads = true,
};

} // namespace nskit
