#!/usr/bin/env bash
# Many small objects: first apply, nothing changed, one changed, diff, and prune. Compared with kubectl, and with kapp where it is
# on the PATH.
#
# usage: apply.sh [COUNT ...]      how many objects; default 100 1000 5000
#   CONTEXT=name                   a context of your kubeconfig; default is the local cluster
#   REGISTRY=host/path             a registry that answers, needed with CONTEXT
#   RUNS=n                         how often what can be repeated is; default 3
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
COUNTS=("$@"); [ ${#COUNTS[@]} -gt 0 ] || COUNTS=(100 1000 5000)
RUNS=${RUNS:-3} NS=slipway-apply-benchmark
WORK=$(mktemp -d); OUTPUT=$(mktemp)
trap 'kubectl delete namespace "$NS" "$NS-peer" --wait=false >/dev/null 2>&1; rm -rf "$WORK" "$OUTPUT"' EXIT

# A clone without services: manifests alone, so that no image is built.
git clone -q "$ROOT" "$WORK/repo"
rm -rf "$WORK"/repo/{services,tests,k8s}
mkdir -p "$WORK"/repo/{services,k8s/base,k8s/overlays/bench}
cd "$WORK/repo"
git config user.name benchmark && git config user.email benchmark@example.com
if [ -n "${CONTEXT:-}" ]; then
    printf 'context: %s\nregistry: %s\n' "$CONTEXT" "${REGISTRY:?names no registry}" >k8s/overlays/bench/environment.yaml
    kubectl config view --raw --minify --context "$CONTEXT" >"$WORK/kubeconfig"
else
    printf 'cluster: local\n' >k8s/overlays/bench/environment.yaml
fi
printf 'namespace: %s\nstrategy: rolling\n' "$NS" >>k8s/overlays/bench/environment.yaml
printf 'resources: [../../base]\n' >k8s/overlays/bench/kustomization.yaml
printf 'resources: [objects.yaml]\n' >k8s/base/kustomization.yaml

objects() { # objects COUNT VALUE: seven ConfigMaps, a Secret, a ServiceAccount and a Service of ten
    awk -v count="$1" -v value="$2" 'BEGIN {
        for (i = 0; i < count; i++) {
            print "---\napiVersion: v1"
            if (i % 10 == 7) print "kind: Secret\nmetadata: {name: s-" i "}\nstringData: {value: x}"
            else if (i % 10 == 8) print "kind: ServiceAccount\nmetadata: {name: a-" i "}"
            else if (i % 10 == 9) print "kind: Service\nmetadata: {name: v-" i "}\nspec: {type: ExternalName, externalName: example.com}"
            else print "kind: ConfigMap\nmetadata: {name: c-" i "}\ndata: {value: \"" (i == 0 ? value : "x") "\"}"
        }
    }' >k8s/base/objects.yaml
    git add -A && git commit -qm "$1 objects, $2"
}

ours() { ./build.sh "$@" --env bench --no-logo --insecure-registry --skip TestServices ContainerBuild Push; }
deploy() { ours Deploy --confirm-prune; }
diff_() { ours Diff || [ $? -eq 4 ]; }
kubectl_apply() { kubectl kustomize k8s/base | kubectl -n "$NS-peer" apply --server-side -f -; }
kubectl_diff() { kubectl kustomize k8s/base | kubectl -n "$NS-peer" diff --server-side -f - || [ $? -eq 1 ]; }
kapp_deploy() { kubectl kustomize k8s/base >"$WORK/all.yaml"; kapp deploy -y -a bench -n "$NS-peer" -f "$WORK/all.yaml"; }
afresh() { # afresh NAMESPACE
    kubectl delete namespace "$1" --ignore-not-found >/dev/null 2>&1
    kubectl create namespace "$1" >/dev/null
}
memory() { # the largest process of a command
    /usr/bin/time -f %M -o "$WORK/memory" "$@" >/dev/null 2>&1
    awk '{ printf "%d MB", $1 / 1024 }' "$WORK/memory"
}

[ -n "${CONTEXT:-}" ] || ./build.sh LocalUp --env bench --no-logo >/dev/null
[ -z "${CONTEXT:-}" ] && cp .nuke/temp/local/kubeconfig "$WORK/kubeconfig"
export KUBECONFIG="$WORK/kubeconfig"
./build.sh Version --no-logo >/dev/null

for count in "${COUNTS[@]}"; do
    objects "$count" first
    printf '\n| %s objects | wall |\n| --- | --- |\n' "$count"
    afresh "$NS"
    printf '| Deploy, first | %s s |\n' "$(seconds deploy)"
    afresh "$NS-peer"
    printf '| kubectl apply, first | %s s |\n' "$(seconds kubectl_apply)"
    compare "$RUNS" 'Deploy, nothing changed' deploy 'kubectl apply, nothing changed' kubectl_apply
    objects "$count" second
    printf '| Deploy, one changed | %s s |\n' "$(seconds deploy)"
    printf '| kubectl apply, one changed | %s s |\n' "$(seconds kubectl_apply)"
    objects "$count" third
    compare "$RUNS" 'Diff, one changed' diff_ 'kubectl diff, one changed' kubectl_diff
    if command -v kapp >/dev/null; then
        afresh "$NS-peer"
        printf '| kapp deploy, first | %s s |\n' "$(seconds kapp_deploy)"
        compare "$RUNS" 'Deploy, nothing changed' deploy 'kapp deploy, nothing changed' kapp_deploy
    fi
    printf '| Deploy, nothing changed: peak memory | %s |\n' "$(memory ./build.sh Deploy --env bench --no-logo --insecure-registry --skip TestServices ContainerBuild Push)"
    objects 1 fourth
    printf '| Deploy that prunes %s | %s s |\n' "$((count - 1))" "$(seconds deploy)"
done
