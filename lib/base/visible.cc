// SPDX-License-Identifier: MIT
#include "lib/base/visible.h"

#include <unistd.h>

#include "lib/base/error.h"

namespace nskit {

size_t utf8_length(std::string_view text)
{
    auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    auto follows = [&](size_t i) { return (byte(i) & 0xc0) == 0x80; };
    unsigned first = byte(0), second = byte(1);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        bool overlong = first == 0xe0 && second < 0xa0, surrogate = first == 0xed && second > 0x9f;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        bool overlong = first == 0xf0 && second < 0x90, beyond = first == 0xf4 && second > 0x8f;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

bool is_control(std::string_view sequence)
{
    auto byte = [&](size_t i) { return static_cast<unsigned char>(sequence[i]); };
    if (sequence.size() == 1)
        return byte(0) < 0x20 || byte(0) == 0x7f;
    return sequence.size() == 2 && byte(0) == 0xc2 && byte(1) < 0xa0;
}

std::string visible(std::string_view text, std::string_view allowed)
{
    std::string shown;
    while (!text.empty()) {
        const size_t length = utf8_length(text);
        const std::string_view sequence = text.substr(0, length == 0 ? 1 : length);
        const bool stays = length > 0 && (!is_control(sequence) || allowed.find(text[0]) != allowed.npos);
        if (stays)
            shown += sequence;
        else
            for (const char c : sequence)
                shown += format("\\%03o", static_cast<unsigned char>(c));
        text.remove_prefix(sequence.size());
    }
    return shown;
}

std::string shown_on(int fd, std::string text, std::string_view allowed)
{
    if (!is_printable(text) && isatty(fd))
        return visible(text, allowed);
    return text;
}

} // namespace nskit
