// SPDX-License-Identifier: MIT
// Every row of links, of their kinds, of addresses, of IPsec and of the objects over generic netlink, both
// ways: a word becomes an attribute, the attribute becomes text and JSON, and text that is a command line
// becomes the same attribute again. What a type of lib/row/types.h must show is computed here; rows_shown.h
// lists it for all others.
#include <endian.h>
#include <linux/if.h>
#include <net/if_arp.h>

#include <map>
#include <set>

#include "cmd/ipnetns/address/address.h"
#include "cmd/ipnetns/link/kind/kind.h"
#include "cmd/ipnetns/link/link.h"
#include "cmd/ipnetns/link/link_parts.h"
#include "cmd/ipnetns/mptcp/mptcp.h"
#include "cmd/ipnetns/objects.h"
#include "cmd/ipnetns/xfrm/xfrm.h"
#include "lib/row/words.h"
#include "tests/unit/bench.h"
#include "tests/unit/json_reader.h"
#include "tests/unit/kinds_golden.h"
#include "tests/unit/rows_shown.h"
#include "tests/unit/thrown.h"

namespace nskit {
namespace {

// --- tables and rows

constexpr std::pair<const char *, const Fields *> generic_tables[] = {
    {"mptcp_endpoint", &endpoint_fields},
    {"mptcp_limits", &limit_fields},
    {"mptcp_event", &mptcp_event_fields},
    {"tcp_metrics", &tcp_metrics_fields},
    {"fou", &fou_fields},
    {"ila", &ila_fields},
    {"sr_hmac", &sr_hmac_fields},
    {"sr_tunsrc", &sr_tunsrc_fields},
    {"ioam_namespace", &ioam_namespace_fields},
    {"ioam_schema", &ioam_schema_fields},
    {"ioam_trace", &ioam_trace_fields},
};

/// A table of rows, and the place of its attributes in a message.
struct Table {
    std::string name;
    const Fields *fields;
    enum { info_data, link, address, xfrm_state, generic } place;
};

const std::vector<Table> &tables()
{
    static const std::vector<Table> all = [] {
        std::vector<Table> list;
        for (const Kind *kind : kinds)
            list.push_back({kind->name, &kind->fields, Table::info_data});
        for (const Fields &fields : link_tables)
            list.push_back({"(link)", &fields, Table::link});
        for (const Fields &fields : address_tables)
            list.push_back({"(address)", &fields, Table::address});
        static const auto xfrm_tables = ipsec::attribute_tables();
        for (const Fields &fields : xfrm_tables)
            list.push_back({"(xfrm)", &fields, Table::xfrm_state});
        for (const auto &[name, fields] : generic_tables)
            list.push_back({name, fields, Table::generic});
        return list;
    }();
    return all;
}

struct Row {
    const Table *table;
    const Field *field;

    /// The word, or else the label, the key, or the attribute's number (`#45`, with its part `#0.1`).
    std::string label() const
    {
        for (const char *name : {field->word, field->label().data(), field->key().data()})
            if (name && *name)
                return name;
        return format(field->part ? "#%u.%u" : "#%u", field->attr, field->part);
    }
    bool is_settable() const { return field->word && field->type.parse; }
    bool is_shown() const { return field->type.print; }
};

template <class Wanted> std::vector<Row> rows_that(Wanted wanted)
{
    std::vector<Row> rows;
    for (const Table &table : tables())
        for (const Field &field : table.fields->rows)
            if (Row row{&table, &field}; wanted(row))
                rows.push_back(row);
    return rows;
}

std::string row_name(const testing::TestParamInfo<Row> &info)
{
    std::string name = info.param.table->name + '_' + info.param.label();
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return !isalnum(c); }, '_');
    return name + '_' + std::to_string(info.index);
}

// --- one row in a message

/// A message with the attributes of a table.
class Holder {
  public:
    explicit Holder(const Table &table)
        : table_(table),
          message_(table.place == Table::xfrm_state
                       ? Message(XFRM_MSG_NEWSA, 0, xfrm_usersa_info{.family = AF_INET})
                   : table.place == Table::generic ? Message(0, 0, genlmsghdr{.version = 1})
                   : table.place == Table::address
                       ? Message(RTM_NEWADDR, 0, ifaddrmsg{.ifa_family = AF_INET, .ifa_prefixlen = 24})
                       : Message(RTM_NEWLINK, 0,
                                 ifinfomsg{.ifi_type = ARPHRD_ETHER,
                                           .ifi_index = 7,
                                           .ifi_flags = IFF_UP | IFF_RUNNING}))
    {}

