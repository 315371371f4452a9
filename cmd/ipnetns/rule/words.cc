// SPDX-License-Identifier: MIT
// A rule as the words behind `ip rule add`.
#include "lib/row/words.h"
#include "cmd/ipnetns/rule/rule.h"

namespace nskit {

std::string write_rule(Context &context, const Record &record, bool with_priority)
{
    std::string line;
    for (const Fields &table : rule_tables())
        for (const Field &row : table.rows)
            if (with_priority || row.attr != FRA_PRIORITY)
                append_rows(context, std::span(&row, 1), record, line);
    return line;
}

} // namespace nskit
