# dhclient's script sets up what a DHCP server hands out: addresses with lifetimes, a default route, an MTU, static routes.
is() { if eval "$2"; then echo "ok $1"; else echo "not ok $1"; ip address; ip route; fi; }
ip netns add server
ip link add eth0 type veth peer name eth1 netns server
ip -n server address add 192.0.2.1/24 dev eth1
ip -n server address add 2001:db8::1/64 dev eth1 nodad
ip -n server link set eth1 up
cat >/run/dnsmasq.conf <<'END'
port=0
interface=eth1
dhcp-range=192.0.2.100,192.0.2.150,1h
dhcp-range=2001:db8::100,2001:db8::150,64,1h
dhcp-option=option:router,192.0.2.1
dhcp-option=option:dns-server,192.0.2.53
dhcp-option=option:mtu,1400
dhcp-option=option:classless-static-route,198.51.100.0/24,192.0.2.7,0.0.0.0/0,192.0.2.1
dhcp-leasefile=/run/server.leases
END
ip netns exec server dnsmasq --conf-file=/run/dnsmasq.conf --pid-file=/run/dnsmasq.pid --user=root
ip link set eth0 up
: >/etc/resolv.conf
client() { timeout 60 dhclient -v -pf "/run/dhclient$1.pid" -lf "/run/dhclient$1.leases" "$@" eth0; }
is "lease" 'client -4 -1'
is "address, with the lease's lifetime" 'ip -4 address show dev eth0 |
    grep -A 1 "inet 192.0.2.1[0-5][0-9]/24 brd 192.0.2.255 scope global dynamic eth0" | grep -qE "valid_lft 3(600|5[0-9]{2})sec"'
is "default route" 'ip route | grep -q "^default via 192.0.2.1 dev eth0"'
is "mtu" '[ "$(cat /sys/class/net/eth0/mtu)" = 1400 ]'
is "name server" 'grep -qx "nameserver 192.0.2.53" /etc/resolv.conf'
is "ping the gateway" 'ping -c 1 -W 5 192.0.2.1 >/dev/null'
is "release" 'client -4 -r'
is "nothing left" '[ -z "$(ip -4 address show dev eth0)" ] && [ -z "$(ip route)" ]'
ip link set eth0 up
until ip -6 address show dev eth0 scope link | grep -q inet6 && ! ip -6 address show dev eth0 tentative | grep -q .; do sleep .1; done
is "lease, IPv6" 'client -6 -1'
is "address, IPv6" 'ip -6 address show dev eth0 | grep -q "inet6 2001:db8::1[0-5][0-9a-f]/128 scope global .*dynamic"'
is "release, IPv6" 'client -6 -r'
is "nothing left, IPv6" '! ip -6 address show dev eth0 scope global | grep -q .'
kill "$(cat /run/dnsmasq.pid)"
