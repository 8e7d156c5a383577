using System.Globalization;

namespace LocalCluster.Tests.Conformance;

/// <summary>Some versions of kubectl: <c>1.30</c>, <c>1.28-1.30</c>, <c>1.31-</c>, <c>-1.27</c>.</summary>
internal readonly record struct VersionRange(int First, int Last)
{
    public static VersionRange All { get; } = new(0, int.MaxValue);

    public bool Holds(int minor) => First <= minor && minor <= Last;

    /// <summary>Whether it is the first or the last of them, so that something changes there.</summary>
    public bool EndsAt(int minor) => First == minor || Last == minor;

    public static VersionRange Parse(string text) =>
        text.Split('-') switch
        {
            [var one] => new(Minor(one), Minor(one)),
            [var first, var last] => new(
                first.Length == 0 ? 0 : Minor(first),
                last.Length == 0 ? int.MaxValue : Minor(last)
            ),
            _ => throw new FormatException($"'{text}' is no range of versions."),
        };

    private static int Minor(string version) =>
        version.Split('.') is ["1", var minor]
            ? int.Parse(minor, CultureInfo.InvariantCulture)
            : throw new FormatException($"'{version}' is no version of kubectl.");
}
