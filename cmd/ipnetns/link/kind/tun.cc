// SPDX-License-Identifier: MIT
// A device whose other end is a program. It is shown here; `ip tuntap` makes it.
#include <linux/if_tun.h>

#include "cmd/ipnetns/link/kind/kind.h"
#include "lib/namespace/users.h"

namespace nskit {

static constexpr Choice forms[] = {{"tun", IFF_TUN}, {"tap", IFF_TAP}};
static void print_form(Context &context, const Field &field, const Record &record)
{
    unsigned value = get<uint8_t>(record[field.attr]);
    const char *name = choice_name(forms, value);
    context.out.string(label(field), name ? name : format("UNKNOWN:%u", value));
}

static void print_queues(Context &context, const Field &field, const Record &record)
{
    bool several = get<uint8_t>(record[field.attr]);
    context.out.data_bool(field.text, several);
    context.out.text(several ? "multi_queue " : "");
}

/// The name, or the number if it has none.
static void print_id(Context &context, const Field &field, const std::string &name, uint32_t id)
{
    if (name.empty())
        context.out.number(label(field), id);
    else
        context.out.string(label(field), name);
}

static void print_owner(Context &context, const Field &field, const Record &record)
{
    auto id = get<uint32_t>(record[field.attr]);
    auto user = local_user(id);
    print_id(context, field, user ? user->name : "", id);
}

static void print_group(Context &context, const Field &field, const Record &record)
{
    auto id = get<uint32_t>(record[field.attr]);
    print_id(context, field, local_group(id).value_or(""), id);
}

static constexpr Type form{.print = print_form}, queues{.print = print_queues}, owner{.print = print_owner},
    group{.print = print_group};

static constexpr Field fields[] = {
    {.attr = IFLA_TUN_TYPE, .type = form, .text = "type"},
    {.attr = IFLA_TUN_PI, .type = on_off, .text = "pi"},
    {.attr = IFLA_TUN_VNET_HDR, .type = on_off, .text = "vnet_hdr"},
    {.attr = IFLA_TUN_MULTI_QUEUE, .type = queues, .text = "multi_queue"},
    {.attr = IFLA_TUN_NUM_QUEUES, .type = u32, .text = "numqueues"},
    {.attr = IFLA_TUN_NUM_DISABLED_QUEUES, .type = u32, .text = "numdisabled"},
    {.attr = IFLA_TUN_PERSIST, .type = on_off, .text = "persist"},
    {.attr = IFLA_TUN_OWNER, .type = owner, .text = "user"},
    {.attr = IFLA_TUN_GROUP, .type = group, .text = "group"},
};
constexpr Kind tun{
    .name = "tun", .fields = {fields}, .about = "a device whose other end is a program", .has_help = false};

} // namespace nskit
