# Mininet's own test, on three topologies (with Linux bridges: no Open vSwitch is needed).
for topology in single,3 linear,3 tree,2; do
    if mn --switch lxbr --controller none --topo "$topology" --test pingall 2>&1 | tee /run/log | grep -q 'Results: 0% dropped'; then
        echo "ok pingall $topology"
    else
        cat /run/log
        echo "not ok pingall $topology"
    fi
done
