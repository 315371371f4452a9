# The kernel's own netfilter selftests (of the 6.1 source package), those that a kernel without modules can run.
cd /opt/selftests/netfilter || exit
if ! unshare --net ip link add dummy0 type dummy 2>/dev/null; then sed -i 's/type dummy/type ifb/' ./*.sh; fi # as in selftests.sh
for script in nft_nat.sh nft_fib.sh nft_meta.sh nft_nat_zones.sh nft_zones_many.sh nft_conntrack_helper.sh nf_nat_edemux.sh \
    rpath.sh conntrack_icmp_related.sh conntrack_tcp_unreplied.sh conntrack_vrf.sh ipip-conntrack-mtu.sh ipvs.sh \
    nft_flowtable.sh nft_synproxy.sh bridge_brouter.sh; do
    timeout 600 bash "./$script" >/run/log 2>&1 </dev/null
    status=$?
    case $status in
    0) echo "ok $script" ;;
    4) echo "skipped $script: $(tail -n 1 /run/log)" ;;
    *) cat /run/log; echo "not ok $script" ;;
    esac
done
