`ensure`, `absent` and `ip config`, which no other tool has.

## state/ensure-link
  $ ip link ensure br0 type bridge stp_state 1 up
  $ ip -j link ensure br0 type bridge stp_state 1 up
  {"changed":false,"set":[]}
  $ ip -j link ensure br0 type bridge stp_state 0
  {"changed":true,"set":["stp_state"]}
  $ ip -echo link ensure br0 mtu 1400 up
  changed mtu
  $ ip -echo link ensure br0 type bridge stp_state 1 mtu 1500 down
  changed stp_state mtu down
  $ ip -echo link ensure br0 type bridge mtu 1500
  unchanged
  $ ip link ensure br0 type bridge mtu 1500 type bridge
  Error: duplicate "type": "bridge" is the second value.
  [255]
  $ ip link ensure br0 type bridge mtu 1500 stpp 1 2>&1 | head -1
  Error: either "dev" is duplicate, or "stpp" is garbage.
  $ ip link ensure br0 type ifb
  Error: "br0" is of the kind bridge, not ifb.
  [2]
  $ ip -j link absent br0
  {"changed":true,"set":["name"]}
  $ ip -j link absent br0
  {"changed":false,"set":[]}

## state/ensure-others
  $ ip link set lo up
  $ ip -j address ensure 10.1.1.1/24 dev lo
  {"changed":true,"set":["local"]}
  $ ip -j address ensure 10.1.1.1/24 dev lo
  {"changed":false,"set":[]}
  $ ip -j route ensure 10.2.0.0/16 via 10.1.1.2 proto static
  {"changed":true,"set":["to"]}
  $ ip -j route ensure 10.2.0.0/16 via 10.1.1.3
  {"changed":true,"set":["via"]}
  $ ip route show 10.2.0.0/16
  10.2.0.0/16 via 10.1.1.3 dev lo proto static 
  $ ip -j rule ensure fwmark 5 table 101
  {"changed":true,"set":["rule"]}
  $ ip -j rule ensure fwmark 5 table 101
  {"changed":false,"set":[]}
  $ ip rule absent fwmark 5 table 101
  $ ip rule list table 101
  $ ip -j netns ensure lab
  {"changed":true,"set":["name"]}
  $ ip -j netns ensure lab
  {"changed":false,"set":[]}

## state/config
  $ no_ipv6
  $ printf '%s\n' 'link add br0 type bridge stp_state 1' 'link add p0 mtu 1400 type veth peer name c0' 'link set p0 master br0' 'link set br0 up' 'address add 10.1.1.1/24 brd + dev br0' 'rule add fwmark 0x5/0x7 lookup 101 pref 77' >lab
  $ ip config diff lab
  +link add br0 type bridge stp_state 1
  +link add p0 mtu 1400 type veth peer name c0
  +link set p0 master br0
  +link set br0 up
  +address add 10.1.1.1/24 brd + dev br0
  +rule add fwmark 0x5/0x7 lookup 101 pref 77
  [1]
  $ ip config apply lab
  6 changes
  $ ip config apply lab
  0 changes
  $ ip config diff lab
  $ ip config show dev br0
  link add br0 mtu 1400 type bridge stp_state 1
  link set dev br0 up
  address add 10.1.1.1/24 dev br0 broadcast +
  $ ip config show rule
  rule add preference 77 fwmark 0x5/0x7 table 101
  $ sed -i 's/stp_state 1/stp_state 0/' lab
  $ ip config apply lab dry-run
  +link set dev br0 type bridge stp_state 0
  $ ip -j config apply lab
  {"changes":1}
  $ echo 'address add 10.1.1.1/24 dev nowhere' >>lab
  $ sed -i 's/stp_state 0/stp_state 1/' lab
  $ ip config apply lab
  Cannot find device "nowhere"
  "address add 10.1.1.1/24 dev nowhere" of line 7 failed; what was changed before it has been undone.
  [2]
  $ ip config show link dev br0
  link add br0 mtu 1400 type bridge
  link set dev br0 up

## state/batch-in-another-namespace
  $ ip netns add red
  $ printf '%s\n' '-n red link set lo up' 'link set lo up' '-6 rule add from 2001:db8::/32 table 5' '-n red -4 address add 10.1.1.1/8 dev lo' | ip -batch -
  $ ip -n red -br address show dev lo
  lo               UNKNOWN        127.0.0.1/8 10.1.1.1/8 ::1/128 
  $ ip -6 rule list table 5
  32765:	from 2001:db8::/32 lookup 5
