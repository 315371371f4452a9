// SPDX-License-Identifier: MIT
// IEEE 802.1AE: Ethernet with authentication and encryption. `ip macsec` sets its keys.
#include <linux/if_macsec.h>

#include "cmd/ipnetns/link/kind/part/macsec_channel.h"
#include "lib/base/number.h"

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

static constexpr Type cipher{
    .arg = "{ default | gcm-aes-128 | gcm-aes-256 | gcm-aes-xpn-128 | gcm-aes-xpn-256 }",
    .parse = parse_cipher,
    .print = print_cipher};

static bool parse_length(Context &, Args &args, const Field &field, Message &message)
{
    auto bytes = parse_as<uint8_t>(args.next());
    if (bytes && (*bytes < 8 || *bytes > MACSEC_STD_ICV_LEN))
        wrong_argument(args.previous(), "ICV length must be in the range {8..16}");
    if (bytes)
        message.put<uint8_t>(field.attr, *bytes);
    return bytes.has_value();
}

static constexpr Type length{.arg = "NUMBER", .parse = parse_length, .print = print_number<uint8_t>};

static void print_named(Context &context, const Field &field, const Record &record)
{
    const char *name = choice_name(field.choices, get<uint8_t>(record[field.attr]));
    context.out.string(label(field), name ? name : "(unknown)");
}

static constexpr Type named{.arg = "NAME", .parse = parse_choice<uint8_t>, .print = print_named};

static constexpr Choice validations[] = {{"disabled", MACSEC_VALIDATE_DISABLED},
                                         {"check", MACSEC_VALIDATE_CHECK},
                                         {"strict", MACSEC_VALIDATE_STRICT}};
static constexpr Choice offloads[] = {
    {"off", MACSEC_OFFLOAD_OFF}, {"phy", MACSEC_OFFLOAD_PHY}, {"mac", MACSEC_OFFLOAD_MAC}};

// --- the kind

static void finish(Context &, const Kind &, Message &message, bool)
{
    const nlattr *window = message.find(IFLA_MACSEC_WINDOW);
    bool replay = is_on(message, IFLA_MACSEC_REPLAY_PROTECT);
    if (replay && !window)
        fail("replay protection enabled, but no window set. did you mean 'replay on window VALUE'?");
    if (window && !replay)
        fail("replay window set, but replay protection not enabled. did you mean 'replay on window %u'?",
             get<uint32_t>(window));
    if (is_on(message, IFLA_MACSEC_INC_SCI) + is_on(message, IFLA_MACSEC_ES) +
            is_on(message, IFLA_MACSEC_SCB) >
        1)
        fail("invalid combination of send_sci/end_station/scb");
}

static constexpr Field fields[] = {
    {.word = "sci", .attr = IFLA_MACSEC_SCI, .type = macsec_channel, .wrong = "expected sci", .exact = true},
    {.word = "address", .attr = IFLA_MACSEC_SCI, .type = macsec_address, .exact = true},
    {.word = "port", .attr = IFLA_MACSEC_PORT, .type = macsec_port, .exact = true},
    {.word = "protect", .attr = IFLA_MACSEC_PROTECT, .type = on_off, .exact = true},
    {.word = "cipher",
     .attr = IFLA_MACSEC_CIPHER_SUITE,
     .type = cipher,
     .json = "cipher_suite",
     .wrong = "expected: default, gcm-aes-128, gcm-aes-256, gcm-aes-xpn-128 or gcm-aes-xpn-256",
     .exact = true},
    {.word = "icvlen",
     .attr = IFLA_MACSEC_ICV_LEN,
     .type = length,
     .json = "icv_len",
     .wrong = "expected ICV length",
     .exact = true},
    {.word = "encodingsa",
     .attr = IFLA_MACSEC_ENCODING_SA,
     .type = u8,
     .json = "encoding_sa",
     .most = 3,
     .wrong = "expected an { 0..3 }",
     .exact = true},
    {.word = "validate",
     .attr = IFLA_MACSEC_VALIDATION,
     .type = named,
     .json = "validation",
     .choices = validations,
     .wrong = "must be one of \"disabled\", \"check\", \"strict\", not \"%s\"",
     .exact = true},
    {.word = "offload",
     .attr = IFLA_MACSEC_OFFLOAD,
     .type = named,
     .choices = offloads,
     .wrong = "must be one of \"off\", \"phy\", \"mac\", not \"%s\"",
     .exact = true},
    {.word = "encrypt", .attr = IFLA_MACSEC_ENCRYPT, .type = on_off, .exact = true},
    {.word = "send_sci", .attr = IFLA_MACSEC_INC_SCI, .type = on_off, .json = "inc_sci", .exact = true},
    {.word = "end_station", .attr = IFLA_MACSEC_ES, .type = on_off, .json = "es", .exact = true},
    {.word = "scb", .attr = IFLA_MACSEC_SCB, .type = on_off, .exact = true},
    {.word = "replay",
     .attr = IFLA_MACSEC_REPLAY_PROTECT,
     .type = on_off,
     .json = "replay_protect",
     .exact = true},
    {.word = "window",
     .attr = IFLA_MACSEC_WINDOW,
     .type = u32,
     .wrong = "expected replay window size",
     .exact = true},
};
constexpr Kind macsec{
    .name = "macsec",
    .fields = {fields},
    .about = "Ethernet with authentication and encryption",
    .finish = finish,
};

} // namespace nskit
