# Lists the data races in Oclgrind's messages, a line for each pair of places; those between groups of kernels named in
# "counted" (separated by spaces) are left out: there, the group that finishes last is found by an atomic counter, which
# orders what the simulator takes for unordered. Exits with 1 if any is left.
function ends() {
    if (kind == "") return
    if (first != second && index(" " counted " ", " " kernel " ")) ordered++
    else if (!seen[kernel, kind, places]++) { print kernel ": " kind ", " places; found = 1 }
    kind = first = second = kernel = places = ""
}
/ data race at / { ends(); kind = $0; sub(/ address 0x.*/, "", kind) }
/Kernel:/ { kernel = $2 }
/First entity:/ { first = $0; sub(/.*Group/, "", first) }
/Second entity:/ { second = $0; sub(/.*Group/, "", second) }
/At line/ {
    line = $0
    gsub(/^[ \t]+|:[ \t]*$/, "", line)
    places = places == "" ? line : places < line ? places ", " line : line ", " places
}
/OCLGRIND FATAL|Invalid (read|write)/ { ends(); print; found = 1 }
END {
    ends()
    if (ordered > 0) print ordered " messages about groups that a counter puts in order were left out"
    exit found
}
