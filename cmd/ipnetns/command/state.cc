// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/state.h"

#include <algorithm>
#include <cerrno>

#include "cmd/ipnetns/command/batch_lines.h"
#include "lib/netlink/records.h"

namespace nskit {

// --- comparing

static bool is_zero(const nlattr *attr)
{
    const auto bytes = get_bytes(attr);
    return !bytes.empty() && std::ranges::all_of(bytes, [](uint8_t byte) { return byte == 0; });
}

/// The kernel keeps some times in ticks of its own clock, and says up to one tick less than it was told.
static bool is_rounded(const Field &row, const nlattr *wanted, const nlattr *there)
{
    const uint64_t a = get_unsigned(wanted), b = get_unsigned(there);
    return row.coarse && (a > b ? a - b : b - a) <= 1;
}

bool Comparison::agrees(const Field &row, const Record &wanted, const Record &there) const
{
    if (row_words(plan, row, wanted) == row_words(real, row, there))
        return true;
    if (row.attr == 0 || !wanted[row.attr])
        return false;
    if (!there[row.attr])
        return is_zero(wanted[row.attr]);
    return is_rounded(row, wanted[row.attr], there[row.attr]);
}

void append_unsaid(const Comparison &all, std::span<const Field> rows, const Record &there, std::string &line)
{
    for (const Field &row : rows) {
        const bool is_said = std::ranges::any_of(all.wish.given.words(), [&](const Said &said) {
            return said.row && said.row->attr == row.attr && said.row->mask == row.mask &&
                   (row.attr != 0 || said.row == &row);
        });
        if (!is_said && !row.alias)
            append_words(line, row_words(all.real, row, there));
    }
}

std::string quoted_list(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text.append(text.empty() ? "\"" : ", \"").append(word).append("\"");
    return text;
}

// --- protocols

bool is_configured_protocol(uint8_t protocol)
{
    constexpr uint8_t ours[] = {RTPROT_UNSPEC, RTPROT_BOOT, RTPROT_STATIC};
    // From here on the numbers of daemons are scattered; the file of names knows them.
    constexpr uint8_t daemons[] = {RTPROT_KEEPALIVED, RTPROT_BABEL, RTPROT_OPENR, RTPROT_BGP,
                                   RTPROT_ISIS,       RTPROT_OSPF,  RTPROT_RIP,   RTPROT_EIGRP};
    if (protocol <= RTPROT_DHCP + 2)
        return std::ranges::find(ours, protocol) != std::end(ours);
    return std::ranges::find(daemons, protocol) == std::end(daemons);
}

std::vector<std::string> changes_of(const StateObject &object, const Comparison &all, const std::string &line,
                                    const std::vector<std::string> &differences)
{
    std::vector<std::string> lines = object.changes(all, line, differences);
    if (!object.is_fixed)
        return lines;
    for (const Said &said : all.wish.given.words())
        if (std::ranges::find(differences, said.word) != differences.end() && object.is_fixed(all, said))
            fail_with(2, "Error: \"%s\" of %s %s cannot be changed, only a new one can have it.", said.word,
                      object.word, all.wish.identity.c_str());
    return lines;
}

// --- running

std::string line_of(const Args &args)
{
    std::string line;
    for (const Text &word : args.rest())
        append_words(line, quote_word(word));
    return line;
}

void run_line(Session &session, const std::string &line)
{
    std::string text = line;
    std::vector<Text> words;
    split_words(text.data(), words);
    Args args(words);
    const Session::Quiet quiet(session);
    run_object(session, args);
}

void tell_change(Session &session, bool changed, const std::vector<std::string> &words)
{
    Out &out = session.out;
    if (!session.options.echo && out.is_text())
        return;
    auto object = out.object();
    out.data_bool("changed", changed);
    out.text(changed ? "changed" : "unchanged");
    {
        auto list = out.list("set", words.empty() ? "" : " ", " ");
        for (const std::string &word : words)
            out.element(word);
    }
    out.line();
}

// --- ensure

Wish read_ensured(const StateObject &object, Session &plan, Args &args)
{
    return (object.read_ensured ? object.read_ensured : object.read)(plan, args);
}

namespace {

/// One run of ensure or absent.
class Look {
  public:
    Look(Session &session, Args &args, const StateObject &object)
        : session_(session), object_(object), plan_(plan_options(session)), line_(line_of(args))
    {
        plan_.plans = true;
        wish_ = read_ensured(object, plan_, args);
        if (!wish_.line.empty())
            line_ = wish_.line;
    }

