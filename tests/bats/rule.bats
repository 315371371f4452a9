#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# bats file_tags=text
# ip rule and ip mrule: every verb, compared with the installed ip.

load helpers
load twins
load manual

setup() { make_twins; }
teardown() { take_twins_away; }

# Rules of every sort, those that the installed ip knows.
rules() {
    cat <<'EOF'
rule add from 10.0.0.1 to 1.2.3.0/24 tos 0x10 priority 1001
rule add from 10.0.0.0/8 table 100 pref 1002
rule add from all to any table 100 pref 1003
rule add to 10.8/16 table 300 pref 1004 protocol static
rule add fwmark 0x10/0xff order 1005
rule add fwmark 0/0xff table 100 pref 1006
rule add fwmark 5 table 100 pref 1007
rule add dev lo oif nosuch table 100 pref 1008
rule add iif nosuch lookup 7 pref 1009
rule add not from 10.0.0.0/8 unreachable pref 1010
rule add goto 40000 pref 1011
rule add goto 1013 pref 1012
rule add l3mdev pref 1013 protocol 77
rule add uidrange 100-200 pref 1014
rule add ipproto tcp sport 80 dport 1000-2000 table 100 pref 1015
rule add ipproto 250 table 100 pref 1016
rule add lookup main suppress_prefixlength 0 pref 1017
rule add table main sup_pl 24 sup_group 5 pref 1018
rule add table main realms 3/4 pref 1019
rule add nop pref 1020
rule add type blackhole pref 1021
rule add prohibit pref 1022
rule add throw dsfield 4 pref 1023
rule add tun_id 0x1234567890 table 100 pref 1024
rule add table 4294967295 pref 1025
rule add table 0 pref 1026
rule add unicast pref 1027
rule add type nat pref 1028
rule add table 100
rule add table 101 pref 0
EOF
}
rules6() {
    cat <<'EOF'
-6 rule add from 2001:db8::/48 to 2001:db8:1::1 table 5 pref 1001
-6 rule add from ::/0 fwmark 7 iif lo table 5 pref 1002
-6 rule add to 2000::/3 prohibit pref 1003 protocol static
-6 rule add ipproto ipv6-icmp not table 300 pref 1004
-6 rule add goto 5000 pref 1005
-6 rule add dsfield 7 table 5 pref 1006
EOF
}

@test "rules are added as the installed ip adds them, and shown as it shows them" {
    same_lines < <(rules)
    same_lines < <(rules6)
    for options in "" -d -N "-d -N" -o -s -j "-j -d" "-p -j" -4 -6 "-6 -d" "-6 -j"; do
        # The newest ip shows masks of ports in JSON.
        # shellcheck disable=SC2086
        diff <(theirs $options rule) <(ours $options rule | sed -E 's/"[sd]port_mask": ?"0xffff",?//' | grep -v '^ *$') >&2
        # shellcheck disable=SC2086
        diff <("$REFERENCE" -n ours $options rule) <(theirs $options rule) >&2
    done
    [ "$(ours rule | wc -l)" -eq 33 ]
}

@test "every verb by its abbreviations" {
    same_lines <<'EOF'
ru a table 5 pref 5
rule ad table 5 pref 6
rule l
rule li
rule ls
rule lst
rule s
rule sh
rule d pref 5
rule del pref 6
rule f table 5
rule frob
rule addd
EOF
    same rule
}

@test "delete removes the rule that matches all words" {
    same_lines < <(rules | grep -v ' NAT ')
    same_lines <<'EOF'
rule del pref 1007
rule del pref 1007
rule del from 10.0.0.0/8 table 101
rule del from 10.0.0.0/8 table 100
rule del blackhole
rule del goto 40000
rule del l3mdev
rule del fwmark 0x10/0xff
rule del not
rule del unreachable
rule del tos 0x10
rule del iif nosuch
rule del uidrange 100-200
rule del nosuch
rule del
rule
EOF
}

@test "errors have the installed ip's words and status" {
    same_lines <<'EOF'
rule add
rule add table
rule add frob
rule add type
rule add type frob
rule add type from 1.2.3.4
rule add from 1.2.3.4/33
rule add from 2001:db8::/48 table 100
-6 rule add from 1.2.3.4
-6 rule add frob
-4 rule add from 2001:db8::/48
rule add pref x
rule add pref -1
rule add iif averyveryverylongname table 5
rule add oif a/b table 5
rule add fwmark x
rule add fwmark 5/x
rule add goto x
rule add goto 5 pref 10
rule add uidrange 5
rule add uidrange 5-4 table 5
rule add ipproto nosuch
rule add ipproto 0 table 5
rule add sport 90-80 table 5
rule add table nosuch
rule add table 4294967296
rule add realms 3/300
rule add tos 300
rule add tun_id x
rule add proto nosuch
rule add suppress_prefixlength x
rule add suppress_ifgroup nosuch
rule add map-to x
rule add l3mdev table 5
rule add table 5 l3mdev
rule add table main pref 32766
rule show frob
rule show table nosuch
rule show pref
rule show protocol nosuch
rule show from 10.0.0.0/33
rule show uidrange 1
rule show fwmark 1/x
rule flush frob
rule save frob
-f mpls rule
-f mpls rule add table 5
-f bridge rule flush
-0 rule
mrule add from 10.0.0.0/8 table 7
-6 mrule add to 2001:db8::/32 table 7
-f mpls mrule
EOF
}

