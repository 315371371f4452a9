// SPDX-License-Identifier: MIT
#include "lib/netlink/mpls.h"

#include <cstring>
#include <endian.h>
#include <linux/mpls.h>

#include "lib/base/error.h"
#include "lib/base/number.h"

namespace nskit {

std::optional<Labels> parse_labels(std::string_view text)
{
    Labels labels;
    for (;;) {
        size_t slash = text.find('/');
        auto label = parse_unsigned(text.substr(0, slash), MPLS_LS_LABEL_MASK >> MPLS_LS_LABEL_SHIFT);
        if (!label)
            return std::nullopt;
        labels.push_back(htobe32(static_cast<uint32_t>(*label) << MPLS_LS_LABEL_SHIFT));
        if (slash == std::string_view::npos)
            break;
        text.remove_prefix(slash + 1);
    }
    labels.back() |= htobe32(MPLS_LS_S_MASK);
    return labels;
}

Labels labels_from(std::string_view text)
{
    auto labels = parse_labels(text);
    if (!labels)
        fail("Error: mpls address is expected rather than \"%.*s\".", static_cast<int>(text.size()),
             text.data());
    return *labels;
}

std::string format_labels(std::span<const uint8_t> bytes)
{
    std::string text;
    uint32_t entry = 0;
    for (; bytes.size() >= sizeof entry && !(entry & MPLS_LS_S_MASK); bytes = bytes.subspan(sizeof entry)) {
        memcpy(&entry, bytes.data(), sizeof entry);
        entry = be32toh(entry);
        text += format("%s%u", text.empty() ? "" : "/", entry >> MPLS_LS_LABEL_SHIFT);
    }
    return text;
}

} // namespace nskit
