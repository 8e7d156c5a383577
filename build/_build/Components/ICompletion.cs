using Nuke.Common;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Completion;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Helps shells to complete the command line.</summary>
internal interface ICompletion : IHazWorkspace
{
    /// <summary>Its name or path, which is what the variable SHELL holds.</summary>
    [Parameter("Shell to complete for: bash, zsh or pwsh - Default is the one in the variable SHELL")]
    string Shell => TryGetValue(() => Shell);

    /// <summary>Prints a script to be sourced.</summary>
    [Query(AnswerKind.Script)]
    [Example(
        "Completion --shell bash > ~/.local/share/bash-completion/completions/build.sh",
        "bash completes targets, parameters and environments from the next shell on"
    )]
    Target Completion =>
        _ =>
            _.Description("Prints a script that completes targets, parameters and environments in a shell")
                .Executes(() =>
                    Workspace.Results.WriteLines([
                        CompletionScript.For(
                            ShellName.Parse(OptionalValue.OrNull(Shell)),
                            BuildShape.Of(GetType()),
                            TargetReader.Read(this)
                        ),
                    ])
                );
}
