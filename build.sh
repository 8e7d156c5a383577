#!/usr/bin/env bash
# Finds the .NET SDK, or installs it below .nuke/temp; compiles the build when its sources changed; runs it.
set -euo pipefail

SELF=${BASH_SOURCE[0]}
while [ -L "$SELF" ]; do # called by a link to this file
    TARGET=$(readlink -- "$SELF")
    case $TARGET in /*) SELF=$TARGET ;; *) SELF=$(dirname -- "$SELF")/$TARGET ;; esac
done
ROOT=$(CDPATH='' cd -- "$(dirname -- "$SELF")" && pwd -P)
TEMP="$ROOT/.nuke/temp"
PROJECT="$ROOT/build/_build/_build.csproj"
BUILD_DLL="$ROOT/build/_build/bin/Release/net10.0/_build.dll"
STAMP="$TEMP/build.stamp"          # as old as the sources that BUILD_DLL was compiled from; see compile
FEED_CHECK="$ROOT/build/FeedCheck/FeedCheck.csproj"
FEED_NOTE="$TEMP/package-feed"     # nuget or fallback; read by build/Packages.targets
LOCAL_SDK="$TEMP/dotnet-unix"
LOG="$TEMP/compile.log"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUKE_TELEMETRY_OPTOUT=1

say() { printf '%s\n' "$*" >&2; }

refuse() { # what, where, what next
    say "Refused: $1"; say "  where: $2"; say "  next:  $3"; exit 2
}

# Commands before the build must not read its standard input, nor pass the lock on to compiler servers, nor inherit what
# the build alone needs.
quietly() { without_secrets "$@" </dev/null 9>&-; }

# Runs a command without the variables of the build's parameters that are marked [Secret], whatever their spelling.
without_secrets() {
    local name names=()
    while IFS= read -r name; do names+=(-u "$name"); done < <(
        awk '
            function letters(name) { gsub(/[^A-Za-z0-9]/, "", name); return tolower(name) }
            /^ *\[Secret\]/ { marked = 1; next }
            marked { sub(/ *(=>|[{=;]).*/, ""); secrets[letters($NF)]; secrets["nuke" letters($NF)]; marked = 0 }
            END { for (name in ENVIRON) if (letters(name) in secrets) print name }
        ' "$ROOT"/build/_build/Components/*.cs
    )
    env ${names[@]+"${names[@]}"} "$@"
}

fits() { [ -x "$1" ] && (cd "$ROOT" && quietly "$1" --version >/dev/null 2>&1); }

find_dotnet() {
    local candidate
    for candidate in \
        "$(command -v dotnet || true)" "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" "$LOCAL_SDK/dotnet"; do
        if [ -n "$candidate" ] && fits "$candidate"; then
            printf '%s' "$candidate"
            return
        fi
    done
    install_dotnet
    printf '%s' "$LOCAL_SDK/dotnet"
}

install_dotnet() {
    local script="$TEMP/dotnet-install.sh" version
    version=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$ROOT/global.json")
    say "No .NET SDK fits global.json; installing $version below .nuke/temp ..."
    if ! quietly curl -fsSL --retry 2 --connect-timeout 15 -o "$script" \
        https://dot.net/v1/dotnet-install.sh ||
        ! quietly bash "$script" --version "$version" --install-dir "$LOCAL_SDK" --no-path >&2 ||
        ! fits "$LOCAL_SDK/dotnet"; then
        refuse "the .NET SDK $version is missing and could not be installed" "global.json" \
            "install it from https://dot.net, or copy it to .nuke/temp/dotnet-unix, and run this again"
    fi
}

sources() { # every file that the build is compiled from, filtered by find's arguments
    find "$ROOT/build" "$ROOT/global.json" \
        \( -path "$ROOT/build/LocalCluster" -o -name bin -o -name obj -o -name '.*' \) -prune -o -type f "$@" -print
}

listing() { sources | LC_ALL=C sort | cksum; } # changes when a file is added, renamed or removed

noted() { sed -n "$1p" "$STAMP"; } # 1: dotnet, 2: the feed, 3: the listing

sources_changed() {
    [ -f "$BUILD_DLL" ] && [ -f "$STAMP" ] || return 0
    [ -x "$(noted 1)" ] || return 0
    local feed=${SLIPWAY_PACKAGE_FEED:-$(cat "$FEED_NOTE" 2>/dev/null)}
    [ -z "$feed" ] || [ "$feed" = "$(noted 2)" ] || return 0
    [ "$(listing)" = "$(noted 3)" ] || return 0
    [ -n "$(sources -newer "$STAMP")" ]
}

