# vpnc-script connects and disconnects, with split routes, as openconnect and vpnc call it.
ip link add eth0 type veth peer name far
ip link set far up
ip link set eth0 up
ip address add 192.0.2.2/24 dev eth0
ip route add default via 192.0.2.1
ip link add tun0 type veth peer name tun0far # stands for the tunnel device, which the VPN program has made
export TUNDEV=tun0 VPNGATEWAY=198.51.100.7 VPNPID=$$ INTERNAL_IP4_ADDRESS=10.9.0.5 INTERNAL_IP4_NETMASK=255.255.255.0 \
    INTERNAL_IP4_NETMASKLEN=24 INTERNAL_IP4_NETADDR=10.9.0.0 INTERNAL_IP4_MTU=1390 CISCO_DEF_DOMAIN=example.net
is() { if eval "$2"; then echo "ok $1"; else echo "not ok $1"; ip address; ip route; fi; }
script() { reason=$1 /usr/share/vpnc-scripts/vpnc-script; }
before=$(ip route)
is "pre-init" 'script pre-init'
is "connect, default route" 'script connect'
is "default route by the tunnel" 'ip route | grep -q "^default dev tun0"'
is "gateway by the old route" 'ip route | grep -q "^198.51.100.7 via 192.0.2.1 dev eth0"'
is "address and mtu" 'ip -o address show dev tun0 | grep -q "10.9.0.5" && [ "$(cat /sys/class/net/tun0/mtu)" = 1390 ]'
is "disconnect" 'script disconnect'
is "routes as before" '[ "$(ip route)" = "$before" ]'
export CISCO_SPLIT_INC=1 CISCO_SPLIT_INC_0_ADDR=10.20.0.0 CISCO_SPLIT_INC_0_MASK=255.255.0.0 CISCO_SPLIT_INC_0_MASKLEN=16
is "connect, split" 'script connect'
is "split route" 'ip route | grep -q "^10.20.0.0/16 dev tun0" && ip route | grep -q "^default via 192.0.2.1"'
is "disconnect, split" 'script disconnect'
is "routes as before, split" '[ "$(ip route)" = "$before" ]'
