using Slipway.Targets.CommandLine;

namespace Slipway.Targets.Help;

/// <summary>What <c>./build.sh &lt;Target&gt; --help</c> prints.</summary>
internal static class TargetHelp
{
    private const int Width = 100;

    /// <summary>The lines for a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="all">All targets, for what runs before it.</param>
    public static IReadOnlyList<string> Of(TargetShape target, IReadOnlyList<TargetShape> all)
    {
        List<string> lines = [$"./build.sh {target.Name}", "", .. Wrapped(target.Description, 2)];
        Add("Runs first, if needed:", Tree(target, all, [], 2));
        Add("Parameters:", target.Parameters.SelectMany(Parameter));
        Add("Examples:", target.Examples.SelectMany(Example));
        Add("Exit codes:", ExitCodes(target, all));
        return [.. lines, "", "./build.sh --help lists all targets and NUKE's own parameters."];

        void Add(string header, IEnumerable<string> section)
        {
            if (section.ToList() is { Count: > 0 } content)
                lines.AddRange(["", header, .. content]);
        }
    }

    // Each target is listed once.
    private static IEnumerable<string> Tree(
        TargetShape target,
        IReadOnlyList<TargetShape> all,
        HashSet<string> seen,
        int indent
    ) =>
        from name in target.DependsOn
        where seen.Add(name)
        from line in Tree(all.Single(other => other.Name == name), all, seen, indent + 2)
            .Prepend(new string(' ', indent) + name)
        select line;

    private static IEnumerable<string> Parameter(ParameterShape parameter)
    {
        var value = parameter.Form switch
        {
            ValueForm.Switch => "",
            ValueForm.Number => " <number>",
            ValueForm.Choice => $" <{string.Join('|', parameter.Choices).ToLowerInvariant()}>",
            _ => " <value>",
        };
        var said = parameter.Description.Contains(parameter.Variable, StringComparison.Ordinal);
        var secret = parameter.Secret && !said ? $"; best set as {parameter.Variable}" : "";
        yield return $"  --{parameter.Name}{value}{(parameter.Many ? " ..." : "")}";
        foreach (var line in Wrapped(parameter.Description + secret, 6))
            yield return line;
    }

    private static IEnumerable<string> Example((string Arguments, string Effect) example) =>
        [$"  ./build.sh {example.Arguments}", $"      {example.Effect}"];

    private static IEnumerable<string> ExitCodes(TargetShape target, IReadOnlyList<TargetShape> all)
    {
        yield return "  0    done";
        yield return "  1    failed";
        yield return "  2    refused before any change";
        if (RollsBack(target, all))
            yield return "  3    rolled back automatically";
        if (target.Name == nameof(Components.IDiff.Diff))
            yield return "  4    something would change";
        yield return "  130  interrupted";
    }

    private static bool RollsBack(TargetShape target, IReadOnlyList<TargetShape> all) =>
        target.Name
            is nameof(Components.IDeploy.Deploy)
                or nameof(Components.ICanary.Canary)
                or nameof(Components.IPromote.Promote)
        || target.DependsOn.Any(name => RollsBack(all.Single(other => other.Name == name), all));

    private static IEnumerable<string> Wrapped(string text, int indent)
    {
        var line = new string(' ', indent);
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length > Width)
            {
                yield return line.TrimEnd();
                line = new string(' ', indent);
            }
            line += word + " ";
        }
        yield return line.TrimEnd();
    }
}
