// SPDX-License-Identifier: MIT
// Output: one description as text, JSON and pretty JSON. The JSON is well-formed, whatever the bytes.
#include "lib/row/out.h"

#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>

#include "lib/base/fd.h"
#include "tests/unit/json_reader.h"
#include "tests/unit/thrown.h"

namespace nskit {
namespace {

TEST(JsonReader, IsStrict)
{
    for (const char *good :
         {"[]", "{}", "[ { \"a\": [ 1,-2.5e+3,\"\\u00e9\\n\" ] } ]\n", "null", "\"\xc3\xa9\""})
        EXPECT_TRUE(JsonReader::valid(good)) << good;
    for (const char *bad : {"",      "[",        "[1,]",         "{\"a\"}",          "{\"a\":1,}",
                            "[01]",  "[1 2]",    "\"\n\"",       "\"\\x\"",          "\"\\u12g4\"",
                            "\"abc", "\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xe2\x82\"",
                            "{a:1}", "[]x",      "tru",          "\"\\\"",           "{\"a\":1,\"a\":2}"})
        EXPECT_FALSE(JsonReader::valid(bad)) << bad;
}

TEST(JsonReader, FindsMembers)
{
    JsonMembers expected{{"0.a.b", "1"}, {"0.c.0", "\"x\""}, {"0.c.1", "null"}, {"0.d", "{}"}, {"1", "[]"}};
    EXPECT_EQ(JsonReader::read("[{\"a\":{\"b\":1},\"c\":[\"x\",null],\"d\":{}},[]]"), expected);
}

constexpr Out::Form text{}, json{.json = true}, pretty{.json = true, .pretty = true},
    oneline{.oneline = true}, dark{.palette = Palette::dark}, light{.palette = Palette::light};

/// The output of a description in a form.
template <class Describe> std::string shown(Out::Form form, Describe describe)
{
    Out out(-1, form);
    describe(out);
    return std::string(out.buffered());
}

void two_names(Out &out)
{
    auto list = out.list();
    for (int id : {0, 5}) {
        auto object = out.object();
        out.string({"name", "", ""}, id ? "a" : "b");
        out.integer({"id", " (id:", ")"}, id);
        out.line();
    }
}

TEST(Out, OneDescriptionInEveryForm)
{
    EXPECT_EQ(shown(text, two_names), "b (id: 0)\na (id: 5)\n");
    EXPECT_EQ(shown(json, two_names), "[{\"name\":\"b\",\"id\":0},{\"name\":\"a\",\"id\":5}]\n");
    EXPECT_EQ(shown(pretty, two_names), "[ {\n"
                                        "        \"name\": \"b\",\n"
                                        "        \"id\": 0\n"
                                        "    },{\n"
                                        "        \"name\": \"a\",\n"
                                        "        \"id\": 5\n"
                                        "    } ]\n");
}

void a_link(Out &out)
{
    auto list = out.list();
    auto object = out.object();
    out.number({"ifindex", "", ": "}, 4);
    {
        auto flags = out.list("flags", "<", ",", "> ");
        for (const char *flag : {"NO-CARRIER", "BROADCAST", "UP"})
            out.string({nullptr, "", ""}, flag);
    }
    out.number("mtu", 1500);
    out.line_break();
    out.text("    ");
    {
        auto empty = out.list("altnames");
    }
    {
        auto info = out.object("linkinfo");
        out.string({"info_kind", ""}, "veth");
        out.on_off("learning", false);
    }
    out.data("only_json", 7);
    out.line();
}

TEST(Out, ListsAndObjectsInsideOneAnother)
{
    EXPECT_EQ(shown(text, a_link), "4: <NO-CARRIER,BROADCAST,UP> mtu 1500 \n    veth learning off \n");
    EXPECT_EQ(shown(oneline, a_link), "4: <NO-CARRIER,BROADCAST,UP> mtu 1500 \\    veth learning off \n");
    EXPECT_EQ(shown(json, a_link),
              "[{\"ifindex\":4,\"flags\":[\"NO-CARRIER\",\"BROADCAST\",\"UP\"],\"mtu\":1500,\"altnames\":[],"
              "\"linkinfo\":{\"info_kind\":\"veth\",\"learning\":false},\"only_json\":7}]\n");
    EXPECT_EQ(shown(pretty, a_link), "[ {\n"
                                     "        \"ifindex\": 4,\n"
                                     "        \"flags\": [ \"NO-CARRIER\",\"BROADCAST\",\"UP\" ],\n"
                                     "        \"mtu\": 1500,\n"
                                     "        \"altnames\": [ ],\n"
                                     "        \"linkinfo\": {\n"
                                     "            \"info_kind\": \"veth\",\n"
                                     "            \"learning\": false\n"
                                     "        },\n"
                                     "        \"only_json\": 7\n"
                                     "    } ]\n");
}

TEST(Out, NothingIsAnEmptyDocument)
{
    auto nothing = [](Out &out) { auto list = out.list(); };
    EXPECT_EQ(shown(text, nothing), "");
    EXPECT_EQ(shown(json, nothing), "[]\n");
    EXPECT_EQ(shown(pretty, nothing), "[ ]\n");
}

void every_value(Out &out)
{
    auto list = out.list();
    auto object = out.object();
    out.number("most", UINT64_MAX);
    out.integer("least", INT64_MIN);
    out.hex("mark", 0x1f);
    out.hex("wide", 0x1f, 8);
    out.hex("zero", 0);
    out.hex("zeros", 0, 4);
    out.flag("dynamic");
    out.null_flag("permanent");
    out.literal("lft", "forever", "4294967295");
    out.string({nullptr, "text", ""}, "only");
    out.data_bool("up", true);
    out.data_null("none");
    out.data_integer("negative", -1);
    out.line();
}

TEST(Out, EveryKindOfValue)
{
    EXPECT_EQ(
        shown(text, every_value),
        "most 18446744073709551615 least -9223372036854775808 mark 0x1f wide 0x0000001f zero 0 zeros 0x0000 "
        "dynamic permanent lft forever text only\n");
    EXPECT_EQ(
        shown(json, every_value),
        "[{\"most\":18446744073709551615,\"least\":-9223372036854775808,\"mark\":\"0x1f\","
        "\"wide\":\"0x0000001f\",\"zero\":\"0\",\"zeros\":\"0x0000\",\"dynamic\":true,\"permanent\":null,"
        "\"lft\":4294967295,\"up\":true,\"none\":null,\"negative\":-1}]\n");
    EXPECT_TRUE(JsonReader::valid(shown(pretty, every_value)));
}

TEST(Out, HexOfEveryWidth)
{
    for (int digits = 1; digits <= 16; digits++) {
        char expected[32];
        snprintf(expected, sizeof expected, "0x%0*x", digits, 0xau);
        EXPECT_EQ(shown(text, [=](Out &out) { out.hex({"", "", ""}, 0xa, digits); }), expected);
    }
    EXPECT_EQ(shown(text, [](Out &out) { out.hex({"", "", ""}, UINT64_MAX, 4); }), "0xffffffffffffffff");
}

TEST(Out, ColourIncludesTheTextBehindTheValue)
{
    auto name = [](Out &out) {
        out.string({"ifname", "", ": ", Color::ifname}, "lo");
        out.string({"state", "state", " ", Color::up}, "UP");
        out.string("group", "default");
        out.text("x", Color::none);
    };
    EXPECT_EQ(shown(dark, name), "\033[1;36mlo: \033[0mstate \033[1;32mUP \033[0mgroup default x");
    EXPECT_EQ(shown(light, name), "\033[36mlo: \033[0mstate \033[32mUP \033[0mgroup default x");
    EXPECT_EQ(shown({.json = true, .palette = Palette::dark},
                    [](Out &out) {
                        auto object = out.object();
                        out.string({"ifname", "", ": ", Color::ifname}, "lo");
                    }),
              "{\"ifname\":\"lo\"}\n");
}

TEST(Out, ValuesArePaddedOnTheRight)
{
    EXPECT_EQ(shown(text,
                    [](Out &out) {
                        out.string({"ifname", "", " ", Color::none, 6}, "lo");
                    }),
              "lo     ");
    EXPECT_EQ(shown(text,
                    [](Out &out) {
                        out.string({"ifname", "", " ", Color::none, 6}, "longer");
                    }),
              "longer ");
}

// --- strings

TEST(Quote, EscapesWhatMustBe)
{
    EXPECT_EQ(quote("a\"b\\c"), "\"a\\\"b\\\\c\"");
    EXPECT_EQ(quote("\t\n\r\f\b"), "\"\\t\\n\\r\\f\\b\"");
    EXPECT_EQ(quote(std::string_view("\0\x01\x1f\x7f", 4)), "\"\\u0000\\u0001\\u001f\\u007f\"");
    EXPECT_EQ(quote("/"), "\"/\"");
    EXPECT_EQ(quote(""), "\"\"");
}

TEST(Quote, PassesUtf8AndReplacesOtherBytes)
{
    EXPECT_EQ(quote("na\xc3\xafve \xe2\x82\xac \xf0\x9f\x90\xa7"),
              "\"na\xc3\xafve \xe2\x82\xac \xf0\x9f\x90\xa7\"");
    EXPECT_EQ(quote("a\xffz"), "\"a\xef\xbf\xbdz\"");
    EXPECT_EQ(quote("\xe2\x82"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");
    EXPECT_EQ(quote("\xc3"), "\"\xef\xbf\xbd\"");
    EXPECT_EQ(quote("\xc0\xaf"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");
}

TEST(Quote, OfEveryOneAndTwoBytesIsWellFormed)
{
    for (int a = 0; a < 256; a++)
        for (int b = -1; b < 256; b++) {
            std::string bytes(1, static_cast<char>(a));
            if (b >= 0)
                bytes += static_cast<char>(b);
            ASSERT_TRUE(JsonReader::valid(quote(bytes))) << a << ' ' << b;
        }
}

TEST(Quote, OfRandomBytesIsWellFormed)
{
    uint32_t state = 1; // a fixed sequence with many lead bytes of UTF-8
    auto next = [&] { return state = state * 1664525 + 1013904223, state >> 24; };
    for (int round = 0; round < 20000; round++) {
        std::string bytes;
        for (unsigned size = next() % 8; size > 0; size--)
            bytes += static_cast<char>(next() % 2 ? 0xc0 | next() % 64 : next());
        ASSERT_TRUE(JsonReader::valid(quote(bytes))) << testing::PrintToString(bytes);
    }
}

// --- the buffer

TEST(Out, LosesNothingAtTheEdgeOfItsBuffer)
{
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    Fd reader(ends[0]), writer(ends[1]);
    fcntl(writer.get(), F_SETPIPE_SZ, 1024 * 1024);
    std::string expected;
    {
        Out out(writer.get(), text);
        for (int i = 0; i < 5000; i++) {
            std::string piece(static_cast<size_t>(i % 37), static_cast<char>('a' + i % 26));
            out.text(piece);
            expected += piece;
        }
        out.text(std::string(200000, 'x')); // larger than the buffer
        expected += std::string(200000, 'x');
        out.flush();
        EXPECT_EQ(out.buffered(), "");
    }
    std::string got(expected.size() + 1, '\0');
    got.resize(static_cast<size_t>(read(reader.get(), got.data(), got.size())));
    EXPECT_TRUE(got == expected) << got.size() << " bytes of " << expected.size();
}

TEST(Out, AFailedWriteIsAnError)
{
    Fd full(open("/dev/full", O_WRONLY | O_CLOEXEC));
    ASSERT_TRUE(full.valid());
    Out out(full.get(), text);
    out.text("x");
    Error error = thrown([&] { out.flush(); });
    EXPECT_EQ(error.text, "write error: No space left on device");
    EXPECT_EQ(error.status, 1);
    EXPECT_EQ(thrown([&] { out.line(); }).code, ENOSPC); // the error stays
}

TEST(Out, AClosedPipeIsASilentError)
{
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
    Fd writer(ends[1]);
    close(ends[0]);
    auto former = signal(SIGPIPE, SIG_IGN);
    Out out(writer.get(), text);
    out.text("x");
    EXPECT_EQ(thrown([&] { out.flush(); }).text, "");
    signal(SIGPIPE, former);
}

} // namespace
} // namespace nskit
