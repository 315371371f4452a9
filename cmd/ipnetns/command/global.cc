// SPDX-License-Identifier: MIT
// The options in front of the object: one row each.
#include <cstdlib>
#include <unistd.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/number.h"
#include "lib/netlink/address_text.h"

namespace nskit {

struct GlobalOption {
    const char *word;
    const char *arg = nullptr;                    ///< what errors call the argument; nullptr: it takes none
    void (*set)(GlobalOptions &, const char *);   ///< gets the argument, or nullptr
    const char *also = nullptr;                   ///< another spelling, which is not abbreviated
    bool exact = false;                           ///< not to be abbreviated
    const char *absent = nullptr;                 ///< stands for a missing argument
    uint32_t letters = first_letters(word, also); ///< never set by hand
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

/// The last field of COLORFGBG is the background of the terminal.
static Palette palette()
{
    const char *colors = secure_getenv("COLORFGBG");
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

static void set_loops(GlobalOptions &options, const char *word)
{
    const auto loops = parse_unsigned(word, INT32_MAX, 10);
    if (!loops)
        fail_with(255, "Invalid loop count '%s'", word);
    options.loops = static_cast<int>(*loops);
}

static void set_batch(GlobalOptions &options, const char *word)
{
    options.batch = word;
}

static void set_netns(GlobalOptions &options, const char *word)
{
    options.netns = word;
}

static void help(GlobalOptions &, const char *)
{
    usage(global_usage());
}

// The order decides abbreviations: -s is -stats, -t -timestamp, -h -human, -n -netns.
static constexpr GlobalOption rows[] = {
    {.word = "loops", .arg = "loop count", .set = set_loops},
    {.word = "family", .arg = "family type", .set = set_family},
    {.word = "4", .set = set_fixed_family<AF_INET>, .exact = true},
    {.word = "6", .set = set_fixed_family<AF_INET6>, .exact = true},
    {.word = "0", .set = set_fixed_family<AF_PACKET>, .exact = true},
    {.word = "M", .set = set_fixed_family<AF_MPLS>, .exact = true},
    {.word = "B", .set = set_fixed_family<AF_BRIDGE>, .exact = true},
    {.word = "human", .set = set_setting<&Settings::human>},
    {.word = "human-readable", .set = set_setting<&Settings::human>},
    {.word = "iec", .set = set_setting<&Settings::iec>},
    {.word = "stats", .set = count<&Settings::stats>},
    {.word = "statistics", .set = count<&Settings::stats>},
    {.word = "details", .set = count<&Settings::details>},
    {.word = "resolve", .set = set_setting<&Settings::resolve>},
    {.word = "oneline", .set = set_form<&Out::Form::oneline>},
    {.word = "timestamp", .set = set_setting<&Settings::timestamp>},
    {.word = "tshort", .set = set_setting<&Settings::short_timestamp>},
    {.word = "Version", .set = set_on<&GlobalOptions::version>},
    {.word = "force", .set = set_setting<&Settings::force>},
    {.word = "batch", .arg = "batch file", .set = set_batch},
    {.word = "brief", .set = set_form<&Out::Form::brief>},
    {.word = "json", .set = set_form<&Out::Form::json>},
    {.word = "pretty", .set = set_form<&Out::Form::pretty>},
    {.word = "rcvbuf", .arg = "rcvbuf size", .set = set_receive_buffer},
    {.word = "color", .set = set_color},
    {.word = "help", .set = help},
    {.word = "netns", .arg = "NAME", .set = set_netns, .absent = "(null)"},
    {.word = "Numeric", .set = set_setting<&Settings::numeric>},
    {.word = "all", .set = set_on<&GlobalOptions::all>},
    {.word = "user", .set = set_on<&GlobalOptions::user>, .exact = true},
    {.word = "echo", .set = set_on<&GlobalOptions::echo>, .exact = true},
    {.word = "quiet", .set = set_setting<&Settings::quiet>},
};

/// `color=WHEN` is the only option with its value in the same word. The value may be empty.
static bool take_color(GlobalOptions &options, const char *word)
{
    const char *equals = strchr(word, '=');
    if (!equals || !is_prefix(std::string(word, equals).c_str(), "color"))
        return false;
    const std::string_view when = equals + 1;
    if (!when.empty() && when != "always" && when != "auto" && when != "never")
        return false;
    set_color(options, when.data());
    return true;
}

static void take_option(GlobalOptions &options, const char *dashed, Args &args)
{
    const char *word = dashed + (dashed[1] == '-' ? 2 : 1);
    if (take_color(options, word))
        return;
    const GlobalOption *row = match(word, std::span<const GlobalOption>(rows));
    if (!row)
        fail_with(255, "Option \"-%s\" is unknown, try \"ip -help\".%s", word,
                  Nearest(word).among(std::span<const GlobalOption>(rows)).line("-").c_str());
    if (!row->arg)
        return row->set(options, nullptr);
    if (args.empty() && !row->absent)
        missing_argument(row->arg);
    row->set(options, args.empty() ? row->absent : args.next().data());
}

GlobalOptions parse_global_options(Args &args)
{
    GlobalOptions options;
    while (!args.empty() && *args.peek() == '-' && !options.version) {
        const char *word = args.next();
        if (std::string_view(word) == "--")
            break;
        take_option(options, word, args);
    }
    return options;
}

void offer_global_options()
{
    for (const GlobalOption &row : rows)
        completion::offer(std::string("-") + row.word);
}

/// Words with bars between them, in lines.
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

static constexpr Command forms[] = {
    {.usage = "[ OPTIONS ] OBJECT { COMMAND | help }\n"
              "[ -force ] -batch FILE"},
};

std::string global_usage()
{
    std::vector<std::string> names, options;
    for (const Command &object : objects)
        if (object.run)
            names.push_back(object.word);
    for (const GlobalOption &option : rows)
        options.push_back(std::string("-") + option.word);
    return usage_of("", forms) + "where  OBJECT := { " + joined(names) + "}\n       OPTIONS := { " +
           joined(options) + "}\n";
}

} // namespace nskit
