// SPDX-License-Identifier: MIT
// The value types behind field rows. A value that only one file has keeps its Type there.
#pragma once

#include "lib/row/field.h"
#include "lib/row/out.h"

namespace nskit {

// Unsigned numbers of the host's byte order, in decimal; read in any base that strtoul takes. Field::most
// bounds them.
extern const Type u8, u16, u32, u64;
/// A signed 32-bit number.
extern const Type s32;
// Unsigned numbers of network byte order (ports, VNIs).
extern const Type be16, be32, be64;
/// A u32 or narrower shown as 0x..., a string in JSON.
extern const Type hex8, hex16, hex32;

/// A u8 that is `WORD` or `noWORD` on the command line and in text, true or false in JSON. Field::hide is the
/// value that text leaves out below -d -d.
extern const Type boolean;
/// A u8: `WORD on` or `WORD off`; true or false in JSON.
extern const Type on_off;
/// No value: the attribute's presence is the statement. Shown as the word; null in JSON.
extern const Type flag;
/// The same where it asks for something to be done; never shown.
extern const Type command;
/// The same where `noWORD` is understood as well, which sends nothing; true in JSON.
extern const Type presence;
/// One bit (Field::mask) of an attribute that holds a pair of u32, values and mask (ifla_vlan_flags,
/// br_boolopt_multi), which the words that share the attribute fill together: `WORD on|off`; these read it,
/// others show it.
extern const Type masked_on_off;
/// The same read from 0 or 1 and shown as such.
extern const Type masked_bit;

/// A u8, u16 or u32 whose values have the names in Field::choices; a value without a name is shown as a
/// number.
extern const Type choice8, choice32;
/// The same, with a value without a name shown as `unknown`.
extern const Type name8, name16, name32;
/// No value: the word alone puts Field::value, a number. Never shown.
extern const Type constant16, constant32;
/// A u8 or u32 with names from the file Field::names; a JSON string.
extern const Type named8, named32;

/// A string with its NUL, of at most Field::longest bytes.
extern const Type string;
/// A link-layer address.
extern const Type lladdr;
/// An IPv4 or IPv6 address by the length of the attribute; the family of the context, where it has one.
extern const Type ip_address;
/// An IPv4 address; an IPv6 address.
extern const Type inet_address, inet6_address;
/// The index of a network device, by name. Throws `Cannot find device "NAME"` (255) where there is none.
extern const Type device;
/// The same, which says of a bad value what its row has to say.
extern const Type known_device;

// Halves of the types above, for types that differ in the other half.
template <class T, bool network = false> bool read_number(Context &, Args &, const Field &, Message &);
template <class T, bool network = false> void show_number(Context &, const Field &, const Record &);
template <class T> void show_hex(Context &, const Field &, const Record &);
template <class T, bool network = false> bool read_choice(Context &, Args &, const Field &, Message &);
template <class T, bool network = false> void show_choice(Context &, const Field &, const Record &);
void show_name(Context &, const Field &, const Record &);
template <class T> bool read_named(Context &, Args &, const Field &, Message &);
bool read_boolean(Context &, Args &, const Field &, Message &);
bool read_on_off(Context &, Args &, const Field &, Message &);
bool read_presence(Context &, Args &, const Field &, Message &);
bool read_string(Context &, Args &, const Field &, Message &);
bool read_lladdr(Context &, Args &, const Field &, Message &);
bool read_device(Context &, Args &, const Field &, Message &);
bool read_known_device(Context &, Args &, const Field &, Message &);
void show_device(Context &, const Field &, const Record &);

/// The colour of an address of this family.
Color address_color(int family);

/// Whether the keyword that was just taken is `noWORD`.
bool is_negated(const Args &args, const Field &field);
/// `on` or `off`, spelled out. Throws `Error: argument of "WORD" must be one of "off", "on", not "X"`.
bool parse_on_off(const char *word, std::string_view value, int status);

/// Reads `on` or `off`. Throws `Error: argument of "WORD" must be "on" or "off", not "X"` with the status.
bool read_switch(Args &args, const char *word, int status = 1);

/// The name of a value, or nullptr.
const char *choice_name(std::span<const Choice> choices, uint32_t value);
/// The value of a name, spelled out; nullopt where it is none.
std::optional<uint32_t> choice_value(std::span<const Choice> choices, std::string_view name);
/// The names of the bits that are set, as a list `before a,b after`, with what is left in hex; JSON: an
/// array.
void print_bits(Context &context, const Field &field, uint32_t bits);

} // namespace nskit
