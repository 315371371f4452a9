// SPDX-License-Identifier: MIT
#include "fuzz/attributes.h"

#include <cstdint>
#include <cstring>
#include <linux/netlink.h>
#include <optional>
#include <vector>

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

namespace nskit::fuzz {

namespace {

struct Node {
    uint16_t type;
    std::string value; ///< in front of the attributes inside, if there are any
    std::vector<Node> inside;
    std::optional<uint16_t> lie; ///< another length than its own
};

std::optional<std::vector<Node>> read_nodes(std::string_view bytes, int depth);

Node read_node(uint16_t type, std::string_view value, int depth)
{
    // A header may stand in front of the attributes of a nest: ifinfomsg in VETH_INFO_PEER.
    for (size_t header : {0, 4, 8, 16})
        if (depth < 8 && value.size() >= header + sizeof(nlattr))
            if (auto inside = read_nodes(value.substr(header), depth + 1))
                return {type, std::string(value.substr(0, header)), std::move(*inside), {}};
    return {type, std::string(value), {}, {}};
}

/// The attributes that fill these bytes; nullopt if the bytes are none.
std::optional<std::vector<Node>> read_nodes(std::string_view bytes, int depth)
{
    std::vector<Node> nodes;
    while (!bytes.empty()) {
        nlattr attr;
        if (bytes.size() < sizeof attr)
            return std::nullopt;
        memcpy(&attr, bytes.data(), sizeof attr);
        if (attr.nla_len < sizeof attr || attr.nla_len > bytes.size() ||
            (attr.nla_type & NLA_TYPE_MASK) > 128)
            return std::nullopt;
        nodes.push_back(
            read_node(attr.nla_type, bytes.substr(sizeof attr, attr.nla_len - sizeof attr), depth));
        bytes.remove_prefix(std::min<size_t>(NLA_ALIGN(attr.nla_len), bytes.size()));
    }
    return nodes;
}

std::string written(const std::vector<Node> &nodes)
{
    std::string bytes;
    for (const Node &node : nodes) {
        const std::string value = node.value + written(node.inside);
        const nlattr attr{node.lie.value_or(static_cast<uint16_t>(sizeof(nlattr) + value.size())), node.type};
        bytes.append(reinterpret_cast<const char *>(&attr), sizeof attr).append(value);
        bytes.resize(NLA_ALIGN(bytes.size()));
    }
    return bytes;
}

void mutate(std::string &value)
{
    const size_t size = value.size();
    value.resize(size + 32);
    value.resize(LLVMFuzzerMutate(reinterpret_cast<uint8_t *>(value.data()), size, size + 32));
}

Node new_node(std::minstd_rand &random)
{
    static constexpr size_t sizes[] = {0, 1, 2, 4, 4, 6, 8, 16, 20};
    Node node{
        static_cast<uint16_t>(random() % 70), std::string(sizes[random() % std::size(sizes)], '\1'), {}, {}};
    if (!node.value.empty())
        mutate(node.value);
    return node;
}

/// Changes one of the nodes, or goes into one.
void change(std::vector<Node> &nodes, std::minstd_rand &random)
{
    if (nodes.empty()) {
        nodes.push_back(new_node(random));
        return;
    }
    const size_t at = random() % nodes.size();
    Node &node = nodes[at];
    if (!node.inside.empty() && random() % 4)
        return change(node.inside, random);
    switch (random() % 10) {
    case 0:
        node.type = static_cast<uint16_t>(node.type + random() % 5 - 2);
        break;
    case 1:
        node.type ^= NLA_F_NESTED;
        break;
    case 2:
        nodes.push_back(node);
        break;
    case 3:
        nodes.erase(nodes.begin() + static_cast<ptrdiff_t>(at));
        break;
    case 4:
        nodes.push_back(new_node(random));
        break;
    case 5:
        node.inside.push_back(new_node(random));
        break;
    case 6:
        node.lie = static_cast<uint16_t>(random() % 64);
        break;
    default:
        mutate(node.value);
    }
}

} // namespace

std::string change_attributes(std::string_view body, std::minstd_rand &random)
{
    for (size_t header : {16, 12, 8, 4, 20, 24, 224, 168, 0})
        if (body.size() > header + sizeof(nlattr))
            if (auto nodes = read_nodes(body.substr(header), 0)) {
                std::string front(body.substr(0, header));
                if (!front.empty() && random() % 8 == 0)
                    mutate(front);
                else
                    change(*nodes, random);
                front.resize(front.empty() ? 0 : header);
                return front + written(*nodes);
            }
    std::string bytes(body);
    mutate(bytes);
    return bytes;
}

} // namespace nskit::fuzz
