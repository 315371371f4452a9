// SPDX-License-Identifier: MIT
// The list of encapsulations, and what they have in common: a new one is a file beside this one, its name in
// encap.h and a line here.
#include "cmd/ipnetns/route/encap/encap.h"

#include <linux/nexthop.h>

#include "cmd/ipnetns/command/command.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/row/words.h"

namespace nskit {

static_assert(RTA_ENCAP_TYPE == RTA_ENCAP - 1 && NHA_ENCAP_TYPE == NHA_ENCAP - 1);

static constexpr const Encap *kinds[] = {&encap_mpls, &encap_ip,    &encap_ip6, &encap_ila,   &encap_bpf,
                                         &encap_seg6, &encap_local, &encap_rpl, &encap_ioam6, &encap_xfrm};

template <class Is> static const Encap *find_encap(Is is)
{
    for (const Encap *kind : kinds)
        if (is(*kind))
            return kind;
    return nullptr;
}

static void parse_words(Context &context, Args &args, const Encap &kind, Message &message)
{
    if (args.empty())
        incomplete_line();
    if (kind.leads)
        kind.fields.rows[0].type.parse(context, args, kind.fields.rows[0], message);
    Seen seen;
    while (parse_field(context, args, kind.fields, message, seen))
        continue;
    put_initial(context, kind.fields.rows, message);
    if (kind.check)
        kind.check(message);
}

static bool parse_encap(Context &context, Args &args, const Field &field, Message &message)
{
    std::string_view word = args.next();
    if (word == "help")
        usage(usage_of("... encap KIND\n\nKIND :=\n") + encap_words(8));
    completion::offer_names(word, kinds);
    const Encap *kind = find_encap([&](const Encap &each) { return word == each.name; });
    if (!kind)
        wrong_argument(word, "\"encap type\" value is invalid");
    {
        Nest nest(message, field.attr, true);
        parse_words(context, args, *kind, message);
    }
    message.put<uint16_t>(field.attr - 1, kind->type);
    return true;
}

static void print_encap(Context &context, const Field &field, const Record &record)
{
    const nlattr *type = record[field.attr - 1];
    if (!type)
        return;
    const Encap *kind = find_encap([&](const Encap &each) { return each.type == get<uint16_t>(type); });
    auto object = context.out.object(field.key());
    context.out.text(" ");
    context.out.string({"encap_type", field.label()}, kind ? kind->name : "unknown");
    if (!kind)
        return;
    if (kind->leads)
        context.out.text(" ");
    print_fields(context, kind->fields.rows, record.nested(field.attr));
}

/// The value that leads has no keyword: what print() shows of it is a word.
static std::string leading_value(Context &context, const Field &row, const Record &nest)
{
    const Out::Capture capture(context.out);
    row.type.print(context, row, nest);
    std::string_view text = capture.text();
    return std::string(text.substr(0, text.find_last_not_of(' ') + 1));
}

static void write_encap(Context &context, const Field &field, const Record &record)
{
    const nlattr *type = record[field.attr - 1];
    const Encap *kind =
        type ? find_encap([&](const Encap &each) { return each.type == get<uint16_t>(type); }) : nullptr;
    if (!kind)
        return;
    const Record nest = record.nested(field.attr);
    std::string line = std::string(field.word) + ' ' + kind->name;
    if (kind->leads)
        append_words(line, leading_value(context, kind->fields.rows[0], nest));
    append_rows(context, kind->fields.rows, nest, line);
    context.out.text(line);
}

constexpr Type encap{.arg = "KIND ...", .parse = parse_encap, .print = print_encap, .words = write_encap};

std::string encap_words(int indent)
{
    std::string text;
    for (const Encap *kind : kinds) {
        text +=
            format("%*s%s %s\n", indent, "", kind->name, kind->leads ? kind->fields.rows[0].type.arg : "");
        while (text.ends_with(" \n"))
            text.erase(text.size() - 2, 1);
        text += describe_fields(kind->fields.rows, indent + 4);
    }
    return text;
}

std::string encap_names()
{
    std::string text;
    for (const Encap *kind : kinds)
        text.append(text.empty() ? "{ " : " | ").append(kind->name);
    return text + " }";
}

bool parse_positive(Context &, Args &args, const Field &field, Message &message)
{
    auto number = parse_as<uint32_t>(args.next());
    if (number)
        message.put(field.attr, *number);
    return number.value_or(0) != 0;
}

void require(Message &message, uint16_t attr, const char *word)
{
    if (!message.find(attr))
        missing_argument(word);
}

} // namespace nskit