    /// Calls `put(Message &)` at the place of the table's attributes.
    template <class Put> void fill(Put put)
    {
        if (table_.place != Table::info_data)
            return put(message_);
        Nest info(message_, IFLA_LINKINFO), data(message_, IFLA_INFO_DATA);
        put(message_);
    }
    /// Reads words; returns false if the table does not know one.
    bool read(Session &session, const std::string &line)
    {
        WordList words(line);
        Args args = words.args();
        Seen seen;
        fill([&](Message &message) {
            while (parse_field(session, args, *table_.fields, message, seen))
                continue;
        });
        return args.empty();
    }
    /// Puts attributes that are written as in rows_shown.h: `TYPE:HEX ...`.
    void take(const char *attributes)
    {
        fill([&](Message &message) {
            for (const char *at = attributes; *at; at += strspn(at, " ")) {
                char *digits;
                auto type = static_cast<uint16_t>(strtoul(at, &digits, 10));
                std::string bytes;
                for (at = digits + 1; isxdigit(static_cast<unsigned char>(*at)); at += 2)
                    bytes += static_cast<char>(std::stoi(std::string(at, 2), nullptr, 16));
                message.put_text(type, bytes);
            }
        });
    }
    Record record() const
    {
        if (table_.place == Table::generic)
            return {message_.header(), sizeof(genlmsghdr)};
        if (table_.place == Table::address)
            return {message_.header(), sizeof(ifaddrmsg)};
        if (table_.place == Table::xfrm_state)
            return {message_.header(), sizeof(xfrm_usersa_info)};
        Record whole{message_.header(), sizeof(ifinfomsg)};
        if (table_.place == Table::link)
            return whole;
        return {Attrs(Attrs(whole[IFLA_LINKINFO])[IFLA_INFO_DATA]), message_.header()};
    }
    /// The table's attributes by type; if a type occurs twice, the last, as the kernel does.
    std::map<uint16_t, std::string> attributes() const
    {
        Attrs whole(message_.header(), sizeof(ifinfomsg));
        std::map<uint16_t, std::string> values;
        if (table_.place == Table::info_data)
            each_attr(Attrs(whole[IFLA_LINKINFO])[IFLA_INFO_DATA],
                      [&](const nlattr *attr) { values[attr_type(attr)] = digits(get_bytes(attr)); });
        for (uint16_t type = 1; table_.place != Table::info_data && type <= Attrs::last; type++)
            if (const nlattr *attr = record()[type])
                values[type] = digits(get_bytes(attr));
        return values;
    }
    size_t size() const { return message_.size(); }

  private:
    const Table &table_;
    Message message_;
};

/// What print_fields() prints for one row.
std::string shown(Session &session, const Row &row, const Holder &holder)
{
    {
        auto object = session.out.object();
        print_fields(session, std::span(row.field, 1), holder.record());
    }
    return std::string(session.out.buffered());
}

// --- what a row must show

/// One test of a row: words or attributes, and how they are shown.
struct Case {
    std::string given;
    bool is_words;
    std::string text, json;
};

std::string member(const Row &row, const std::string &literal)
{
    return format("{\"%s\":%s}\n", row.field->key().data(), literal.c_str());
}
std::string labelled(const Row &row, const std::string &value)
{
    const std::string_view label = row.field->label();
    return std::string(row.field->before).append(label) + (label.empty() ? "" : " ") + value +
           std::string(row.field->after);
}

bool has_type(const Row &row, std::initializer_list<const Type *> types)
{
    return std::find(types.begin(), types.end(), &row.field->type) != types.end();
}

/// A value for a row whose type is a number or a name.
std::string sample_value(const Row &row)
{
    if (!row.field->choices.empty())
        return std::string(row.field->choices.back().name);
    if (row.field->names)
        return "7";
    if (&row.field->type == &lladdr)
        return "02:00:00:00:00:0a";
    if (has_type(row, {&device, &known_device}))
        return "d0";
    if (has_type(row, {&ip_address, &inet_address}))
        return "192.0.2.1";
    return "1";
}

