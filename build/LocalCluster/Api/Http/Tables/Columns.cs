using System.Text.Json.Nodes;
using LocalCluster.Schema;

namespace LocalCluster.Api.Http;

/// <summary>The columns of each kind.</summary>
internal static class Columns
{
    public static IReadOnlyList<Column> Of(KindDefinition kind) => [Name, Age];

    private static Column Name { get; } = new("Name", "string", false, (o, _) => o.Name());

    private static Column Age { get; } = new("Age", "string", false, (o, now) => Ages.Since(o, now));
}
