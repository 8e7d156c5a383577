using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Releases;

/// <summary>
/// A release as JSON. Readers pass over what they do not know; a format that they cannot read they refuse.
/// </summary>
internal static class ReleaseJson
{
    private const int Format = 1;

    public static byte[] Write(Release release) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["format"] = Format,
                ["app"] = release.App,
                ["revision"] = release.Revision,
                ["version"] = release.Version,
                ["commit"] = release.Commit,
                ["author"] = release.Author,
                ["environment"] = release.Environment,
                ["kind"] = release.Kind.Word(),
                ["state"] = release.State.Word(),
                ["images"] = new JsonObject(
                    release
                        .Images.OrderBy(i => i.Key, StringComparer.Ordinal)
                        .Select(i => KeyValuePair.Create(i.Key, (JsonNode?)i.Value.ToString()))
                ),
                ["ranBy"] = release.RanBy,
                ["run"] = release.Run is { } run
                    ? new JsonObject
                    {
                        ["system"] = run.System,
                        ["actor"] = run.Actor,
                        ["url"] = run.Url,
                    }
                    : null,
                ["started"] = Time(release.Started),
                ["finished"] = release.Finished is { } finished ? Time(finished) : null,
                ["step"] = release.Step,
                ["failure"] = release.Failure,
                ["restores"] = release.Restores,
                ["allowedOlder"] = release.AllowedOlder,
                ["kept"] = new JsonArray([.. release.Kept.Select(Kept)]),
                ["confirmedBy"] = release.ConfirmedBy,
                ["bundle"] = release.Bundle?.ToString(),
                ["analysis"] = Lines(release.Analysis),
                ["evidence"] = Lines(release.Evidence),
                ["manifests"] = new JsonArray([.. release.Manifests.Select(m => JsonObject.Create(m.Json))]),
            }
        );

    /// <exception cref="FormatException">It is not a release, or has a newer format.</exception>
    public static Release Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var format = root.GetProperty("format").GetInt32();
            if (format > Format)
                throw new NewerFormatException(format);
            return new Release(
                Required(root, "app"),
                root.GetProperty("revision").GetInt32(),
                Required(root, "version"),
                Text(root, "commit"),
                Text(root, "author"),
                Required(root, "environment"),
                ReleaseNames.Read<ReleaseKind>(Required(root, "kind")),
                ReleaseNames.Read<ReleaseState>(Required(root, "state")),
                root.GetProperty("images")
                    .EnumerateObject()
                    .ToDictionary(i => i.Name, i => ImageReference.Parse(i.Value.GetString()!)),
                [.. root.GetProperty("manifests").EnumerateArray().Select(KubeObject.From)],
                Required(root, "ranBy"),
                Time(Required(root, "started"))
            )
            {
                Finished = Text(root, "finished") is { } finished ? Time(finished) : null,
                Step = Text(root, "step"),
                Failure = Text(root, "failure"),
                Restores =
                    root.TryGetProperty("restores", out var restores)
                    && restores.ValueKind == JsonValueKind.Number
                        ? restores.GetInt32()
                        : null,
                AllowedOlder = Text(root, "allowedOlder"),
                Kept = root.TryGetProperty("kept", out var kept)
                    ? [.. kept.EnumerateArray().Select(Kept)]
                    : [],
                ConfirmedBy = Text(root, "confirmedBy"),
                Bundle = Text(root, "bundle") is { } bundle ? ImageReference.Parse(bundle) : null,
                Analysis = Lines(root, "analysis"),
                Evidence = Lines(root, "evidence"),
                Run =
                    root.TryGetProperty("run", out var run)
                    && run.ValueKind == JsonValueKind.Object
                    && Text(run, "system") is { } system
                        ? new CiRun(system, Text(run, "actor"), Text(run, "url"))
                        : null,
            };
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or ArgumentNullException
            )
        {
            throw new FormatException($"it is not a release record ({e.Message})", e);
        }
    }

    private static JsonObject Kept(KeptObject kept) =>
        new()
        {
            ["apiVersion"] = kept.Key.ApiVersion,
            ["kind"] = kept.Key.Kind,
            ["namespace"] = kept.Key.Namespace,
            ["name"] = kept.Key.Name,
            ["reason"] = kept.Reason,
        };

    private static KeptObject Kept(JsonElement kept) =>
        new(
            new ObjectKey(
                Required(kept, "apiVersion"),
                Required(kept, "kind"),
                Text(kept, "namespace"),
                Required(kept, "name")
            ),
            Required(kept, "reason")
        );

    private static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static JsonArray Lines(IReadOnlyList<string> lines) => new([.. lines.Select(l => (JsonNode?)l)]);

    private static string[] Lines(JsonElement root, string name) =>
        root.TryGetProperty(name, out var lines)
            ? [.. lines.EnumerateArray().Select(l => l.GetString() ?? "")]
            : [];

    private static string Required(JsonElement root, string name) =>
        Text(root, name) ?? throw new FormatException($"it has no '{name}'");

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
