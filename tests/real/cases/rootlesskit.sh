# RootlessKit makes an ordinary user root of a network behind slirp4netns: it enters by nsenter and sets the link up by ip.
is() { if eval "$2"; then echo "ok $1"; else echo "not ok $1"; cat /run/log; fi; }
useradd --create-home --uid 1000 tester
echo tester:100000:65536 | tee /etc/subuid >/etc/subgid
chmod 666 /dev/net/tun
inside() {
    setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/home/tester USER=tester XDG_RUNTIME_DIR=/home/tester timeout 60 \
        rootlesskit --net=slirp4netns --mtu=65520 --disable-host-loopback --copy-up=/etc "$@" >/run/log 2>&1
}
is "address" 'inside ip -o -4 address show dev tap0 && grep -q "inet 10.0.2.100/24" /run/log'
is "mtu" 'inside ip link show dev tap0 && grep -q "mtu 65520" /run/log'
is "default route" 'inside ip route && grep -q "^default via 10.0.2.2 dev tap0" /run/log'
is "loopback" 'inside ip -br link show dev lo && grep -q "LOOPBACK,UP" /run/log'
is "ping the gateway" 'inside ping -c 1 -W 5 10.0.2.2'
is "named namespaces" 'inside --copy-up=/run sh -c "ip netns add a && ip -n a link && ip netns delete a" && grep -q LOOPBACK /run/log'
