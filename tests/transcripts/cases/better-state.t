Waiting, and the ends of namespaces and devices: what upstream does not have.

## what-is-there-ends-the-wait
  $ ip link add v0 type veth peer name v1
  $ ip -br link wait v0 down | cut -d' ' -f1
  v0@v1
  $ ip -q link wait v0 down

## a-change-ends-the-wait
  $ (sleep .2; ip route add unreachable 192.0.2.0/24 table 77) & ip route wait 192.0.2.0/24 table 77 timeout 5s; wait
  unreachable 192.0.2.0/24 
  $ (sleep .2; ip netns add lab) & ip netns wait lab timeout 5s; wait
  lab
  $ (sleep .2; ip netns delete lab) & ip netns wait lab gone timeout 5s; wait

## the-time-is-over
  $ ip link wait dev nosuch timeout 50ms
  The time is over. There is no such link.
  [124]

## deleted-and-gone
  $ ip netns add lab; ip link add p0 type veth peer name c0 netns lab
  $ ip link peer p0
  lab c0
  $ ip netns delete lab wait && ip link show p0
  Device "p0" does not exist.
  [1]
