# SPDX-License-Identifier: MIT
# fish completion of unshare and nsenter: the options are taken from their own --help; behind them stands a command.
function __nskit_options
    set -l words (commandline -opc)
    $words[1] --help | string replace -rf '^ +(?:-[A-Za-z],? *)?(--[a-z-]+)\S*(?: [^ ]+)?  +(.*)' '$1\t$2'
end
for command in unshare nsenter
    complete -c $command -f -n 'string match -q -- "-*" (commandline -ct)' -a '(__nskit_options)'
    complete -c $command -x -n 'not string match -q -- "-*" (commandline -ct)' -a '(__fish_complete_subcommand)'
end
complete -c nsenter -s t -l target -x -a '(__fish_complete_pids)'
complete -c unshare -l propagation -x -a 'private slave shared unchanged'
complete -c unshare -l setgroups -x -a 'allow deny'
