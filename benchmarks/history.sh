#!/usr/bin/env bash
# A long history: History, a Deploy without changes, and the Deploy that trims it, with 1,000 releases on record. Compared with
# kubectl reading the same records.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
export KUBECONFIG="$ROOT/.nuke/temp/local/kubeconfig"
RELEASES=${RELEASES:-1000} NS=history-benchmark
IN=(--env local --namespace "$NS" --no-logo)
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

"$ROOT/build.sh" Deploy "${IN[@]}" >/dev/null
APP=$(kubectl -n "$NS" get secrets -l slipway.dev/record=release -o jsonpath='{.items[0].metadata.labels.slipway\.dev/app}')
kubectl -n "$NS" get secret "slipway.$APP.r1" -o jsonpath='{.data.release}' | base64 -d | gunzip >"$WORK/record"

record() { # record REVISION STATE: the release once more, as that revision
    sed -E "s/\"revision\":[0-9]+/\"revision\":$1/; s/\"state\":\"[a-z-]+\"/\"state\":\"$2\"/" "$WORK/record" |
        gzip -n >"$WORK/one"
    printf '{"apiVersion":"v1","kind":"Secret","type":"slipway.dev/release.v1","metadata":{"name":"slipway.%s.r%s",' "$APP" "$1"
    printf '"labels":{"slipway.dev/app":"%s","slipway.dev/revision":"%s","slipway.dev/record":"release",' "$APP" "$1"
    printf '"slipway.dev/kind":"deploy","slipway.dev/state":"%s"},"annotations":{"slipway.dev/record-digest":"sha256:%s"}},' \
        "$2" "$(sha256sum <"$WORK/one" | cut -d' ' -f1)"
    printf '"data":{"release":"%s"}}\n' "$(base64 -w0 <"$WORK/one")"
}

fill() { # all but the newest were superseded
    kubectl -n "$NS" delete secrets -l slipway.dev/record --wait=false >/dev/null
    for ((i = 1; i < RELEASES; i++)); do record "$i" superseded; done >"$WORK/records"
    record "$RELEASES" deployed >>"$WORK/records"
    kubectl -n "$NS" create -f "$WORK/records" >/dev/null
}

history() { "$ROOT/build.sh" History "${IN[@]}"; }
status() { "$ROOT/build.sh" Status "${IN[@]}"; }
unchanged() { "$ROOT/build.sh" Deploy "${IN[@]}" --skip Compile ContainerBuild Push; }
read_all() { kubectl -n "$NS" get secrets -l slipway.dev/record -o json; }

fill
echo "| $RELEASES releases | median (range) |"
echo '| --- | --- |'
compare "${1:-5}" './build.sh History' history 'kubectl get secrets -o json' read_all
compare "${1:-5}" './build.sh Status' status 'kubectl get secrets -o json' read_all
compare "${1:-5}" './build.sh Deploy, nothing changed' unchanged 'kubectl get secrets -o json' read_all

# What is missing is a change, so this Deploy makes a release and trims the history: once.
OUTPUT=$(mktemp)
kubectl -n "$NS" delete service --all >/dev/null
printf '| ./build.sh Deploy, with the trim | %s s |\n' "$(seconds unchanged)"
printf '| records left | %s |\n' "$(kubectl -n "$NS" get secrets -l slipway.dev/record -o name | wc -l)"
rm -f "$OUTPUT"
"$ROOT/build.sh" Destroy "${IN[@]}" >/dev/null
kubectl delete namespace "$NS" --wait=false >/dev/null
