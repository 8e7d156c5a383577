using System.Text;
using Nuke.Common.Execution;
using Nuke.Common.Parameters;

namespace Nuke.Common.Reporting;

/// <summary>
/// What <c>--help</c> prints: targets with their dependencies, parameters with their descriptions.
/// </summary>
internal static class HelpText
{
    private const int LineWidth = 80;

    /// <param name="targets">All targets of the build.</param>
    /// <param name="own">Parameters of the build: name and description.</param>
    /// <param name="engine">Parameters that every build has.</param>
    internal static string Of(
        IReadOnlyList<ExecutableTarget> targets,
        IEnumerable<(string Name, string Description)> own,
        IEnumerable<(string Name, string Description)> engine
    )
    {
        var text = new StringBuilder("Targets (with their direct dependencies):").AppendLine().AppendLine();
        var listed = targets.Where(x => x.Listed).ToList();
        var width = Math.Max(20, listed.Select(x => Title(x).Length + 2).DefaultIfEmpty().Max());
        foreach (var target in listed)
        {
            var dependencies = string.Join(", ", target.ExecutionDependencies.Select(x => x.Name));
            var arrow = dependencies == "" ? "" : $" -> {dependencies}";
            text.AppendLine($"  {Title(target).PadRight(width)}{arrow}".TrimEnd());
            if (target.Description != null)
                text.AppendLine($"    {target.Description}");
        }

        text.AppendLine().AppendLine("Parameters:").AppendLine();
        var (ownList, engineList) = (Sorted(own), Sorted(engine));
        width = Math.Max(20, ownList.Concat(engineList).Select(x => x.Name.Length + 4).Max());
        Append(text, ownList, width);
        if (ownList.Count > 0)
            text.AppendLine();
        Append(text, engineList, width);
        return text.ToString();
    }

    private static string Title(ExecutableTarget target) =>
        target.Name + (target.IsDefault ? " (default)" : "");

    private static List<(string Name, string Description)> Sorted(
        IEnumerable<(string Name, string Description)> parameters
    ) => [.. parameters.Select(x => (ParameterName.Dashed(x.Name), x.Description)).OrderBy(x => x.Item1)];

    private static void Append(
        StringBuilder text,
        List<(string Name, string Description)> parameters,
        int width
    )
    {
        foreach (var (name, description) in parameters)
        {
            var lines = Wrap(Sentence(description), LineWidth - width - 3);
            text.AppendLine($"  {("--" + name).PadRight(width)} {lines[0]}");
            foreach (var line in lines.Skip(1))
                text.AppendLine(new string(' ', width + 3) + line);
        }
    }

    private static string Sentence(string description) =>
        string.IsNullOrEmpty(description) ? "<no description>" : description.TrimEnd('.') + ".";

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= width)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }

        return lines;
    }
}
