// SPDX-License-Identifier: MIT
// The value types behind field rows. A type that only one file uses stands in that file.
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

/// Nothing, on a new line of the record; if the row has an attribute, only if that is there.
extern const Type new_line;

/// A u8 that is `WORD` or `noWORD` on the command line and in text, true or false in JSON. Text leaves out
/// the value Field::hide unless -d is given twice.
extern const Type boolean;
/// A u8: `WORD on` or `WORD off`; true or false in JSON.
extern const Type on_off;
/// A word without a value, and an empty attribute. Shown as the word; null in JSON.
extern const Type flag;
/// The same for a word that asks for an action; never shown.
extern const Type command;
/// The same with `noWORD`, which sends nothing; true in JSON.
extern const Type presence;
/// `WORD on|off` for one bit (Field::mask) of an attribute that holds a pair of u32, values and mask
/// (ifla_vlan_flags, br_boolopt_multi). Several words share the attribute and fill it together. Read only.
extern const Type masked_on_off;
/// The same as 0 or 1, read and shown.
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
/// An IPv4 or IPv6 address. Reads the context's family if that is set; shows the family of the attribute's
/// length.
extern const Type ip_address;
/// An IPv4 address; an IPv6 address.
extern const Type inet_address, inet6_address;
/// The index of a network device, by name. Throws `Cannot find device "NAME"` (255) if there is no such
/// device.
extern const Type device;
/// The same with the row's own error for a bad value.
extern const Type known_device;

// Halves of the types above, for types that differ in the other half.
template <class T, bool network = false> bool parse_number(Context &, Args &, const Field &, Message &);
template <class T, bool network = false> void print_number(Context &, const Field &, const Record &);
template <class T> void print_hex(Context &, const Field &, const Record &);
template <class T, bool network = false> bool parse_choice(Context &, Args &, const Field &, Message &);
template <class T, bool network = false> void print_choice(Context &, const Field &, const Record &);
void print_name(Context &, const Field &, const Record &);
template <class T> bool parse_named(Context &, Args &, const Field &, Message &);
bool parse_boolean(Context &, Args &, const Field &, Message &);
bool parse_on_off(Context &, Args &, const Field &, Message &);
bool parse_presence(Context &, Args &, const Field &, Message &);
bool parse_string(Context &, Args &, const Field &, Message &);
bool parse_lladdr(Context &, Args &, const Field &, Message &);
bool parse_ifindex(Context &, Args &, const Field &, Message &);
bool parse_known_ifindex(Context &, Args &, const Field &, Message &);
void print_ifindex(Context &, const Field &, const Record &);

// Halves of types that write words (Type::words).
/// Nothing: the word asks for an action, or sets what is no configuration.
void write_nothing(Context &, const Field &, const Record &);
/// `WORD`, whatever the attribute holds.
void write_flag(Context &, const Field &, const Record &);
/// `WORD` or `noWORD`: whether an unsigned attribute is above 0.
void write_boolean(Context &, const Field &, const Record &);
/// `WORD on` or `WORD off`.
void write_on_off(Context &, const Field &, const Record &);
/// `WORD` if an unsigned attribute is Field::value.
void write_constant(Context &, const Field &, const Record &);
/// The name of a device; nothing for index 0.
void write_device(Context &, const Field &, const Record &);

/// The colour in which an address of this family is shown.
Color address_color(int family);

/// Whether the keyword that was taken last is `noWORD`.
bool is_negated(const Args &args, const Field &field);
/// Whether `value` is `on`, not `off`. Throws `Error: argument of "WORD" must be one of "off", "on", not
/// "X"`.
bool parse_on_off(const char *word, std::string_view value, int status);

/// Reads `on` or `off`. Throws `Error: argument of "WORD" must be "on" or "off", not "X"` with the status.
bool parse_switch(Args &args, const char *word, int status = 1);

/// The name of a value; nullptr if it has none.
Text choice_name(std::span<const Choice> choices, uint32_t value);
/// The value of a name, spelled out; nullopt if no choice has the name.
std::optional<uint32_t> choice_value(std::span<const Choice> choices, std::string_view name);
/// The names of the bits that are set, as a list `<a,b> `, with the bits without a name in hex; JSON: an
/// array.
void print_bits(Context &context, const Field &field, uint32_t bits);

} // namespace nskit
