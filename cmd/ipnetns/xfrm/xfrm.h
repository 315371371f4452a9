// SPDX-License-Identifier: MIT
// IPsec: the states (SAs) and policies of the kernel's XFRM framework. What a command line says of one is a
// message, as for links: words of the fixed header and words that are attributes are rows of one table.
#pragma once

#include <array>
#include <cstring>
#include <string>

#include "cmd/ipnetns/command/command.h"
#include "lib/netlink/address_text.h"
#include "lib/netlink/socket.h"
#include "lib/netlink/uapi.h"
#include "lib/row/types.h"

namespace nskit {

std::string xfrm_usage();
std::string xfrm_state_usage();
std::string xfrm_policy_usage();
std::string xfrm_monitor_usage();

void xfrm_monitor(Session &, Args &);

namespace ipsec {

// --- values (values.cc)

/// esp, ah ...; transport, tunnel ...; who may share a state: any, session ...
extern const std::span<const Choice> protocols, modes, shares, default_policies;
/// The names of bits: flags and further flags of a state, flags of a policy.
extern const std::span<const Choice> state_flags, extra_flags, policy_flags;

/// The name of a value, or else its number.
std::string name_of(std::span<const Choice> choices, uint32_t value);
/// The names of the bits that are set, with blanks between them, and the bits without a name in hex.
std::string flag_names(std::span<const Choice> choices, uint32_t bits);

/// Takes a number. Throws `Error: argument "WORD" is wrong: WRONG`.
uint64_t take_number(Args &args, const char *wrong, uint64_t most);
inline uint32_t take_u32(Args &args, const char *wrong)
{
    return static_cast<uint32_t>(take_number(args, wrong, UINT32_MAX));
}
/// `value after "WORD" is invalid`.
std::string bad_value_after(const char *word);

/// Takes one of the names. Throws as take_number() does.
uint8_t take_name(Args &args, std::span<const Choice> choices, const char *wrong);
/// Takes the name of a protocol of IPsec.
uint8_t take_protocol(Args &args);
/// Takes an abbreviated mode.
uint8_t take_mode(Args &args);
/// Takes names of bits until another word comes, or one number that begins with 0x and replaces `bits`.
uint32_t take_flags(Args &args, std::span<const Choice> choices, uint32_t bits, uint32_t most,
                    const char *wrong);
/// Takes `LIMIT NUMBER` of the word `limit`.
void take_limit(Args &args, xfrm_lifetime_cfg &limits);
/// No limit: what a new state or policy begins with.
xfrm_lifetime_cfg no_limits();

/// The help of values: `MODE := { transport | tunnel ... }`, for each of these names.
std::string describe_values(std::initializer_list<const char *> names);

/// Takes a device by name; throws `wrong` if there is no such device.
int take_device(Context &context, Args &args, const char *wrong);

/// Takes an address of IPv4 or IPv6, which may have a length behind it.
Prefix take_prefix(const Context &context, Args &args);
xfrm_address_t address_of(const Prefix &prefix);
std::string address_text(const xfrm_address_t &address, int family);
/// Local time, `-` for 0.
std::string time_text(uint64_t seconds);

// --- what is printed

/// How the lines below the first are printed.
struct Style {
    const char *lead = "\t";
    bool hides_keys = false;
    /// The same, one step further to the right.
    std::string deeper() const { return std::string(lead) + "  "; }
};

/// Prints a whole line.
void print_line(Context &context, std::string_view text);
/// Ends a message: with -oneline its lines are one, which ends here.
void end_lines(Context &context);

/// A kind of message about states or policies.
struct Kind {
    uint16_t type;
    size_t header;     ///< the size of its fixed header
    const char *title; ///< in front of the first line
};
/// The kind of a message; nullptr if no row has its type. Warns of a message that is too short.
const Kind *find_kind(std::span<const Kind> kinds, const nlmsghdr *message);
/// Whether a message is long enough for its fixed header; if not, warns `BUG: wrong nlmsg len -124`.
bool has_header(const nlmsghdr *message, size_t size);

/// A copy of a message's fixed header, which need not be aligned.
template <class Header> Header header_of(const nlmsghdr *message)
{
    Header header;
    memcpy(&header, fixed<char>(message), sizeof header);
    return header;
}
/// The state or the policy of a message: its header or, if it is a removal, an attribute.
template <class Info> std::optional<Info> info_of(const Record &record, uint16_t removal, uint16_t attr)
{
    if (record.message->nlmsg_type != removal)
        return header_of<Info>(record.message);
    const nlattr *there = record[attr];
    return there ? std::optional(get<Info>(there)) : std::nullopt;
}

/// `lifetime config:` and `lifetime current:`, with -s.
void print_lifetimes(Context &context, const xfrm_lifetime_cfg &limits, const xfrm_lifetime_cur &current,
                     const Style &style);

// --- ID (id.cc)

/// Which state: `src ADDRESS dst ADDRESS proto PROTOCOL spi SPI`.
struct Id {
    xfrm_id id{};
    xfrm_address_t source{};
    uint16_t family = AF_UNSPEC;                       ///< of the addresses
    uint8_t source_length = 0, destination_length = 0; ///< in bits; only filters look at them
    uint8_t source_family = 0, destination_family = 0; ///< AF_UNSPEC: not given
    bool has_protocol = false, has_spi = false;
    bool is_given = false; ///< at least one word
};
enum class Protocol { required, optional };

/// Reads words of an ID until another word comes. Later addresses are read in the family of the ID's. Throws
/// if the next word is no word of an ID, or the ID was read already.
void parse_id(Context &context, Args &args, Id &id, Protocol protocol = Protocol::required);
std::string describe_id(int indent);

/// `proto esp spi 0x00000100 reqid 5 mode tunnel`.
std::string id_text(const Context &context, const xfrm_id &id, uint32_t reqid, uint8_t mode, bool has_spi);
/// Whether a state of this protocol has an SPI.
bool is_ipsec(uint8_t protocol);

/// Templates of a policy (XFRMA_TMPL).
extern const Type templates;
std::string describe_template(int indent);

// --- SELECTOR (selector.cc)

/// Which words of a selector were there. In a filter, a value of 0 counts if its word was there.
struct SelectorWords {
    bool any = false, device = false, protocol = false, source_port = false, destination_port = false;
};

/// Reads words of a selector until another word comes. `selector.family` becomes the family of its addresses,
/// in which later addresses are read. Returns false if the next word is not one.
bool parse_selector(Context &context, Args &args, xfrm_selector &selector, SelectorWords &words);
std::string describe_selector(int indent);

/// Prints the line of a selector, with `title` in front. `family` is for a selector without one.
void print_selector(Context &context, const char *title, const xfrm_selector &selector, int family);
bool is_empty(const xfrm_selector &selector);
/// Whether a selector agrees with all that a filter says.
bool agrees(const xfrm_selector &filter, const SelectorWords &words, const xfrm_selector &selector);

// --- rows of attributes

/// The table of algorithms, which have keys (algorithm.cc).
extern const std::span<const Field> algorithms;
/// Whether a request has an algorithm.
bool has_algorithm(const Message &message);
/// Throws unless a request has the algorithms that a protocol of IPsec needs, and no others.
void check_algorithms(const Message &message, uint8_t protocol);

/// A number of the replay window, of which the words say a part each (Field::part, a place in
/// xfrm_replay_state_esn); and how the kernel's are printed (replay.cc).
extern const Type replay_word, replay_state, replay_state_esn;
/// Makes of the numbers what the kernel takes: a window of up to 32 packets in the header, or
/// XFRMA_REPLAY_ESN_VAL. Throws if the window does not go with the flags.
void settle_replay(Message &state);

// Types of attributes (fields.cc).
extern const Type mark_type, output_mark_type, encap_type, care_of_type, context_type, offload_type,
    policy_offload_type, hex_line, nonzero_line, name_line, number_line;

// Rows that several tables have.
inline constexpr Choice directions[] = {{"in", 1}, {"out", 2}};
inline constexpr Field mark{
    .word = "mark", .attr = XFRMA_MARK, .type = mark_type, .wrong = "MARK value is invalid\n", .exact = true};
inline constexpr Field if_id{
    .word = "if_id", .attr = XFRMA_IF_ID, .type = hex_line, .after = "", .exact = true};
inline constexpr Field context_row{.word = "ctx", .attr = XFRMA_SEC_CTX, .type = context_type, .exact = true};
inline constexpr Field offload{
    .word = "offload", .attr = XFRMA_OFFLOAD_DEV, .type = offload_type, .exact = true};
inline constexpr Field direction{.word = "dir",
                                 .attr = XFRMA_SA_DIR,
                                 .type = name_line,
                                 .after = "",
                                 .choices = directions,
                                 .wrong = "DIR value is not \"in\" or \"out\"",
                                 .exact = true};
inline constexpr Field cpu{
    .word = "pcpu-num", .attr = XFRMA_SA_PCPU, .type = number_line, .after = "", .exact = true};
inline constexpr Field output_mark{
    .word = "output-mark", .attr = XFRMA_SET_MARK, .type = output_mark_type, .exact = true};
inline constexpr Field encap{.word = "encap",
                             .attr = XFRMA_ENCAP,
                             .type = encap_type,
                             .wrong = "ENCAP-TYPE value is invalid",
                             .exact = true};
inline constexpr Field care_of{.word = "coa", .attr = XFRMA_COADDR, .type = care_of_type, .exact = true};
inline constexpr Field padding{
    .word = "tfcpad", .attr = XFRMA_TFCPAD, .type = nonzero_line, .after = "", .exact = true};

/// Moves these attributes to the end, in this order, which is the reference's.
void put_in_order(Message &message, std::span<const uint16_t> attrs);
/// The tables of attributes, in the order in which a state shows them.
std::array<Fields, 4> attribute_tables();
/// Prints the attributes that states and policies share, a line for each: all but the last table.
void print_attributes(Context &context, const Record &record, const Style &style);
/// Prints the line of a security context, if there is one.
void print_context(Context &context, const Record &record, const Style &style);
/// Whether a message is about a policy, not a state.
bool is_policy(const nlmsghdr *message);

// --- states (state.cc), policies (policy.cc)

/// The words of states, of requests for an SPI, of requests for one state, and of filters.
extern const Fields state_fields, allocspi_fields, state_id_fields, state_filter_fields;
/// The same of policies.
extern const Fields policy_fields, policy_id_fields, policy_filter_fields;

/// A state without limits.
xfrm_usersa_info new_state();
/// Reads a state to be added or updated (xfrm_usersa_info), and checks it.
void parse_state(Context &context, Args &args, Message &message);
/// A request for an SPI, whose bounds are none.
xfrm_userspi_info new_allocspi();
/// Reads a request for an SPI (xfrm_userspi_info).
void parse_allocspi(Context &context, Args &args, Message &message);
/// Reads which state is meant (xfrm_usersa_id).
void parse_state_id(Context &context, Args &args, Message &message);
/// Prints the state of XFRM_MSG_NEWSA, DELSA, UPDSA or EXPIRE.
void print_state(Context &context, const nlmsghdr *message, bool hides_keys = false);

/// A policy without limits, and without a direction.
xfrm_userpolicy_info new_policy();
/// Reads a policy to be added or updated (xfrm_userpolicy_info).
void parse_policy(Context &context, Args &args, Message &message);
/// Reads which policy is meant (xfrm_userpolicy_id).
void parse_policy_id(Context &context, Args &args, Message &message);
/// Reads the selector of a policy. Returns false if the next word is no selector's, or there was one already.
bool take_selector(Context &context, Args &args, xfrm_selector &selector, SelectorWords &words);
uint8_t take_policy_type(Args &args);
std::string policy_type_name(uint8_t type);
/// Prints the policy of XFRM_MSG_NEWPOLICY, DELPOLICY, UPDPOLICY or POLEXPIRE.
void print_policy(Context &context, const nlmsghdr *message);
/// Prints a policy, with `title` in front of its first line.
void print_policy(Context &context, const char *title, const xfrm_userpolicy_info &policy,
                  const Record &record, const Style &style);

// --- verbs

/// Opens a socket to the kernel's IPsec.
Socket open_socket(const Session &session);

// list.cc
/// What `state list` selects: the kernel looks at protocol and addresses, wants() at all.
struct StateFilter {
    Message pattern{XFRM_MSG_NEWSA, 0, xfrm_usersa_info{}};
    Seen seen; ///< which words of the pattern count
    Id id;
    bool hides_keys = false;
};
void parse_state_filter(Context &context, Args &args, StateFilter &filter);
/// Puts what the kernel looks at into a dump of states.
void put_filter(const Context &context, const Id &id, Message &dump);
bool wants(StateFilter &filter, const xfrm_usersa_info &state);

/// What `policy list` selects; the kernel has no filter.
struct PolicyFilter {
    Message pattern{XFRM_MSG_NEWPOLICY, 0, new_policy()};
    Seen seen;
    SelectorWords words;
    bool hides_sockets = false;
};
void parse_policy_filter(Context &context, Args &args, PolicyFilter &filter);
bool wants(PolicyFilter &filter, const xfrm_userpolicy_info &policy, const Record &record);

void state_list(Session &, Args &);
void state_deleteall(Session &, Args &);
void policy_list(Session &, Args &);
void policy_deleteall(Session &, Args &);

/// Cuts the padding behind a header that is not a multiple of four bytes, as the reference does.
template <class Header> void cut_padding(Message &message)
{
    message.header()->nlmsg_len = NLMSG_LENGTH(sizeof(Header));
}

// The words of flush (verbs.cc), set and setdefault (policy.cc).
void parse_state_flush(Context &context, Args &args, Message &message);
void parse_policy_flush(Context &context, Args &args, Message &message);
void parse_thresholds(Context &context, Args &args, Message &message);
void parse_defaults(Context &context, Args &args, Message &message);

/// Prints what happens to packets that match no policy.
void print_defaults(Context &context, const nlmsghdr *message);

} // namespace ipsec
} // namespace nskit
