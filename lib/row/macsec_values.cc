// SPDX-License-Identifier: MIT
#include "lib/row/macsec_values.h"

#include <endian.h>

#include "lib/base/number.h"
#include "lib/netlink/address_text.h"
#include "lib/row/context.h"

namespace nskit {

struct Cipher {
    const char *word, *name;
    uint64_t id;
};
static constexpr Cipher ciphers[] = {
    {"default", "GCM-AES-128", MACSEC_DEFAULT_CIPHER_ID},
    {"gcm-aes-128", "GCM-AES-128", MACSEC_CIPHER_ID_GCM_AES_128},
    {"gcm-aes-256", "GCM-AES-256", MACSEC_CIPHER_ID_GCM_AES_256},
    {"gcm-aes-xpn-128", "GCM-AES-XPN-128", MACSEC_CIPHER_ID_GCM_AES_XPN_128},
    {"gcm-aes-xpn-256", "GCM-AES-XPN-256", MACSEC_CIPHER_ID_GCM_AES_XPN_256},
};

static bool parse_cipher(Context &, Args &args, const Field &field, Message &message)
{
    std::string_view word = args.next();
    for (const Cipher &one : ciphers)
        if (word == one.word) {
            message.put<uint64_t>(field.attr, one.id);
            return true;
        }
    return false;
}

static void print_cipher(Context &context, const Field &field, const Record &record)
{
    auto id = get<uint64_t>(record[field.attr]);
    const char *name = "(unknown)";
    for (const Cipher &one : ciphers)
        if (one.id == id)
            name = one.name;
    context.out.string(label(field), name);
}

static void write_cipher(Context &context, const Field &field, const Record &record)
{
    auto id = get<uint64_t>(record[field.attr]);
    for (const Cipher &one : ciphers)
        if (one.id == id)
            return context.out.string(label(field), one.word);
}

constexpr Type macsec_cipher{
    .arg = "{ default | gcm-aes-128 | gcm-aes-256 | gcm-aes-xpn-128 | gcm-aes-xpn-256 }",
    .parse = parse_cipher,
    .print = print_cipher,
    .words = write_cipher};

static void print_named(Context &context, const Field &field, const Record &record)
{
    const char *name = choice_name(field.choices, get<uint8_t>(record[field.attr]));
    context.out.string(label(field), name ? name : "(unknown)");
}

constexpr Type macsec_named{.arg = "NAME", .parse = parse_choice<uint8_t>, .print = print_named};

// --- the identifier of a channel

std::optional<uint64_t> parse_macsec_channel(std::string_view word)
{
    return parse_unsigned(word, UINT64_MAX, 16);
}

uint16_t take_macsec_port(Args &args)
{
    auto port = parse_as<uint16_t>(args.next());
    if (!port || *port == 0)
        wrong_argument(args.previous(), port ? "expected port != 0" : "expected port");
    return htobe16(*port);
}

uint64_t macsec_channel_of(const char *address, uint16_t port)
{
    const auto owner = parse_lladdr(address);
    struct {
        uint8_t address[6];
        uint16_t port;
    } parts{.port = port};
    if (!owner || owner->size != sizeof parts.address)
        fail_with(255, "\"%s\" is invalid lladdr.\nError: argument \"%s\" is wrong: expected lladdr", address,
                  address);
    memcpy(parts.address, owner->bytes.data(), sizeof parts.address);
    uint64_t channel;
    memcpy(&channel, &parts, sizeof channel);
    return channel;
}

std::string format_macsec_channel(uint64_t network_channel)
{
    return format("%016llx", static_cast<unsigned long long>(be64toh(network_channel)));
}

} // namespace nskit
