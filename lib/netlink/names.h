// SPDX-License-Identifier: MIT
// The name files of /etc/iproute2 (rt_tables, rt_protos, ...) and /etc/protocols, each read on first use.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nskit {

/// What is known of one kind of name before its file is read.
struct NameTable {
    struct Entry {
        uint32_t id;
        const char *name;
    };
    const char *file; ///< in /etc/iproute2, else /usr/share/iproute2
    bool directory;   ///< whether FILE.d/*.conf are read as well
    uint32_t most;    ///< the largest id; 255 for those that stand in a byte
    const Entry *built_in;
    size_t count;
    uint8_t hex_digits = 0; ///< an id without a name prints as 0x with at least so many digits; 0: in decimal
    int base = 0;           ///< of numbers as they are read; 0: what their first letters say
    /// Whether it is the file in /etc itself, in which `NAME NUMBER ALIAS...` stands, and the first line of a
    /// number counts.
    bool aliases = false;
};

extern const NameTable rt_tables, rt_protos, rt_scopes, rt_realms, rt_dsfield, rt_addrprotos, link_groups,
    protodown_reasons, ip_protocols;

/// Names by table, each table's file read when it is needed for the first time.
class Names {
  public:
    /// `numeric`: numbers everywhere, as -N asks for; names are still understood. `tell` is told of a line
    /// that is none; without it, that goes to stderr.
    explicit Names(bool numeric, std::function<void(const std::string &)> tell = {})
        : numeric_(numeric), tell_(std::move(tell))
    {}
    /// Forgets the files, which may have been written to: they are read again when they are needed.
    void forget() { loaded_.clear(); }

    /// The name of an id, or its number as text. Valid until the next call of text().
    std::string_view text(const NameTable &table, uint32_t id);
    /// The name of an id, or nullopt where it has none or -N asks for numbers. Valid as long as this is.
    std::optional<std::string_view> name(const NameTable &table, uint32_t id);
    /// The id of a name or of a number up to the table's largest; nullopt for anything else.
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
    std::function<void(const std::string &)> tell_;
    std::vector<Loaded> loaded_;
    std::string number_;
};

} // namespace nskit
