// SPDX-License-Identifier: MIT
// ip macsec show: each device with its sending channel, its receiving channels, their SAs and, with -s, the
// counters of all of them.
#include "cmd/ipnetns/macsec/macsec.h"
#include "lib/row/macsec_values.h"

namespace nskit {

// --- counters

/// A counter of a nest; its name is head and key.
struct MacsecCounter {
    const char *name;
    uint16_t attr;
};
static constexpr MacsecCounter device_counters[] = {
    {"OutPktsUntagged", MACSEC_SECY_STATS_ATTR_OUT_PKTS_UNTAGGED},
    {"InPktsUntagged", MACSEC_SECY_STATS_ATTR_IN_PKTS_UNTAGGED},
    {"OutPktsTooLong", MACSEC_SECY_STATS_ATTR_OUT_PKTS_TOO_LONG},
    {"InPktsNoTag", MACSEC_SECY_STATS_ATTR_IN_PKTS_NO_TAG},
    {"InPktsBadTag", MACSEC_SECY_STATS_ATTR_IN_PKTS_BAD_TAG},
    {"InPktsUnknownSCI", MACSEC_SECY_STATS_ATTR_IN_PKTS_UNKNOWN_SCI},
    {"InPktsNoSCI", MACSEC_SECY_STATS_ATTR_IN_PKTS_NO_SCI},
    {"InPktsOverrun", MACSEC_SECY_STATS_ATTR_IN_PKTS_OVERRUN},
};
static constexpr MacsecCounter sending_counters[] = {
    {"OutPktsProtected", MACSEC_TXSC_STATS_ATTR_OUT_PKTS_PROTECTED},
    {"OutPktsEncrypted", MACSEC_TXSC_STATS_ATTR_OUT_PKTS_ENCRYPTED},
    {"OutOctetsProtected", MACSEC_TXSC_STATS_ATTR_OUT_OCTETS_PROTECTED},
    {"OutOctetsEncrypted", MACSEC_TXSC_STATS_ATTR_OUT_OCTETS_ENCRYPTED},
};
static constexpr MacsecCounter receiving_counters[] = {
    {"InOctetsValidated", MACSEC_RXSC_STATS_ATTR_IN_OCTETS_VALIDATED},
    {"InOctetsDecrypted", MACSEC_RXSC_STATS_ATTR_IN_OCTETS_DECRYPTED},
    {"InPktsUnchecked", MACSEC_RXSC_STATS_ATTR_IN_PKTS_UNCHECKED},
    {"InPktsDelayed", MACSEC_RXSC_STATS_ATTR_IN_PKTS_DELAYED},
    {"InPktsOK", MACSEC_RXSC_STATS_ATTR_IN_PKTS_OK},
    {"InPktsInvalid", MACSEC_RXSC_STATS_ATTR_IN_PKTS_INVALID},
    {"InPktsLate", MACSEC_RXSC_STATS_ATTR_IN_PKTS_LATE},
    {"InPktsNotValid", MACSEC_RXSC_STATS_ATTR_IN_PKTS_NOT_VALID},
    {"InPktsNotUsingSA", MACSEC_RXSC_STATS_ATTR_IN_PKTS_NOT_USING_SA},
    {"InPktsUnusedSA", MACSEC_RXSC_STATS_ATTR_IN_PKTS_UNUSED_SA},
};
static constexpr MacsecCounter receiving_sa_counters[] = {
    {"InPktsOK", MACSEC_SA_STATS_ATTR_IN_PKTS_OK},
    {"InPktsInvalid", MACSEC_SA_STATS_ATTR_IN_PKTS_INVALID},
    {"InPktsNotValid", MACSEC_SA_STATS_ATTR_IN_PKTS_NOT_VALID},
    {"InPktsNotUsingSA", MACSEC_SA_STATS_ATTR_IN_PKTS_NOT_USING_SA},
    {"InPktsUnusedSA", MACSEC_SA_STATS_ATTR_IN_PKTS_UNUSED_SA},
};
static constexpr MacsecCounter sending_sa_counters[] = {
    {"OutPktsProtected", MACSEC_SA_STATS_ATTR_OUT_PKTS_PROTECTED},
    {"OutPktsEncrypted", MACSEC_SA_STATS_ATTR_OUT_PKTS_ENCRYPTED},
};

/// A line of names, and below each its value.
static void print_counters(Context &context, const Record &record, uint16_t nest,
                           std::span<const MacsecCounter> counters)
{
    if (!context.settings.stats || !record[nest])
        return;
    const Attrs values(record[nest]);
    std::string names = "    stats:", numbers(names.size(), ' ');
    for (const MacsecCounter &counter : counters) {
        const nlattr *value = values[counter.attr];
        const std::string number = value ? std::to_string(get_unsigned(value)) : "-";
        names += format(" %s", counter.name);
        numbers += format(" %*s", static_cast<int>(strlen(counter.name)), number.c_str());
        if (value)
            context.out.data(counter.name, get_unsigned(value));
    }
    for (const std::string &line : {names, numbers}) {
        context.out.line_break();
        context.out.text(line);
    }
}

// --- a device

static void print_associations(Context &context, const Record &around, uint16_t nest,
                               std::span<const MacsecCounter> counters)
{
    auto list = context.out.list("sa_list");
    if (!around[nest])
        return;
    each_attr(around[nest], [&](const nlattr *item) {
        const Record association(Attrs(item), around.message);
        context.out.line_break();
        auto object = context.out.object();
        print_fields(context, macsec_sa_fields.rows, association);
        print_counters(context, association, MACSEC_SA_ATTR_STATS, counters);
    });
}

static void print_receiving_channels(Context &context, const Record &device)
{
    auto list = context.out.list("rx_sc");
    each_attr(device[MACSEC_ATTR_RXSC_LIST], [&](const nlattr *item) {
        const Record channel(Attrs(item), device.message);
        context.out.line_break();
        auto object = context.out.object();
        print_fields(context, macsec_channel_fields.rows, channel);
        print_counters(context, channel, MACSEC_RXSC_ATTR_STATS, receiving_counters);
        print_associations(context, channel, MACSEC_RXSC_ATTR_SA_LIST, receiving_sa_counters);
    });
}

static constexpr Field offload_row{
    .attr = MACSEC_OFFLOAD_ATTR_TYPE,
    .type = macsec_named,
    .text = "offload:",
    .json = "offload",
    .before = "    ",
    .choices = macsec_offloads,
};

static void print_offload(Context &context, const Record &device)
{
    if (!device[MACSEC_ATTR_OFFLOAD])
        return;
    context.out.line_break();
    print_fields(context, {&offload_row, 1}, device.nested(MACSEC_ATTR_OFFLOAD));
}

/// Whether the kernel has sent all that every device has.
static bool is_complete(const Record &device)
{
    for (const uint16_t attr : {MACSEC_ATTR_IFINDEX, MACSEC_ATTR_SECY, MACSEC_ATTR_TXSA_LIST,
                                MACSEC_ATTR_RXSC_LIST, MACSEC_ATTR_TXSC_STATS, MACSEC_ATTR_SECY_STATS})
        if (!device[attr])
            return false;
    const Attrs parameters(device[MACSEC_ATTR_SECY]);
    for (uint16_t attr = MACSEC_SECY_ATTR_SCI; attr <= MACSEC_SECY_ATTR_SCB; attr++)
        if (attr != MACSEC_SECY_ATTR_WINDOW && !parameters[attr])
            return false;
    return true;
}

void print_macsec(Context &context, const nlmsghdr *message)
{
    const auto device = Record::of<genlmsghdr>(message);
    if (!is_complete(device))
        fail("incomplete dump message\nDump terminated");
    const int index = device.attrs.value<int>(MACSEC_ATTR_IFINDEX);
    auto object = context.out.object();
    context.out.number({"ifindex", "", ": "}, static_cast<uint64_t>(index));
    context.out.string({"ifname", "", ": ", Color::ifname}, context.links().name(index));
    print_fields(context, macsec_device_fields.rows, device.nested(MACSEC_ATTR_SECY));
    print_counters(context, device, MACSEC_ATTR_SECY_STATS, device_counters);
    print_counters(context, device, MACSEC_ATTR_TXSC_STATS, sending_counters);
    print_associations(context, device, MACSEC_ATTR_TXSA_LIST, sending_sa_counters);
    print_receiving_channels(context, device);
    print_offload(context, device);
    context.out.line();
}

void show_macsec(Session &session, Args &args)
{
    const int wanted = args.empty() ? 0 : take_macsec_device(session, args);
    if (!args.empty())
        usage(macsec_usage());
    Message message = generic_message(MACSEC_CMD_GET_TXSC);
    auto list = session.out.list();
    session.generic(MACSEC_GENL_NAME).dump(message, [&](const nlmsghdr *answer) {
        const Attrs attrs(answer, sizeof(genlmsghdr));
        if (!wanted || !attrs[MACSEC_ATTR_IFINDEX] || wanted == attrs.value<int>(MACSEC_ATTR_IFINDEX))
            print_macsec(session, answer);
    });
}

} // namespace nskit
