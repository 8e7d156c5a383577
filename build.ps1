# Finds the .NET SDK (or installs it below .nuke\temp), compiles the build when its sources changed, and runs it.
[CmdletBinding()]
Param([Parameter(Position = 0, Mandatory = $false, ValueFromRemainingArguments = $true)][string[]] $BuildArguments)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$Root = $PSScriptRoot
$Temp = Join-Path $Root '.nuke/temp'
$BuildDll = Join-Path $Root 'build/_build/bin/Release/net10.0/_build.dll'
$BuildProject = Join-Path $Root 'build/_build/_build.csproj'
$Stamp = Join-Path $Temp 'build.stamp'        # as old as the sources that BuildDll was compiled from; holds dotnet's path
$FeedNote = Join-Path $Temp 'package-feed'    # nuget or fallback; read by build/Packages.targets
$LocalSdk = Join-Path $Temp 'dotnet-win'
$Log = Join-Path $Temp 'compile.log'

$env:DOTNET_CLI_TELEMETRY_OPTOUT = 1
$env:DOTNET_NOLOGO = 1
$env:NUKE_TELEMETRY_OPTOUT = 1

function Say([string] $Text) { [Console]::Error.WriteLine($Text) }

function Refuse([string] $What, [string] $Where, [string] $Next) {
    Say "Refused: $What"; Say "  where: $Where"; Say "  next:  $Next"; exit 2
}

function Test-Sdk([string] $Dotnet) {
    if (-not $Dotnet -or -not (Test-Path $Dotnet)) { return $false }
    Push-Location $Root
    try { & $Dotnet --version 2>&1 | Out-Null; return $LASTEXITCODE -eq 0 } catch { return $false } finally { Pop-Location }
}

function Find-Sdk {
    $onPath = Get-Command dotnet -ErrorAction SilentlyContinue
    $candidates = @($(if ($onPath) { $onPath.Source }), $(if ($env:DOTNET_ROOT) { Join-Path $env:DOTNET_ROOT 'dotnet.exe' }),
        (Join-Path $LocalSdk 'dotnet.exe'))
    foreach ($candidate in $candidates) { if (Test-Sdk $candidate) { return $candidate } }

    $version = (Get-Content (Join-Path $Root 'global.json') | Out-String | ConvertFrom-Json).sdk.version
    Say "No .NET SDK fits global.json; installing $version below .nuke/temp ..."
    $script = Join-Path $Temp 'dotnet-install.ps1'
    try {
        [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
        (New-Object System.Net.WebClient).DownloadFile('https://dot.net/v1/dotnet-install.ps1', $script)
        & $script -InstallDir $LocalSdk -Version $version -NoPath | Out-Null
    }
    catch { Say $_.Exception.Message }
    $installed = Join-Path $LocalSdk 'dotnet.exe'
    if (-not (Test-Sdk $installed)) {
        Refuse "the .NET SDK $version is missing and could not be installed" 'global.json' `
            'install it from https://dot.net, or put it into .nuke/temp/dotnet-win, and run this again'
    }
    return $installed
}

function Read-Note([string] $Path) { if (Test-Path $Path) { return (Get-Content $Path -Raw).Trim() } return '' }

function Get-Sources {
    @(Get-ChildItem (Join-Path $Root 'build') -Recurse -Force -File |
        Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' }) +
        @(Get-ChildItem (Join-Path $Root 'Directory.*')) + @(Get-Item (Join-Path $Root 'global.json'))
}

function Test-SourcesChanged {
    if (-not (Test-Path $BuildDll) -or -not (Test-Path $Stamp)) { return $true }
    if (-not (Test-Path (Read-Note $Stamp))) { return $true }
    $feed = if ($env:SLIPWAY_PACKAGE_FEED) { $env:SLIPWAY_PACKAGE_FEED } else { Read-Note $FeedNote }
    if ($feed -ne (Read-Note "$FeedNote.compiled")) { return $true }
    $sources = Get-Sources
    if (($sources.FullName -join "`n") -ne (Read-Note "$Stamp.files")) { return $true }
    $compiled = (Get-Item $Stamp).LastWriteTimeUtc
    return [bool]($sources | Where-Object { $_.LastWriteTimeUtc -gt $compiled } | Select-Object -First 1)
}

function Restore([string] $Feed) {
    & $Dotnet restore $BuildProject -v q -nologo "-p:PackageFeed=$Feed" *> $Log
    return $LASTEXITCODE -eq 0
}

function Select-Feed {
    if ($env:SLIPWAY_PACKAGE_FEED) {
        if (@('nuget', 'fallback') -notcontains $env:SLIPWAY_PACKAGE_FEED) {
            Refuse "SLIPWAY_PACKAGE_FEED is '$($env:SLIPWAY_PACKAGE_FEED)'" 'the environment' 'set it to nuget or fallback, or unset it'
        }
        return $env:SLIPWAY_PACKAGE_FEED
    }
    if (Test-Path $FeedNote) { return Read-Note $FeedNote }
    if (Restore 'nuget') {
        Set-Content $FeedNote 'nuget' -NoNewline
        Say 'Packages: the feed has all of them; the genuine ones are used.'
        return 'nuget'
    }
    $output = Get-Content $Log -Raw
    if ($output -match 'NU110[123].*(Nuke\.Common|KubernetesClient|Docker\.DotNet|GitVersion\.Tool)') {
        Set-Content $FeedNote 'fallback' -NoNewline
        Say 'Packages: the feed lacks some of them; the stand-ins of build/Fallback are used.'
        return 'fallback'
    }
    if ($output -match 'NU1301|NU1801') {
        Say 'Packages: no feed answers; the stand-ins of build/Fallback are used for now.'
        return 'fallback'
    }
    Say $output
    Refuse 'the packages of the build cannot be restored' 'build/_build/_build.csproj' 'see the lines above'
}

if (Test-SourcesChanged) {
    New-Item -ItemType Directory -Path $Temp -Force | Out-Null
    $Dotnet = Find-Sdk
    $started = "$Temp/build.started"
    Set-Content $started $Dotnet -NoNewline   # before the compiler reads the sources: a change meanwhile is newer
    Set-Content "$Stamp.files" ((Get-Sources).FullName -join "`n") -NoNewline
    $feed = Select-Feed
    Say 'Compiling the build ...'
    & $Dotnet build $BuildProject -c Release -v q -nologo "-p:PackageFeed=$feed" *> $Log
    if ($LASTEXITCODE -ne 0) {
        Get-Content $Log | Select-String '(error|warning) ' | Sort-Object -Unique | ForEach-Object { Say $_.Line }
        Refuse 'the build does not compile' 'build/' 'mend the lines above; the whole output is in .nuke/temp/compile.log'
    }
    Set-Content "$FeedNote.compiled" $feed -NoNewline
    Move-Item $started $Stamp -Force
}

& (Read-Note $Stamp) exec $BuildDll @BuildArguments
exit $LASTEXITCODE
