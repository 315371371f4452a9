# slirp4netns gives a user's network namespace a way out: made by unshare, entered by nsenter, looked at by ip.
is() { if eval "$2"; then echo "ok $1"; else echo "not ok $1"; fi; }
useradd --create-home --uid 1000 tester
user() { setpriv --reuid=1000 --regid=1000 --clear-groups -- "$@"; }
user unshare --user --map-root-user --net --mount sleep 60 &
for _ in {1..50}; do
    pid=$(pgrep -u 1000 -x sleep) && grep -q . "/proc/$pid/uid_map" && break
    sleep .1
done
inside() { user nsenter --target "$pid" --user --net --preserve-credentials -- "$@"; }
chmod 666 /dev/net/tun
user slirp4netns --configure --mtu=65520 --disable-host-loopback --ready-fd=3 "$pid" tap0 3>/run/ready &
for _ in {1..50}; do [ -s /run/ready ] && break; sleep .1; done
is "ready" '[ -s /run/ready ]'
is "address" 'inside ip -o -4 address show dev tap0 | grep -q 10.0.2.100/24'
is "mtu" 'inside ip link show tap0 | grep -q "mtu 65520"'
is "route" 'inside ip route | grep -q "^default via 10.0.2.2 dev tap0"'
is "ping the gateway" 'inside ping -c 1 -W 5 10.0.2.2 >/dev/null'
kill %2 %1
