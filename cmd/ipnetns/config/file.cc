// SPDX-License-Identifier: MIT
// The file of a configuration: lines of a batch that make or set something.
#include <fcntl.h>
#include <unistd.h>

#include "cmd/ipnetns/command/batch_lines.h"
#include "cmd/ipnetns/config/config.h"
#include "cmd/ipnetns/objects.h"

namespace nskit {

/// Takes the options in front of a line: `-n NAME`, `-4`, `-6`. The family stays in the line.
static WantedLine take_options(std::span<const Text> words, size_t number)
{
    WantedLine line;
    line.number = number;
    size_t at = 0;
    for (; at < words.size() && words[at][0] == '-'; at++) {
        const std::string_view option = words[at];
        if ((option == "-n" || option == "-netns") && at + 1 < words.size())
            line.netns = words[++at];
        else if (option == "-4" || option == "-6")
            append_words(line.text, option);
        else
            fail_with(2, "Error: line %zu: the option \"%s\" says nothing of a configuration.", number,
                      words[at].data());
    }
    for (; at < words.size(); at++)
        append_words(line.text, quote_word(words[at]));
    return line;
}

std::vector<WantedLine> read_config_file(const std::string &file)
{
    Fd input = file == "-"
                   ? Fd(sys(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3), "Cannot read standard input"))
                   : Fd(sys(open_file(file, O_RDONLY), "Cannot open file \"%s\" for reading", file.c_str()));
    BatchLines lines(input.get());
    std::vector<Text> words;
    std::vector<WantedLine> wanted;
    while (char *command = lines.next()) {
        if (!lines.is_complete())
            fail_with(2, "Error: line %zu: Missing continuation line", lines.number());
        split_words(command, words);
        if (!words.empty())
            wanted.push_back(take_options(words, lines.number()));
    }
    return wanted;
}

} // namespace nskit
