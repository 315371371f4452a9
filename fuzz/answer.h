// SPDX-License-Identifier: MIT
// The inputs of fuzz/answers.cc: a command, its options, and the parts of the world that it finds.
#pragma once

#include <string>
#include <string_view>

#include "fuzz/kernel.h"

namespace nskit::fuzz {

/// Two bytes choose a command and its options; then come parts: their kind in a byte, their size in two, and
/// their bytes.
struct Answer {
    uint8_t command = 0, options = 0;
    std::vector<Part> parts;
};

Answer read_answer(std::string_view input);
std::string write_answer(const Answer &answer);

/// An input for a command that answers.cc has, with one message; empty if it has no such command.
std::string answer_input(std::string_view command, std::string_view body);

/// Whether a command prints JSON with -json: `ip xfrm` has none, and what is saved is binary.
bool has_json(std::string_view command);

/// What the numbers in an input stand for, modulo their count.
const char *command_of(const Answer &answer);
const char *options_of(const Answer &answer);

} // namespace nskit::fuzz
