# wg-quick brings up two ends of a WireGuard tunnel (in user space: wireguard-go), one of which takes all traffic, by rules.
is() { if eval "$2"; then echo "ok $1"; else echo "not ok $1"; ip address; ip rule; ip route show table all; fi; }
ip netns add far
ip link add near0 type veth peer name far0 netns far
ip address add 192.0.2.1/24 dev near0
ip -n far address add 192.0.2.2/24 dev far0
ip link set near0 up
ip -n far link set far0 up
ip route add default via 192.0.2.2

key() { wg genkey | tee "/run/$1.key" | wg pubkey >"/run/$1.pub"; }
key wgnear
key wgfar
cat >/run/wgnear.conf <<END
[Interface]
PrivateKey = $(cat /run/wgnear.key)
Address = 10.8.0.1/24, fd08::1/64
PostUp = ip route add 203.0.113.0/24 dev %i metric 7
[Peer]
PublicKey = $(cat /run/wgfar.pub)
Endpoint = 192.0.2.2:51820
AllowedIPs = 0.0.0.0/0, ::/0
END
cat >/run/wgfar.conf <<END
[Interface]
PrivateKey = $(cat /run/wgfar.key)
Address = 10.8.0.2/24, fd08::2/64
ListenPort = 51820
MTU = 1380
[Peer]
PublicKey = $(cat /run/wgnear.pub)
AllowedIPs = 10.8.0.1/32, fd08::1/128
END
before=$(ip rule; ip -6 rule; ip route; ip -6 route)
is "up at the far end" 'ip netns exec far wg-quick up /run/wgfar.conf'
is "up" 'wg-quick up /run/wgnear.conf'
is "mtu, of the route to the peer" '[ "$(cat /sys/class/net/wgnear/mtu)" = 1420 ]'
is "mtu, as told" 'ip -n far link show wgfar | grep -q "mtu 1380"'
is "addresses" 'ip -br address show dev wgnear | grep -q "10.8.0.1/24 fd08::1/64"'
is "rules" 'ip rule | grep -q "not from all fwmark 0xca6c lookup 51820" && ip rule | grep -q suppress_prefixlength'
is "all goes through the tunnel" 'ip route get 198.51.100.1 | grep -q "dev wgnear table 51820"'
is "but for the tunnel itself" 'ip route get 192.0.2.2 | grep -q "dev near0"'
is "route of the hook" 'ip route | grep -q "^203.0.113.0/24 dev wgnear .*metric 7"'
is "ping" 'ping -c 1 -W 5 10.8.0.2 >/dev/null'
is "ping, IPv6" 'ping -c 1 -W 5 fd08::2 >/dev/null'
is "save" 'wg-quick save /run/wgnear.conf && grep -q "^Address = 10.8.0.1/24" /run/wgnear.conf'
is "down" 'wg-quick down /run/wgnear.conf'
is "rules and routes as before" '[ "$(ip rule; ip -6 rule; ip route; ip -6 route)" = "$before" ]'
ip netns exec far wg-quick down /run/wgfar.conf