@test "rules that exist already and wrong ends" {
    ours rule add from 10.0.0.1 table 5 pref 5
    refuses 2 "RTNETLINK answers: File exists" ours rule add from 10.0.0.1 table 5 pref 5
    refuses 2 "RTNETLINK answers: No such file or directory" ours rule del pref 6
    refuses 22 "table can not be specified for l3mdev rules" ours rule add l3mdev table 5
    refuses 255 "Command \"frob\" is unknown, try \"ip rule help\"." ours rule frob
    check 255 ours rule help
    has "Usage: ip rule"
    [ -z "$(ours rule help 2>/dev/null)" ]
    [ -z "$(ours rule add from 10.0.0.2 table 5)" ]
}

@test "filters select as those of the installed ip" {
    same_lines < <(rules)
    same_lines <<'EOF'
rule show priority 1001
rule show pref 0
rule show order 1002
rule show p 1003
rule show not
rule show tos 0x10
rule show tos 0
rule show ds 4
rule show fwmark 0x10
rule show fwmark 0x10/0xff
rule show fwmark 0x10/0xf
rule show dev lo
rule show iif lo oif nosuch
rule show oif lo
rule show l3mdev
rule show uidrange 100-200
rule show uidrange 100-201
rule show tun_id 0x1234567890
rule show table 100
rule show lookup 300
rule show l 300
rule show table 0
rule show from 10.0.0.0/8
rule show from 10/7
rule show from 10.0.0.1
rule show from 0/0
rule show from all
rule show from default
rule show src 10.0.0.0/8
rule show to 1.2.3.0/24
rule show dst 1.2/16
rule show 10.8/16
rule show 0/0
rule show all
rule show ipproto tcp
rule show ipproto 250
rule show sport 80
rule show dport 1000-2000
rule show dport 1000
rule show protocol all
rule show from 10/8 table 100
rule show pref 1001 pref 1002
-j rule show pref 1001
-j rule show pref 7
rule show pref 7
-6 rule show pref 1001
EOF
    # Filters that the installed ip ignores.
    [ "$(ours rule show protocol static)" = "1004:	from all to 10.8.0.0/16 lookup 300 proto static" ]
    [ "$(ours rule show fwmark 0 | grep -c fwmark)" -eq 1 ]
    [ "$(ours rule show fwmark 0/0xff)" = "1006:	from all fwmark 0/0xff lookup 100" ]
}

@test "words that the installed ip does not know" {
    ours rule add sport 80/0xff0 dport 90/0xffff table 5 pref 1
    ours rule add dscp 8/0x38 table 5 pref 2
    ours rule add dscp CS1 table 5 pref 3
    ours rule add dscp 9 table 5 pref 4
    ours -6 rule add flowlabel 0x12345 table 5 pref 5
    ours -6 rule add flowlabel 5/0xff table 5 pref 6
    check 0 ours rule show table 5
    says "1:	from all sport 0x50/0xff0 dport 90 lookup 5
2:	from all lookup 5 dscp 0x8/0x38
3:	from all lookup 5 dscp CS1
4:	from all lookup 5 dscp 9"
    check 0 ours -6 rule show table 5
    says "5:	from all lookup 5 flowlabel 0x12345
6:	from all lookup 5 flowlabel 0x5/0xff"
    check 0 ours -j rule show dscp 9
    says '[{"priority":4,"src":"all","table":"5","dscp":"9","dscp_mask":"0x3f"}]'
    check 0 ours -j -6 rule show flowlabel 5/0xff
    says '[{"priority":6,"src":"all","table":"5","flowlabel":"0x5","flowlabel_mask":"0xff"}]'
    check 0 ours -j rule show sport 80/0xff0
    says '[{"priority":1,"src":"all","sport":80,"sport_mask":"0xff0","dport":90,"dport_mask":"0xffff","table":"5"}]'
    for words in "rule del dscp CS1" "rule del sport 80/0xff0 dport 90" "-6 rule del flowlabel 5/0xff"; do
        # shellcheck disable=SC2086
        check 0 ours $words
        says ""
    done
    check 2 ours rule add flowlabel 5 table 5
    has "Error: "
}

@test "flush deletes the selected rules, but never the rule of priority 0" {
    same_lines < <(rules)
    same_lines <<'EOF'
rule flush protocol static
rule
rule flush table 100
rule
rule flush pref 1001
rule flush to 1.2/16
rule flush pref 0
rule flush pref 7
rule flush not
rule flush iif nosuch
rule
EOF
    check 0 ours rule flush
    says ""
    theirs rule flush
    same rule
    [ "$(ours rule | grep -v '^0:')" = "" ]
    [ "$(ours rule show table local)" = "0:	from all lookup local" ]
    ours -6 rule flush
    [ "$(ours -6 rule)" = "0:	from all lookup local" ]
    check 0 ours rule flush
    says ""
}

