#!/usr/bin/env bash
# Builds and pushes images of many services to a registry on loopback: ours, 'dotnet publish -t:PublishContainer', and
# 'docker build' with 'docker push', each service in a loop. The services are copies of a sample in a clone of this
# checkout, including uncommitted changes.
#   cold      no bin and obj, no local images, empty registry, no compiler server; with NuGet's cache
#   changed   one source file of one service edited and committed
#   unchanged nothing changed
# Needs docker-registry and a Docker Engine (for the base image); for the peer 'docker build' mmdebstrap as well.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/benchmarks/images/peers.sh"
source "$ROOT/benchmarks/images/services.sh"
source "$ROOT/benchmarks/images/measure.sh"

usage() {
    echo "usage: images.sh [--services '1 4 20'] [--runs 3] [--docker-runs 1] [--digests 10] [--peers 'sdk docker']" >&2
    exit 2
}

COUNTS='1 4 20' RUNS=3 DOCKER_RUNS=1 DIGESTS=10 PEERS='sdk docker'
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || usage
    case $1 in
        --services) COUNTS=$2 ;;
        --runs) RUNS=$2 ;;
        --docker-runs) DOCKER_RUNS=$2 ;; # a cold one takes minutes
        --digests) DIGESTS=$2 ;;         # folders to compare; 0 for none
        --peers) PEERS=$2 ;;
        *) usage ;;
    esac
    shift 2
done

PORT=${PORT:-5599}
REGISTRY="localhost:$PORT" # the SDK trusts no other name without TLS
WORK=$(mktemp -d)
CLONE="$WORK/clone"
REGISTRY_PID=
trap finish EXIT

finish() {
    stop_servers
    [ -z "$REGISTRY_PID" ] || kill "$REGISTRY_PID" 2>/dev/null || true
    remove_docker_images
    rm -rf "$WORK"
}

# Servers of compilers and of MSBuild as a plain installation uses them, but none that somebody else started.
unset MSBUILDDISABLENODEREUSE UseSharedCompilation DOTNET_CLI_USE_MSBUILD_SERVER
export SharedCompilationId="benchmark$$" MSBUILDNODEHANDSHAKESALT="benchmark$$"

ours() {
    "$CLONE/build.sh" Push --env staging --registry "$REGISTRY/ours" --base-image "$REGISTRY/base:1" \
        --skip TestServices --no-logo
}

cold() { # cold BUILDER
    stop_servers
    rm -rf "$CLONE"/services/*/bin "$CLONE"/services/*/obj "$CLONE/.nuke/temp/images"
    empty_registry
    COLD=$((COLD + 1)) # no step of a Dockerfile that runs anything is known
    measure "$1" cold "$1_cold"
}

changed() { edit_service; measure "$1" changed "$1_warm"; }
unchanged() { measure "$1" unchanged "$1_warm"; }

ours_warm() { ours; }
ours_cold() { ours; }

runs_of() { [ "$1" = docker ] && echo "$DOCKER_RUNS" || echo "$RUNS"; }

start_registry
make_clone
case " $PEERS " in *' docker '*) prepare_docker ;; esac
printf 'load before: %s\n' "$(uptime | sed 's/.*load average: //')"
for count in $COUNTS; do
    make_services "$count"
    printf '\n| %s | wall | ratio | CPU | peak memory | uploaded |\n| --- | --- | --- | --- | --- | --- |\n' \
        "$count service$([ "$count" -eq 1 ] || echo s)"
    for ((run = 1; run <= RUNS; run++)); do
        for builder in ours $PEERS; do # A B C A B C ..., each with its own cold start before the warm ones
            [ "$run" -le "$(runs_of "$builder")" ] || continue
            for mode in cold changed unchanged; do "$mode" "$builder"; done
        done
    done
    for mode in cold changed unchanged; do report "$mode"; done
done
[ "$DIGESTS" -eq 0 ] || compare_digests "$DIGESTS"
