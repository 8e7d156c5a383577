using System.Text.Json.Nodes;

namespace LocalCluster.Schema;

/// <summary>What a CustomResourceDefinition says about a version of its kind.</summary>
/// <param name="Definition">The name of the CustomResourceDefinition.</param>
/// <param name="OpenApi">Its schema as it was written; null if there is none.</param>
/// <param name="Scale">The paths of its scale subresource; null if there is none.</param>
/// <param name="Columns">Its additionalPrinterColumns.</param>
/// <param name="ListKind">The kind of its lists.</param>
internal sealed record CustomKind(
    string Definition,
    JsonObject? OpenApi,
    JsonObject? Scale,
    IReadOnlyList<JsonObject> Columns,
    string ListKind
);