@test "a round trip loses nothing and doubles nothing" {
    same_lines < <(rules)
    same_lines < <(rules6)
    ours rule add sport 80/0xff dscp 9 table 9 pref 2000
    for family in -4 -6; do
        before=$(ours -d $family rule)
        ours $family rule save >saved
        [ "$(od -An -tx4 -N4 saved)" = " 71706986" ]
        check 0 ours $family rule restore <saved
        says ""
        diff <(echo "$before") <(ours -d $family rule) # all were there
        ours $family rule flush
        ours $family rule delete table local pref 0
        check 0 ours $family rule restore <saved
        says ""
        diff <(echo "$before" | sort -n) <(ours -d $family rule | sort -n)
    done
    diff <(echo "$before") <(ours -d -6 rule)
}

@test "files go to the installed ip and come from it" {
    same_lines < <(rules)
    ours rule save >ours.saved
    theirs rule save >theirs.saved
    [ "$(stat -c %s ours.saved)" -eq "$(stat -c %s theirs.saved)" ]
    before=$(ours rule)
    ours rule flush
    check 0 ours rule restore <theirs.saved
    diff <(echo "$before") <(ours rule)
    theirs rule flush
    theirs rule restore <ours.saved
    diff <(echo "$before") <(theirs rule | awk '!seen[$0]++') # which duplicates those of priority 0
}

@test "a file without rules is refused" {
    echo "no rules" >nonsense
    : >empty
    ours rule save | head -c 40 >half
    refuses 255 "Magic mismatch (1 elems, 7220 magic)" ours rule restore < <(printf ' r\0\0')
    for file in nonsense empty half; do
        check 255 ours rule restore <$file
        [ -n "$output" ]
    done
    refuses 255 "Error: either \"restore\" is duplicate, or \"frob\" is garbage." ours rule restore frob </dev/null
    [ "$(ours rule | wc -l)" -eq 3 ]
    check 1 script -qec "$SCRATCH/bin/ip rule save" /dev/null </dev/null
    has "Not sending a binary stream to stdout"
}

@test "rules of multicast routing" {
    same_lines <<'EOF'
mrule
-6 mrule
mrule add iif lo table 7 pref 5
mrule add blackhole pref 6
mrule add from all oif lo table 7 pref 7
-6 mrule add iif lo fwmark 5 table 7 pref 5
mrule
-6 mrule
-j mrule
-d mrule
mrule show table 7
mrule show from all
mrule del pref 6
mrule del pref 6
mrule flush table 7
mrule
-6 mrule flush
-6 mrule
mrule frob
rule
EOF
}

@test "-echo shows what changed" {
    check 0 ours -echo rule add from 10.0.0.0/8 table 5 pref 9
    says "9:	from 10.0.0.0/8 lookup 5"
    check 0 ours -echo -j rule add table 5 pref 10
    says '[{"priority":10,"src":"all","table":"5"}]'
    check 0 ours -echo rule del pref 9
    says "Deleted 9:	from 10.0.0.0/8 lookup 5"
    check 0 ours -echo -j -6 rule del pref 32766
    says '[{"deleted":true,"priority":32766,"src":"all","table":"main"}]'
    refuses 2 "RTNETLINK answers: No such file or directory" ours -echo rule del pref 9
}

@test "a thousand rules in one go" {
    for i in {1..1000}; do echo "rule add from 10.$((i / 250)).$((i % 250)).0/24 table $i pref $((i + 100))"; done >batch
    ours -batch batch
    [ "$(ours rule | wc -l)" -eq 1003 ]
    diff <("$REFERENCE" -n ours rule) <(ours rule)
    diff <("$REFERENCE" -n ours -j rule) <(ours -j rule)
    [ "$(ours rule show table 777)" = "877:	from 10.3.27.0/24 lookup 777" ]
    ours rule save >saved
    check 0 ours rule flush
    says ""
    [ "$(ours rule | wc -l)" -eq 1 ]
    ours rule restore <saved
    [ "$(ours rule | wc -l)" -eq 1003 ]
    sed 's/add/del/' batch | ours -batch -
    [ "$(ours rule | wc -l)" -eq 3 ]
}

@test "closed standard descriptors" {
    ours rule add table 5 pref 5 <&-
    [ "$(ours rule show table 5 <&-)" = "5:	from all lookup 5" ]
    [ "$(ours rule show table 5 2>&-)" = "5:	from all lookup 5" ]
    ours rule add table 6 pref 6 <&- >&- 2>&-
    [ "$(ours rule show table 6)" = "6:	from all lookup 6" ]
    fails ours rule >&-
    fails ours rule save >&-
    fails ours rule restore <&-
    fails ours rule >/dev/full
    fails ours rule save >/dev/full
    fails ours rule add table 6 pref 6 2>&-
    [ "$(ours rule show pref 6 | wc -l)" -eq 1 ]
}

@test "the examples of ip-rule(8)" {
    replays ip-rule.8 3
    ip rule flush preference 1000
    ip rule flush table 200
    ip rule flush preference 1001
    rm rules
}
