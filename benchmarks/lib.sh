# shellcheck shell=bash
# Shared by the benchmark scripts: runs commands in turn, A B A B ..., and prints medians and their ratio.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

seconds() { # seconds COMMAND...: wall time of one run; its output is kept out of the way
    local start end
    start=$(date +%s%N)
    "$@" >"$OUTPUT" 2>&1 || { cat "$OUTPUT" >&2; echo "failed: $*" >&2; return 1; }
    end=$(date +%s%N)
    awk -v ns=$((end - start)) 'BEGIN { printf "%.3f\n", ns / 1e9 }'
}

median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

range() { sort -n | awk 'NR == 1 { min = $1 } { max = $1 } END { print min "–" max }'; }

compare() { # compare RUNS NAME_A FUNCTION_A NAME_B FUNCTION_B: one warm-up of each, then pairs
    local runs=$1 a=$2 fa=$3 b=$4 fb=$5 ta tb i ma mb
    ta=$(mktemp); tb=$(mktemp); OUTPUT=$(mktemp)
    seconds "$fa" >/dev/null; seconds "$fb" >/dev/null
    for ((i = 0; i < runs; i++)); do
        seconds "$fa" >>"$ta"
        seconds "$fb" >>"$tb"
    done
    ma=$(median <"$ta"); mb=$(median <"$tb")
    printf '| %s | %.2f s (%s) |\n| %s | %.2f s (%s) |\n| ratio | %s |\n' \
        "$a" "$ma" "$(range <"$ta")" "$b" "$mb" "$(range <"$tb")" \
        "$(awk -v a="$ma" -v b="$mb" 'BEGIN { printf "%.2f", a / b }')"
    rm -f "$ta" "$tb" "$OUTPUT"
}
