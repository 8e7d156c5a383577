#!/usr/bin/env bash
# Finds the .NET SDK (or installs it below .nuke/temp), compiles the build when its sources changed, and runs it.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
TEMP="$ROOT/.nuke/temp"
BUILD_DLL="$ROOT/build/_build/bin/Release/net10.0/_build.dll"
STAMP="$TEMP/build.stamp"                 # as old as the sources that BUILD_DLL was compiled from; holds dotnet's path
FEED_NOTE="$TEMP/package-feed"            # nuget or fallback; read by build/Packages.targets
LOCAL_SDK="$TEMP/dotnet-unix"
LOG="$TEMP/compile.log"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUKE_TELEMETRY_OPTOUT=1

say() { printf '%s\n' "$*" >&2; }

refuse() { # what, where, what next
    say "Refused: $1"; say "  where: $2"; say "  next:  $3"; exit 2
}

fits() { [ -x "$1" ] && (cd "$ROOT" && "$1" --version >/dev/null 2>&1); }

find_dotnet() {
    local candidate
    for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" "$LOCAL_SDK/dotnet"; do
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
    mkdir -p "$TEMP"
    if ! curl -fsSL --retry 2 -o "$script" https://dot.net/v1/dotnet-install.sh ||
        ! bash "$script" --version "$version" --install-dir "$LOCAL_SDK" --no-path >&2 || ! fits "$LOCAL_SDK/dotnet"; then
        refuse "the .NET SDK $version is missing and could not be installed" "global.json" \
            "install it from https://dot.net, or put it into .nuke/temp/dotnet-unix, and run this again"
    fi
}

sources() { # every file that the build is compiled from; with arguments: only those that match
    find "$ROOT/build" "$ROOT/global.json" "$ROOT"/Directory.* \
        \( -name bin -o -name obj \) -prune -o -type f "$@" -print
}

listing() { sources | sort | cksum; } # tells that a file was added, renamed or removed

sources_changed() {
    [ -f "$BUILD_DLL" ] && [ -f "$STAMP" ] || return 0
    [ -x "$(cat "$STAMP")" ] || return 0
    [ "${SLIPWAY_PACKAGE_FEED:-$(cat "$FEED_NOTE" 2>/dev/null)}" = "$(cat "$FEED_NOTE.compiled" 2>/dev/null)" ] || return 0
    [ "$(listing)" = "$(cat "$STAMP.files" 2>/dev/null)" ] || return 0
    [ -n "$(sources -newer "$STAMP")" ]
}

restore() { "$DOTNET" restore "$ROOT/build/_build/_build.csproj" -v q -nologo -p:PackageFeed="$1" >"$LOG" 2>&1; }

choose_feed() { # finds out once whether the feed has the packages
    case "${SLIPWAY_PACKAGE_FEED:-}" in
        nuget | fallback) FEED=$SLIPWAY_PACKAGE_FEED; return ;;
        '') ;;
        *) refuse "SLIPWAY_PACKAGE_FEED is '$SLIPWAY_PACKAGE_FEED'" "the environment" "set it to nuget or fallback, or unset it" ;;
    esac
    if [ -f "$FEED_NOTE" ]; then
        FEED=$(cat "$FEED_NOTE")
    elif restore nuget; then
        FEED=nuget
        printf '%s' "$FEED" >"$FEED_NOTE"
        say "Packages: the feed has all of them; the genuine ones are used."
    elif grep -qE 'NU110[123].*(Nuke\.Common|KubernetesClient|Docker\.DotNet|GitVersion\.Tool)' "$LOG"; then
        FEED=fallback
        printf '%s' "$FEED" >"$FEED_NOTE"
        say "Packages: the feed lacks some of them; the stand-ins of build/Fallback are used."
    elif grep -qE 'NU1301|NU1801' "$LOG"; then
        FEED=fallback # not noted: the feed may answer next time
        say "Packages: no feed answers; the stand-ins of build/Fallback are used for now."
    else
        cat "$LOG" >&2
        refuse "the packages of the build cannot be restored" "build/_build/_build.csproj" "see the lines above"
    fi
}

compile() {
    local started="$TEMP/build.started"
    mkdir -p "$TEMP"
    DOTNET=$(find_dotnet)
    printf '%s' "$DOTNET" >"$started" # before the compiler reads the sources: a change meanwhile is newer
    listing >"$STAMP.files"
    choose_feed
    say "Compiling the build ..."
    if ! "$DOTNET" build "$ROOT/build/_build/_build.csproj" -c Release -v q -nologo -p:PackageFeed="$FEED" >"$LOG" 2>&1; then
        grep -E '(error|warning) ' "$LOG" | sort -u >&2 || cat "$LOG" >&2
        refuse "the build does not compile" "build/" "mend the lines above; the whole output is in .nuke/temp/compile.log"
    fi
    printf '%s' "$FEED" >"$FEED_NOTE.compiled"
    mv -f "$started" "$STAMP"
}

if sources_changed; then
    mkdir -p "$TEMP"
    if command -v flock >/dev/null; then # two at once would write into each other's output
        exec 9>"$TEMP/build.lock"
        flock 9
        if sources_changed; then compile; fi
        exec 9>&-
    else
        compile
    fi
fi

exec "$(cat "$STAMP")" exec "$BUILD_DLL" "$@"
