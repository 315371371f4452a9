// SPDX-License-Identifier: MIT
// Lightweight tunnels: what the kernel puts around the packets that take a route. Routes, their next hops and
// next hop objects have them in a pair of attributes. One kind of tunnel is its rows.
#pragma once

#include <linux/lwtunnel.h>

#include "lib/row/context.h"
#include "lib/row/types.h"

namespace nskit {

/// `encap KIND ...`. Field::attr is the nest; the attribute before it by number says the kind, as
/// RTA_ENCAP_TYPE and NHA_ENCAP_TYPE do. Shown ` encap KIND ... `, in JSON an object with `encap_type`.
extern const Type encap;

/// The kinds and their words for a help text, each line indented by `indent` blanks.
std::string encap_words(int indent);
/// Their names: `{ mpls | ip | ... }`.
std::string encap_names();

// --- for the kinds

struct Encap {
    const char *name;
    uint16_t type;      ///< LWTUNNEL_ENCAP_*
    Fields fields;      ///< the attributes of the nest, in the order in which they are shown
    bool leads = false; ///< the value of the first row comes first, without a word
    /// Checks the nest, which is still open, when its words have been read, and completes it.
    void (*check)(Message &) = nullptr;
};

extern const Encap encap_mpls, encap_ip, encap_ip6, encap_ila, encap_bpf, encap_seg6, encap_local, encap_rpl,
    encap_ioam6, encap_xfrm;

/// A program by `pinned FILE`: a nest of its descriptor and its name.
extern const Type encap_program;

/// Reads a u32 that may not be 0.
bool parse_positive(Context &, Args &, const Field &, Message &);

/// Throws `Error: argument "WORD" is required` (255) if the innermost open nest lacks an attribute.
void require(Message &message, uint16_t attr, const char *word);

} // namespace nskit
