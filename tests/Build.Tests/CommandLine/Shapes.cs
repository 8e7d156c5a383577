using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Tests.CommandLine;

/// <summary>A build that has a parameter of each kind.</summary>
internal static class Shapes
{
    public static readonly BuildShape Small = new(
        ["Compile", "Deploy", "DeployStaging"],
        [
            new("continue", ValueForm.Switch, [], Engine: true),
            new("count", ValueForm.Number, []),
            new("env", ValueForm.Text, []),
            new("force", ValueForm.Switch, []),
            new("password", ValueForm.Text, [], Secret: true),
            new("profile", ValueForm.Text, [], Many: true, Engine: true),
            new("root", ValueForm.Text, [], Engine: true),
            new("services", ValueForm.Text, [], Many: true),
            new("skip", ValueForm.Target, ["Compile", "Deploy", "DeployStaging"], Many: true, Engine: true),
            new("target", ValueForm.Target, ["Compile", "Deploy", "DeployStaging"], Many: true, Engine: true),
            new("verbosity", ValueForm.Choice, ["Verbose", "Normal"], Engine: true),
        ]
    );
}