note_feed() { # feed, why
    FEED=$1
    printf '%s' "$FEED" >"$FEED_NOTE"
    say "Packages: $2"
}

choose_feed() { # checks once whether the feed has Nuke.Common, the only package with a stand-in
    case "${SLIPWAY_PACKAGE_FEED:-}" in
        nuget | fallback) FEED=$SLIPWAY_PACKAGE_FEED; return ;;
        '') ;;
        *) refuse "SLIPWAY_PACKAGE_FEED is '$SLIPWAY_PACKAGE_FEED'" "the environment" \
            "set it to nuget or fallback, or unset it" ;;
    esac
    if [ -f "$FEED_NOTE" ]; then
        FEED=$(cat "$FEED_NOTE")
    elif quietly "$DOTNET" restore "$FEED_CHECK" -v q -nologo >"$LOG" 2>&1 ||
        ! grep -qE 'NU110[123].*Nuke\.Common|NU1301|NU1801' "$LOG"; then
        note_feed nuget "Nuke.Common from the feed."
    elif grep -qE 'NU110[123].*Nuke\.Common' "$LOG"; then
        note_feed fallback "the feed lacks Nuke.Common; build/Fallback/Nuke.Common stands in for it."
    else
        FEED=fallback # not recorded: the feed may answer at the next compilation
        say "Packages: the feed did not answer; build/Fallback/Nuke.Common stands in for Nuke.Common for now."
    fi
}

# Runs the compiler with its output in the log. On a terminal, one line shows progress and seconds.
watched() {
    quietly "$@" >"$LOG" 2>&1 &
    local compiler=$! code=0 doing
    if [ -t 2 ]; then
        while kill -0 "$compiler" 2>/dev/null; do
            doing='restoring packages'
            if grep -qE 'Restored |up-to-date' "$LOG"; then doing='compiling'; fi
            printf '\r\033[KCompiling the build: %s ... %s s' "$doing" "$SECONDS" >&2
            sleep 0.2
        done
        printf '\r\033[K' >&2
    fi
    wait "$compiler" || code=$?
    return "$code"
}

compile() {
    local started="$TEMP/build.started" files
    SECONDS=0
    DOTNET=$(find_dotnet)
    files=$(listing)
    : >"$started" # before the compiler reads the sources, so that later changes are newer
    choose_feed
    if [ ! -t 2 ]; then say "Compiling the build: restoring packages, then compiling ..."; fi
    # Without profiling the methods that it runs, the compiler needs a fifth less CPU. One MSBuild node: the projects
    # form a chain, so a second one would cost its start and find nothing to do.
    if ! DOTNET_TieredPGO=0 watched "$DOTNET" build "$PROJECT" -c Release -m:1 -v m -tl:off -nologo \
        -p:PackageFeed="$FEED"; then
        grep -E '(error|warning) ' "$LOG" | sort -u >&2 || cat "$LOG" >&2
        refuse "the build does not compile" "build/" \
            "fix the errors above; the full output is in .nuke/temp/compile.log"
    fi
    say "Compiled the build in $SECONDS s."
    printf '%s\n' "$DOTNET" "$FEED" "$files" >"$STAMP.new"
    touch -r "$started" "$STAMP.new"
    mv -f "$STAMP.new" "$STAMP"
}

lock() { # waits; released when this process exits, for whatever reason
    exec 9>"$TEMP/build.lock"
    if command -v flock >/dev/null; then
        flock 9
    else # macOS and Git for Windows have no flock, but perl
        perl -MFcntl=:flock -e 'open(LOCK, ">&=9") and flock(LOCK, LOCK_EX)' || true
    fi
}

if sources_changed; then
    if ! why=$({ mkdir -p "$TEMP" && printf 'compiling' >"$TEMP/build.lock"; } 2>&1); then
        refuse "the folder for temporary files cannot be written: ${why##*: }" "$TEMP" \
            "give this user access to it, or free some space, and run this again"
    fi
    lock # parallel builds would overwrite each other's output
    if sources_changed; then compile; fi
    exec 9>&-
fi

# The build always works on this repository, and what it compiles uses the same packages as the build.
export NUKE_ROOT="$ROOT"
SLIPWAY_PACKAGE_FEED=$(noted 2)
export SLIPWAY_PACKAGE_FEED
DOTNET=$(noted 1)
export DOTNET_EXE="$DOTNET" PATH="$PATH:${DOTNET%/*}" # for the build, if dotnet is not on the PATH
exec "$DOTNET" exec "$BUILD_DLL" "$@"