/// The cases that follow from the type, if it is one of lib/row/types.h.
std::vector<Case> cases_by_type(const Row &row)
{
    const Field &field = *row.field;
    const std::string value = sample_value(row), words = std::string(field.word ? field.word : "") + ' ';
    const std::string keyword = std::string(field.label()) + ' ';
    if (has_type(row, {&u8, &u16, &u32, &u64, &s32, &be16, &be32, &masked_bit}))
        return {{words + value, true, labelled(row, value), member(row, value)}};
    if (has_type(row, {&hex8, &hex16, &hex32}))
        return {{words + value, true, labelled(row, "0x" + value), member(row, quote("0x" + value))}};
    if (has_type(row, {&choice8, &choice32, &name8, &name16, &name32, &named32, &string, &lladdr, &ip_address,
                       &inet_address, &device, &known_device}))
        return {{words + value, true, labelled(row, value), member(row, quote(value))}};
    if (&field.type == &on_off)
        return {{words + "on", true, labelled(row, "on"), member(row, "true")},
                {words + "off", true, labelled(row, "off"), member(row, "false")}};
    if (&field.type == &boolean) // text leaves out the default
        return {{words, true, field.hide == 1 ? "" : keyword, member(row, "true")},
                {"no" + words, true, field.hide == 0 ? "" : "no" + keyword, member(row, "false")}};
    if (&field.type == &flag)
        return {{words, true, keyword, member(row, "null")}};
    if (&field.type == &presence)
        return {{words, true, keyword, member(row, "true")}, {"no" + words, true, "", "{}\n"}};
    return {};
}

/// The same with bytes instead of words, for a row that is only shown.
std::vector<Case> cases_by_width(const Row &row)
{
    static const std::map<const Type *, const char *> ones = {
        {&u8, "01"},
        {&u16, "0100"},
        {&u32, "01000000"},
        {&u64, "0100000000000000"},
        {&s32, "01000000"},
        {&be16, "0001"},
        {&hex8, "01"},
        {&hex16, "0100"},
        {&hex32, "01000000"},
        {&string, "3100"},
        {&lladdr, "02000000000a"},
        {&device, "05000000"},
        {&ip_address, "c0000201"},
        {&inet_address, "c0000201"},
        {&on_off, "01"},
    };
    auto bytes = ones.find(&row.field->type);
    std::vector<Case> cases = bytes == ones.end() ? std::vector<Case>() : cases_by_type(row);
    for (Case &one : cases)
        one = {format("%u:%s", row.field->attr, bytes->second), false, one.text, one.json};
    cases.resize(std::min<size_t>(cases.size(), 1));
    return cases;
}

/// The entries of rows_shown.h that are of this row.
std::vector<const Shown *> entries_of(const Row &row)
{
    std::vector<const Shown *> entries;
    for (const Shown &entry : rows_shown)
        if (is_one_of(row.table->name.c_str(), entry.tables) && entry.row == row.label())
            entries.push_back(&entry);
    return entries;
}

std::vector<Case> cases_of(const Row &row)
{
    std::vector<Case> cases;
    for (const Shown *entry : entries_of(row)) {
        bool is_words = *entry->given != '=';
        cases.push_back({is_words ? format("%s %s", row.field->word, entry->given) : entry->given + 1,
                         is_words, entry->text, std::string(entry->json) + '\n'});
    }
    return !cases.empty() ? cases : row.is_settable() ? cases_by_type(row) : cases_by_width(row);
}

// --- tests

class Rows : public testing::TestWithParam<Row> {};

TEST_P(Rows, ShowTheGivenValue)
{
    const Row &row = GetParam();
    std::vector<Case> cases = cases_of(row);
    ASSERT_FALSE(cases.empty()) << "neither its type nor rows_shown.h says what is shown of "
                                << row.table->name << ' ' << row.label();
    for (const Case &one : cases) {
        SCOPED_TRACE(row.table->name + ": " + one.given);
        DeviceBench text, json({.json = true});
        Holder holder(*row.table);
        if (one.is_words)
            ASSERT_TRUE(holder.read(text.session, one.given));
        else
            holder.take(one.given.c_str());
        EXPECT_EQ(shown(text.session, row, holder), one.text);
        std::string document = shown(json.session, row, holder);
        EXPECT_EQ(document, one.json);
        EXPECT_TRUE(JsonReader::read(document)) << document;
    }
}
INSTANTIATE_TEST_SUITE_P(, Rows, testing::ValuesIn(rows_that([](const Row &row) { return row.is_shown(); })),
                         row_name);

