#!/usr/bin/env bash
# What it costs to start the build when nothing changed, against NUKE's stock way of starting it.
# Run it in a checkout whose build is compiled (./build.sh Version once).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

bootstrap() { "$ROOT/build.sh" Version --no-logo; }

stock() {
    dotnet build "$ROOT/build/_build/_build.csproj" -c Release -nologo -v q
    dotnet run --project "$ROOT/build/_build/_build.csproj" -c Release --no-build -- Version --no-logo
}

echo '| command | median (range) |'
echo '| --- | --- |'
compare "${1:-5}" './build.sh Version' bootstrap 'dotnet build + dotnet run --no-build' stock
