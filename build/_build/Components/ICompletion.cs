using Nuke.Common;
using Slipway.Targets.CommandLine;
using Slipway.Targets.Completion;
using Slipway.Targets.Help;
using Slipway.Targets.Workspaces;

namespace Slipway.Targets.Components;

/// <summary>Shell completion.</summary>
internal interface ICompletion : IHazWorkspace
{
    /// <summary>Name or path of the shell, as in the variable SHELL.</summary>
    [Parameter("Shell to complete for: bash, zsh or pwsh - Default is $SHELL")]
    string Shell => TryGetValue(() => Shell);

    /// <summary>Prints a script that the shell sources.</summary>
    [Query(AnswerKind.Script)]
    [Example(
        "Completion --shell bash > ~/.local/share/bash-completion/completions/build.sh",
        "completion works in the next bash that starts"
    )]
    Target Completion =>
        _ =>
            _.Description("Prints a shell completion script")
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
