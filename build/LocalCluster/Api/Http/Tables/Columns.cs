using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http.Tables;

/// <summary>The columns of each kind.</summary>
internal static class Columns
{
    /// <summary>An object's name; the first column of almost every kind.</summary>
    public static Column Name { get; } =
        new("Name", "string", false, (o, _) => o.Name(), "The name, unique within a namespace.");

    /// <summary>An object's age; the last column of almost every kind.</summary>
    public static Column Age { get; } =
        new("Age", "string", false, (o, now) => Ages.Since(o, now), "The time since the object was created.");

    /// <summary>What is shown for nothing.</summary>
    public const string None = "<none>";

    /// <summary>The columns of a scale, of whatever kind it is.</summary>
    public static IReadOnlyList<Column> Scale { get; } =
    [Name, Number("Desired", "spec", "replicas"), Number("Available", "status", "replicas"), Age];

    private static readonly Dictionary<string, IReadOnlyList<Column>> s_byKind = WorkloadColumns
        .All.Concat(ServiceColumns.All)
        .Concat(GatewayColumns.All)
        .Concat(CoreColumns.All)
        .Concat(PolicyColumns.All)
        .Concat(MetricsColumns.All)
        .ToDictionary(c => c.Kind, c => c.Columns);

    public static IReadOnlyList<Column> Of(KindDefinition kind) =>
        kind.Custom is { } custom
            ? CustomColumns.Of(custom)
            : s_byKind.GetValueOrDefault(kind.Kind.Kind)
                ??
                [
                    Name,
                    new("Created At", "date", false, (o, _) => o.Text("metadata", "creationTimestamp")),
                ];

    /// <summary>A column with a text; nothing is shown as <c>&lt;none&gt;</c>.</summary>
    public static Column Text(string name, Func<JsonObject, string?> cell, bool wide = false) =>
        new(name, "string", wide, (o, _) => cell(o) is { Length: > 0 } text ? text : None);

    /// <summary>A column with a text that may be empty.</summary>
    public static Column Plain(string name, Func<JsonObject, string?> cell, bool wide = false) =>
        new(name, "string", wide, (o, _) => cell(o) ?? "");

    /// <summary>A column with a number; nothing is shown as 0.</summary>
    public static Column Number(string name, params string[] path) =>
        new(name, "integer", false, (o, _) => ((JsonNode)o).Number(path) ?? 0);

    /// <summary>A column with the time since a timestamp.</summary>
    public static Column Since(string name, params string[] path) =>
        new(name, "string", false, (o, now) =>
            ((JsonNode)o).Text(path) is { } at ? Ages.Since(at, now) : None
        );

    /// <summary>The wide columns of what has a pod template.</summary>
    public static IEnumerable<Column> Template(params string[] podSpec) =>
        [
            Text("Containers", o => Containers(o, podSpec, "name"), wide: true),
            Text("Images", o => Containers(o, podSpec, "image"), wide: true),
        ];

    /// <summary>The wide column with a label selector.</summary>
    public static Column Selector(params string[] path) =>
        Text("Selector", o => LabelSelectors.Show(((JsonNode)o).Object(path)), wide: true);

    private static string Containers(JsonObject obj, string[] podSpec, string field) =>
        string.Join(',', ((JsonNode)obj).Object(podSpec).Items("containers").Select(c => c.Text(field)));
}

/// <summary>The columns of one kind.</summary>
internal sealed record KindColumns(string Kind, IReadOnlyList<Column> Columns);
