# Some groups of firewalld's own test-suite, which builds its scenes with ip and `ip netns`.
cd /run && mkdir testsuite && cd testsuite
/usr/share/firewalld/testsuite/testsuite -C /run/testsuite -k rpfilter -k rfc3964_ipv4 -k gh258 -k individual_calls -k gh1146 2>&1 |
    sed -nE 's/^ *([0-9]+): (.*[^ ]) +ok *$/ok \1 \2/p; s/^ *([0-9]+): (.*[^ ]) +FAILED.*/not ok \1 \2/p; s/^ *([0-9]+): (.*[^ ]) +skipped.*/skipped \1 \2/p'
