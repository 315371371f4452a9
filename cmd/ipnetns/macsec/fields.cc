// SPDX-License-Identifier: MIT
// The words and attributes of an SA, of a channel and of a device.
#include <endian.h>

#include "cmd/ipnetns/macsec/macsec.h"
#include "lib/base/hex.h"
#include "lib/base/number.h"
#include "lib/row/macsec_values.h"
#include "lib/row/types.h"

namespace nskit {

/// A second word for an attribute is refused; `key` is what the message calls it.
static void refuse_second(const Args &args, const Message &message, uint16_t attr, const char *key)
{
    if (message.find(attr))
        garbage_argument(key, args.previous());
}

// --- numbers of packets: 32 bits or, with the extended suites, 64

template <class T>
static bool parse_packet_number(Context &, Args &args, const Field &field, Message &message)
{
    refuse_second(args, message, field.attr, field.word);
    const auto number = parse_as<T>(args.next());
    if (number && *number == 0)
        wrong_argument(args.previous(), "expected pn != 0");
    if (number)
        message.put<T>(field.attr, *number);
    return number.has_value();
}

static void print_packet_number(Context &context, const Field &field, const Record &association)
{
    context.out.number(label(field), get_unsigned(association[field.attr]));
}

static constexpr Type packet_number{
    .arg = "NUMBER", .parse = parse_packet_number<uint32_t>, .print = print_packet_number};
static constexpr Type extended_number{.arg = "NUMBER", .parse = parse_packet_number<uint64_t>};

static bool parse_short_channel(Context &, Args &args, const Field &field, Message &message)
{
    refuse_second(args, message, field.attr, field.word);
    const auto number = parse_as<uint32_t>(args.next(), 16);
    if (number)
        message.put<uint32_t>(field.attr, htobe32(*number));
    return number.has_value();
}

static void print_short_channel(Context &context, const Field &field, const Record &association)
{
    const uint32_t number = be32toh(get<uint32_t>(association[field.attr]));
    context.out.literal(label(field), format("%08x", number), quote(format("0x%x", number)));
}

static constexpr Type short_channel{.arg = "HEX", .parse = parse_short_channel, .print = print_short_channel};

// --- keys

/// Hex digits as bytes, cut at `most`; nullopt if the word is no such text.
static std::optional<std::vector<uint8_t>> take_bytes(Args &args, size_t most)
{
    auto bytes = parse_hex(args.next());
    if (bytes && bytes->size() > most)
        bytes->resize(most);
    return bytes;
}

static bool parse_salt(Context &, Args &args, const Field &field, Message &message)
{
    refuse_second(args, message, field.attr, field.word);
    auto salt = take_bytes(args, MACSEC_SALT_LEN);
    if (!salt)
        return false;
    salt->resize(MACSEC_SALT_LEN);
    message.put(field.attr, salt->data(), salt->size());
    return true;
}

static constexpr Type salt{.arg = "HEX", .parse = parse_salt};

/// The key, and what both ends call it.
static bool parse_key(Context &, Args &args, const Field &field, Message &message)
{
    refuse_second(args, message, field.attr, field.word);
    auto id = take_bytes(args, MACSEC_KEYID_LEN);
    if (!id)
        wrong_argument(args.previous(), "expected key id");
    id->resize(MACSEC_KEYID_LEN);
    const auto key = take_bytes(args, MACSEC_MAX_KEY_LEN);
    if (!key)
        wrong_argument(args.previous(), "expected key");
    message.put(field.attr, id->data(), id->size());
    message.put(MACSEC_SA_ATTR_KEY, key->data(), key->size());
    return true;
}

static void print_key(Context &context, const Field &field, const Record &association)
{
    context.out.string(label(field), format_hex(get_bytes(association[field.attr])));
}

static constexpr Type key_type{.arg = "ID KEY", .parse = parse_key, .print = print_key};

// --- on, off

static bool parse_state(Context &, Args &args, const Field &field, Message &message)
{
    refuse_second(args, message, field.attr, "on/off");
    message.put<uint8_t>(field.attr, static_cast<uint8_t>(field.value));
    return true;
}

static constexpr Type state_word{.parse = parse_state};

static consteval Field state_row(const char *word, uint16_t attr, bool is_on)
{
    return {.word = word, .attr = attr, .type = state_word, .value = is_on, .exact = true};
}

// --- the tables

static constexpr Field sa_rows[] = {
    {.word = "sa",
     .attr = MACSEC_SA_ATTR_AN,
     .type = u8,
     .text = "",
     .json = "an",
     .before = "        ",
     .after = ":",
     .most = 3,
     .wrong = "expected an { 0..3 }",
     .exact = true},
    {.word = "pn",
     .attr = MACSEC_SA_ATTR_PN,
     .type = packet_number,
     .text = "PN",
     .json = "pn",
     .before = " ",
     .after = "",
     .wrong = "expected pn",
     .exact = true},
    {.word = "xpn",
     .attr = MACSEC_SA_ATTR_PN,
     .type = extended_number,
     .wrong = "expected pn",
     .exact = true},
    {.word = "ssci",
     .attr = MACSEC_SA_ATTR_SSCI,
     .type = short_channel,
     .text = "SSCI",
     .json = "ssci",
     .before = ", ",
     .after = "",
     .wrong = "expected ssci",
     .exact = true},
    {.word = "salt", .attr = MACSEC_SA_ATTR_SALT, .type = salt, .wrong = "expected salt", .exact = true},
    state_row("on", MACSEC_SA_ATTR_ACTIVE, true),
    state_row("off", MACSEC_SA_ATTR_ACTIVE, false),
    {.attr = MACSEC_SA_ATTR_ACTIVE,
     .type = on_off,
     .text = "state",
     .json = "active",
     .before = ", ",
     .after = ""},
    {.word = "key",
     .attr = MACSEC_SA_ATTR_KEYID,
     .type = key_type,
     .before = ", ",
     .after = "",
     .exact = true},
};
constexpr Fields macsec_sa_fields{.rows = sa_rows};

static void print_channel(Context &context, const Field &field, const Record &record)
{
    const auto channel = get<uint64_t>(record[field.attr]);
    context.out.literal(label(field), format_macsec_channel(channel),
                        quote(format("0x%llx", static_cast<unsigned long long>(be64toh(channel)))));
}

static constexpr Type channel{.print = print_channel};

static constexpr Field channel_rows[] = {
    {.attr = MACSEC_RXSC_ATTR_SCI,
     .type = channel,
     .text = "RXSC:",
     .json = "sci",
     .before = "    ",
     .after = ""},
    state_row("on", MACSEC_RXSC_ATTR_ACTIVE, true),
    state_row("off", MACSEC_RXSC_ATTR_ACTIVE, false),
    {.attr = MACSEC_RXSC_ATTR_ACTIVE,
     .type = on_off,
     .text = "state",
     .json = "active",
     .before = ", ",
     .after = ""},
};
constexpr Fields macsec_channel_fields{.rows = channel_rows};

static constexpr Field device_rows[] = {
    {.attr = MACSEC_SECY_ATTR_PROTECT, .type = on_off, .text = "protect"},
    {.attr = MACSEC_SECY_ATTR_VALIDATE,
     .type = macsec_named,
     .text = "validate",
     .choices = macsec_validations},
    {.attr = MACSEC_SECY_ATTR_ENCRYPT, .type = on_off, .text = "encrypt"},
    {.attr = MACSEC_SECY_ATTR_INC_SCI, .type = on_off, .text = "send_sci"},
    {.attr = MACSEC_SECY_ATTR_ES, .type = on_off, .text = "end_station"},
    {.attr = MACSEC_SECY_ATTR_SCB, .type = on_off, .text = "scb"},
    {.attr = MACSEC_SECY_ATTR_REPLAY, .type = on_off, .text = "replay"},
    {.attr = MACSEC_SECY_ATTR_WINDOW, .type = u32, .text = "window"},
    {.type = new_line},
    {.attr = MACSEC_SECY_ATTR_CIPHER_SUITE,
     .type = macsec_cipher,
     .text = "cipher suite:",
     .json = "cipher_suite",
     .before = "    ",
     .after = ","},
    {.attr = MACSEC_SECY_ATTR_ICV_LEN,
     .type = u8,
     .text = "using ICV length",
     .json = "icv_length",
     .before = " ",
     .after = ""},
    {.type = new_line},
    {.attr = MACSEC_SECY_ATTR_SCI,
     .type = channel,
     .text = "TXSC:",
     .json = "sci",
     .before = "    ",
     .after = ""},
    {.attr = MACSEC_SECY_ATTR_ENCODING_SA,
     .type = u8,
     .text = "on SA",
     .json = "encoding_sa",
     .before = " ",
     .after = ""},
};
constexpr Fields macsec_device_fields{.rows = device_rows};

} // namespace nskit
