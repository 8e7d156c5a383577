using System.Text.Json.Nodes;
using Slipway.Environments;
using Slipway.Pipeline.Diff;
using Slipway.Releases;

namespace Slipway.Targets.Logging;

/// <summary>What <c>Diff --from</c> answers in JSON; <c>docs/json.md</c> describes it. Pure.</summary>
internal static class ComparisonJson
{
    /// <summary>The document: that of a difference, and what is compared.</summary>
    public static JsonObject Of(string app, EnvironmentSettings environment, ReleaseComparison comparison)
    {
        var json = DiffJson.Of(app, environment, comparison.Objects);
        json["from"] = Side(comparison.From);
        json["to"] = Side(comparison.To);
        json["commits"] = comparison.Commits is { } commits
            ? new JsonArray([
                .. commits.Select(commit => new JsonObject
                {
                    ["commit"] = commit.Id,
                    ["author"] = commit.Author,
                    ["subject"] = commit.Subject,
                    ["change"] = commit.IsAdded ? "added" : "removed",
                }),
            ])
            : null;
        json["images"] = new JsonArray([
            .. comparison.Images.Select(image => new JsonObject
            {
                ["service"] = image.Service,
                ["before"] = image.Before?.ToString(),
                ["after"] = image.After?.ToString(),
            }),
        ]);
        return json;
    }

    private static JsonObject Side(Release release) =>
        new()
        {
            ["revision"] = release.Revision,
            ["version"] = release.Version,
            ["state"] = release.State.Word(),
            ["commit"] = release.ManifestCommit,
        };
}