    const std::string &line() const { return line_; }
    /// The thing that has the identity of the wish; empty if there is none.
    MessageCopy find()
    {
        MessageCopy found;
        object_.each(session_, wish_, [&](const nlmsghdr *message) {
            if (!found && object_.identity(session_, message, wish_) == wish_.identity)
                found = MessageCopy(message);
        });
        return found;
    }
    std::vector<std::string> differences(const MessageCopy &found)
    {
        return object_.differences({plan_, session_, wish_, found.get()});
    }
    void change(const MessageCopy &found, const std::vector<std::string> &differences)
    {
        for (const std::string &line :
             changes_of(object_, {plan_, session_, wish_, found.get()}, line_, differences))
            run_line(session_, std::string(object_.word) + ' ' + line);
    }

  private:
    static GlobalOptions plan_options(const Session &session)
    {
        GlobalOptions options = session.options;
        options.settings = session.settings;
        return options;
    }
    Session &session_;
    const StateObject &object_;
    Session plan_;
    std::string line_;
    Wish wish_;
};

} // namespace

/// What was changed must be so now: the kernel takes some words and ignores them.
static void check_again(Look &look, const StateObject &object)
{
    const MessageCopy found = look.find();
    if (!found)
        fail_with(2, "ip %s ensure: the kernel took the words, but does not show what they made.",
                  object.word);
    if (auto ignored = look.differences(found); !ignored.empty())
        fail_with(2, "ip %s ensure: the kernel took the words, but did not change %s.", object.word,
                  quoted_list(ignored).c_str());
}

void ensure(Session &session, Args &args, const StateObject &object)
{
    Look look(session, args, object);
    const MessageCopy found = look.find();
    std::vector<std::string> changed;
    if (!found) {
        run_line(session, std::string(object.word) + ' ' + object.maker + ' ' + look.line());
        changed = {object.naming};
        session.forget();
        if (const MessageCopy made = look.find())
            if (auto missing = look.differences(made); !missing.empty())
                look.change(made, missing);
    } else if (changed = look.differences(found); !changed.empty()) {
        look.change(found, changed);
    }
    if (!changed.empty()) {
        session.forget();
        check_again(look, object);
    }
    tell_change(session, !changed.empty(), changed);
}

// --- absent

void ensure_absent(Session &session, Args &args, const StateObject &object)
{
    Session plan(session.options);
    plan.settings.family = session.settings.family;
    plan.plans = true;
    const Wish wish = read_ensured(object, plan, args);
    Records found;
    object.each(session, wish, [&](const nlmsghdr *message) {
        if (object.identity(session, message, wish) == wish.identity &&
            object.differences({plan, session, wish, message}).empty())
            found.add(message);
    });
    bool changed = false;
    found.each([&](const nlmsghdr *message) {
        changed = true;
        if (object.remove)
            return object.remove(session, message);
        Message removal(object.removal, 0);
        const size_t start = NLMSG_HDRLEN;
        removal.append_fixed(reinterpret_cast<const char *>(message) + start, message->nlmsg_len - start);
        session.socket().request(removal);
    });
    session.forget();
    tell_change(session, changed,
                changed ? std::vector<std::string>{object.naming} : std::vector<std::string>());
}

} // namespace nskit
