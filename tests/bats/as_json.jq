# SPDX-License-Identifier: MIT
# What is compared of links as JSON: without the keys whose names match $newer, and of vxlan as links.bash says.
def newer: test("^(\($newer)|localbypass|mcroute|[a-z_]*_timer)$");
def switch: test("^(\($switches))$");

walk(
  if type == "object" then
    with_entries(select((.key | newer | not) and ((.key | switch | not) or .value)))
    | if .info_kind == "vxlan" then
        .info_data |= (with_entries(if .key == "gbp" or .key == "gpe" then .value = null else . end)
          | to_entries | sort_by(.key) | from_entries)
      else . end
  else . end
)
