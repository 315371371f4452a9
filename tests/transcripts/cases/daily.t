Namespaces in daily use, sandboxes, the home of `ip -user`, and configurations in one picture: what upstream does not have.

## who
  $ ip netns add lab
  $ ip netns who lab
  mount   /run/netns/lab (pid 1)
  Processes outside of this PID namespace cannot be seen.
  $ ip -j netns who lab 2>/dev/null | sed 's/"inode":[0-9]*/"inode":N/'
  [{"netns":"lab","inode":N,"holders":[{"type":"mount","pid":1,"command":"bash","path":"/run/netns/lab"}]}]
  $ ip netns who nosuch
  Cannot open network namespace "nosuch": No such file or directory
  [1]

## delete
  $ ip netns add lab; ip netns exec lab sleep 100 & eventually ip netns wait lab timeout 0; eventually sh -c '[ -n "$(ip netns pids lab)" ]'
  $ ip netns delete lab wait 200ms 2>&1 | sed 's/[0-9][0-9]*/N/g'
  lab: not gone after N.N s: held by process N sleep
  $ kill %1; wait; ip netns wait lab gone; ip netns add a; ip netns add b; ip -all netns delete wait; ip netns list
  $ ip netns add c; ip -n c link add v0 type veth peer name v1; ip netns delete c wait force; ip netns list
  $ ip netns attach own $$; ip netns delete own wait
  Network namespace "own" is that of this process: its name can be deleted, but not with wait or force.
  [1]

## peer
  $ ip netns add lab; ip link add p0 type veth peer name c0 netns lab
  $ ip link peer p0; ip -j link peer p0 | sed 's/"inode":[0-9]*/"inode":N/'; ip -n lab link peer c0
  lab c0
  [{"netns":"lab","inode":N,"ifindex":2,"ifname":"c0"}]
  host p0
  $ ip link add mv0 link p0 type macvlan; ip link peer mv0
  host p0
  $ ip link peer lo
  Device "lo" has no other end.
  [1]

## topology
  $ no_ipv6; ip netns add red; ip link add br0 type bridge; ip link add p0 type veth peer name c0 netns red; ip link set p0 master br0; ip -n red address add 10.1.1.2/24 dev c0
  $ ip netns topology red
  red
    lo                 DOWN
    c0         veth    DOWN   10.1.1.2/24 -- p0 @host (port of br0)
  $ ip netns topology dot | head -3
  graph netns {
    rankdir=LR;
    node [shape=box];
  $ ip -j netns topology red | sed 's/"inode":[0-9]*/"inode":N/' | cut -c1-50
  [{"netns":"red","inode":N,"links":[{"ifindex":1,"i

## exec
  $ for i in r1 r2 s1; do ip netns add $i; done
  $ ip netns exec 'r*' ip netns identify | sort
  r1
  r2
  $ ip netns exec 'r*' -label ip netns identify | sort
  r1: r1
  r2: r2
  $ ip -all netns exec -jobs 3 ip netns identify | sort
  r1
  r2
  s1
  $ ip -j netns exec 's*' sh -c 'echo out; echo err >&2; exit 3'
  [{"netns":"s1","status":3,"stdout":"out\n","stderr":"err\n"}]
  [3]
  $ ip netns exec 'x*' true
  No network namespace matches "x*".
  [1]

## home
  $ as_user ip -user netns add lab
  $ as_user ip -user netns list
  lab
  $ as_user ip -user netns exec lab id -u
  0
  $ as_user ip -user -n lab -br link
  lo               DOWN           00:00:00:00:00:00 <LOOPBACK> 
  $ as_user ip -user -all netns delete
  $ as_user ip -user netns list

## unshare
  $ unshare --init sh -c 'echo $$; kill -TERM $$'
  2
  Terminated
  [143]
  $ unshare --uts --hostname lab hostname
  lab
  $ unshare --net --loopback ip -br link
  lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP> 
  $ unshare --no-new-privs grep NoNewPrivs /proc/self/status
  NoNewPrivs:	1
  $ unshare --net --setup 'ip link add d0 type ifb' ip -br link show d0 | cut -d' ' -f1
  d0
  $ unshare --net --setup 'exit 7' echo never
  unshare: --setup failed with status 7
  [1]
  $ unshare --net --ready-fd 3 true 3>ready; od -c ready | head -1
  0000000  \n
  $ echo | unshare --net --block-fd 0 echo started
  started
  $ unshare --net --block-fd 0 echo never </dev/null
  unshare: --block-fd was closed without a byte: the program is not started
  [1]
  $ unshare --fork --pid --info-fd 3 true 3>info; sed 's/[0-9][0-9]*/N/g' info
  {"child-pid":N,"user-namespace":N,"cgroup-namespace":N,"ipc-namespace":N,"uts-namespace":N,"net-namespace":N,"pid-namespace":N,"mnt-namespace":N,"time-namespace":N}

## wait
  $ ip link set lo up; ip -br link wait dev lo up lower-up | cut -d' ' -f1
  lo
  $ ip address wait dev lo ready timeout 2s | head -1 | cut -c1-6
  1: lo:
  $ ip neigh wait 10.0.0.1 timeout 0
  The time is over. There is no such neighbour.
  [124]
  $ ip nexthop add id 5 blackhole; ip nexthop wait id 5
  id 5 blackhole 
  $ ip rule wait pref 7 gone
  $ ip netns wait lab timeout 10ms
  The time is over. There is no such network namespace.
  [124]
  $ ip netns add lab; ip netns wait lab empty
  lab

## config
  $ printf '%s\n' 'link add vx0 type vxlan id 5 dstport 4789' 'link property add dev vx0 altname one' 'token set ::5 dev vx0' 'maddress add 01:00:5e:00:00:09 dev vx0' >lab
  $ ip config apply lab
  4 changes
  $ ip config show dev vx0
  link add vx0 type vxlan id 5 dstport 4789 learning
  link property add dev vx0 altname one
  token set ::5 dev vx0
  maddress add <mac> dev vx0
  $ sed -i 's/id 5/id 6/; 3d' lab; ip config diff lab only dev vx0
  Error: "id" of link vx0 cannot be changed, only a new one can have it.
  With "prune", line 1 would make a new one.
  [2]
  $ ip config diff lab only dev vx0 prune
  -link delete dev vx0
  +link add vx0 type vxlan id 6 dstport 4789
  +link property add dev vx0 altname one
  +maddress add <mac> dev vx0
  [1]
  $ ip -j config apply lab only dev vx0 prune
  {"changes":4}
  $ ip link ensure vx0 type vxlan id 7
  Error: "id" of link vx0 cannot be changed, only a new one can have it.
  [2]
  $ ip token list dev vx0; ip config apply lab prune
  token :: dev vx0
  Error: "prune" without "only" would delete what the file does not name from the network namespace of init.
  [2]

## monitor
  $ ip -j monitor link resync >told & eventually sleep .3; ip link add d0 type ifb; eventually grep -q d0 told; kill %1; wait; grep -o '"event":"LINK"' told | head -1
  "event":"LINK"
