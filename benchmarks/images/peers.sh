# shellcheck shell=bash
# The other builders, run on each service in turn, because they do not know which ones changed.
SDK_IMAGE="slipway-benchmark/sdk:$$"

name_of() {
    case $1 in
        ours) echo './build.sh Push' ;;
        sdk) echo 'dotnet publish -t:PublishContainer' ;;
        docker) echo 'docker build, docker push' ;;
    esac
}

each_service() { # each_service COMMAND...: with the name of a service added
    local folder
    for folder in "$CLONE"/services/s[0-9]*; do (cd "$CLONE" && "$@" "${folder##*/}") || return 1; done
}

sdk_warm() { each_service publish_container; }
sdk_cold() { sdk_warm; }

publish_container() {
    dotnet publish "services/$1" -c Release -t:PublishContainer -v q -nologo -p:ContainerRegistry="$REGISTRY" \
        -p:ContainerRepository="sdk/$1" -p:ContainerBaseImage="$REGISTRY/base:1" -p:ContainerImageTag=bench
}

docker_one() {
    docker build -q --build-arg "COLD=$COLD" -t "$REGISTRY/docker/$1" -f "services/$1/Dockerfile" . &&
        docker push -q "$REGISTRY/docker/$1"
}

docker_warm() { each_service docker_one; }

# The engine's cache belongs to all, so it is not emptied. With --no-cache, services that begin alike would hide
# each other's steps from the next build, which has the old builder do all of them again.
COLD=0
docker_cold() { docker_warm; }

dockerfile() { # dockerfile SERVICE ASSEMBLY: packages are fetched in a step of their own, as is usual
    cat <<EOF
FROM $SDK_IMAGE AS build
WORKDIR /src
COPY global.json Directory.Build.props ./
COPY services/Directory.Build.props services/Directory.Packages.props services/
COPY services/ServiceDefaults/ServiceDefaults.csproj services/ServiceDefaults/
COPY services/$1/$2.csproj services/$1/
ARG COLD
RUN dotnet restore services/$1/$2.csproj
COPY services/ServiceDefaults services/ServiceDefaults
COPY services/$1 services/$1
RUN dotnet publish services/$1/$2.csproj --no-restore -c Release -p:UseAppHost=false -o /app

FROM $REGISTRY/base:1
WORKDIR /app
COPY --from=build /app ./
USER 1654:1654
ENTRYPOINT ["dotnet", "$2.dll"]
EOF
}

# An image with this machine's SDK, from Debian packages. Its processes carry the mark, so that their memory counts.
make_sdk_image() {
    local dotnet tar="$WORK/sdk.tar" mirror=()
    dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
    [ ! -f /etc/apt/sources.list.d/debian.sources ] || mirror=(/etc/apt/sources.list.d/debian.sources)
    mmdebstrap --quiet --variant=minbase --include=ca-certificates,libssl3,libstdc++6,zlib1g bookworm "$tar" \
        "${mirror[@]}"
    tar --append --file "$tar" --owner=0 --group=0 --directory "$dotnet" --transform 's#^#usr/share/dotnet/#S' \
        dotnet host shared packs sdk
    docker import --change "LABEL slipway.benchmark=$$" --change "ENV PATH=/usr/share/dotnet:/usr/sbin:/usr/bin:/sbin:/bin NuGetAudit=false $MARK \
DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1" "$tar" "$SDK_IMAGE"
    rm "$tar"
}

prepare_docker() { # leaves the peer out, and says why, where this machine cannot run it
    if ! command -v mmdebstrap >/dev/null; then
        echo "Without 'docker build': mmdebstrap is missing."
    elif make_sdk_image >"$WORK/output" 2>&1; then
        return 0
    else
        echo "Without 'docker build': no image with the SDK could be made: $(tail -n 1 "$WORK/output")"
    fi
    PEERS=${PEERS/docker/}
}

remove_docker_images() {
    docker image ls -q "$REGISTRY/*" 2>/dev/null | sort -u | xargs -r docker image rm -f >/dev/null 2>&1 || true
    docker image ls -q "$REGISTRY/docker/*" 2>/dev/null | sort -u |
        xargs -r docker image rm -f >/dev/null 2>&1 || true
    docker image prune -f --filter "label=slipway.benchmark=$$" >/dev/null 2>&1 || true # steps of first stages
    docker image rm -f "$SDK_IMAGE" >/dev/null 2>&1 || true
}
