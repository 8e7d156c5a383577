using System.Text.RegularExpressions;
using YamlDotNet.Core.Events;

namespace GitVersion.Configuration;

/// <summary>
/// Lays what a file says about one branch over the workflow's settings of that branch, if it has any.
/// </summary>
internal sealed class BranchBuilder(Scalar name, BranchSettings? known, Refusing refuse)
{
    private DeploymentMode? _mode = known?.Mode;
    private string _label = known?.Label ?? "{BranchName}";
    private Increment _increment = known?.Increment ?? Increment.Inherit;
    private Regex? _pattern = known?.Pattern;
    private IReadOnlyList<string>? _sources = known?.SourceBranches;
    private int _weight = known?.PreReleaseWeight ?? 0;

    /// <summary>Takes one value.</summary>
    public void Set(Scalar key, Scalar value)
    {
        switch (key.Value)
        {
            case "mode":
                _mode = ValueReader.Mode(value, refuse);
                break;
            case "label":
                _label = value.Value;
                break;
            case "increment":
                _increment = ValueReader.Increment(value, refuse);
                break;
            case "regex":
                _pattern = ValueReader.Pattern(value.Value, value, refuse);
                break;
            case "pre-release-weight":
                _weight = ValueReader.Number(value, refuse);
                break;
            default:
                throw refuse(
                    key.Start,
                    $"The key 'branches.{name.Value}.{key.Value}' is not supported by this stand-in."
                );
        }
    }

    /// <summary>Takes the branches that this one may start from.</summary>
    public void SetSources(IReadOnlyList<string> sources) => _sources = sources;

    /// <summary>The settings.</summary>
    public BranchSettings Build()
    {
        var pattern = _pattern ?? throw Missing("regex");
        var sources = _sources ?? throw Missing("source-branches");
        var branch = new BranchSettings(name.Value, pattern, _mode, _label, _increment, sources, _weight);
        return known is null
            ? branch with
            {
                TagOnHeadIsFinal = true,
            }
            : branch with
            {
                IsRelease = known.IsRelease,
                TracksMerges = known.TracksMerges,
                TagOnHeadIsFinal = known.TagOnHeadIsFinal,
            };
    }

    private Exception Missing(string key) =>
        refuse(name.Start, $"Branch configuration '{name.Value}' is missing required configuration '{key}'.");
}