/// Rows whose text begins with their word, but is no command line.
constexpr const char *one_way[][2] = {
    {"bridge_slave", "state"},      // is set by number, shown by name
    {"macsec", "cipher"},           // is set in small letters, shown in capitals
    {"(link)", "protodown_reason"}, // sets one reason, shows all
    {"(xfrm)", "mark"},             // the mask is a word, and shown behind a slash
    {"(xfrm)", "output-mark"},
    {"(xfrm)", "encap"}, // shown with keywords
};

bool is_one_way(const Row &row)
{
    return std::any_of(std::begin(one_way), std::end(one_way), [&](auto &entry) {
        return is_one_of(row.table->name.c_str(), entry[0]) && std::string_view(entry[1]) == row.field->word;
    });
}

class ReadableRows : public testing::TestWithParam<Row> {};

TEST_P(ReadableRows, ShownTextIsReadBackAsTheSame)
{
    const Row &row = GetParam();
    for (const Case &one : cases_of(row)) {
        SCOPED_TRACE(row.table->name + ": " + one.given);
        const std::string word = std::string(row.field->word) + ' ';
        const std::string text = one.text.substr(std::min(one.text.find_first_not_of(' '), one.text.size()));
        if (!one.is_words || !(text.starts_with(word) || text.starts_with("no" + word)))
            continue;
        DeviceBench bench, again;
        Holder first(*row.table), second(*row.table);
        first.read(bench.session, one.given);
        ASSERT_TRUE(second.read(bench.session, one.text)) << one.text;
        for (const auto &[type, value] : first.attributes())
            EXPECT_EQ(second.attributes()[type], value) << "attribute " << type << " of " << one.text;
        EXPECT_EQ(shown(again.session, row, second), one.text);
    }
}
INSTANTIATE_TEST_SUITE_P(, ReadableRows, testing::ValuesIn(rows_that([](const Row &row) {
                             return row.is_shown() && row.is_settable() && !is_one_way(row);
                         })),
                         row_name);

/// What the rows of a table write of a message as words.
std::string words_of(Session &session, const Table &table, const Holder &holder)
{
    std::string line;
    for (const Field &field : table.fields->rows)
        if (std::string words = field.alias ? "" : row_words(session, field, holder.record()); !words.empty())
            line.append(line.empty() ? "" : " ").append(words);
    return line;
}

/// Whether `ip config` knows the objects of a table.
bool is_state(const Row &row)
{
    return row.table->place != Table::xfrm_state && row.table->place != Table::generic;
}

/// Words that ask for an action, and those of what is no state: nothing writes them.
constexpr const char *unwritten[][2] = {
    {"(link)", "xdp"},   {"(link)", "xdpgeneric"}, {"(link)", "xdpdrv"}, {"(link)", "xdpoffload"},
    {"(link)", "state"}, {"(link)", "carrier"},    {"(link)", "netns"},  {"bridge|bridge_slave", "fdb_flush"},
};

bool is_unwritten(const Row &row)
{
    return std::any_of(std::begin(unwritten), std::end(unwritten), [&](auto &entry) {
        return is_one_of(row.table->name.c_str(), entry[0]) && std::string_view(entry[1]) == row.field->word;
    });
}

class WrittenRows : public testing::TestWithParam<Row> {};

TEST_P(WrittenRows, AreReadBackAsTheSame)
{
    const Row &row = GetParam();
    EXPECT_TRUE(row.field->type.print || row.field->type.words)
        << row.table->name << ' ' << row.label() << " is never written";
    for (const Case &one : cases_of(row)) {
        SCOPED_TRACE(row.table->name + ": " + one.given);
        if (!one.is_words || is_unwritten(row) || row.field->alias)
            continue;
        DeviceBench bench, again;
        Holder first(*row.table), second(*row.table);
        first.read(bench.session, one.given);
        const std::string words = words_of(bench.session, *row.table, first);
        ASSERT_TRUE(second.read(again.session, words)) << words;
        EXPECT_EQ(second.attributes(), first.attributes()) << words;
        EXPECT_EQ(words_of(again.session, *row.table, second), words);
    }
}
INSTANTIATE_TEST_SUITE_P(, WrittenRows, testing::ValuesIn(rows_that([](const Row &row) {
                             return row.is_settable() && is_state(row);
                         })),
                         row_name);

