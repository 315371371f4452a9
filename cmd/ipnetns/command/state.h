// SPDX-License-Identifier: MIT
// `ensure` and `absent`: what a command line asks for, compared with what there is. A line that makes
// something is read into a message as always, but is not sent: it is the wish. Only the words that were given
// count, not what a request says without them.
#pragma once

#include <vector>

#include "cmd/ipnetns/command/command.h"
#include "lib/base/function_ref.h"
#include "lib/netlink/socket.h"
#include "lib/row/words.h"

namespace nskit {

/// A copy of a message.
class MessageCopy {
  public:
    MessageCopy() = default;
    explicit MessageCopy(const nlmsghdr *message)
        : bytes_(reinterpret_cast<const char *>(message),
                 reinterpret_cast<const char *>(message) + message->nlmsg_len)
    {}
    explicit operator bool() const { return !bytes_.empty(); }
    const nlmsghdr *get() const { return reinterpret_cast<const nlmsghdr *>(bytes_.data()); }

  private:
    std::vector<char> bytes_;
};

/// What a command line asks for.
struct Wish {
    MessageCopy message; ///< devices in it have made-up indexes, which the session that read it can name
    Given given;
    std::string identity; ///< what tells the thing from others of its object, as words
    std::string line;     ///< the words that make it; empty: as they were given
};

/// A wish and the thing that there is. Each is described with the names of its own session.
struct Comparison {
    Context &plan, &real;
    const Wish &wish;
    const nlmsghdr *found;

    /// Whether a row says the same of parts of both messages. The kernel leaves out most values of 0, and
    /// rounds some times (Type::coarse).
    bool agrees(const Field &row, const Record &wanted, const Record &there) const;
};

/// A socket's answer.
using EachMessage = FunctionRef<void(const nlmsghdr *)>;

/// An object of `ip` that has the verbs ensure and absent.
struct StateObject {
    const char *word;
    const char *naming;                                      ///< the word of what a new thing has, for `set`
    uint16_t removal;                                        ///< RTM_DELADDR, ...
    Wish (*read)(Session &plan, Args &);                     ///< reads the words behind `add`
    void (*each)(Session &, const Wish &, EachMessage each); ///< calls it for all things that may be meant
    /// What tells a thing from others, as Wish::identity. `wish` says which words count.
    std::string (*identity)(Context &, const nlmsghdr *, const Wish &wish);
    /// The words of the wish that the thing differs in. Throws if it can never agree.
    std::vector<std::string> (*differences)(const Comparison &);
    /// The lines behind `ip OBJECT` that change the thing: what the wish says, and what it leaves open.
    std::vector<std::string> (*changes)(const Comparison &, const std::string &line,
                                        const std::vector<std::string> &differences);
    /// Reads the words behind `ensure` and `absent`; nullptr: as those behind `add`.
    Wish (*read_ensured)(Session &plan, Args &) = nullptr;
    const char *maker = "add"; ///< the verb that makes a thing
    /// The verb, and the words in front of the identity, that delete a thing; nullptr: all words of `write`.
    const char *deletion = nullptr;
    /// Whether the kernel cannot change what a word of the wish says, but only makes another thing with it;
    /// nullptr: it can.
    bool (*is_fixed)(const Comparison &, const Said &) = nullptr;
    bool identity_varies = false; ///< whether `identity` depends on the words of the wish
    /// The message that removes a found thing; nullptr: a copy of what was found.
    void (*remove)(Session &, const nlmsghdr *found) = nullptr;
    /// Calls it for all things of a namespace.
    void (*all)(Session &, EachMessage each) = nullptr;
    /// The line behind `ip OBJECT ` that makes a thing; empty if the thing is no configuration, but the
    /// kernel's own, learned, or one that goes by itself.
    std::string (*write)(Context &, const nlmsghdr *) = nullptr;
};

/// Calls `each` for the answers of a dump that are of this type.
template <class Header>
void dump_all(Session &session, uint16_t request, uint16_t type, const Header &header, EachMessage each)
{
    Message message(request, 0, header);
    session.socket().dump(message, [&](const nlmsghdr *found) {
        if (found->nlmsg_type == type && has_fixed(found, sizeof(Header)))
            each(found);
    });
}

/// Reads the words behind `ensure` or `absent`.
Wish read_ensured(const StateObject &object, Session &plan, Args &args);

/// Makes what the words ask for, or changes in it what differs, and looks whether it is so then.
void ensure(Session &session, Args &args, const StateObject &object);
/// Deletes all things that the words describe. No error if there is none.
void ensure_absent(Session &session, Args &args, const StateObject &object);

/// The same as rows of verbs have them.
template <const StateObject &object> void ensure_verb(Session &session, Args &args)
{
    ensure(session, args, object);
}
template <const StateObject &object> void absent_verb(Session &session, Args &args)
{
    ensure_absent(session, args, object);
}

/// With -echo and in JSON, says whether something was changed, and which words.
void tell_change(Session &session, bool changed, const std::vector<std::string> &words);

/// Runs a line of words behind `ip`. It prints nothing of what it changes, and is sent at once.
void run_line(Session &session, const std::string &line);

/// The lines behind `ip OBJECT` that change a thing (StateObject::changes). Throws if it can never become so
/// (2).
std::vector<std::string> changes_of(const StateObject &object, const Comparison &all, const std::string &line,
                                    const std::vector<std::string> &differences);

/// The words of a command line as one line.
std::string line_of(const Args &args);

/// Adds to `line` the words of rows that the thing has and the line does not say.
void append_unsaid(const Comparison &all, std::span<const Field> rows, const Record &there,
                   std::string &line);

/// Whether a route or a next hop of this protocol (RTPROT_*) is configured by hand: no routing daemon and no
/// announcement of a router made it.
bool is_configured_protocol(uint8_t protocol);

/// The names in `differences` as `"A", "B"`.
std::string quoted_list(const std::vector<std::string> &words);

} // namespace nskit
