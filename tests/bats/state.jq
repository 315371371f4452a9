# SPDX-License-Identifier: MIT
# What is known of links (ip -d -j link), one a line: without the addresses and indexes that the kernel made up, and without
# what follows a change after a while.
walk(
  if type == "object" then with_entries(select(.key | test("_timer$|^operstate$|^qdisc$") | not)) else . end
)
| .[]
| .flags -= ["NO-CARRIER", "LOWER_UP"]
| if .ifindex < 50 then .ifindex = 0 else . end
| if .link_index and .link_index < 50 then .link_index = 0 else . end
| if .address and (.address | test("^(02:00|00:00)") | not) then .address = "made up" else . end
| if .linkinfo.info_data.bridge_id? then .linkinfo.info_data |= del(.bridge_id, .root_id) else . end
