// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/hint/hint.h"

#include <algorithm>

#include "cmd/ipnetns/command/command.h"
#include "lib/base/text.h"
#include "lib/namespace/obstacles.h"

namespace nskit {

/// A cause that is seen at once stands in front of one for which the machine is searched.
static constexpr Hint rows[] = {
    {"Command \"-", hint::option_behind_object},
    {"Object \"-", hint::option_behind_object},
    {"Object \"", hint::unknown_object},
    {"Command \"", hint::unknown_verb},
    {"Unknown device type", hint::unknown_kind},
    {"Usage: ip link", hint::unknown_kind},
    {"Operation not supported", hint::unknown_kind},
    {"mtu greater than", hint::mtu_limits},
    {"mtu less than", hint::mtu_limits},
    {"Invalid argument", hint::missing_lower},
    {"required", hint::missing_lower},
    {"No such device", hint::missing_lower},
    {"No such device", hint::no_way},
    {"not a valid ifname", hint::bad_name},
    {"is wrong", hint::keyword_as_name},
    {"is invalid", hint::keyword_as_name},
    {"is wrong", hint::wrong_value},
    {"value is invalid", hint::wrong_value},
    {"must be", hint::wrong_value},
    {"\"dev\"", hint::missing_device},
    {"Device and destination", hint::missing_device},
    {"Cannot find device", hint::no_such_device},
    {"does not exist", hint::no_such_device},
    {"already assigned", hint::address_exists},
    {"endpoint is not connected", hint::peer_up},
    {"File exists", hint::netns_exists},
    {"File exists", hint::device_exists},
    {"File exists", hint::address_exists},
    {"File exists", hint::route_exists},
    {"prefix is expected", hint::long_prefix},
    {"Invalid prefix", hint::host_bits},
    {"is garbage", hint::foreign_word},
    {"is garbage", hint::gateway_without_via},
    {"is garbage", hint::garbage_word},
    {"No such process", hint::no_such_route},
    {"invalid gateway", hint::unreachable_gateway},
    {"Network is unreachable", hint::unreachable_gateway},
    {"No route to host", hint::unreachable_gateway},
    {"Network is unreachable", hint::no_route_to},
    {"No route to host", hint::no_route_to},
    {"Address not found", hint::no_such_address},
    {"Cannot assign requested address", hint::no_such_address},
    {"etwork namespace", hint::not_a_netns},
    {"etwork namespace", hint::no_such_netns},
    {"netns\" value", hint::no_such_netns},
    {"namespace file", hint::no_such_netns},
    {"Device or resource busy", hint::busy_netns},
    {"exec of", program_hint},
    {"No space left on device", limit_hint},
    {"not permitted", hint::not_permitted},
    {"Permission denied", hint::not_permitted},
};

static std::span<char *const> command_line;

static bool is_option(const char *word, const char *option)
{
    return word[0] == '-' && is_prefix(word + (word[1] == '-') + 1, option);
}

/// Options in front of the object that take a word of their own.
static bool takes_word(const char *option)
{
    return is_option(option, "netns") || is_option(option, "family") || is_option(option, "loops") ||
           is_option(option, "rcvbuf");
}

std::span<char *const> hint::object_words(const Failure &failure)
{
    std::span<char *const> words = failure.words;
    while (!words.empty() && words[0][0] == '-')
        words = words.subspan(takes_word(words[0]) && words.size() > 1 ? 2 : 1);
    return words;
}

std::string hint::object_text(const Failure &failure)
{
    std::string text;
    for (const char *word : object_words(failure))
        text.append(" ").append(word);
    return text;
}

bool hint::is_about(const Failure &failure, std::string_view object)
{
    const auto words = object_words(failure);
    const Command *found = words.empty() ? nullptr : find_object(words[0]);
    return found && object == found->word;
}

static bool is_json()
{
    const Error none;
    const Failure failure{none, command_line};
    const auto options = command_line.first(command_line.size() - hint::object_words(failure).size());
    return std::any_of(options.begin(), options.end(),
                       [](const char *word) { return is_option(word, "json"); });
}

void give_ip_hints(std::span<char *const> words)
{
    command_line = words;
    give_hints(words, rows, is_json);
}

std::string hint::shown(std::vector<std::string> words)
{
    GlobalOptions options;
    options.settings.form.oneline = true;
    Session session(options);
    const std::vector<Text> measured(words.begin(), words.end());
    Args args(measured);
    run_object(session, args);
    return std::string(session.out.buffered());
}

std::string hint::first_shown(std::vector<std::string> words)
{
    const std::string all = shown(std::move(words));
    std::string_view rest = all;
    std::string_view line = take_until(rest, '\n');
    while (!line.empty() && line.back() == ' ')
        line.remove_suffix(1);
    return std::string(line);
}

} // namespace nskit
