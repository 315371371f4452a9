// SPDX-License-Identifier: MIT
// Pairs of devices: what goes in at one end comes out at the other. The words of any link describe the peer,
// in a nest of its own.
#include <linux/can/vxcan.h>
#include <linux/veth.h>

#include "cmd/ipnetns/link/kind/kind.h"

#include "lib/row/words.h"

namespace nskit {

bool parse_peer_link(Context &context, Args &args, const Field &field, Message &message)
{
    Nest nest(message, field.attr);
    size_t header = message.append_fixed(ifinfomsg{});
    LinkRequest peer(message, header, LinkRequest::Verb::peer);
    const Deaf deaf(context); // to words of the other end
    parse_link(context, args, peer);
    return true;
}

void write_peer_link(Context &context, const Field &field, const Record &record)
{
    const Record peer{Attrs(record[field.attr], sizeof(ifinfomsg)), record.message, &record};
    std::string text = field.word;
    for (const Fields &table : link_tables)
        for (const Field &row : table.rows)
            if (std::string words = row.alias ? "" : row_words(context, row, peer); !words.empty())
                text += ' ' + words;
    context.out.text(text);
}

static constexpr Type peer{.arg = "LINK", .parse = parse_peer_link, .words = write_peer_link};

static constexpr Field veth_fields[] = {
    {.word = "peer", .attr = VETH_INFO_PEER, .type = peer, .exact = true},
};
constexpr Kind veth{
    .name = "veth",
    .fields = {veth_fields},
    .about = "a pair of connected Ethernet devices",
    .unknown = nullptr,
    .usage = "ip link <options> type veth [peer <options>]\n"
             "To get <options> type 'ip link add help'",
};

static constexpr Field vxcan_fields[] = {
    {.word = "peer", .attr = VXCAN_INFO_PEER, .type = peer, .exact = true},
};
constexpr Kind vxcan{
    .name = "vxcan",
    .fields = {vxcan_fields},
    .about = "a pair of connected CAN devices",
    .unknown = nullptr,
    .usage = "ip link <options> type vxcan [peer <options>]\n"
             "To get <options> type 'ip link add help'",
};

} // namespace nskit
