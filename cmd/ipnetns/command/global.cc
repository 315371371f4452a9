// SPDX-License-Identifier: MIT
// The options in front of the object: one row each.
#include <cstdlib>
#include <unistd.h>

#include "lib/netlink/address_text.h"
#include "cmd/ipnetns/command/command.h"
#include "lib/base/number.h"

namespace nskit {

struct GlobalOption {
    const char *word;
    const char *arg; ///< what a missing argument is called; nullptr where there is none
    void (*set)(GlobalOptions &, const char *);
    const char *also = nullptr;
    bool exact = false;
    const char *absent = nullptr; ///< stands for a missing argument
};

static void set_family(GlobalOptions &options, const char *word)
{
    if (std::string_view(word) == "help")
        usage(global_usage());
    auto family = family_from(word);
    if (!family)
        wrong_argument(word, "invalid protocol family");
    options.settings.family = *family;
}

static void set_receive_buffer(GlobalOptions &options, const char *word)
{
    auto size = parse_unsigned(word, INT32_MAX);
    if (!size)
        fail_with(255, "Invalid rcvbuf size '%s'", word);
    options.receive_buffer = static_cast<int>(*size);
}

/// A terminal with a light background says so in the last field of COLORFGBG.
static Palette palette()
{
    const char *colors = getenv("COLORFGBG");
    std::string_view text = colors ? colors : "";
    size_t last = text.rfind(';');
    if (last == std::string_view::npos)
        return Palette::dark;
    auto background = parse_unsigned(text.substr(last + 1), 15, 10);
    return background && (*background <= 6 || *background == 8) ? Palette::dark : Palette::light;
}

static void set_color(GlobalOptions &options, const char *word)
{
    std::string_view when = word && *word ? word : "always";
    bool on = when == "always" || (when == "auto" && isatty(STDOUT_FILENO));
    options.settings.form.palette = on ? palette() : Palette::none;
}

template <int family> static void set_fixed_family(GlobalOptions &options, const char *)
{
    options.settings.family = family;
}

template <bool GlobalOptions::*member> static void set_on(GlobalOptions &options, const char *)
{
    options.*member = true;
}

template <bool Settings::*member> static void set_setting(GlobalOptions &options, const char *)
{
    options.settings.*member = true;
}

template <bool Out::Form::*member> static void set_form(GlobalOptions &options, const char *)
{
    options.settings.form.*member = true;
}

template <int Settings::*member> static void count(GlobalOptions &options, const char *)
{
    options.settings.*member += 1;
}

// The order decides abbreviations: -s is -stats, -t -timestamp, -h -human, -n -netns.
static constexpr GlobalOption rows[] = {
    {"loops", "loop count", [](GlobalOptions &o, const char *word) { o.loops = atoi(word); }},
    {"family", "family type", set_family},
    {"4", nullptr, set_fixed_family<AF_INET>, nullptr, true},
    {"6", nullptr, set_fixed_family<AF_INET6>, nullptr, true},
    {"0", nullptr, set_fixed_family<AF_PACKET>, nullptr, true},
    {"M", nullptr, set_fixed_family<AF_MPLS>, nullptr, true},
    {"B", nullptr, set_fixed_family<AF_BRIDGE>, nullptr, true},
    {"human", nullptr, set_setting<&Settings::human>},
    {"human-readable", nullptr, set_setting<&Settings::human>},
    {"iec", nullptr, set_setting<&Settings::iec>},
    {"stats", nullptr, count<&Settings::stats>},
    {"statistics", nullptr, count<&Settings::stats>},
    {"details", nullptr, count<&Settings::details>},
    {"resolve", nullptr, set_setting<&Settings::resolve>},
    {"oneline", nullptr, set_form<&Out::Form::oneline>},
    {"timestamp", nullptr, set_setting<&Settings::timestamp>},
    {"tshort", nullptr, set_setting<&Settings::short_timestamp>},
    {"Version", nullptr, set_on<&GlobalOptions::version>},
    {"force", nullptr, set_setting<&Settings::force>},
    {"batch", "batch file", [](GlobalOptions &o, const char *word) { o.batch = word; }},
    {"brief", nullptr, set_form<&Out::Form::brief>},
    {"json", nullptr, set_form<&Out::Form::json>},
    {"pretty", nullptr, set_form<&Out::Form::pretty>},
    {"rcvbuf", "rcvbuf size", set_receive_buffer},
    {"color", nullptr, set_color},
    {"help", nullptr, [](GlobalOptions &, const char *) { usage(global_usage()); }},
    {"netns", "NAME",
     [](GlobalOptions &o, const char *word) {
         o.netns = word;
     },
     nullptr, false, "(null)"},
    {"Numeric", nullptr, set_setting<&Settings::numeric>},
    {"all", nullptr, set_on<&GlobalOptions::all>},
    {"echo", nullptr, set_on<&GlobalOptions::echo>, nullptr, true},
};

/// `color=WHEN` is the one option with an attached value, which may be empty.
static bool take_color(GlobalOptions &options, std::string_view word)
{
    size_t equals = word.find('=');
    if (equals == std::string_view::npos || !is_prefix(word.substr(0, equals), "color"))
        return false;
    std::string when(word.substr(equals + 1));
    if (!when.empty() && when != "always" && when != "auto" && when != "never")
        return false;
    set_color(options, when.c_str());
    return true;
}

static void take_option(GlobalOptions &options, std::string_view dashed, Args &args)
{
    std::string_view word = dashed.substr(dashed.starts_with("--") ? 2 : 1);
    if (take_color(options, word))
        return;
    const GlobalOption *row = match(word, std::span<const GlobalOption>(rows));
    if (!row)
        fail_with(255, "Option \"-%.*s\" is unknown, try \"ip -help\".%s", static_cast<int>(word.size()),
                  word.data(), Nearest(word).among(std::span<const GlobalOption>(rows)).line("-").c_str());
    if (!row->arg)
        return row->set(options, nullptr);
    if (args.empty() && !row->absent)
        missing_argument(row->arg);
    row->set(options, args.empty() ? row->absent : args.next());
}

GlobalOptions parse_global_options(Args &args)
{
    GlobalOptions options;
    while (!args.empty() && *args.peek() == '-' && !options.version) {
        std::string_view word = args.next();
        if (word == "--")
            break;
        take_option(options, word, args);
    }
    return options;
}

/// Words, joined and broken into lines.
static std::string joined(const std::vector<std::string> &words)
{
    std::string text, line;
    for (const std::string &word : words) {
        std::string part = std::string(line.empty() && text.empty() ? "" : "| ") + word + ' ';
        if (line.size() + part.size() > 56) {
            text += line + "\n                    ";
            line.clear();
        }
        line += part;
    }
    return text + line;
}

std::string global_usage()
{
    std::vector<std::string> names, options;
    for (const Command &object : objects)
        if (object.run)
            names.push_back(object.word);
    for (const GlobalOption &option : rows)
        options.push_back(std::string("-") + option.word);
    return "Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n"
           "       ip [ -force ] -batch FILE\n"
           "where  OBJECT := { " +
           joined(names) +
           "}\n"
           "       OPTIONS := { " +
           joined(options) + "}\n";
}

} // namespace nskit
