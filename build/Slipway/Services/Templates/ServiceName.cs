using System.Text.RegularExpressions;
using Slipway.Values;

namespace Slipway.Services.Templates;

/// <summary>The name of a new service, as Kubernetes and as C# write it.</summary>
internal sealed partial record ServiceName(string Name)
{
    private const string CanarySuffix = "-canary";

    // A canary's workload is called like its service, with the suffix, and is a label itself.
    private const int Longest = 63 - 7;

    // Namespaces that every test project of a service imports; a service of that name would hide them.
    private static readonly string[] s_namespaces = ["System", "Microsoft", "Xunit", "Testing"];

    /// <summary>The name in Pascal case: <c>order-items</c> is <c>OrderItems</c>.</summary>
    public string Pascal { get; } =
        string.Concat(
            Name.Split('-', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => char.ToUpperInvariant(word[0]) + word[1..])
        );

    /// <summary>What is wrong with the name; nothing when it can be used.</summary>
    /// <param name="template">The files that it will be written into.</param>
    public IEnumerable<string> Mistakes(IEnumerable<TemplateFile> template)
    {
        if (Name.Length == 0)
        {
            yield return "the service needs a name";
            yield break;
        }
        if (!KubeName.IsLabel(Name) || !char.IsAsciiLetter(Name[0]) || Name.Length > Longest)
        {
            yield return $"'{Name}' cannot name a Kubernetes Service: at most {Longest} characters are allowed, "
                + "lower-case letters, digits and '-', with a letter first and a letter or digit last";
            yield break;
        }
        if (Name.EndsWith(CanarySuffix, StringComparison.Ordinal))
            yield return $"'{Name}' is reserved: '{CanarySuffix}' marks the workloads of canaries";
        if (Name == "kubernetes")
            yield return "'kubernetes' is reserved: the API server's own Service has that name";
        var words = template
            .Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Word().Matches(file.Text).Select(match => match.Value));
        if (words.Concat(s_namespaces).Contains(Pascal, StringComparer.Ordinal))
            yield return $"'{Name}' is reserved: a namespace {Pascal} would hide a type or namespace that services use";
    }

    [GeneratedRegex(@"\b[A-Z]\w*\b")]
    private static partial Regex Word();
}
