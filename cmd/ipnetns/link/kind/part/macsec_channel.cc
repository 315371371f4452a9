// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/link/kind/part/macsec_channel.h"

#include <endian.h>

#include "lib/netlink/address_text.h"
#include "lib/base/number.h"

namespace nskit {

constexpr Type macsec_channel{"NUMBER",
                              [](Context &, Args &args, const Field &field, Message &message) {
                                  auto number = parse_unsigned(args.next(), UINT64_MAX, 16);
                                  if (number)
                                      message.put<uint64_t>(field.attr, htobe64(*number));
                                  return number.has_value();
                              },
                              [](Context &context, const Field &field, const Record &record) {
                                  unsigned long long number = be64toh(get<uint64_t>(record[field.attr]));
                                  context.out.string(field.word, format("%016llx", number));
                              }};

static uint16_t read_port(Args &args)
{
    auto port = parse_as<uint16_t>(args.next());
    if (!port || *port == 0)
        wrong_argument(args.previous(), port ? "expected port != 0" : "expected port");
    return htobe16(*port);
}
constexpr Type macsec_port{"NUMBER",
                           [](Context &, Args &args, const Field &field, Message &message) {
                               message.put<uint16_t>(field.attr, read_port(args));
                               return true;
                           },
                           nullptr};

struct Channel {
    uint8_t address[6];
    uint16_t port;
};
constexpr Type macsec_address{"LLADDR port NUMBER",
                              [](Context &, Args &args, const Field &field, Message &message) {
                                  Channel id{};
                                  LinkAddress owner = lladdr_from(args.next());
                                  memcpy(id.address, owner.bytes.data(), sizeof id.address);
                                  if (!args.take("port"))
                                      fail("macsec: an address needs a port");
                                  id.port = read_port(args);
                                  message.put(field.attr, id);
                                  return true;
                              },
                              nullptr};

} // namespace nskit
