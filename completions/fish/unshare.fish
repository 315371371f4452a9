# SPDX-License-Identifier: MIT
# fish completion of ip, unshare and nsenter. No words are listed here: `unshare --complete WORDS...` prints what the last word could
# be, and what it is, or, behind a tab, the number of the word that is the name of a program that is run.
function __nskit_words
    set -l words (commandline -opc)
    $words[1] --complete $words[2..-1] (commandline -ct) 2>/dev/null
end
# Completes the program's command line as its own completion does.
function __nskit_program
    set -l words (commandline -opc)
    set -e words[1..(__nskit_words | string trim)]
    complete -C (string join ' ' -- (string escape -- $words) (commandline -ct))
end
# For the command that this file, or the link to it, is named for: fish reads each when it is needed.
set -l command (basename (status filename) .fish)
complete -c $command -f -a '(__nskit_words | string match -v \t"*")'
complete -c $command -x -n '__nskit_words | string match -q \t"*"' -a '(__nskit_program)'
# Where no word fits, it may be a file: ip -batch, ip config apply, nsenter --net.
complete -c $command -n 'not count (__nskit_words) >/dev/null' -F
