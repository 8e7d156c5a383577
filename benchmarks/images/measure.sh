# shellcheck shell=bash
# Measures one run: wall time, CPU, memory of all its processes, and bytes sent to the registry.
MARK="SLIPWAY_BENCHMARK=$$" # in the environment of every process of a run, servers that outlive it included

marked() { grep -lsF "$MARK" /proc/[0-9]*/environ | cut -d / -f 3 || true; }

stop_servers() {
    local pid
    for pid in $(marked); do kill "$pid" 2>/dev/null || true; done
    while [ -n "$(marked)" ]; do sleep 0.05; done
}

server_ticks() { # CPU of processes that are still there
    local pid
    for pid in $(marked); do cat "/proc/$pid/stat" 2>/dev/null || true; done |
        awk '{ sub(/.*\) /, ""); t += $12 + $13 } END { print t + 0 }'
}

sample_memory() { # the proportional set size of all processes of the run, in kB, again and again
    local pids
    while :; do
        pids=$(marked)
        # shellcheck disable=SC2086
        [ -z "$pids" ] || cat $(printf '/proc/%s/smaps_rollup ' $pids) 2>/dev/null |
            awk '/^Pss:/ { s += $2 } END { print s + 0 }' || true
        sleep 0.2
    done
}

stored() { du -sb "$WORK/registry" | cut -f 1; }

measure() { # measure BUILDER MODE COMMAND...: appends wall, CPU, memory and bytes to the results
    local before ticks sampler wall user system file="$WORK/results/$1-$2"
    mkdir -p "$WORK/results"
    before=$(stored) ticks=$(server_ticks)
    sample_memory >"$WORK/memory" &
    sampler=$!
    local TIMEFORMAT='%R %U %S'
    { time (export "${MARK?}"; "${@:3}" >"$WORK/output" 2>&1 </dev/null); } 2>"$WORK/time" ||
        { cat "$WORK/output" >&2; echo "failed: ${*:3}" >&2; kill "$sampler"; exit 1; }
    kill "$sampler"
    wait "$sampler" 2>/dev/null || true
    read -r wall user system <"$WORK/time"
    awk -v w="$wall" -v c="$user" -v s="$system" -v t=$(($(server_ticks) - ticks)) -v hz="$(getconf CLK_TCK)" \
        -v m="$(sort -n "$WORK/memory" | tail -n 1)" -v b=$(($(stored) - before)) \
        'BEGIN { print w, c + s + t / hz, m / 1024, b / 1024 / 1024 }' >>"$file"
}

column() { awk -v n="$2" '{ print $n }' "$WORK/results/$1-$mode"; }

report() { # report MODE: a row for each builder; ratios are ours to theirs
    local mode=$1 builder wall mine ratio
    mine=$(column ours 1 | median)
    for builder in ours $PEERS; do
        [ -f "$WORK/results/$builder-$mode" ] || continue
        wall=$(column "$builder" 1 | median)
        ratio=$([ "$builder" = ours ] || awk -v a="$mine" -v b="$wall" 'BEGIN { printf "**%.2f**", a / b }')
        printf '| %s: %s | %.2f s (%s) | %s | %s | %.0f MB | %.2f MB |\n' \
            "$mode" "$(name_of "$builder")" "$wall" "$(column "$builder" 1 | range)" "$ratio" \
            "$([ "$builder" = docker ] && echo 'the engine’s' || printf '%.1f s' "$(column "$builder" 2 | median)")" \
            "$(column "$builder" 3 | median)" "$(column "$builder" 4 | median)"
    done
}
