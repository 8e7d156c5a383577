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
                ["hooks"] = new JsonArray([.. release.Hooks.Select(Hook)]),
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
        using var document = UntrustedJson.Open(json, "the release record");
        var root = document.RootElement;
        var format = Whole(root, "format");
        if (format > Format)
            throw new NewerFormatException(format);
        if (
            root.Field("images").ValueKind != JsonValueKind.Object
            || root.Field("manifests").ValueKind != JsonValueKind.Array
        )
            throw new FormatException("it has no images or no manifests.");
        return new Release(
            root.RequiredText("app"),
            Whole(root, "revision"),
            root.RequiredText("version"),
            root.Text("commit"),
            root.Text("author"),
            root.RequiredText("environment"),
            ReleaseNames.Read<ReleaseKind>(root.RequiredText("kind")),
            ReleaseNames.Read<ReleaseState>(root.RequiredText("state")),
            root.Field("images")
                .Members()
                .ToDictionary(i => i.Name, i => ImageReference.Parse(i.Value.Text() ?? "")),
            // One copy for all of them: they outlive the document.
            [.. root.Field("manifests").Clone().Items().Select(KubeObject.From)],
            root.RequiredText("ranBy"),
            Time(root.RequiredText("started"))
        )
        {
            Finished = root.Text("finished") is { } finished ? Time(finished) : null,
            Step = root.Text("step"),
            Failure = root.Text("failure"),
            Restores = root.Field("restores").SmallNumber(),
            AllowedOlder = root.Text("allowedOlder"),
            Kept = [.. root.Items("kept").Select(Kept)],
            Hooks = [.. root.Items("hooks").Select(Hook)],
            ConfirmedBy = root.Text("confirmedBy"),
            Bundle = root.Text("bundle") is { } bundle ? ImageReference.Parse(bundle) : null,
            Analysis = root.Texts("analysis"),
            Evidence = root.Texts("evidence"),
            Run =
                root.Field("run") is var run && run.Text("system") is { } system
                    ? new CiRun(system, run.Text("actor"), run.Text("url"))
                    : null,
        };
    }

    private static int Whole(JsonElement root, string name) =>
        root.Field(name).SmallNumber()
        ?? throw new FormatException($"'{name}' is missing, or not a whole number.");

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
                kept.RequiredText("apiVersion"),
                kept.RequiredText("kind"),
                kept.Text("namespace"),
                kept.RequiredText("name")
            ),
            kept.RequiredText("reason")
        );

    private static JsonObject Hook(HookRun hook) =>
        new()
        {
            ["namespace"] = hook.Namespace,
            ["name"] = hook.Name,
            ["digest"] = $"{hook.Content}",
        };

    private static HookRun Hook(JsonElement hook) =>
        new(hook.Text("namespace"), hook.RequiredText("name"), Digest.Parse(hook.RequiredText("digest")));

    private static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.RoundtripKind,
            out var time
        )
            ? time
            : throw new FormatException($"'{text}' is not a time.");

    private static JsonArray Lines(IReadOnlyList<string> lines) => new([.. lines.Select(l => (JsonNode?)l)]);
}
