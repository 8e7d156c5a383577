using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Pipeline.Planning;

/// <summary>A plan as JSON; <c>docs/plan.md</c> describes it. Pure.</summary>
internal static class PlanJson
{
    private const int FormatVersion = 1;
    private static readonly JsonSerializerOptions s_lines = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes a plan.</summary>
    public static string Write(ReleasePlan plan) =>
        new JsonObject
        {
            ["formatVersion"] = FormatVersion,
            ["app"] = plan.Target.App,
            ["environment"] = plan.Target.Environment,
            ["namespace"] = plan.Target.Namespace,
            ["revision"] = plan.Revision,
            ["version"] = plan.Version,
            ["commit"] = plan.Commit,
            ["salt"] = plan.Salt,
            ["objects"] = new JsonArray([.. plan.Objects.Select(Object)]),
        }.ToJsonString(s_lines) + "\n";

    /// <summary>Reads a plan.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ReleasePlan Read(ReadOnlyMemory<byte> content)
    {
        var json = UntrustedJson.Parse(content, "The plan");
        if (json.Field("formatVersion").SmallNumber() is not { } version)
            throw new FormatException("It is not a plan: 'formatVersion' is missing, or not a number.");
        if (version != FormatVersion)
            throw new FormatException(
                $"It has formatVersion {version}, and this version of the build reads {FormatVersion}."
            );
        var objects = json.Items("objects").Select(Object).ToList();
        if (objects.DistinctBy(o => o.Key).Count() < objects.Count)
            throw new FormatException("It names an object twice.");
        return new ReleasePlan(
            new PlanTarget(
                json.RequiredText("app"),
                json.RequiredText("environment"),
                json.RequiredText("namespace")
            ),
            json.Field("revision").SmallNumber()
                ?? throw new FormatException("'revision' is missing, or not a number."),
            json.RequiredText("version"),
            json.Text("commit"),
            json.RequiredText("salt"),
            objects
        );
    }

    private static JsonObject Object(PlannedObject obj) =>
        new()
        {
            ["apiVersion"] = obj.Key.ApiVersion,
            ["kind"] = obj.Key.Kind,
            ["namespace"] = obj.Key.Namespace,
            ["name"] = obj.Key.Name,
            ["change"] = obj.Change.Word(),
            ["manifest"] = obj.Manifest is { } manifest ? $"{manifest}" : null,
            ["live"] = obj.Live is { } live
                ? new JsonObject { ["uid"] = live.Uid, ["content"] = $"{live.Content}" }
                : null,
        };

    private static PlannedObject Object(JsonElement json)
    {
        var word = json.RequiredText("change");
        var change = Enum.GetValues<PlannedChange>()
            .Where(c => c.Word() == word)
            .Select(c => (PlannedChange?)c)
            .FirstOrDefault();
        var live = json.Field("live");
        return new PlannedObject(
            new ObjectKey(
                json.RequiredText("apiVersion"),
                json.RequiredText("kind"),
                json.Text("namespace"),
                json.RequiredText("name")
            ),
            change ?? throw new FormatException($"'change' is '{word}', which no plan says."),
            json.Text("manifest") is { } manifest ? Digest.Parse(manifest) : null,
            live.ValueKind == JsonValueKind.Object
                ? new LiveState(live.RequiredText("uid"), Digest.Parse(live.RequiredText("content")))
                : null
        );
    }
}
