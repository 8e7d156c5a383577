using System.Text.RegularExpressions;

namespace Slipway.Images.Registries;

/// <summary>
/// What a registry requires in WWW-Authenticate (RFC 9110, 11.6.1; the token specification of the
/// distribution project).
/// </summary>
/// <param name="Scheme"><c>Basic</c> or <c>Bearer</c>.</param>
/// <param name="Parameters">Names in lower case.</param>
internal sealed partial record AuthChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public bool IsBearer => Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase);

    public bool IsBasic => Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase);

    public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

    public static AuthChallenge Parse(string scheme, string? parameters)
    {
        var parsed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Parameter().Matches(parameters ?? ""))
        {
            var value = match.Groups["quoted"] is { Success: true } quoted
                ? Escaped().Replace(quoted.Value, "$1")
                : match.Groups["plain"].Value;
            parsed[match.Groups["name"].Value.ToLowerInvariant()] = value;
        }
        return new AuthChallenge(scheme, parsed);
    }

    [GeneratedRegex("""(?<name>[A-Za-z0-9_-]+)\s*=\s*("(?<quoted>([^"\\]|\\.)*)"|(?<plain>[^\s,]+))""")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escaped();
}
