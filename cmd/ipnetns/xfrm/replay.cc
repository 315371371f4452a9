// SPDX-License-Identifier: MIT
// The window of sequence numbers in which a state takes packets, each once.
#include <algorithm>
#include <cstring>

#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/base/number.h"
#include "lib/row/context.h"

namespace nskit::ipsec {

using Window = xfrm_replay_state_esn;

/// Notes one number; settle_replay() sees them together.
static bool parse_replay(Context &, Args &args, const Field &field, Message &message)
{
    const auto value = parse_as<uint32_t>(args.next());
    if (value)
        modify<Window>(message, XFRMA_REPLAY_ESN_VAL, [&](Window &window) {
            memcpy(reinterpret_cast<char *>(&window) + field.part, &*value, sizeof *value);
        });
    return value.has_value();
}

constexpr Type replay_word{.arg = "NUMBER", .parse = parse_replay};

/// A small window stands in the header, and its sequence numbers in an attribute of 32-bit numbers.
static void use_small_window(Message &state, const Window &window)
{
    state.fixed<xfrm_usersa_info>().replay_window = static_cast<uint8_t>(window.replay_window);
    if (window.seq || window.oseq)
        state.put(XFRMA_REPLAY_VAL, xfrm_replay_state{.oseq = window.oseq, .seq = window.seq, .bitmap = 0});
}

void settle_replay(Message &state)
{
    constexpr uint32_t most_in_header = 32, bits_of_word = 32;
    const bool is_extended = state.fixed<xfrm_usersa_info>().flags & XFRM_STATE_ESN;
    const nlattr *way = state.find(XFRMA_SA_DIR);
    const bool is_out = way && get<uint8_t>(way) == choice_value(directions, "out");
    nlattr *there = state.find(XFRMA_REPLAY_ESN_VAL);
    Window window = there ? get<Window>(there) : Window{};
    if (is_extended && window.replay_window == 0 && !is_out)
        fail_with(255, "Error: esn flag set without replay-window.");
    if (window.replay_window > XFRMA_REPLAY_ESN_MAX)
        fail_with(255, "Error: replay-window (%u) > XFRMA_REPLAY_ESN_MAX (%u).", window.replay_window,
                  XFRMA_REPLAY_ESN_MAX);
    window.bmp_len = (window.replay_window + bits_of_word - 1) / bits_of_word;
    if (there)
        state.remove(there);
    if (is_extended || window.replay_window > most_in_header)
        state.put(XFRMA_REPLAY_ESN_VAL, window);
    else
        use_small_window(state, window);
}

// --- printing

static void print_replay(Context &context, const Field &field, const Record &record)
{
    const auto state = get<xfrm_replay_state>(record[field.attr]);
    print_line(context,
               std::string(field.before) + format("anti-replay context: seq 0x%x, oseq 0x%x, bitmap 0x%08x",
                                                  state.seq, state.oseq, state.bitmap));
}

constexpr Type replay_state{.print = print_replay};

/// The words of a bitmap, the highest first, eight to a line.
static void print_bitmap(Context &context, std::span<const uint8_t> bytes, const std::string &lead)
{
    constexpr size_t words_of_line = 8, size = sizeof(uint32_t);
    for (size_t left = bytes.size() / size; left > 0;) {
        std::string line = lead;
        for (size_t i = 0; i < words_of_line && left > 0; i++) {
            uint32_t word;
            memcpy(&word, bytes.data() + --left * size, size);
            line += format("%08x ", word);
        }
        print_line(context, line);
    }
}

static void print_replay_esn(Context &context, const Field &field, const Record &record)
{
    const nlattr *attr = record[field.attr];
    const auto window = get<Window>(attr);
    const std::string lead(field.before), deeper = lead + " ";
    print_line(context, lead + "anti-replay esn context:");
    print_line(context, deeper + format("seq-hi 0x%x, seq 0x%x, oseq-hi 0x%x, oseq 0x%x", window.seq_hi,
                                        window.seq, window.oseq_hi, window.oseq));
    print_line(context,
               deeper + format("replay_window %u, bitmap-length %u", window.replay_window, window.bmp_len));
    if (payload_size(attr) <= sizeof window)
        return;
    const auto bitmap = get_bytes(attr).subspan(sizeof window);
    print_bitmap(context, bitmap.first(std::min<size_t>(bitmap.size(), size_t{window.bmp_len} * 4)), deeper);
}

constexpr Type replay_state_esn{.print = print_replay_esn};

} // namespace nskit::ipsec
