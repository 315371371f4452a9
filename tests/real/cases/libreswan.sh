# Libreswan's scripts: _updown.xfrm sets up and takes down the route and the source address of a tunnel; look and show read states and
# policies. No daemon runs.
is() { if eval "$2"; then echo "ok $1"; else echo "not ok $1"; ip address; ip route; fi; }
scripts=/usr/libexec/ipsec
ip link set lo up
ip link add v0 type veth peer name v1
ip link set v0 up
ip link set v1 up
ip address add 192.0.2.1/24 dev v0
ip address add 10.1.0.1/24 dev v0
ip route add default via 192.0.2.254
tunnel="tmpl src 192.0.2.1 dst 192.0.2.2 proto esp reqid 16389 mode tunnel"
ip xfrm policy add src 10.1.0.0/24 dst 10.2.0.0/24 dir out priority 2000 $tunnel
ip xfrm policy add src 10.2.0.0/24 dst 10.1.0.0/24 dir in priority 2000 $tunnel

export PLUTO_CONNECTION=c PLUTO_CONN_ADDRFAMILY=ipv4 PLUTO_INTERFACE=v0 PLUTO_NEXT_HOP=192.0.2.254 PLUTO_STACK=xfrm \
    PLUTO_ME=192.0.2.1 PLUTO_MY_CLIENT=10.1.0.0/24 PLUTO_MY_CLIENT_NET=10.1.0.0 PLUTO_MY_CLIENT_MASK=255.255.255.0 \
    PLUTO_PEER=192.0.2.2 PLUTO_PEER_CLIENT=10.2.0.0/24 PLUTO_PEER_CLIENT_NET=10.2.0.0 PLUTO_PEER_CLIENT_MASK=255.255.255.0 \
    PLUTO_MY_SOURCEIP=10.1.0.77 PLUTO_MY_PROTOCOL=0 PLUTO_PEER_PROTOCOL=0 PLUTO_CONN_POLICY=RSASIG PLUTO_NM_CONFIGURED=0
updown() { PLUTO_VERB=$1 sh $scripts/_updown.xfrm; }
for verb in prepare-client route-client up-client; do is "$verb" "updown $verb"; done
is "source address" 'ip -o address show dev lo | grep -q "10.1.0.77/32"'
is "route" 'ip route | grep -qx "10.2.0.0/24 via 192.0.2.254 dev v0 src 10.1.0.77 "'
is "look" 'bash $scripts/look | grep -q "src 10.1.0.0/24 dst 10.2.0.0/24"'
is "show: encrypted" 'python3 $scripts/show 10.2.0.5 | grep -q "10.1.0.0/24 <=> 10.2.0.0/24"'
is "show: not encrypted" 'python3 $scripts/show 10.9.0.5 | grep -q "would not be encrypted"'
for verb in down-client unroute-client; do is "$verb" "updown $verb"; done
is "no route" '! ip route | grep -q 10.2.0.0'
is "no source address" '! ip -o address show dev lo | grep -q 10.1.0.77'
