using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitVersion.Configuration;

/// <summary>Turns the text of a value into what it means, or refuses it with its place.</summary>
internal static class ValueReader
{
    public static DeploymentMode Mode(Scalar value, Func<Mark, string, Exception> refuse) =>
        Known<DeploymentMode>(value, refuse);

    public static Increment Increment(Scalar value, Func<Mark, string, Exception> refuse) =>
        Known<Increment>(value, refuse);

    public static MessageScope Scope(Scalar value, Func<Mark, string, Exception> refuse) =>
        Known<MessageScope>(value, refuse);

    public static int Number(Scalar value, Func<Mark, string, Exception> refuse) =>
        int.TryParse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw refuse(value.Start, $"'{value.Value}' is no whole number.");

    public static Regex Pattern(string pattern, Scalar value, Func<Mark, string, Exception> refuse)
    {
        try
        {
            return new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
        }
        catch (ArgumentException e)
        {
            throw refuse(value.Start, $"'{value.Value}' is no regular expression: {e.Message}");
        }
    }

    private static T Known<T>(Scalar value, Func<Mark, string, Exception> refuse)
        where T : struct, Enum =>
        Enum.TryParse<T>(value.Value, ignoreCase: true, out var result) && !int.TryParse(value.Value, out _)
            ? result
            : throw refuse(value.Start,
                $"'{value.Value}' is not supported by this stand-in; it knows {string.Join(", ", Enum.GetNames<T>())}.");
}
