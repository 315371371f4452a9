// SPDX-License-Identifier: MIT
// What unshare, nsenter and ip netns exec run in the benchmark: the cheapest program.
int main()
{
}
