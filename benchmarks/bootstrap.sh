#!/usr/bin/env bash
# Start-up time of the unchanged build, compared with NUKE's standard bootstrapping script.
# Run it in a checkout with a compiled build (run ./build.sh Version once).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

bootstrap() { "$ROOT/build.sh" Version --no-logo; }

stock() {
    dotnet build "$ROOT/build/_build/_build.csproj" -c Release -nologo -v q
    dotnet run --project "$ROOT/build/_build/_build.csproj" -c Release --no-build -- Version --no-logo
}

echo '| command | median (range) |'
echo '| --- | --- |'
compare "${1:-5}" './build.sh Version' bootstrap 'dotnet build + dotnet run --no-build' stock
