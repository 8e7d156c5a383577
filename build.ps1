# Finds the .NET SDK, or installs it below .nuke\temp; compiles the build when its sources changed; runs it.
[CmdletBinding()]
Param(
    [Parameter(Position = 0, Mandatory = $false, ValueFromRemainingArguments = $true)]
    [string[]] $BuildArguments)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$Root = $PSScriptRoot
$Temp = Join-Path $Root '.nuke/temp'
$BuildDll = Join-Path $Root 'build/_build/bin/Release/net10.0/_build.dll'
$FeedCheck = Join-Path $Root 'build/FeedCheck/FeedCheck.csproj'
$BuildProject = Join-Path $Root 'build/_build/_build.csproj'
$Stamp = Join-Path $Temp 'build.stamp'        # as old as the sources that BuildDll was compiled from
$FeedNote = Join-Path $Temp 'package-feed'    # nuget or fallback; read by build/Packages.targets
$DotnetName = if ($env:OS -eq 'Windows_NT') { 'dotnet.exe' } else { 'dotnet' }
$LocalSdk = Join-Path $Temp $(if ($env:OS -eq 'Windows_NT') { 'dotnet-win' } else { 'dotnet-unix' })
$Log = Join-Path $Temp 'compile.log'

$env:DOTNET_CLI_TELEMETRY_OPTOUT = 1
$env:DOTNET_NOLOGO = 1
$env:NUKE_TELEMETRY_OPTOUT = 1

function Say([string] $Text) { [Console]::Error.WriteLine($Text) }

function Refuse([string] $What, [string] $Where, [string] $Next) {
    Say "Refused: $What"; Say "  where: $Where"; Say "  next:  $Next"; exit 2
}

# The variables of the build's parameters that are marked [Secret], whatever their spelling.
function Get-SecretVariables {
    $secrets = @(Get-ChildItem (Join-Path $Root 'build/_build/Components') -Filter *.cs |
        Select-String '^\s*\[Secret\]' -Context 0, 1 |
        ForEach-Object { ($_.Context.PostContext[0] -replace '\s*(=>|[{=;]).*', '' -split '\s+')[-1] })
    Get-ChildItem env: | Where-Object {
        $letters = $_.Name -replace '[^A-Za-z0-9]', ''
        $secrets | Where-Object { $letters -eq $_ -or $letters -eq "nuke$_" }
    }
}

# Runs dotnet without input, its output in a file; returns whether it succeeded. It does not inherit what the build alone
# needs.
function Test-Dotnet([string] $Dotnet, [string[]] $Arguments, [string] $Output) {
    $ErrorActionPreference = 'Continue' # Windows PowerShell treats output on standard error as an exception
    $secrets = @(Get-SecretVariables)
    try {
        $secrets | ForEach-Object { Remove-Item -LiteralPath "env:$($_.Name)" }
        $null | & $Dotnet @Arguments *> $Output
        return $LASTEXITCODE -eq 0
    }
    finally { $secrets | ForEach-Object { Set-Item -LiteralPath "env:$($_.Name)" $_.Value } }
}

function Test-Sdk([string] $Dotnet) {
    if (-not $Dotnet -or -not (Test-Path $Dotnet)) { return $false }
    Push-Location $Root
    try { return Test-Dotnet $Dotnet @('--version') $Log } catch { return $false } finally { Pop-Location }
}

