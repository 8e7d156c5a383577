using System.Reflection;
using Nuke.Common;

namespace Slipway.Targets.CommandLine;

/// <summary>
/// Secret parameters that come in environment variables. A process inherits the environment of the one that starts it,
/// and a package's <c>.targets</c>, a unit test or a plugin may read it: so secrets are taken out of this process's
/// environment before it starts any other. Everything else is passed on.
/// </summary>
internal static class SecretVariables
{
    private const BindingFlags Members =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Reads the secret parameters that are set, which NUKE keeps, and removes their variables.</summary>
    /// <param name="build">A build whose fields have their values already; NUKE reads those of components later.</param>
    public static void Take(NukeBuild build)
    {
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>();
        var taken = Names(BuildShape.Of(build.GetType()), variables);
        if (taken.Count == 0)
            return;
        var secrets =
            from component in build.GetType().GetInterfaces()
            from property in component.GetProperties(Members)
            where property.IsDefined(typeof(SecretAttribute))
            select property;
        foreach (var secret in secrets)
            secret
                .GetGetMethod(nonPublic: true)!
                .Invoke(build, BindingFlags.DoNotWrapExceptions, null, null, null);
        foreach (var name in taken)
            Environment.SetEnvironmentVariable(name, null);
    }

    /// <summary>
    /// Those of the variables that NUKE takes for a secret parameter: <c>NAME</c> and <c>NUKE_NAME</c>, compared by letters
    /// and digits, ignoring case. Pure.
    /// </summary>
    public static IReadOnlyList<string> Names(BuildShape build, IEnumerable<string> variables)
    {
        var secrets = build.Parameters.Where(p => p.Secret).Select(p => p.Letters).ToHashSet();
        return [.. variables.Where(v => IsOf(secrets, ParameterShape.LettersOf(v)))];
    }

    private static bool IsOf(HashSet<string> secrets, string letters) =>
        secrets.Contains(letters)
        || (letters.StartsWith("nuke", StringComparison.Ordinal) && secrets.Contains(letters[4..]));
}
