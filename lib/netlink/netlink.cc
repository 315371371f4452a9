// SPDX-License-Identifier: MIT
#include "lib/netlink/netlink.h"

#include <algorithm>
#include <cerrno>
#include <linux/netlink.h>
#include <new>
#include <sys/mman.h>
#include <sys/socket.h>

#include "lib/base/error.h"

namespace nskit {

// --- requests

Message::Message(uint16_t type, uint16_t flags)
{
    nlmsghdr *nlh = mnl_nlmsg_put_header(buffer_);
    nlh->nlmsg_type = type;
    nlh->nlmsg_flags = static_cast<uint16_t>(NLM_F_REQUEST | flags);
}

[[noreturn]] static void too_long()
{
    fail("the message exceeds its bound of %zu bytes", Message::capacity);
}

void Message::put(uint16_t attr, const void *data, size_t size)
{
    size_t end = this->size() + MNL_ATTR_HDRLEN + size;
    if (!mnl_attr_put_check(header(), capacity, attr, size, data))
        too_long();
    memset(buffer_ + end, 0, this->size() - end); // libmnl 1.0.4 leaves the padding as it is
}

size_t Message::append_fixed(const void *data, size_t size)
{
    size_t place = this->size(), aligned = MNL_ALIGN(size);
    if (place + aligned > capacity)
        too_long();
    memcpy(buffer_ + place, data, size);
    memset(buffer_ + place + size, 0, aligned - size);
    header()->nlmsg_len += static_cast<uint32_t>(aligned);
    scope_ = this->size();
    return place;
}

nlattr *Message::find(uint16_t attr)
{
    const nlattr *found = nullptr;
    walk_attrs(at(scope_), size() - scope_, [&](const nlattr *each) {
        if (mnl_attr_get_type(each) == attr)
            found = each;
        return !found;
    });
    return const_cast<nlattr *>(found);
}

void Message::remove(nlattr *attr)
{
    char *place = reinterpret_cast<char *>(attr), *end = buffer_ + size();
    size_t length = MNL_ALIGN(attr->nla_len);
    memmove(place, place + length, static_cast<size_t>(end - place) - length);
    header()->nlmsg_len -= static_cast<uint32_t>(length);
    notes.removed(static_cast<size_t>(place - buffer_), length);
}

void Message::move_to_end(nlattr *attr)
{
    char *place = reinterpret_cast<char *>(attr), *end = buffer_ + size();
    size_t length = MNL_ALIGN(attr->nla_len);
    std::rotate(place, place + length, end);
    notes.moved_to_end(static_cast<size_t>(place - buffer_), length, size());
}

void Message::keep_last()
{
    for (size_t place = scope_; place < size();) {
        auto *attr = static_cast<nlattr *>(at(place));
        size_t next = place + MNL_ALIGN(attr->nla_len);
        if (Attrs(at(next), size() - next)[mnl_attr_get_type(attr)])
            remove(attr);
        else
            place = next;
    }
}

int Message::keep(Fd fd)
{
    descriptors_.push_back(std::move(fd));
    return descriptors_.back().get();
}

Nest::Nest(Message &message, uint16_t attr, bool flagged)
    : message_(message), start_(message.size()), outer_scope_(message.scope_)
{
    nlattr *nest = mnl_attr_nest_start_check(message.header(), Message::capacity, attr);
    if (!nest)
        too_long();
    if (!flagged)
        nest->nla_type = attr;
    message.scope_ = message.size();
}

Nest::Nest(Message &message, nlattr *last)
    : message_(message), start_(static_cast<size_t>(reinterpret_cast<char *>(last) - message.buffer_)),
      outer_scope_(message.scope_)
{
    message.scope_ = start_ + MNL_ATTR_HDRLEN;
}

Nest::~Nest()
{
    mnl_attr_nest_end(message_.header(), static_cast<nlattr *>(message_.at(start_)));
    message_.scope_ = outer_scope_;
}

// --- attributes

uint64_t get_unsigned(const nlattr *attr)
{
    switch (payload_size(attr)) {
    case 1:
        return get<uint8_t>(attr);
    case 2:
        return get<uint16_t>(attr);
    case 4:
        return get<uint32_t>(attr);
    case 8:
        return get<uint64_t>(attr);
    default:
        return 0;
    }
}

std::string_view get_string(const nlattr *attr)
{
    auto *text = static_cast<const char *>(payload(attr));
    return {text, strnlen(text, payload_size(attr))};
}

Attrs::Attrs(const nlmsghdr *message, size_t header_size) : Attrs()
{
    size_t start = NLMSG_HDRLEN + NLMSG_ALIGN(header_size);
    if (message->nlmsg_len > start)
        walk(reinterpret_cast<const char *>(message) + start, message->nlmsg_len - start);
}

Attrs::Attrs(const nlattr *nest, size_t header_size) : Attrs()
{
    size_t skip = MNL_ALIGN(header_size);
    if (nest && payload_size(nest) > skip)
        walk(static_cast<const char *>(payload(nest)) + skip, payload_size(nest) - skip);
}

Attrs::Attrs(const void *data, size_t size) : Attrs()
{
    walk(data, size);
}

void Attrs::walk(const void *data, size_t size)
{
    size_t count = 0;
    walk_attrs(data, size, [&](const nlattr *attr) {
        size_t type = attr->nla_type & NLA_TYPE_MASK;
        if (type <= last && place_[type] == 0) {
            found_[count++] = attr;
            place_[type] = static_cast<uint8_t>(count);
        }
        return true;
    });
    count_ = count;
}

const nlattr *find_attr(const nlmsghdr *message, size_t header_size, uint16_t type)
{
    const nlattr *found = nullptr;
    size_t start = NLMSG_HDRLEN + NLMSG_ALIGN(header_size);
    if (message->nlmsg_len > start)
        walk_attrs(reinterpret_cast<const char *>(message) + start, message->nlmsg_len - start,
                   [&](const nlattr *attr) {
                       if ((attr->nla_type & NLA_TYPE_MASK) == type)
                           found = attr;
                       return !found;
                   });
    return found;
}

// --- answers

/// A block of memory. Large ones are whole huge pages where the kernel gives them: a dump of thousands of
/// links would otherwise cost a page fault for every four of them.
Records::Block Records::new_block(size_t size)
{
    constexpr size_t huge_page = 2 * 1024 * 1024;
    void *data = size < huge_page ? malloc(size) : aligned_alloc(huge_page, size);
    if (!data)
        throw std::bad_alloc();
    if (size >= huge_page)
        madvise(data, size, MADV_HUGEPAGE);
    return {std::unique_ptr<char[], Free>(static_cast<char *>(data)), size, 0};
}

/// The place of a message of `size` bytes, which is aligned.
char *Records::room(size_t size)
{
    // One answer needs a page or so; a dump goes on in larger and larger blocks.
    constexpr size_t first_block = 8 * 1024, largest_block = 2 * 1024 * 1024;
    if (blocks_.empty() || blocks_.back().size - blocks_.back().used < size) {
        size_t room = blocks_.empty() ? first_block : std::min(blocks_.back().size * 16, largest_block);
        blocks_.push_back(new_block(std::max(room, size)));
    }
    Block &block = blocks_.back();
    block.used += size;
    return block.data.get() + block.used - size;
}

void Records::leave_out(const Bits &attrs, size_t header_size)
{
    unwanted_ = attrs;
    header_size_ = header_size;
}

/// Copies a message without its unwanted attributes; returns the length of what was copied.
static size_t copy_without(const Bits &unwanted, size_t header_size, const nlmsghdr *message, char *to)
{
    const auto *from = reinterpret_cast<const char *>(message), *end = from + message->nlmsg_len;
    const char *start = to, *attrs = std::min(from + NLMSG_HDRLEN + NLMSG_ALIGN(header_size), end);
    auto copy_to = [&](const char *until) {
        memcpy(to, from, static_cast<size_t>(until - from));
        to += until - from;
    };
    walk_attrs(attrs, static_cast<size_t>(end - attrs), [&](const nlattr *attr) {
        const size_t type = attr->nla_type & NLA_TYPE_MASK;
        if (type < Bits::limit && unwanted.test(type)) {
            const auto *gap = reinterpret_cast<const char *>(attr);
            if (gap > from)
                copy_to(gap);
            from = std::min(gap + NLA_ALIGN(attr->nla_len), end);
        }
        return true;
    });
    copy_to(end);
    return static_cast<size_t>(to - start);
}

void Records::add(const nlmsghdr *message)
{
    const size_t size = message->nlmsg_len;
    char *to = room(NLMSG_ALIGN(size));
    if (!unwanted_) {
        memcpy(to, message, size);
        return;
    }
    const size_t kept = copy_without(*unwanted_, header_size_, message, to);
    reinterpret_cast<nlmsghdr *>(to)->nlmsg_len = static_cast<uint32_t>(kept);
    blocks_.back().used -= NLMSG_ALIGN(size) - NLMSG_ALIGN(kept);
}

/// The extended-ack attributes behind an NLMSG_ERROR (after the request it quotes, unless capped) or an
/// NLMSG_DONE.
static Attrs ack_attributes(const nlmsghdr *message)
{
    if (!(message->nlmsg_flags & NLM_F_ACK_TLVS))
        return Attrs();
    size_t skip = sizeof(int);
    if (message->nlmsg_type == NLMSG_ERROR) {
        if (!has_fixed(message, sizeof(nlmsgerr)))
            return Attrs();
        auto *error = fixed<nlmsgerr>(message);
        skip = sizeof *error;
        if (!(message->nlmsg_flags & NLM_F_CAPPED))
            skip += error->msg.nlmsg_len - NLMSG_HDRLEN;
    }
    return Attrs(message, skip);
}

/// The kernel's sentence with the full stop that it often lacks.
static std::string sentence(std::string_view text)
{
    std::string s(text);
    if (!s.ends_with('.'))
        s += '.';
    return s;
}

/// The values or lengths that the kernel takes, as the policy says that comes with a refusal: `; it takes 68
/// to 65535`.
static std::string allowed(const Attrs &policy)
{
    struct Bounds {
        uint16_t least, most;
        const char *text;
    };
    constexpr Bounds kinds[] = {
        {NL_POLICY_TYPE_ATTR_MIN_VALUE_U, NL_POLICY_TYPE_ATTR_MAX_VALUE_U, "; it takes %s to %s"},
        {NL_POLICY_TYPE_ATTR_MIN_VALUE_S, NL_POLICY_TYPE_ATTR_MAX_VALUE_S, "; it takes %s to %s"},
        {NL_POLICY_TYPE_ATTR_MIN_LENGTH, NL_POLICY_TYPE_ATTR_MAX_LENGTH, "; it takes %s to %s bytes"},
    };
    for (const Bounds &bounds : kinds) {
        const nlattr *least = policy[bounds.least], *most = policy[bounds.most];
        bool is_signed = bounds.least == NL_POLICY_TYPE_ATTR_MIN_VALUE_S;
        auto number = [&](const nlattr *attr) {
            return is_signed ? std::to_string(get<int64_t>(attr)) : std::to_string(get_unsigned(attr));
        };
        if (least || most)
            return format(bounds.text, least ? number(least).c_str() : "0",
                          most ? number(most).c_str() : "any number");
    }
    return "";
}

/// The line that names the words which the kernel points at; empty where it points at none.
static std::string pointed_at(const Attrs &ack, const Notes &notes)
{
    if (!ack[NLMSGERR_ATTR_OFFS])
        return "";
    std::string_view words = notes.words_at(ack.value<uint32_t>(NLMSGERR_ATTR_OFFS));
    if (words.empty())
        return "";
    return format("\nThe kernel points at \"%.*s\"%s.", static_cast<int>(words.size()), words.data(),
                  allowed(Attrs(ack[NLMSGERR_ATTR_POLICY])).c_str());
}

Error refusal(const nlmsghdr *message, const Notes &notes)
{
    int code = has_fixed(message, sizeof(int)) ? -*fixed<int>(message) : EPROTO;
    Attrs ack = ack_attributes(message);
    std::string text;
    if (ack[NLMSGERR_ATTR_MISS_TYPE])
        text = format("Missing required attribute type %u\n", ack.value<uint32_t>(NLMSGERR_ATTR_MISS_TYPE));
    if (ack[NLMSGERR_ATTR_MSG])
        text += "Error: " + sentence(ack.string(NLMSGERR_ATTR_MSG));
    else if (message->nlmsg_type == NLMSG_DONE && code == EMSGSIZE)
        text += "Error: Buffer too small for object.";
    else if (message->nlmsg_type != NLMSG_DONE || (code != ENOENT && code != EOPNOTSUPP))
        text += format("RTNETLINK answers: %s", strerror(code));
    return {text + pointed_at(ack, notes) + notes.hint(), 2, code};
}

std::optional<std::string> warning(const nlmsghdr *message, const Notes &notes)
{
    if (!(message->nlmsg_flags & NLM_F_ACK_TLVS))
        return std::nullopt;
    Attrs ack = ack_attributes(message);
    if (!ack[NLMSGERR_ATTR_MSG])
        return std::nullopt;
    return "Warning: " + sentence(ack.string(NLMSGERR_ATTR_MSG)) + pointed_at(ack, notes);
}

void judge(const nlmsghdr *message, const Notes &notes)
{
    if (message->nlmsg_type == NLMSG_ERROR && !has_fixed(message, sizeof(nlmsgerr)))
        fail_with(2, "ERROR truncated");
    if (has_fixed(message, sizeof(int)) && *fixed<int>(message) != 0)
        throw refusal(message, notes);
    if (auto text = warning(message, notes))
        warn("%s", text->c_str());
}

/// A dump that the kernel refuses or breaks off is our own failure, as the reference has it.
static void judge_dump(const nlmsghdr *message)
{
    try {
        judge(message);
    } catch (Error &error) {
        error.text += error.text.empty() ? "Dump terminated" : "\nDump terminated";
        error.status = 1;
        throw;
    }
}

const nlmsghdr *take_message(std::span<const char> &bytes)
{
    auto *message = reinterpret_cast<const nlmsghdr *>(bytes.data());
    if (bytes.size() < NLMSG_HDRLEN || message->nlmsg_len < NLMSG_HDRLEN || message->nlmsg_len > bytes.size())
        return nullptr;
    bytes = bytes.subspan(std::min<size_t>(NLMSG_ALIGN(message->nlmsg_len), bytes.size()));
    return message;
}

void Receiver::judge_answer(const nlmsghdr *message) const
{
    if (dump_)
        return judge_dump(message);
    notes_ ? judge(message, *notes_) : judge(message);
}

Walk Receiver::datagram(const void *data, size_t size, Each each)
{
    std::span<const char> bytes(static_cast<const char *>(data), size);
    while (auto *at = take_message(bytes)) {
        bool ours = at->nlmsg_pid == port_ && at->nlmsg_seq == sequence_;
        if (ours && message(at, each))
            return interrupted_ ? Walk::interrupted : Walk::done;
    }
    if (!bytes.empty())
        fail_with(2, "Malformed netlink message: %zu bytes left over", bytes.size());
    return Walk::more;
}

/// True where the message ends the answer.
bool Receiver::message(const nlmsghdr *message, Each each)
{
    if (message->nlmsg_flags & NLM_F_DUMP_INTR && dump_)
        interrupted_ = true;
    switch (message->nlmsg_type) {
    case NLMSG_NOOP:
        return false;
    case NLMSG_ERROR:
    case NLMSG_DONE:
        judge_answer(message);
        return true;
    case NLMSG_OVERRUN:
        fail_with(2, "netlink answer overrun");
    default:
        each(message);
        return false;
    }
}

} // namespace nskit
