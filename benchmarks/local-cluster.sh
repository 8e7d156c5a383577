#!/usr/bin/env bash
# Measures the local cluster: start, memory and idle CPU, a mass rollout, many objects and watches.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
PROGRAM="$ROOT/build/LocalCluster/bin/Release/net10.0/LocalCluster.dll"
WORK=$(mktemp -d)
IDLE=${IDLE:-30} # seconds over which idle CPU is measured
ROLLOUTS=${ROLLOUTS:-1000} OBJECTS=${OBJECTS:-10000} WATCHES=${WATCHES:-200} PATIENCE=300

cluster() { dotnet exec "$PROGRAM" "$1" --directory "$2" "${@:3}"; }
finish() { cluster stop "$WORK/c" >/dev/null 2>&1 || true; rm -rf "$WORK"; }
trap finish EXIT

now() { date +%s%N; }
since() { awk -v ns=$(($(now) - $1)) 'BEGIN { printf "%.2f s", ns / 1e9 }'; }
row() { printf '| %s | %s |\n' "$1" "$2"; }
field() { sed -E "s/.*\"$1\": ?\"?([^\",}]*).*/\1/" "$2"; }
rss() { awk '/^VmRSS/ { printf "%.0f MB", $2 / 1024 }' "/proc/$1/status"; }
ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }

idle() { # idle PID: the share of one core that an idle process uses
    local before
    sleep 5 # what the work before left to do: garbage, compilation
    before=$(ticks "$1")
    sleep "$IDLE"
    awk -v t=$(($(ticks "$1") - before)) -v hz="$(getconf CLK_TCK)" -v s="$IDLE" \
        'BEGIN { printf "%.2f %% of a core", 100 * t / hz / s }'
}

start() { # start ARGUMENTS...: a cluster in $WORK/c
    cluster start "$WORK/c" "$@" >"$WORK/started"
    API=$(field api "$WORK/started") PID=$(field pid "$WORK/started")
    printf 'silent\ncacert = "%s"\nheader = "Authorization: Bearer %s"\n' \
        "$WORK/c/pki/ca.crt" "$(cat "$WORK/c/pki/token")" >"$WORK/curlrc"
}

ask() { curl -K "$WORK/curlrc" "$@"; }

post() { # post PATH COUNT BODY: that many objects, # in the body being their number; eight requests at a time
    local who between=''
    who=$(cat "$WORK/curlrc"; printf 'header = "Content-Type: application/json"\noutput = "/dev/null"\nfail\n')
    for ((i = 0; i < $2; i++)); do
        printf '%surl = "%s%s"\ndata = "%s"\n%s\n' "$between" "$API" "$1" "${3//#/$i}" "$who"
        between=$'next\n'
    done >"$WORK/requests"
    curl --parallel --parallel-max 8 -K "$WORK/requests" 2>"$WORK/meter" ||
        { cat "$WORK/meter" >&2; return 1; }
}

wait_for() { # wait_for WHAT COMMAND...: until a command succeeds
    local deadline=$(($(date +%s) + PATIENCE))
    until "${@:2}"; do
        [ "$(date +%s)" -lt "$deadline" ] || { echo "Timed out after $PATIENCE s: $1" >&2; exit 1; }
        sleep 0.2
    done
}

complete() { ask "$API/apis/apps/v1/deployments" | grep -o '"availableReplicas":3' | wc -l; }
rolled_out() { [ "$(complete)" -ge "$ROLLOUTS" ]; }
change() {
    ask --fail -o /dev/null -X PATCH -H 'Content-Type: application/merge-patch+json' \
        -d "{\"data\":{\"key\":\"$1\"}}" "$API$MAPS/c0"
}
all_see() { [ "$(wc -l <"$WORK/watched")" -ge "$1" ]; }

[ -f "$PROGRAM" ] || dotnet build "$ROOT/build/LocalCluster" -c Release -v q -nologo
printf 'load before: %s\n\n| | |\n| --- | --- |\n' "$(uptime | sed 's/.*load/load/')"

for kind in 'first start' 'second start'; do
    began=$(now)
    start --runtime process
    row "$kind: until the API answers" "$(since "$began")"
    [ "$kind" = 'second start' ] || cluster stop "$WORK/c" >/dev/null
done
row 'empty: memory' "$(rss "$PID")"
row 'empty: idle' "$(idle "$PID")"
cluster stop "$WORK/c" >/dev/null

start --runtime simulated
CONTAINER='{\"name\":\"c\",\"image\":\"r.example/c:1\"}'
TEMPLATE='{\"metadata\":{\"labels\":{\"app\":\"d#\"}},\"spec\":{\"containers\":['$CONTAINER']}}'
SPEC='{\"replicas\":3,\"selector\":{\"matchLabels\":{\"app\":\"d#\"}},\"template\":'$TEMPLATE'}'
began=$(now)
post /apis/apps/v1/namespaces/default/deployments "$ROLLOUTS" '{\"metadata\":{\"name\":\"d#\"},\"spec\":'"$SPEC}"
row "$ROLLOUTS Deployments of 3 pods: accepted" "$(since "$began")"
wait_for 'the rollouts' rolled_out
row "$ROLLOUTS Deployments of 3 pods: rolled out" "$(since "$began")"
row "$ROLLOUTS Deployments of 3 pods: memory" "$(rss "$PID")"
row "$ROLLOUTS Deployments of 3 pods: idle" "$(idle "$PID")"
cluster stop "$WORK/c" >/dev/null
rm -rf "$WORK/c"

MAPS=/api/v1/namespaces/default/configmaps
start --runtime none
began=$(now)
post $MAPS "$OBJECTS" '{\"metadata\":{\"name\":\"c#\"},\"data\":{\"key\":\"value of #\"}}'
row "$OBJECTS ConfigMaps: created, each on the disk" "$(since "$began")"
began=$(now)
ask "$API$MAPS" >/dev/null
row "$OBJECTS ConfigMaps: listed" "$(since "$began")"
VERSION=$(ask "$API$MAPS?limit=1" | sed -E 's/.*"metadata":\{"resourceVersion":"([0-9]+)".*/\1/')
ask --no-buffer --parallel --parallel-max "$WATCHES" \
    "$API$MAPS?watch=1&resourceVersion=$VERSION&n=[1-$WATCHES]" >"$WORK/watched" 2>/dev/null &
WATCHING=$!
change first
wait_for 'the first event' all_see "$WATCHES"
began=$(now)
change second
wait_for 'the second event' all_see $((2 * WATCHES))
row "a change seen by $WATCHES watches (looked for every 0.2 s)" "$(since "$began")"
row "$OBJECTS ConfigMaps, $WATCHES watches: memory" "$(rss "$PID")"
row "$OBJECTS ConfigMaps, $WATCHES watches: idle" "$(idle "$PID")"
kill "$WATCHING"
