using Slipway.Values;

namespace Slipway.Targets.Completion;

/// <summary>A shell that can complete the build's command line.</summary>
internal enum Shell
{
    /// <summary>GNU bash 3.2 or later.</summary>
    Bash,

    /// <summary>zsh, after <c>compinit</c>.</summary>
    Zsh,

    /// <summary>PowerShell 5.1 or later.</summary>
    PowerShell,
}

/// <summary>Determines the shell.</summary>
internal static class ShellName
{
    /// <summary>Parses <c>--shell</c>, by default the path in the variable <c>SHELL</c>.</summary>
    /// <exception cref="UnknownShell">The shell is not supported.</exception>
    public static Shell Parse(string? text) =>
        Path.GetFileNameWithoutExtension(text ?? "").ToLowerInvariant() switch
        {
            "bash" => Shell.Bash,
            "zsh" => Shell.Zsh,
            "pwsh" or "powershell" => Shell.PowerShell,
            _ => throw new UnknownShell(text),
        };
}

/// <summary>There is no completion for this shell.</summary>
internal sealed class UnknownShell(string? name)
    : Refusal(
        name is null
            ? "the shell to complete for is unknown"
            : $"there is no completion for the shell '{name}'",
        "--shell, or the variable SHELL",
        "name it: ./build.sh Completion --shell bash (or zsh, pwsh)"
    );
