// SPDX-License-Identifier: MIT
// What the objects over generic netlink ask of the kernel: a command line, and indented below it the flags of
// the request (as the netlink header has them, in hex) and what follows that header, as iproute2 7.1 sends
// it; or
// `[STATUS] MESSAGE` if it is refused without a request, as it should be where iproute2 sends an empty one. A
// message that ends in `...` goes on. Devices: lo is 1, eth0 7, eth1 8. The bytes are those of a
// little-endian machine.
#pragma once

namespace nskit {

constexpr const char *mptcp_requests = R"(
ip mptcp endpoint add 10.0.0.1
    5: 01010000 14000180 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 signal
    5: 01010000 1c000180 08000600 01000000 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 dev eth0 id 5 subflow backup
    5: 01010000 2c000180 05000200 05000000 08000600 06000000 08000700 07000000 06000100 02000000
        08000300 0a000001
ip mptcp endpoint add 2001:db8::1 subflow fullmesh
    5: 01010000 28000180 08000600 0a000000 06000100 0a000000 14000400 20010db8 00000000 00000000
        00000001
ip mptcp endpoint add 10.0.0.1 port 8080 signal
    5: 01010000 24000180 08000600 01000000 06000500 901f0000 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 laminar
    5: 01010000 1c000180 08000600 20000000 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 implicit
    5: 01010000 1c000180 08000600 10000000 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 nobackup
    5: 01010000 14000180 06000100 02000000 08000300 0a000001
ip mptcp endpoint add 10.0.0.1 10.0.0.2
    5: 01010000 14000180 06000100 02000000 08000300 0a000002
ip mptcp endpoint add any
    5: 01010000 10000180 06000100 00000000 04000400
ip mptcp endpoint change id 5 backup
    5: 07010000 14000180 05000200 05000000 08000600 04000000
ip mptcp endpoint change id 5 nobackup
    5: 07010000 0c000180 05000200 05000000
ip mptcp endpoint change 10.0.0.1 port 8080 fullmesh
    5: 07010000 24000180 08000600 08000000 06000500 901f0000 06000100 02000000 08000300 0a000001
ip mptcp endpoint change
    5: 07010000 04000180
ip mptcp endpoint delete id 5
    5: 02010000 0c000180 05000200 05000000
ip mptcp endpoint delete id 0 10.0.0.1
    5: 02010000 1c000180 05000200 00000000 06000100 02000000 08000300 0a000001
ip mptcp endpoint show
    301: 03010000
ip mptcp endpoint show id 5
    1: 03010000 0c000180 05000200 05000000
ip mptcp endpoint show 10.0.0.1
    1: 03010000 14000180 06000100 02000000 08000300 0a000001
ip mptcp endpoint flush
    5: 04010000
ip mptcp limits set subflows 4 add_addr_accepted 3
    5: 05010000 08000200 03000000 08000300 04000000
ip mptcp limits set subflows 4
    5: 05010000 08000300 04000000
ip mptcp limits set
    5: 05010000
ip mptcp limits show
    1: 06010000
)";

} // namespace nskit
