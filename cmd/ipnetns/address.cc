// SPDX-License-Identifier: MIT
// ip address: its verbs. What an address is made of stands in address_fields.cc, how it is read in
// address_parse.cc, which ones are meant in address_filter.cc.
#include "ip_address.h"
#include "objects.h"

namespace nskit {

std::string address_usage()
{
    return "Usage: ip address { add | change | replace } PREFIX dev DEV\n"
           "       ip address delete PREFIX dev DEV";
}

static void help(Session &, Args &)
{
    usage(address_usage());
}

static constexpr Command verbs[] = {
    {"add", address_add},         {"change", address_change, "chg"},
    {"replace", address_replace}, {"delete", address_delete},
    {"list", address_show},       {"show", address_show},
    {"lst", address_show},        {"help", help},
};

void ip_addr(Session &session, Args &args)
{
    run_verb(session, args, verbs, "address", address_show);
}

} // namespace nskit
