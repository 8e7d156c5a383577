#!/usr/bin/env bash
# A deployment without changes to the local cluster, compared with kubectl applying the same rendered manifests.
# Ours includes compiling, building images and asking the registry; Status shows the time without them.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
export KUBECONFIG="$ROOT/.nuke/temp/local/kubeconfig"

"$ROOT/build.sh" Deploy --env local --no-logo >/dev/null
kubectl kustomize "$ROOT/k8s/overlays/local" | sed -E 's#image: (metadata|rating|movie|user)$#image: registry.example.com/\1:1#' \
    >"$ROOT/.nuke/temp/benchmark.yaml"
kubectl create namespace benchmark >/dev/null 2>&1 || true

noop() { "$ROOT/build.sh" Deploy --env local --no-logo; }
deploy_alone() { "$ROOT/build.sh" Deploy --env local --no-logo --skip Compile ContainerBuild Push; }
kubectl_apply() { kubectl -n benchmark apply --server-side -f "$ROOT/.nuke/temp/benchmark.yaml"; }

echo '| nothing changed | median (range) |'
echo '| --- | --- |'
compare "${1:-5}" './build.sh Deploy' noop './build.sh Deploy --skip Compile ContainerBuild Push' deploy_alone
compare "${1:-5}" './build.sh Deploy --skip Compile ContainerBuild Push' deploy_alone 'kubectl apply --server-side' kubectl_apply
kubectl delete namespace benchmark --wait=false >/dev/null
