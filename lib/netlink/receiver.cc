// SPDX-License-Identifier: MIT
#include "lib/netlink/receiver.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "lib/base/error_text.h"
#include "lib/netlink/attrs.h"

namespace nskit {

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
        if (!(message->nlmsg_flags & NLM_F_CAPPED) && error->msg.nlmsg_len > NLMSG_HDRLEN)
            skip += error->msg.nlmsg_len - NLMSG_HDRLEN;
    }
    return Attrs(message, skip);
}

/// The kernel's sentence with a full stop, which it often lacks.
static std::string sentence(std::string_view text)
{
    std::string s(text);
    if (!s.ends_with('.'))
        s += '.';
    return s;
}

/// The values or lengths that the kernel takes, from the policy in its refusal: `; it takes 68 to 65535`.
static std::string allowed(const Attrs &policy)
{
    struct Bounds {
        uint16_t least, most;
        const char *unit;
    };
    constexpr Bounds kinds[] = {
        {NL_POLICY_TYPE_ATTR_MIN_VALUE_U, NL_POLICY_TYPE_ATTR_MAX_VALUE_U, ""},
        {NL_POLICY_TYPE_ATTR_MIN_VALUE_S, NL_POLICY_TYPE_ATTR_MAX_VALUE_S, ""},
        {NL_POLICY_TYPE_ATTR_MIN_LENGTH, NL_POLICY_TYPE_ATTR_MAX_LENGTH, " bytes"},
    };
    for (const Bounds &bounds : kinds) {
        const nlattr *least = policy[bounds.least], *most = policy[bounds.most];
        bool is_signed = bounds.least == NL_POLICY_TYPE_ATTR_MIN_VALUE_S;
        auto number = [&](const nlattr *attr) {
            return is_signed ? std::to_string(get<int64_t>(attr)) : std::to_string(get_unsigned(attr));
        };
        if (least || most)
            return format("; it takes %s to %s%s", least ? number(least).c_str() : "0",
                          most ? number(most).c_str() : "any number", bounds.unit);
    }
    return "";
}

/// The line that names the words at which the kernel points; empty if it points at none.
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
    const int status = has_fixed(message, sizeof(int)) ? *fixed<int>(message) : 0;
    const int code = status < 0 && status >= -4095 ? -status : EPROTO; // see MAX_ERRNO in linux/err.h
    Attrs ack = ack_attributes(message);
    std::string text;
    if (ack[NLMSGERR_ATTR_MISS_TYPE])
        text = format("Missing required attribute type %u\n", ack.value<uint32_t>(NLMSGERR_ATTR_MISS_TYPE));
    if (ack[NLMSGERR_ATTR_MSG])
        text += "Error: " + sentence(ack.string(NLMSGERR_ATTR_MSG));
    else if (message->nlmsg_type == NLMSG_DONE && code == EMSGSIZE)
        text += "Error: Buffer too small for object.";
    else if (message->nlmsg_type != NLMSG_DONE || (code != ENOENT && code != EOPNOTSUPP))
        text += format("RTNETLINK answers: %s", error_text(code));
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

/// As in the reference, a dump that the kernel refuses or breaks off is a failure of ours: status 1.
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

/// True if the message ends the answer.
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
