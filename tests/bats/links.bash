# SPDX-License-Identifier: MIT
# What the files about links share: the installed ip (6.1) beside ours on the same links. Differences that are meant are taken
# out here, by name, and no others:
#
#   "  allmulti"                      6.1 has two blanks in front, since 6.4 one
#   netns-immutable                   since 6.17
#   gso_ipv4_max_size, gro_...        since 6.3
#   of a bridge                       fdb_n_learned, fdb_max_learned since 6.7; mst_enabled 6.11; mcast_querier_ipv4_... 6.13;
#                                     mdb_offload_fail_notification 6.17; fdb_local_vlan_0 6.18; stp_mode after 7.1
#   of a port                         mab since 6.2, neigh_vlan_suppress 6.4, backup_nhid 6.6, neigh_forward_grat after 7.1
#   of a macvlan                      bclim since 6.4
#   of a vxlan                        reserved_bits since 6.14, localbypass 6.5, mcroute 6.17. Since 6.4 text names switches as
#                                     JSON does, behind the rest, and leaves out those with their defaults; JSON has all of
#                                     them; gbp and gpe are null instead of true
#   ..._timer                         of bridges and ports run while we look

NEWER='netns-immutable|[a-z_]*_ipv4_max_size|fdb_n_learned|fdb_max_learned|mst_enabled|mcast_querier_(state_)?ipv[46][a-z_]*'
NEWER+='|mdb_offload_fail_notification|fdb_local_vlan_0|stp_mode|mab|neigh_vlan_suppress|neigh_forward_grat|backup_nhid'
NEWER+='|bclim|reserved_bits'
SWITCHES='external|vnifilter|learning|proxy|rsc|l2miss|l3miss|udp_csum|udp_zero_csum6_tx|udp_zero_csum6_rx|remcsum_tx'
SWITCHES+='|remcsum_rx|localbypass|mcroute'

# as_text, as_json: stdin without the above. The words of a vxlan are sorted.
as_text() {
    sed -E "s/is a garbage/is garbage/; s/  allmulti/ allmulti/; s/_timer +[0-9.]+/_timer/g; s/netns-immutable //; s/ ($NEWER) +[^ ]+//g
        s/udpcsum/udp_csum/; s/udp6zerocsum([rt]x)/udp_zero_csum6_\1/g; s/remcsum([rt]x)/remcsum_\1/g
        /vxlan /s/ (udp_csum|noudp_zero_csum6_[rt]x)( |$)/ /; /vxlan /s/ noudp_zero_csum6_[rt]x / /
        /vxlan /s/ noudp_zero_csum6_[rt]x / /" | while IFS= read -r line; do
        case $line in
        *"vxlan "*srcport*) tr ' ' '\n' <<<"$line" | sort ;;
        *) echo "$line" ;;
        esac
    done
}
as_json() { jq -c --arg newer "$NEWER" --arg switches "$SWITCHES" -f "$NSKIT_SOURCE/tests/bats/as_json.jq"; }
comparable() {
    local said
    said=$(cat)
    case " $* " in
    *" -j "*) if [[ $said == "["* ]]; then as_json <<<"$said"; else echo "$said"; fi ;; # an error is a text
    *) as_text <<<"$said" ;;
    esac
}

# link_alike DEV: there is such a link, and both programs print the same of it as text and JSON with all details.
link_alike() {
    ip link show "$1" >/dev/null && same -d link show dev "$1" && same -d -j link show dev "$1" && same -o -d link show dev "$1"
}

# every_link_goes [-n NAMESPACE]: deletes all links but lo at once, which is quicker than one by one.
every_link_goes() {
    "$REFERENCE" "$@" -j link | jq -r '.[].ifname | select(. != "lo") | "link set dev \(.) group 77"' |
        "$REFERENCE" "$@" -batch -
    "$REFERENCE" "$@" link delete group 77 2>/dev/null || true # an empty group is an error
}
