// SPDX-License-Identifier: MIT
// Bytes that others have chosen: lines of mountinfo, passwd and subuid, id maps, signals, numbers, batch
// files, saved files. The first byte of an input chooses the reader. Beside memory errors, each reader has a
// property that must hold for whatever it has accepted.
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <vector>

#include "cmd/ipnetns/command/batch_lines.h"
#include "lib/base/error.h"
#include "lib/base/fd.h"
#include "lib/base/file.h"
#include "lib/base/number.h"
#include "lib/base/visible.h"
#include "lib/namespace/idmap.h"
#include "lib/namespace/mountinfo.h"
#include "lib/namespace/process.h"
#include "lib/namespace/users.h"
#include "lib/netlink/saved.h"

using namespace nskit;

static void must(bool holds)
{
    if (!holds)
        abort();
}

/// A file that holds the text, at its start.
static Fd file_of(std::string_view text)
{
    Fd fd(memfd_create("input", MFD_CLOEXEC));
    must(fd.valid() && write_all(fd.get(), text) && lseek(fd.get(), 0, SEEK_SET) == 0);
    return fd;
}

static void read_mount(std::string_view text)
{
    const auto line = split_mountinfo(text);
    must(!parse_mountinfo(text) || line);
    if (line)
        must(unescape_mount_path(line->mount_point).size() <= line->mount_point.size());
}

/// Whatever map is accepted is written as lines of three numbers that are read back.
static void read_map(std::string_view text)
{
    const IdExtent extent = parse_extent(std::string(text).c_str());
    IdRequest request{.single = extent.outer % 7, .ranges = {{.extent = extent}}};
    const std::vector<IdExtent> map = join_map(request, 1000);
    size_t lines = 0;
    for (char c : map_text(user_ids, map))
        lines += c == '\n';
    must(lines == map.size());
}

static void read_database(std::string_view text)
{
    const std::string_view line = find_entry(text, 0, "root");
    must(line.empty() || entry_column(line, 0) == "root");
    find_subids(text, "root", 0);
    identity_of(text);
}

static void read_words(std::string_view text)
{
    const std::string word(text);
    if (auto number = signal_number(word))
        must(signal_number(signal_name(*number)) == number);
    if (auto number = parse_unsigned(word, UINT32_MAX))
        must(*number <= UINT32_MAX);
    must(is_printable(visible(word, "")) || word.find_first_of("\xc2\xc3\xe2\xf0") != word.npos ||
         !is_printable(word));
}

/// The words of a command lie inside it.
static void read_batch(std::string_view text)
{
    const Fd fd = file_of(text);
    BatchLines lines(fd.get());
    while (char *command = lines.next()) {
        std::vector<Text> words;
        const char *end = command + strlen(command);
        split_words(command, words);
        for (const Text &word : words)
            must(word.data() >= command && word.data() + word.size() <= end && !word.data()[word.size()]);
    }
    must(lines.number() <= text.size() + 1);
}

static void read_saved_file(std::string_view text)
{
    const Fd fd = file_of(text);
    size_t bytes = 0;
    read_messages(fd.get(), 1, [&](const nlmsghdr *message) { bytes += message->nlmsg_len; });
    must(bytes <= text.size());
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    constexpr void (*readers[])(std::string_view) = {read_mount, read_map,   read_database,
                                                     read_words, read_batch, read_saved_file};
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char *>(data) + 1, size - 1);
    try {
        readers[data[0] % std::size(readers)](text);
    } catch (const Error &) { // refused
    }
    return 0;
}
