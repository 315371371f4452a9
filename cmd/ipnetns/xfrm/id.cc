// SPDX-License-Identifier: MIT
// IDs of states, and the templates of policies, which ask for states.
#include <endian.h>
#include <netinet/in.h>

#include <cstring>
#include <utility>

#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/row/context.h"

namespace nskit::ipsec {

// --- ID

static void parse_source(Context &context, Args &args, Id &id)
{
    const Prefix prefix = take_prefix(context, args);
    id.source = address_of(prefix);
    id.source_family = prefix.family;
    id.source_length = prefix.length;
}

static void parse_destination(Context &context, Args &args, Id &id)
{
    const Prefix prefix = take_prefix(context, args);
    id.id.daddr = address_of(prefix);
    id.destination_family = prefix.family;
    id.destination_length = prefix.length;
}

static void parse_protocol(Context &, Args &args, Id &id)
{
    id.id.proto = take_protocol(args);
    id.has_protocol = true;
}

static void parse_spi(Context &, Args &args, Id &id)
{
    id.id.spi = htobe32(take_u32(args, "SPI value is invalid"));
    id.has_spi = true;
}

static constexpr Word<Id> id_words[] = {
    {.word = "src", .arg = "ADDR", .set = parse_source, .exact = true},
    {.word = "dst", .arg = "ADDR", .set = parse_destination, .exact = true},
    {.word = "proto", .arg = "XFRM-PROTO", .set = parse_protocol, .exact = true},
    {.word = "spi", .arg = "SPI", .set = parse_spi, .exact = true},
};

std::string describe_id(int indent)
{
    return describe_words<Id>(id_words, indent);
}

bool is_ipsec(uint8_t protocol)
{
    return protocol == IPPROTO_ESP || protocol == IPPROTO_AH || protocol == IPPROTO_COMP;
}

static void check_spi(const Id &id)
{
    constexpr uint32_t most_of_comp = 0xffff;
    const std::string protocol = name_of(protocols, id.id.proto);
    const bool has_none = id.id.proto == IPPROTO_ROUTING || id.id.proto == IPPROTO_DSTOPTS;
    if (id.id.spi && has_none)
        fail("\"spi\" is invalid with XFRM-PROTO value \"%s\"", protocol.c_str());
    if (id.id.proto == IPPROTO_COMP && be32toh(id.id.spi) > most_of_comp)
        fail("SPI value is too large with XFRM-PROTO value \"%s\"", protocol.c_str());
}

void parse_id(Context &context, Args &args, Id &id, Protocol protocol)
{
    if (id.is_given)
        wrong_argument(args.peek(), "unknown");
    while (parse_word<Id>(context, args, id_words, id))
        id.is_given = true;
    if (!id.is_given && protocol == Protocol::required)
        missing_argument("XFRM-PROTO");
    if (!id.is_given)
        wrong_argument(args.peek(), "unknown");
    if (id.source_family && id.destination_family && id.source_family != id.destination_family)
        wrong_argument(args.previous(),
                       "the same address family is required between values after \"src\" and \"dst\"");
    check_spi(id);
    if (!id.has_protocol && protocol == Protocol::required)
        missing_argument("XFRM-PROTO");
    id.family = id.destination_family ? id.destination_family : id.source_family;
    if (id.family)
        context.settings.family = id.family;
}

std::string id_text(const Context &context, const xfrm_id &id, uint32_t reqid, uint8_t mode, bool has_spi)
{
    const bool stats = context.settings.stats;
    const uint32_t spi = be32toh(id.spi);
    std::string text = "proto " + name_of(protocols, id.proto) + " ";
    if (has_spi || spi || stats)
        text += format(stats ? "spi 0x%08x(%u) " : "spi 0x%08x ", spi, spi);
    text += format(stats ? "reqid %u(0x%08x) " : "reqid %u ", reqid, reqid);
    return text + "mode " + name_of(modes, mode);
}

// --- templates

static constexpr Choice levels[] = {{"required", 0}, {"use", 1}};

struct Template {
    xfrm_user_tmpl value{.aalgos = UINT32_MAX, .ealgos = UINT32_MAX, .calgos = UINT32_MAX};
    Id id;
};

static void parse_mode(Context &, Args &args, Template &part)
{
    part.value.mode = take_mode(args);
}

static void parse_reqid(Context &, Args &args, Template &part)
{
    part.value.reqid = take_u32(args, "REQID value is invalid");
}

static void parse_level(Context &, Args &args, Template &part)
{
    part.value.optional = take_name(args, levels, "LEVEL value is invalid\n");
}

static constexpr Word<Template> template_words[] = {
    {.word = "mode", .arg = "MODE", .set = parse_mode, .exact = true},
    {.word = "reqid", .arg = "REQID", .set = parse_reqid, .exact = true},
    {.word = "level", .arg = "{ required | use }", .set = parse_level, .exact = true},
};

std::string describe_template(int indent)
{
    return describe_words<Template>(template_words, indent);
}

/// The addresses are of any family. Without addresses the family stays as the words before made it.
static xfrm_user_tmpl take_template(Context &context, Args &args)
{
    if (args.empty())
        incomplete_line();
    const int family = std::exchange(context.settings.family, AF_UNSPEC);
    Template part;
    bool is_first = true;
    for (;; is_first = false) {
        if (parse_word<Template>(context, args, template_words, part))
            continue;
        const bool is_id = match<Word<Id>>(args.peek(), id_words);
        if (!is_first && (!is_id || part.id.is_given))
            break;
        parse_id(context, args, part.id);
    }
    part.value.id = part.id.id;
    part.value.saddr = part.id.source;
    part.value.family = part.id.family ? part.id.family : static_cast<uint16_t>(family);
    context.settings.family = family;
    return part.value;
}

/// All templates stand in one attribute, in the order of the command line.
static bool parse_template(Context &context, Args &args, const Field &field, Message &message)
{
    constexpr size_t most = 16;
    nlattr *there = message.find(field.attr);
    std::string all;
    if (there)
        all.assign(static_cast<const char *>(payload(there)), payload_size(there));
    if (all.size() >= most * sizeof(xfrm_user_tmpl))
        fail("Too many tmpls: buffer overflow");
    const xfrm_user_tmpl part = take_template(context, args);
    all.append(reinterpret_cast<const char *>(&part), sizeof part);
    if (there)
        message.remove(there);
    message.put_text(field.attr, all);
    return true;
}

static void print_template(Context &context, const xfrm_user_tmpl &part, const std::string &lead)
{
    const bool stats = context.settings.stats;
    print_line(context, lead + format("tmpl src %s dst %s", address_text(part.saddr, part.family).c_str(),
                                      address_text(part.id.daddr, part.family).c_str()));
    print_line(context, lead + "\t" + id_text(context, part.id, part.reqid, part.mode, false));
    if (stats || part.optional)
        print_line(context, lead + format("\tlevel %s ", part.optional ? "use" : "required") +
                                (stats ? "share " + name_of(shares, part.share) + " " : ""));
    if (stats)
        print_line(context, lead + format("\tenc-mask %08x auth-mask %08x comp-mask %08x", part.ealgos,
                                          part.aalgos, part.calgos));
}

static void print_templates(Context &context, const Field &field, const Record &record)
{
    for (auto bytes = get_bytes(record[field.attr]); bytes.size() >= sizeof(xfrm_user_tmpl);
         bytes = bytes.subspan(sizeof(xfrm_user_tmpl))) {
        xfrm_user_tmpl part;
        memcpy(&part, bytes.data(), sizeof part);
        print_template(context, part, std::string(field.before));
    }
}

constexpr Type templates{.arg = "TMPL", .parse = parse_template, .print = print_templates};

} // namespace nskit::ipsec
