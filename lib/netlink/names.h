// SPDX-License-Identifier: MIT
// The name files of /etc/iproute2 (rt_tables, rt_protos, ...) and /etc/protocols, each read on first use.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/function_ref.h"
#include "lib/base/text.h"

namespace nskit {

/// One kind of names: its file, and the names that need no file.
struct NameTable {
    struct Entry {
        uint32_t id;
        Text name;
    };
    const char *file;       ///< in /etc/iproute2, else /usr/share/iproute2
    bool directory = false; ///< FILE.d/*.conf are read as well
    uint32_t most;          ///< the largest id; 255 if ids are bytes
    std::span<const Entry> built_in = {};
    uint8_t hex_digits = 0; ///< the least number of digits, behind 0x, of an id without a name; 0: decimal
    int base = 0;           ///< of a number on the command line; 0: its first letters say it
    /// The file is in /etc itself, has lines `NAME NUMBER ALIAS...`, and the first line of a number counts.
    bool aliases = false;
};

extern const NameTable rt_tables, rt_protos, rt_scopes, rt_realms, rt_dsfield, rt_addrprotos, link_groups,
    protodown_reasons, ip_protocols;

/// The directories of the name files, which end in a slash. Owned by the caller.
struct NamePlaces {
    std::string_view distribution = "/usr/share/iproute2/", administrator = "/etc/iproute2/";
};

/// Names and ids of all tables. A table's file is read when it is needed for the first time.
class Names {
  public:
    using Warn = FunctionRef<void(const std::string &)>;
    /// `numeric` (-N): ids are shown as numbers; names are still understood. `warn`, which lives as long as
    /// this, gets a warning about a file with a bad line; without it, the warning goes to stderr.
    explicit Names(bool numeric, std::optional<Warn> warn = std::nullopt, NamePlaces places = {});
    ~Names();
    /// Forgets the files, which may have changed: they are read again when they are needed.
    void forget();

    /// The name of an id, or its number as text. Valid until the next call of text().
    std::string_view text(const NameTable &table, uint32_t id);
    /// The name of an id; nullopt if it has none, or with -N. Valid as long as this.
    std::optional<std::string_view> name(const NameTable &table, uint32_t id);
    /// The id of a name or of a number up to the table's largest; nullopt for anything else. If several ids
    /// have the name, the lowest counts; in a table of more than bytes, the lowest modulo 256, and of several
    /// of these the one that was read last.
    std::optional<uint32_t> id(const NameTable &table, std::string_view word);

  private:
    struct Loaded {
        const NameTable *table;
        std::vector<std::pair<uint32_t, std::string>> entries; // newest last
    };
    using Entries = std::vector<std::pair<uint32_t, std::string>>;
    const Entries &load(const NameTable &table);
    bool read_entries(const std::string &path, const NameTable &table, Entries &entries);
    void read_directories(const NameTable &table, Entries &entries);
    void read_tables(const NameTable &table, Entries &entries);

    bool numeric_;
    NamePlaces places_;
    std::optional<Warn> warn_;
    std::vector<Loaded> loaded_;
    std::string number_;
};

} // namespace nskit
