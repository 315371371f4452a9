// SPDX-License-Identifier: MIT
// One kind of lightweight tunnel is its rows.
#pragma once

#include <linux/lwtunnel.h>

#include "cmd/ipnetns/route/encap/encap.h"
#include "cmd/ipnetns/command/session.h"

namespace nskit {

struct Encap {
    const char *name;
    uint16_t type;      ///< LWTUNNEL_ENCAP_*
    Fields fields;      ///< the attributes of the nest, in the order in which they are shown
    bool leads = false; ///< the value of the first row comes first, without a word
    /// Looks at the nest, which is still open, when its words have been read: what must be there, and what
    /// follows from it.
    void (*check)(Message &) = nullptr;
};

extern const Encap encap_mpls, encap_ip, encap_ip6, encap_ila, encap_bpf, encap_seg6, encap_local, encap_rpl,
    encap_ioam6, encap_xfrm;

/// A program by `pinned FILE`: a nest of its descriptor and a name.
extern const Type encap_program;

/// Throws `Error: argument "WORD" is required` (255) where the innermost open nest lacks an attribute.
void require(Message &message, uint16_t attr, const char *word);

} // namespace nskit
