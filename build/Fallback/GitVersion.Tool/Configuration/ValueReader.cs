using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitVersion.Configuration;

/// <summary>Makes the refusal of something at a place of the file.</summary>
internal delegate Exception Refusing(Mark at, string message);

/// <summary>Turns the text of a value into what it means, or refuses it with its place.</summary>
internal static class ValueReader
{
    // An expression from a file may backtrack for ever.
    private static readonly TimeSpan _longestMatch = TimeSpan.FromSeconds(2);

    public static DeploymentMode Mode(Scalar value, Refusing refuse) => Known<DeploymentMode>(value, refuse);

    public static Increment Increment(Scalar value, Refusing refuse) => Known<Increment>(value, refuse);

    public static MessageScope Scope(Scalar value, Refusing refuse) => Known<MessageScope>(value, refuse);

    public static int Number(Scalar value, Refusing refuse) =>
        int.TryParse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw refuse(value.Start, $"'{value.Value}' is no whole number.");

    public static Regex Pattern(string pattern, Scalar value, Refusing refuse)
    {
        try
        {
            return new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, _longestMatch);
        }
        catch (ArgumentException e)
        {
            throw refuse(value.Start, $"'{value.Value}' is no regular expression: {e.Message}");
        }
    }

    private static T Known<T>(Scalar value, Refusing refuse)
        where T : struct, Enum =>
        Enum.TryParse<T>(value.Value, ignoreCase: true, out var result) && !int.TryParse(value.Value, out _)
            ? result
            : throw refuse(
                value.Start,
                $"'{value.Value}' is not supported by this stand-in; it knows "
                    + $"{string.Join(", ", Enum.GetNames<T>())}."
            );
}
