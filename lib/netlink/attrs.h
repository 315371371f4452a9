// SPDX-License-Identifier: MIT
// Attributes of a message or a nest: their values, and all of them by type. libmnl does the same, at the cost
// of calls into a shared library for each value of a dump.
#pragma once

#include <linux/netlink.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

namespace nskit {

/// The type, without the flags NLA_F_NESTED and NLA_F_NET_BYTEORDER.
inline uint16_t attr_type(const nlattr *attr)
{
    return attr->nla_type & NLA_TYPE_MASK;
}
inline const void *payload(const nlattr *attr)
{
    return reinterpret_cast<const char *>(attr) + NLA_HDRLEN;
}
inline void *payload(nlattr *attr)
{
    return reinterpret_cast<char *>(attr) + NLA_HDRLEN;
}
inline size_t payload_size(const nlattr *attr)
{
    return attr->nla_len - static_cast<size_t>(NLA_HDRLEN);
}

/// The value of an attribute, zero-extended if the kernel sent fewer bytes than T has.
template <class T> T get(const nlattr *attr)
{
    static_assert(std::is_trivially_copyable_v<T>);
    T value{};
    if (size_t size = payload_size(attr); size >= sizeof value)
        memcpy(&value, payload(attr), sizeof value); // a plain load
    else
        memcpy(&value, payload(attr), size);
    return value;
}

/// An unsigned attribute of one, two, four or eight bytes; 0 if it has another size.
uint64_t get_unsigned(const nlattr *attr);

/// The text of a string attribute, up to its first NUL or its end.
std::string_view get_string(const nlattr *attr);

inline std::span<const uint8_t> get_bytes(const nlattr *attr)
{
    return {static_cast<const uint8_t *>(payload(attr)), payload_size(attr)};
}

/// Calls `visit(const nlattr *)` for each attribute until it returns false, or until an attribute overruns
/// its container.
template <class F> void walk_attrs(const void *data, size_t size, F &&visit)
{
    auto *at = static_cast<const char *>(data);
    auto left = static_cast<ptrdiff_t>(size); // below 0 behind a last one without padding
    while (left >= static_cast<ptrdiff_t>(sizeof(nlattr))) {
        auto *attr = reinterpret_cast<const nlattr *>(at);
        if (attr->nla_len < sizeof(nlattr) || attr->nla_len > left || !visit(attr))
            return;
        at += NLA_ALIGN(attr->nla_len);
        left -= NLA_ALIGN(attr->nla_len);
    }
}

/// Calls `f(const nlattr *)` for each attribute in a nest, for lists that repeat one type.
template <class F> void each_attr(const nlattr *nest, F &&f)
{
    walk_attrs(payload(nest), payload_size(nest), [&](const nlattr *attr) {
        f(attr);
        return true;
    });
}

/// Attributes by type. Of a repeated type the first counts; types above `last` are ignored. The walk ends at
/// an attribute that overruns its container.
class Attrs {
  public:
    static constexpr uint16_t last = 95;
    // Types that no attribute has: of one that is never there, and of one that always seems to be. With them,
    // tables of types need no conditions.
    static constexpr uint16_t never = last + 1, always = last + 2;

    Attrs() { place_[always] = 1; }
    /// Of a message, behind its fixed header of `header_size` bytes.
    Attrs(const nlmsghdr *message, size_t header_size);
    /// Of a nest, behind a fixed header of `header_size` bytes; nullptr gives an empty set.
    explicit Attrs(const nlattr *nest, size_t header_size = 0);
    Attrs(const void *data, size_t size);

    /// The attribute, or nullptr if the kernel did not send it.
    const nlattr *operator[](uint16_t type) const { return has(type) ? at(place_[type]) : nullptr; }
    bool has(uint16_t type) const { return type <= last && place_[type] != 0; }
    /// The same for a type up to `last`, `never`, or `always`.
    bool has_listed(uint16_t type) const { return place_[type] != 0; }
    template <class T> T value(uint16_t type, T absent = {}) const
    {
        const nlattr *attr = (*this)[type];
        return attr ? get<T>(attr) : absent;
    }
    std::string_view string(uint16_t type) const
    {
        const nlattr *attr = (*this)[type];
        return attr ? get_string(attr) : std::string_view();
    }
    /// Calls `f(const nlattr *)` for each, by type.
    template <class F> void each(F &&f) const
    {
        for (uint16_t type = 0; type <= last; type++)
            if (has(type))
                f(at(place_[type]));
    }
    /// The attributes of a nest; empty if the kernel did not send it.
    Attrs nested(uint16_t type) const { return Attrs((*this)[type]); }

  private:
    void walk(const void *data, size_t size);
    const nlattr *at(uint16_t place) const
    {
        return reinterpret_cast<const nlattr *>(data_ + (place - size_t{1}) * NLA_ALIGNTO);
    }
    const char *data_ = nullptr;
    // By type: where the attribute is, in steps of NLA_ALIGNTO from data_, counted from 1; 0 if it is absent.
    // Pointers would be four times as much to clear for each message.
    std::array<uint16_t, always + 1> place_{};
};

/// The first attribute of a type behind a message's fixed header, or nullptr. Quicker than Attrs if only one
/// is wanted.
const nlattr *find_attr(const nlmsghdr *message, size_t header_size, uint16_t type);
/// The same in a nest; nullptr if there is no nest either.
const nlattr *find_attr(const nlattr *nest, uint16_t type);

/// Whether a message has room for a fixed header of `size` bytes.
inline bool has_fixed(const nlmsghdr *message, size_t size)
{
    return message->nlmsg_len >= NLMSG_LENGTH(size);
}
template <class Header> const Header *fixed(const nlmsghdr *message)
{
    return reinterpret_cast<const Header *>(reinterpret_cast<const char *>(message) + NLMSG_HDRLEN);
}

} // namespace nskit
