using System.Text.RegularExpressions;

namespace Slipway.Releases;

/// <summary>
/// The words by which states and kinds are written in the cluster: <c>rolled-back</c>, <c>deploy</c>.
/// </summary>
public static partial class ReleaseNames
{
    /// <summary>The word of a state.</summary>
    public static string Word(this ReleaseState state) => Kebab(state.ToString());

    /// <summary>The word of a kind.</summary>
    public static string Word(this ReleaseKind kind) => Kebab(kind.ToString());

    /// <summary>The value that a word stands for; null where it stands for none.</summary>
    internal static T? Find<T>(string? word)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => Kebab(v.ToString()) == word).Select(v => (T?)v).FirstOrDefault();

    /// <exception cref="FormatException">It is not one of these words.</exception>
    internal static T Read<T>(string word)
        where T : struct, Enum =>
        Find<T>(word) ?? throw new FormatException($"'{word}' is not a {typeof(T).Name}");

    private static string Kebab(string name) => Inner().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Inner();
}
