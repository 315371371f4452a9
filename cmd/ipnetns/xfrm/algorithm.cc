// SPDX-License-Identifier: MIT
// Algorithms of a state and their keys.
#include <algorithm>
#include <cstring>
#include <netinet/in.h>

#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/base/hex.h"
#include "lib/base/meaning.h"
#include "lib/base/number.h"
#include "lib/row/context.h"

namespace nskit::ipsec {

/// What an attribute begins with; its key follows. `xfrm_algo` lacks the last member.
struct Head {
    char name[64]{};
    uint32_t key_bits = 0;
    uint32_t length = 0; ///< of what is truncated to (auth-trunc) or of the check value (aead), in bits
};
constexpr size_t short_head = sizeof(xfrm_algo);
static_assert(sizeof(Head) == sizeof(xfrm_algo_auth) && sizeof(Head) == sizeof(xfrm_algo_aead));

static bool has_length(const Field &field)
{
    return field.attr == XFRMA_ALG_AUTH_TRUNC || field.attr == XFRMA_ALG_AEAD;
}

static const char *take_part(Args &args, const char *what)
{
    if (args.empty())
        missing_argument(what);
    return args.next();
}

// --- keys

constexpr size_t longest_key = 512;

/// The bytes of hexadecimal digits; of an odd number, the first has a 0 in front.
static std::string key_from_digits(std::string digits, const char *word)
{
    if (digits.size() % 2)
        digits.insert(digits.begin(), '0');
    std::string key;
    for (size_t i = 0; i < digits.size(); i += 2) {
        auto byte = parse_digits(std::string_view(digits).substr(i, 2), UINT8_MAX, 16);
        if (!byte || !isxdigit(static_cast<unsigned char>(digits[i + 1])))
            wrong_argument(word, "ALGO-KEYMAT value is invalid");
        key += static_cast<char>(*byte);
    }
    return key;
}

/// `0x` and digits, or the bytes of any other text.
static std::string take_key(Args &args)
{
    const char *word = take_part(args, "ALGO-KEYMAT");
    const std::string_view text = word;
    const bool is_hex = text.starts_with("0x") && text.size() > 2;
    const std::string_view digits = is_hex ? text.substr(2) : text;
    if ((is_hex ? (digits.size() + 1) / 2 : digits.size()) > longest_key)
        wrong_argument(word, "ALGO-KEYMAT value makes buffer overflow\n");
    return is_hex ? key_from_digits(std::string(digits), word) : std::string(text);
}

// --- words

/// An algorithm does a part of the work or two (Field::mask), and no two do the same part.
static void refuse_second(const Field &field, const Args &args, const Message &message)
{
    for (const Field &other : algorithms)
        if ((other.mask & field.mask) && message.find(other.attr))
            duplicate_argument("ALGO-TYPE", args.previous());
}

static uint32_t take_length(Args &args, const Field &field)
{
    const std::string name = field.attr == XFRMA_ALG_AEAD ? "ALGO-ICV-LEN" : "ALGO-TRUNC-LEN";
    const char *word = take_part(args, name.c_str());
    auto length = parse_as<uint32_t>(word);
    if (!length)
        wrong_argument(word, name + " value is invalid");
    return *length;
}

/// What the kernel knows for an attribute, but for older names of the same. It loads what it lacks.
static std::span<const char *const> algorithm_names(uint16_t attr)
{
    static constexpr const char *signs[] = {"digest_null",  "hmac(md5)",    "hmac(sha1)", "hmac(sha256)",
                                            "hmac(sha384)", "hmac(sha512)", "hmac(sm3)",  "hmac(rmd160)",
                                            "xcbc(aes)",    "cmac(aes)"};
    static constexpr const char *encrypts[] = {
        "ecb(cipher_null)", "cbc(aes)",     "cbc(blowfish)", "cbc(camellia)", "cbc(cast5)",
        "cbc(des3_ede)",    "cbc(serpent)", "cbc(sm4)",      "cbc(twofish)",  "rfc3686(ctr(aes))"};
    static constexpr const char *does_both[] = {"rfc4106(gcm(aes))", "rfc4309(ccm(aes))", "rfc4543(gcm(aes))",
                                                "rfc7539esp(chacha20,poly1305)"};
    static constexpr const char *compresses[] = {"deflate", "lzs", "lzjh"};
    switch (attr) {
    case XFRMA_ALG_CRYPT:
        return encrypts;
    case XFRMA_ALG_AEAD:
        return does_both;
    case XFRMA_ALG_COMP:
        return compresses;
    default:
        return signs;
    }
}

static bool parse_algorithm(Context &, Args &args, const Field &field, Message &message)
{
    refuse_second(field, args, message);
    Head head;
    const std::string_view name = take_part(args, "ALGO-NAME");
    completion::offer_names(name, algorithm_names(field.attr));
    memcpy(head.name, name.data(), std::min(name.size(), sizeof head.name - 1));
    const std::string key = field.attr == XFRMA_ALG_COMP ? "" : take_key(args);
    head.key_bits = static_cast<uint32_t>(key.size() * 8);
    if (has_length(field))
        head.length = take_length(args, field);
    std::string bytes(reinterpret_cast<const char *>(&head), has_length(field) ? sizeof head : short_head);
    message.put_text(field.attr, bytes + key);
    return true;
}

// --- printing

static std::string key_text(std::span<const uint8_t> key)
{
    return key.empty() ? "" : "0x" + format_hex(key);
}

/// A row with Field::hide does not show its key.
static void print_algorithm(Context &context, const Field &field, const Record &record)
{
    const nlattr *attr = record[field.attr];
    const size_t size = has_length(field) ? sizeof(Head) : short_head;
    if (payload_size(attr) < size || (field.attr == XFRMA_ALG_AUTH && record[XFRMA_ALG_AUTH_TRUNC]))
        return;
    const Head head = get<Head>(attr);
    auto key = get_bytes(attr).subspan(size);
    key = key.first(std::min<size_t>(key.size(), (head.key_bits + 7ULL) / 8));
    std::string text = std::string(field.before) + field.word + " ";
    text.append(head.name, strnlen(head.name, sizeof head.name)).append(" ");
    text += field.hide ? "<<Keys hidden>>" : key_text(key);
    if (!field.hide && !key.empty() && context.settings.stats)
        text += format(" (%u bits)", head.key_bits);
    if (has_length(field))
        text += format(" %u", head.length);
    print_line(context, text);
}

static constexpr Type keyed{
    .arg = "ALGO-NAME ALGO-KEYMAT", .parse = parse_algorithm, .print = print_algorithm};
static constexpr Type truncated{
    .arg = "ALGO-NAME ALGO-KEYMAT ALGO-TRUNC-LEN", .parse = parse_algorithm, .print = print_algorithm};
static constexpr Type combined{
    .arg = "ALGO-NAME ALGO-KEYMAT ALGO-ICV-LEN", .parse = parse_algorithm, .print = print_algorithm};
static constexpr Type keyless{.arg = "ALGO-NAME", .parse = parse_algorithm, .print = print_algorithm};

constexpr uint32_t encrypts = 1, authenticates = 2, compresses = 4;

static constexpr Field rows[] = {
    {.word = "auth", .attr = XFRMA_ALG_AUTH, .type = keyed, .mask = authenticates, .exact = true},
    {.word = "auth-trunc",
     .attr = XFRMA_ALG_AUTH_TRUNC,
     .type = truncated,
     .mask = authenticates,
     .exact = true},
    {.word = "aead",
     .attr = XFRMA_ALG_AEAD,
     .type = combined,
     .mask = encrypts | authenticates,
     .exact = true},
    {.word = "enc", .attr = XFRMA_ALG_CRYPT, .type = keyed, .mask = encrypts, .exact = true},
    {.word = "comp", .attr = XFRMA_ALG_COMP, .type = keyless, .mask = compresses, .exact = true},
};
constexpr std::span<const Field> algorithms{rows};

// --- which algorithms go with a protocol

static bool has(const Message &message, std::initializer_list<uint16_t> attrs)
{
    return std::any_of(attrs.begin(), attrs.end(), [&](uint16_t attr) { return message.find(attr); });
}

/// What a protocol of IPsec refuses and needs: algorithms, and the texts that say so.
struct Needs {
    uint8_t protocol;
    std::initializer_list<uint16_t> refused, one_of;
    const char *refusal, *need;
};

static void check(const Message &message, const std::string &protocol, const Needs &needs)
{
    if (has(message, needs.refused))
        fail("%s invalid with XFRM-PROTO value \"%s\"", needs.refusal, protocol.c_str());
    if (!has(message, needs.one_of))
        fail("%s required with XFRM-PROTO value \"%s\"", needs.need, protocol.c_str());
}

void check_algorithms(const Message &message, uint8_t protocol)
{
    const Needs table[] = {
        {IPPROTO_ESP,
         {XFRMA_ALG_COMP},
         {XFRMA_ALG_CRYPT, XFRMA_ALG_AEAD},
         "ALGO-TYPE value \"comp\" is",
         "ALGO-TYPE value \"enc\" or \"aead\" is"},
        {IPPROTO_AH,
         {XFRMA_ALG_CRYPT, XFRMA_ALG_AEAD, XFRMA_ALG_COMP},
         {XFRMA_ALG_AUTH, XFRMA_ALG_AUTH_TRUNC},
         "ALGO-TYPE values \"enc\", \"aead\", and \"comp\" are",
         "ALGO-TYPE value \"auth\" or \"auth-trunc\" is"},
        {IPPROTO_COMP,
         {XFRMA_ALG_CRYPT, XFRMA_ALG_AUTH, XFRMA_ALG_AUTH_TRUNC, XFRMA_ALG_AEAD},
         {XFRMA_ALG_COMP},
         "ALGO-TYPE values \"enc\", \"auth\", \"auth-trunc\", and \"aead\" are",
         "ALGO-TYPE value \"comp\" is"},
    };
    for (const Needs &needs : table)
        if (needs.protocol == protocol)
            check(message, name_of(protocols, protocol), needs);
}

bool has_algorithm(const Message &message)
{
    return std::any_of(std::begin(rows), std::end(rows),
                       [&](const Field &row) { return message.find(row.attr); });
}

} // namespace nskit::ipsec
