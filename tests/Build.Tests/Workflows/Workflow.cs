using Slipway.Targets.Tests.Running;
using YamlDotNet.RepresentationModel;

namespace Slipway.Targets.Tests.Workflows;

/// <summary>A file below .github/workflows.</summary>
public sealed record Workflow(string Name, string Text, YamlMappingNode Root)
{
    private static readonly string s_folder = Path.Combine(Checkout.Root, ".github", "workflows");

    public static IEnumerable<string> Names =>
        Directory.GetFiles(s_folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    /// <summary>All jobs.</summary>
    public IReadOnlyList<YamlMappingNode> Jobs =>
        [.. Map(Root, "jobs")!.Children.Values.Cast<YamlMappingNode>()];

    /// <summary>The steps of all jobs.</summary>
    public IReadOnlyList<YamlMappingNode> Steps =>
        [.. Jobs.SelectMany(job => ((YamlSequenceNode)job["steps"]).Children).Cast<YamlMappingNode>()];

    /// <summary>The scripts of all steps.</summary>
    public IReadOnlyList<string> Scripts => [.. Steps.Select(step => Value(step, "run")).OfType<string>()];

    /// <summary>What a person chooses from, by the input's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Choices =>
        Inputs()
            .Where(input => input.Value.Children.ContainsKey("options"))
            .ToDictionary(
                input => input.Key,
                input =>
                    (IReadOnlyList<string>)[.. ((YamlSequenceNode)input.Value["options"]).Select(o => $"{o}")]
            );

    public static Workflow Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(s_folder, name)).ReplaceLineEndings("\n");
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return new Workflow(name, text, (YamlMappingNode)stream.Documents[0].RootNode);
    }

    public static YamlMappingNode? Map(YamlMappingNode parent, string key) =>
        parent.Children.TryGetValue(key, out var node) ? node as YamlMappingNode : null;

    public static string? Value(YamlMappingNode parent, string key) =>
        parent.Children.TryGetValue(key, out var node) ? (node as YamlScalarNode)?.Value : null;

    /// <summary>The variables of a step.</summary>
    public static IReadOnlyDictionary<string, string> Variables(YamlMappingNode step) =>
        Map(step, "env")?.Children.ToDictionary(e => $"{e.Key}", e => $"{e.Value}") ?? [];

    private IEnumerable<KeyValuePair<string, YamlMappingNode>> Inputs() =>
        Map(Root, "on") is { } on
        && Map(on, "workflow_dispatch") is { } dispatch
        && Map(dispatch, "inputs") is { } inputs
            ? inputs.Children.Select(i => KeyValuePair.Create($"{i.Key}", (YamlMappingNode)i.Value))
            : [];
}
