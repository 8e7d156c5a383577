#!/usr/bin/env bash
# Images of the four services into a registry on loopback: ours against 'dotnet publish -t:PublishContainer' for each.
# Cold: no bin and obj, nothing in the registry. Unchanged: the same again. Needs docker-registry and a Docker Engine (for
# the base image: empty, but declaring a .NET runtime, so that both sides publish without one).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
PORT=5599
REGISTRY="localhost:$PORT" # the SDK trusts no other name without TLS
WORK=$(mktemp -d)
trap 'kill $REGISTRY_PID 2>/dev/null; rm -rf "$WORK"' EXIT
SERVICES=(metadata rating movie user)

start_registry() {
    printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: %s}\n' \
        "$WORK/registry" "$REGISTRY" >"$WORK/registry.yml"
    docker-registry serve "$WORK/registry.yml" >/dev/null 2>&1 &
    REGISTRY_PID=$!
    until curl -fs "http://$REGISTRY/v2/" >/dev/null; do sleep 0.1; done
}

push_base() {
    local version
    version=$(dotnet --list-runtimes | awk '/AspNetCore/ { print $2 }' | tail -n 1)
    printf 'FROM scratch\nENV DOTNET_VERSION=%s ASPNET_VERSION=%s\nCOPY base /base\n' "$version" "$version" >"$WORK/Dockerfile"
    : >"$WORK/base"
    docker build -q -t "$REGISTRY/base:1" "$WORK" >/dev/null 2>&1 && docker push -q "$REGISTRY/base:1" >/dev/null
}

clean() { (cd "$ROOT" && rm -rf services/*/bin services/*/obj .nuke/temp/images); rm -rf "$WORK/registry/docker/registry/v2/repositories/"{ours,sdk}; }

ours() {
    (cd "$ROOT" && ./build.sh Push --env staging --registry "$REGISTRY/ours" --base-image "$REGISTRY/base:1" \
        --skip TestServices --allow-dirty --no-logo)
}

sdk() {
    local service
    for service in "${SERVICES[@]}"; do
        (cd "$ROOT" && dotnet publish "services/$service" -c Release -t:PublishContainer -v q -nologo \
            -p:ContainerRegistry="$REGISTRY" -p:ContainerRepository="sdk/$service" -p:ContainerBaseImage="$REGISTRY/base:1" \
            -p:ContainerImageTag=bench)
    done
}

ours_cold() { clean; ours; }
sdk_cold() { clean; sdk; }

start_registry
push_base
echo '| four services | median (range) |'
echo '| --- | --- |'
compare "${1:-3}" 'cold: ours' ours_cold 'cold: PublishContainer' sdk_cold
ours >/dev/null 2>&1; sdk >/dev/null 2>&1
compare "${1:-3}" 'unchanged: ours' ours 'unchanged: PublishContainer' sdk
