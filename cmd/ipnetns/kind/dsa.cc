// SPDX-License-Identifier: MIT
// A port of an Ethernet switch that the kernel drives.
#include "kinds.h"

namespace nskit {

static constexpr Type conduit{"DEV",
                              [](Session &session, Args &args, const Field &field, Message &message) {
                                  auto index = session.links().index(args.next());
                                  if (index)
                                      message.put<int>(field.attr, *index);
                                  return index.has_value();
                              },
                              show_device};

static constexpr Field fields[] = {
    {.word = "conduit",
     .attr = IFLA_DSA_MASTER,
     .type = conduit,
     .also = "master",
     .wrong = "Device does not exist"},
};
constexpr Kind dsa{.name = "dsa", .fields = {fields}, .about = "a port of a switch"};

} // namespace nskit
