# ifup and ifdown of a veth with an address of each family, a default route and a hook.
cat >/etc/network/interfaces <<'END'
auto lo
iface lo inet loopback

iface veth0 inet static
    pre-up ip link add veth0 type veth peer name veth1 || true
    address 192.0.2.2/24
    gateway 192.0.2.1
    mtu 1400
    up ip link set dev veth1 up

iface veth0 inet6 static
    address 2001:db8::2/64
    dad-attempts 0
    post-down ip link delete veth0 || true
END
is() { if eval "$2"; then echo "ok $1"; else echo "not ok $1"; ip address; ip route; fi; }
is "ifup lo" 'ifup lo'
is "ifup" 'ifup veth0'
is "address" 'ip -o -4 address show dev veth0 | grep -q "inet 192.0.2.2/24 brd 192.0.2.255"'
is "second family" 'ip -o -6 address show dev veth0 | grep -q "inet6 2001:db8::2/64"'
is "route" 'ip route | grep -q "^default via 192.0.2.1 dev veth0"'
is "mtu" '[ "$(cat /sys/class/net/veth0/mtu)" = 1400 ]'
is "ifdown" 'ifdown veth0'
is "gone" '! [ -e /sys/class/net/veth0 ]'

# Tunnels, as far as the kernel makes them: what `ip tunnel` answers is shown, too.
cat >/etc/network/interfaces <<'END'
iface tun0 inet tunnel
    mode gre
    address 10.9.0.1
    netmask 255.255.255.252
    endpoint 192.0.2.77
    local 192.0.2.9
    ttl 64
    mtu 1380

iface he6 inet6 v4tunnel
    address 2001:db8:1::2
    netmask 64
    endpoint 192.0.2.79
    local 192.0.2.9
    ttl 255
END
for name in tun0 he6; do
    is "$name: $(ifup -v --ignore-errors $name 2>&1 | tr '\n' ';')" true
    is "$name down: $(ifdown -v --ignore-errors $name 2>&1 | tr '\n' ';')" true
done
