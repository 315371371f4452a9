// SPDX-License-Identifier: MIT
// IEEE 802.1AE: Ethernet with authentication and encryption. `ip macsec` sets its keys.
#include "cmd/ipnetns/link/kind/part/macsec_channel.h"
#include "lib/base/number.h"
#include "lib/row/macsec_values.h"

namespace nskit {

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

// --- the kind

static void finish(Context &, const Kind &, Message &message, bool)
{
    const nlattr *window = message.find(IFLA_MACSEC_WINDOW);
    const bool replay = is_on(message, IFLA_MACSEC_REPLAY_PROTECT);
    if (replay && !window)
        fail("replay protection enabled, but no window set. did you mean 'replay on window VALUE'?");
    if (window && !message.find(IFLA_MACSEC_REPLAY_PROTECT))
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
     .type = macsec_cipher,
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
     .type = macsec_named,
     .json = "validation",
     .choices = macsec_validations,
     .wrong = "must be one of \"disabled\", \"check\", \"strict\", not \"%s\"",
     .exact = true},
    {.word = "offload",
     .attr = IFLA_MACSEC_OFFLOAD,
     .type = macsec_named,
     .choices = macsec_offloads,
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
