#!/usr/bin/env bash
# Stands in for dotnet where only the logic of build.sh is looked at. Notes what it was asked for in $FAKE_LOG.
[ "$1" = exec ] || env >>"$FAKE_LOG.$1.env"
case "$1" in
    --version)
        [ -z "${FAKE_UNFIT:-}" ] || exit 145
        echo 10.0.100
        ;;
    restore)
        echo "restore" >>"$FAKE_LOG"
        printf '%s\n' "${FAKE_RESTORE:-}"
        [ -z "${FAKE_RESTORE:-}" ]
        ;;
    build)
        echo "build ${*: -1}" >>"$FAKE_LOG"
        cat # a compiler that reads what was meant for the build
        while [ -n "${FAKE_GATE:-}" ] && [ ! -e "$FAKE_GATE" ]; do sleep 0.02; done
        if [ -n "${FAKE_ERROR:-}" ]; then
            printf '%s\n' "  Determining projects to restore..." "$FAKE_ERROR" "$FAKE_ERROR"
            exit 1
        fi
        dll="$(dirname "$2")/bin/Release/net10.0/_build.dll"
        mkdir -p "$(dirname "$dll")"
        echo "compiled" >"$dll"
        ;;
    exec)
        echo "exec" >>"$FAKE_LOG"
        shift 2
        printf '[%s]\n' "$@"
        printf 'in %s\n' "$PWD"
        printf 'root %s\n' "$NUKE_ROOT"
        printf 'feed %s\n' "$SLIPWAY_PACKAGE_FEED"
        env >"$FAKE_LOG.exec.env"
        printf 'read %s\n' "$(cat)"
        exit "${FAKE_CODE:-0}"
        ;;
esac
