# The kernel's own network selftests (of the 6.1 source package): those that need only ip and Debian's packages.
# A script that lists its tests counts as that many; any other counts as one. If the kernel has no dummy devices, ifb stands
# in: it too is an Ethernet device that drops what it is given.
cd /opt/selftests/net || exit
if ! unshare --net ip link add dummy0 type dummy 2>/dev/null; then sed -i 's/type dummy/type ifb/' ./*.sh; fi
# It ends its monitors the moment the command is back, a race that a fast ip loses.
sed -i 's/^\tkill \$mpid$/\tsleep .3\n&/' fib_nexthops.sh

# results SCRIPT STATUS <LOG: what the script says of its tests, and without that what its exit status says of it.
results() {
    sed -E 's/\x1b\[[0-9;]*m//g; s/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/UUID/' | awk -v script="$1" -v status="$2" '
        function result(word, name) {
            sub(/^ *TEST: */, "", name)
            gsub(/[ \t]+/, " ", name)
            gsub(/^ |[ .]+$/, "", name)
            total++
            print word, script ": " name (seen[name]++ ? " (" seen[name] ")" : "")
        }
        sub(/\[ *OK *\] *$/, "") { result("ok", $0) }
        sub(/\[ *FAIL *\] *$/, "") { result("not ok", $0) }
        sub(/^PASS: /, "") { result("ok", $0) }
        sub(/^FAIL: /, "") { result("not ok", $0) }
        END { if (!total) print (status == 0 ? "ok " : status == 4 ? "skipped " : "not ok ") script }'
}

for script in altnames arp_ndisc_evict_nocarrier arp_ndisc_untracked_subnets fib_nexthop_multiprefix fib_nexthop_nongw \
    fib_nexthops fib_rule_tests fib_tests icmp icmp_redirect l2_tos_ttl_inherit ndisc_unsolicited_na_test pmtu \
    route_localnet rtnetlink test_vxlan_fdb_changelink test_vxlan_vnifiltering traceroute vrf_route_leaking; do
    timeout 600 unshare --net --mount sh -c 'ip link set lo up && exec bash "$1"' sh "./$script.sh" >/run/log 2>&1 </dev/null
    status=$?
    echo "--- $script"
    cat /run/log
    results "$script" "$status" </run/log
done
