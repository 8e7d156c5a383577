using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Help;

/// <summary>A target, as its help explains it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="DependsOn">The targets that run before it, directly.</param>
/// <param name="Parameters">What it and the targets before it may read.</param>
/// <param name="Examples">Example command lines and what they do.</param>
internal sealed record TargetShape(
    string Name,
    string Description,
    IReadOnlyList<string> DependsOn,
    IReadOnlyList<ParameterShape> Parameters,
    IReadOnlyList<(string Arguments, string Effect)> Examples
);
