using System.Text.RegularExpressions;

namespace LocalCluster.Api.Http;

/// <summary>Orders API versions by maturity, then by number: v1alpha1, v1beta1, v1, v2.</summary>
internal sealed partial class ApiVersionOrder : IComparer<string>
{
    public static ApiVersionOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => Rank(x!).CompareTo(Rank(y!));

    private static (int Stage, int Major, int Minor, string Text) Rank(string version)
    {
        var match = Form().Match(version);
        if (!match.Success)
            return (0, 0, 0, version);
        var stage = match.Groups["stage"].Value switch
        {
            "alpha" => 1,
            "beta" => 2,
            _ => 3,
        };
        _ = int.TryParse(match.Groups["minor"].Value, out var minor);
        return (stage, int.Parse(match.Groups["major"].Value), minor, "");
    }

    [GeneratedRegex(@"^v(?<major>\d{1,6})((?<stage>alpha|beta)(?<minor>\d{1,6}))?$")]
    private static partial Regex Form();
}