function Find-Sdk {
    $onPath = Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue |
        Select-Object -First 1
    $candidates = @(
        $(if ($onPath) { $onPath.Source }),
        $(if ($env:DOTNET_ROOT) { Join-Path $env:DOTNET_ROOT $DotnetName }),
        (Join-Path $LocalSdk $DotnetName))
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
    $installed = Join-Path $LocalSdk $DotnetName
    if (-not (Test-Sdk $installed)) {
        Refuse "the .NET SDK $version is missing and could not be installed" 'global.json' `
            "install it from https://dot.net, or copy it to $LocalSdk, and run this again"
    }
    return $installed
}

function Read-Note([string] $Path) {
    if (Test-Path $Path) { return (Get-Content $Path -Raw).Trim() }
    return ''
}

function Get-Sources {
    # The build compiles the local cluster when it is first needed.
    @(Get-ChildItem (Join-Path $Root 'build') -Recurse -File |
        Where-Object {
            $_.FullName -notmatch '[\\/](bin|obj)[\\/]' -and $_.Name -notlike '.*' -and
            -not $_.FullName.StartsWith((Join-Path $Root (Join-Path 'build' 'LocalCluster')))
        }) + @(Get-Item (Join-Path $Root 'global.json'))
}

# The stamp's lines: dotnet, the feed, then every source, to detect added, renamed or removed ones.
function Test-SourcesChanged {
    if (-not (Test-Path $BuildDll) -or -not (Test-Path $Stamp)) { return $true }
    $noted = @(Get-Content $Stamp)
    if ($noted.Count -lt 3 -or -not (Test-Path $noted[0])) { return $true }
    $feed = if ($env:SLIPWAY_PACKAGE_FEED) { $env:SLIPWAY_PACKAGE_FEED } else { Read-Note $FeedNote }
    if ($feed -and $feed -ne $noted[1]) { return $true }
    $sources = @(Get-Sources)
    if (($sources.FullName -join "`n") -ne ($noted[2..($noted.Count - 1)] -join "`n")) { return $true }
    $compiled = (Get-Item $Stamp).LastWriteTimeUtc
    return [bool]($sources | Where-Object { $_.LastWriteTimeUtc -gt $compiled } | Select-Object -First 1)
}

function Select-Feed([string] $Dotnet) {
    if ($env:SLIPWAY_PACKAGE_FEED) {
        if (@('nuget', 'fallback') -notcontains $env:SLIPWAY_PACKAGE_FEED) {
            Refuse "SLIPWAY_PACKAGE_FEED is '$($env:SLIPWAY_PACKAGE_FEED)'" 'the environment' `
                'set it to nuget or fallback, or unset it'
        }
        return $env:SLIPWAY_PACKAGE_FEED
    }
    if (Test-Path $FeedNote) { return Read-Note $FeedNote }
    $found = Test-Dotnet $Dotnet @('restore', $FeedCheck, '-v', 'q', '-nologo') $Log
    $output = Get-Content $Log | Out-String
    if (-not $found -and $output -match 'NU110[123].*Nuke\.Common') {
        Set-Content $FeedNote 'fallback' -NoNewline
        Say 'Packages: the feed lacks Nuke.Common; build/Fallback/Nuke.Common stands in for it.'
        return 'fallback'
    }
    if (-not $found -and $output -match 'NU1301|NU1801') {
        # Not recorded: the feed may answer at the next compilation.
        Say 'Packages: the feed did not answer; build/Fallback/Nuke.Common stands in for Nuke.Common for now.'
        return 'fallback'
    }
    Set-Content $FeedNote 'nuget' -NoNewline
    Say 'Packages: Nuke.Common from the feed.'
    return 'nuget'
}

function Invoke-Compilation {
    $dotnet = Find-Sdk
    $sources = @(Get-Sources)
    $started = [DateTime]::UtcNow # before the compiler reads the sources, so that later changes are newer
    $feed = Select-Feed $dotnet
    Say 'Compiling the build: restoring packages, then compiling ...'
    $arguments =
        @('build', $BuildProject, '-c', 'Release', '-m:1', '-v', 'q', '-nologo', "-p:PackageFeed=$feed")
    $profiling = $env:DOTNET_TieredPGO
    $env:DOTNET_TieredPGO = '0' # without profiling the methods that it runs, the compiler needs a fifth less CPU
    try { $compiled = Test-Dotnet $dotnet $arguments $Log } finally { $env:DOTNET_TieredPGO = $profiling }
    if (-not $compiled) {
        Get-Content $Log | Select-String '(error|warning) ' | ForEach-Object { $_.Line } |
            Sort-Object -Unique | ForEach-Object { Say $_ }
        Refuse 'the build does not compile' 'build/' `
            'fix the errors above; the full output is in .nuke/temp/compile.log'
    }
    Say ('Compiled the build in {0:0} s.' -f ([DateTime]::UtcNow - $started).TotalSeconds)
    Set-Content "$Stamp.new" (@($dotnet, $feed) + $sources.FullName)
    (Get-Item "$Stamp.new").LastWriteTimeUtc = $started
    Move-Item "$Stamp.new" $Stamp -Force
}

# Parallel builds would overwrite each other's output, so the second one waits.
function Wait-Lock {
    while ($true) {
        try { return [IO.File]::Open((Join-Path $Temp 'build.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] { Start-Sleep -Milliseconds 100 }
    }
}

if (Test-SourcesChanged) {
    try {
        New-Item -ItemType Directory -Path $Temp -Force | Out-Null
        [IO.File]::WriteAllText((Join-Path $Temp 'compiling'), 'compiling')
    }
    catch {
        Refuse "the folder for temporary files cannot be written: $($_.Exception.Message)" $Temp `
            'give this user access to it, or free some space, and run this again'
    }
    $lock = Wait-Lock
    try { if (Test-SourcesChanged) { Invoke-Compilation } } finally { $lock.Dispose() }
}

# The build always works on this repository, and what it compiles uses the same packages as the build.
$noted = @(Get-Content $Stamp)
$env:NUKE_ROOT = $Root
$env:SLIPWAY_PACKAGE_FEED = $noted[1]
$env:DOTNET_EXE = $noted[0]
& $noted[0] exec $BuildDll @BuildArguments
exit $LASTEXITCODE
