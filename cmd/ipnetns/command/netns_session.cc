// SPDX-License-Identifier: MIT
#include "cmd/ipnetns/command/netns_session.h"

#include <sched.h>

#include "lib/namespace/namespace.h"

namespace nskit {

NetnsSession::NetnsSession(const GlobalOptions &options, const std::string &name)
    : name_(name), session_(options)
{
    const NamespaceType &type = namespace_type(CLONE_NEWNET);
    if (!NamespaceReturn(type).is_possible()) // else it would end in the middle of its work
        fail_errno("Cannot go back to the own namespace 'ns/%s'", type.name);
    within([&] { session_.socket(); });
}

void NetnsSession::within(FunctionRef<void()> f)
{
    NamespaceReturn back(namespace_type(CLONE_NEWNET));
    enter_netns(name_.c_str());
    f();
    back.go_back();
}

} // namespace nskit