/// The attributes in the innermost nest of a kind. Of a pair's other end the sorted digits: its words are
/// written in an order of their own.
std::map<uint16_t, std::string> kind_attributes(const Record &data, bool is_pair)
{
    std::map<uint16_t, std::string> values;
    data.attrs.each([&](const nlattr *attr) {
        std::string &value = values[attr_type(attr)] = digits(get_bytes(attr));
        if (is_pair)
            std::sort(value.begin(), value.end());
    });
    return values;
}

/// Whether a line has a word that nothing writes: an action, or the index that a device is to have.
bool has_unwritten(const Golden &line)
{
    const std::string words = line.words;
    return words.find("fdb_flush") != words.npos || words.find("index ") != words.npos;
}

TEST(KindWords, AreReadBackAsTheSame)
{
    for (const Golden &line : golden) {
        const Kind *kind = find_kind(line.kind);
        ASSERT_TRUE(kind) << line.kind;
        SCOPED_TRACE(std::string(line.kind) + ' ' + line.words);
        if (has_unwritten(line))
            continue;
        const bool is_pair = is_one_of(line.kind, "veth|vxcan|netkit");
        const Table table{kind->name, &kind->fields, Table::info_data};
        DeviceBench bench, again;
        Holder first(table), second(table);
        ASSERT_TRUE(first.read(bench.session, line.words));
        const std::string words = words_of(bench.session, table, first);
        ASSERT_TRUE(second.read(again.session, words)) << words;
        EXPECT_EQ(kind_attributes(second.record(), is_pair), kind_attributes(first.record(), is_pair))
            << words;
        EXPECT_EQ(words_of(again.session, table, second), words);
    }
}

/// The largest number that a row takes; nullopt if its type is no plain number.
std::optional<uint64_t> largest(const Row &row)
{
    const uint64_t by_type = has_type(row, {&u8, &hex8})            ? UINT8_MAX
                             : has_type(row, {&u16, &be16, &hex16}) ? UINT16_MAX
                             : has_type(row, {&u32, &be32, &hex32}) ? UINT32_MAX
                             : has_type(row, {&s32})                ? INT32_MAX
                                                                    : 0;
    return by_type ? std::optional(std::min<uint64_t>(by_type, row.field->most)) : std::nullopt;
}

TEST(RowsTogether, TakeTheirLargestNumberAndNoMore)
{
    size_t rows = 0;
    for (const Row &row : rows_that([](const Row &r) { return r.is_settable() && largest(r); })) {
        DeviceBench bench;
        Holder holder(*row.table);
        const std::string word = std::string(row.field->word) + ' ';
        EXPECT_TRUE(holder.read(bench.session, word + std::to_string(*largest(row))))
            << row.table->name << word;
        EXPECT_NE(thrown([&] {
                      Holder(*row.table).read(bench.session, word + std::to_string(*largest(row) + 1));
                  }).status,
                  0)
            << row.table->name << ' ' << word;
        rows++;
    }
    EXPECT_GT(rows, 80U);
}

TEST(RowsTogether, AllStandInTheTablesOfThisTest)
{
    std::vector<Row> rows = rows_that([](const Row &) { return true; });
    for (const Shown &entry : rows_shown) {
        bool found = std::any_of(rows.begin(), rows.end(), [&](const Row &row) {
            return is_one_of(row.table->name.c_str(), entry.tables) && entry.row == row.label();
        });
        EXPECT_TRUE(found) << entry.tables << ' ' << entry.row;
    }
}

TEST(RowsTogether, HideTheDefaultValue)
{
    for (const Row &row :
         rows_that([](const Row &r) { return r.is_settable() && r.is_shown() && r.field->hide; })) {
        if (&row.field->type == &boolean || !entries_of(row).empty())
            continue;
        DeviceBench text, json({.json = true});
        Holder holder(*row.table);
        holder.fill([&](Message &message) { message.put<uint64_t>(row.field->attr, *row.field->hide); });
        EXPECT_EQ(shown(text.session, row, holder), "") << row.table->name << ' ' << row.label();
        EXPECT_EQ(shown(json.session, row, holder), "{}\n") << row.table->name << ' ' << row.label();
    }
}

} // namespace
} // namespace nskit
