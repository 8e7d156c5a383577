# Completes ./build.ps1 and build.cmd in PowerShell. Printed by: ./build.ps1 Completion --shell pwsh
Register-ArgumentCompleter -Native -CommandName build, build.ps1, build.cmd, build.sh -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements |
            Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
            ForEach-Object { $_.Extent.Text })
    $choices = @{
@CHOICES@
    }
    $texts = @(@TEXTS@)
    $targets = @(@TARGETS@)
    $parameters = @(@PARAMETERS@)
    $previous = $before[-1]
    $words = if ($previous -eq '--env') {
        $root = Split-Path -Parent (Resolve-Path $before[0])
        Get-ChildItem -Directory (Join-Path $root 'k8s/overlays') | ForEach-Object Name
    } elseif ($choices.ContainsKey($previous)) {
        $choices[$previous]
    } elseif ($texts -contains $previous) {
        @() # PowerShell completes files
    } elseif ($wordToComplete -like '-*') {
        $parameters
    } else {
        $targets
    }
    $words | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
