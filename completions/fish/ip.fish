# SPDX-License-Identifier: MIT
# fish completion of ip. No words are listed here: `ip -complete WORDS...` prints what the last word could be, and what it is.
function __ip_words
    set -l words (commandline -opc)
    $words[1] -complete $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c ip -f -a '(__ip_words)'
# Where no word fits, it may be a file: ip -batch, ip config apply.
complete -c ip -n 'not count (__ip_words) >/dev/null' -F
