// SPDX-License-Identifier: MIT
// What the kernel answers and what files hold, made into text and JSON by every object: whatever it is, JSON
// is JSON, and the command ends.
#include <algorithm>
#include <cstring>
#include <linux/rtnetlink.h>
#include <random>

#include "fuzz/answer.h"
#include "fuzz/attributes.h"
#include "tests/unit/json_reader.h"

using namespace nskit;
using namespace nskit::fuzz;

// --- changes that keep the shape

/// Changes an input: more often its attributes than its bytes.
extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    std::minstd_rand random(seed);
    Answer answer = read_answer({reinterpret_cast<char *>(data), size});
    if (answer.parts.empty() || random() % 4 == 0)
        return LLVMFuzzerMutate(data, size, most);
    Part &part = answer.parts[random() % answer.parts.size()];
    std::string changed(part.bytes);
    switch (random() % 16) {
    case 0:
        answer.options = static_cast<uint8_t>(random());
        break;
    case 1:
        answer.command = static_cast<uint8_t>(random());
        break;
    case 2:
        part.kind = static_cast<Part::Kind>(random() % Part::kinds);
        break;
    case 3:
        answer.parts.push_back(part);
        break;
    case 4:
        answer.parts.erase(answer.parts.begin() + (&part - answer.parts.data()));
        break;
    default:
        changed = change_attributes(changed, random);
        part.bytes = changed;
    }
    const std::string input = write_answer(answer);
    const size_t taken = std::min(input.size(), most);
    std::copy_n(input.begin(), taken, data);
    return taken;
}

// --- runs

/// A monitor writes one value after the other; each begins a line.
static bool is_json(std::string_view shown, std::string_view command)
{
    if (command.find("monitor") == command.npos)
        return shown.empty() || JsonReader::valid(shown);
    std::string value;
    for (size_t at = 0; at < shown.size();) {
        const size_t end = std::min(shown.find('\n', at), shown.size() - 1) + 1;
        value += shown.substr(at, end - at);
        at = end;
        if (JsonReader::valid(value))
            value.clear();
    }
    return value.empty();
}

static uint32_t magic_of(std::string_view command)
{
    return command.starts_with("route") ? 0x45311224 : command.starts_with("rule") ? 0x71706986 : 0x47361222;
}

/// The file that a command reads: the magic number of its kind, and the parts as messages.
static std::string saved(const Answer &answer, std::string_view command)
{
    std::string bytes;
    if (!command.starts_with("monitor")) {
        const uint32_t magic = magic_of(command);
        bytes.assign(reinterpret_cast<const char *>(&magic), sizeof magic);
    }
    for (Part part : answer.parts) {
        if (part.kind == Part::file) {
            bytes.append(part.bytes); // raw
            continue;
        }
        uint16_t type = command.starts_with("route")  ? RTM_NEWROUTE
                        : command.starts_with("rule") ? RTM_NEWRULE
                                                      : RTM_NEWADDR;
        if (part.kind == Part::typed && part.bytes.size() >= sizeof type) {
            memcpy(&type, part.bytes.data(), sizeof type);
            part.bytes.remove_prefix(sizeof type);
        }
        const nlmsghdr header{.nlmsg_len = static_cast<uint32_t>(NLMSG_HDRLEN + part.bytes.size()),
                              .nlmsg_type = type};
        bytes.append(reinterpret_cast<const char *>(&header), sizeof header).append(part.bytes);
        bytes.resize(NLMSG_ALIGN(bytes.size()));
    }
    return bytes;
}

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    close_the_world();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const Answer answer = read_answer({reinterpret_cast<const char *>(data), size});
    const std::string_view command = command_of(answer), options = options_of(answer);
    const std::string line = std::string(options) + " " + std::string(command),
                      input = saved(answer, command);
    const Run run =
        fuzz::run(words_of(line),
                  {.parts = answer.parts, .input = input, .plays_devices = command.starts_with("link")});
    if (has_json(command) && options.find("-j") != options.npos)
        must(is_json(run.shown, command), "not JSON", run.shown);
    return 0;
}
