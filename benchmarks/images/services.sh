# shellcheck shell=bash
# The registry, the clone, and the services in it.

start_registry() {
    printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: %s}\n' \
        "$WORK/registry" "$REGISTRY" >"$WORK/registry.yml"
    docker-registry serve "$WORK/registry.yml" >/dev/null 2>&1 &
    REGISTRY_PID=$!
    until curl -fs "http://$REGISTRY/v2/" >/dev/null; do
        kill -0 "$REGISTRY_PID" 2>/dev/null || { echo "docker-registry did not start on $REGISTRY" >&2; exit 1; }
        sleep 0.1
    done
    push_base
    cp -a "$WORK/registry" "$WORK/registry.empty"
}

# Empty, but declaring a .NET runtime, so that all sides publish without one.
push_base() {
    local version
    version=$(dotnet --list-runtimes | awk '/AspNetCore/ { print $2 }' | tail -n 1)
    printf 'FROM scratch\nENV DOTNET_VERSION=%s ASPNET_VERSION=%s\nCOPY base /base\n' "$version" "$version" \
        >"$WORK/Dockerfile"
    mkdir "$WORK/base"
    : >"$WORK/base/base"
    docker build -q -t "$REGISTRY/base:1" -f "$WORK/Dockerfile" "$WORK/base" >/dev/null 2>"$WORK/output" &&
        docker push -q "$REGISTRY/base:1" >/dev/null 2>"$WORK/output" ||
        { cat "$WORK/output" >&2; echo 'The base image needs a Docker Engine.' >&2; exit 1; }
}

empty_registry() { # the base alone; the registry keeps nothing in memory
    rm -rf "$WORK/registry/docker"
    cp -a "$WORK/registry.empty/docker" "$WORK/registry/"
}

in_clone() { (cd "$CLONE" && "$@"); }

commit() {
    in_clone git add -A
    in_clone git -c user.name=Benchmark -c user.email=benchmark@localhost commit -q -m "$1"
}

make_clone() {
    git clone -q "$ROOT" "$CLONE"
    (cd "$ROOT" && git ls-files -z --cached --others --exclude-standard) |
        while IFS= read -r -d '' file; do [ ! -e "$ROOT/$file" ] || printf '%s\0' "$file"; done |
        tar -C "$ROOT" --null -T - -cf - | tar -C "$CLONE" -xf -
    mkdir -p "$CLONE/.nuke/temp" "$WORK/sample"
    [ ! -f "$ROOT/.nuke/temp/package-feed" ] || cp "$ROOT/.nuke/temp/package-feed" "$CLONE/.nuke/temp/"
    cp -r "$CLONE/services/rating/." "$WORK/sample"
    rm -rf "$CLONE"/services/{rating,metadata,movie,user}
    env "$MARK" "$CLONE/build.sh" Version --no-logo >/dev/null # compiles the build
}

make_services() { # make_services COUNT: copies of the sample, each with a namespace and a class of its own
    local i name
    rm -rf "$CLONE"/services/s[0-9]* "$CLONE/.nuke/temp/images" "$WORK/results"
    for ((i = 1; i <= $1; i++)); do
        name="S$i"
        cp -r "$WORK/sample" "$CLONE/services/s$i"
        mv "$CLONE/services/s$i/Rating.csproj" "$CLONE/services/s$i/$name.csproj"
        sed -i -E "s/^(namespace|using) Rating;/\1 $name;/" "$CLONE/services/s$i"/*.cs
        printf 'namespace %s;\n\ninternal static class Own\n{\n    public const string Text = "%s";\n}\n' \
            "$name" "$name" >"$CLONE/services/s$i/Own.cs"
        dockerfile "s$i" "$name" >"$CLONE/services/s$i/Dockerfile"
        printf 'builder: dotnet\n' >"$CLONE/services/s$i/service.yaml"
    done
    printf '*\n!global.json\n!Directory.*\n!build/Packages.targets\n!services\n**/bin\n**/obj\n' \
        >"$CLONE/.dockerignore"
    commit "Make $1 services"
}

EDITS=0
edit_service() {
    EDITS=$((EDITS + 1))
    sed -i -E "s/\"S1[^\"]*\"/\"S1 $EDITS\"/" "$CLONE/services/s1/Own.cs"
    commit "Edit $EDITS"
}

# What a folder's build gives, as the digests of all images. Another repository each time: nothing is found there.
digests_in() { # digests_in FOLDER REPOSITORY
    local feed
    feed=$(cat "$CLONE/.nuke/temp/package-feed" 2>/dev/null || true)
    NUKE_ROOT=$1 SLIPWAY_PACKAGE_FEED=$feed dotnet exec "$CLONE/build/_build/bin/Release/net10.0/_build.dll" \
        ContainerBuild --env staging --registry "$REGISTRY/$2" --base-image "$REGISTRY/base:1" --no-logo \
        >"$WORK/output" 2>&1 </dev/null || { cat "$WORK/output" >&2; exit 1; }
    grep -o 'sha256:[0-9a-f]*' "$1/.nuke/temp/images/staging/index.json"
}

compare_digests() { # compare_digests COUNT: as many builds in as many folders
    local i equal=0 first='' found
    for ((i = 1; i <= $1; i++)); do
        git clone -q "$CLONE" "$WORK/folder-$i"
        found=$(export "${MARK?}"; digests_in "$WORK/folder-$i" "folder$i")
        first=${first:-$found}
        [ "$found" != "$first" ] || equal=$((equal + 1))
        rm -rf "$WORK/folder-$i"
    done
    printf '\nDigests of %s services built in %s folders: %s of %s are equal.\n' \
        "$(wc -w <<<"$first")" "$1" "$equal" "$1"
    [ "$equal" -eq "$1" ]
}
