using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;
using Slipway.Formats;

namespace LocalCluster.Controllers.Revisioned;

/// <summary>
/// The templates that a StatefulSet or DaemonSet had, kept as ControllerRevisions in the form in which
/// <c>kubectl rollout history</c> and <c>undo</c> read them.
/// </summary>
internal sealed class TemplateRevisions(ClusterView view, ResourceKind kind)
{
    public const string HashLabel = "controller-revision-hash";

    /// <summary>
    /// The revision of the current template, the newest of all; created or moved to the top if needed.
    /// </summary>
    public JsonObject Present(JsonObject owner)
    {
        var all = All(owner);
        var template = owner.At("spec", "template");
        var known = all.FirstOrDefault(revision => PodTemplate.Same(Template(revision), template));
        var next =
            all.Select(Number).DefaultIfEmpty().Max() + (known is not null && known == all[^1] ? 0 : 1);
        if (known is null)
            return view.Create(Kinds.ControllerRevision, New(owner, template, next));
        if (Number(known) == next)
            return known;
        var moved = known.Copy();
        moved["revision"] = next;
        return view.Update(Kinds.ControllerRevision, moved);
    }

    /// <summary>The template of a revision by name; null if it is deleted.</summary>
    public JsonNode? Named(JsonObject owner, string? name) =>
        name is null ? null : Template(view.Get(Kinds.ControllerRevision, owner.NamespaceName(), name));

    /// <summary>Removes the oldest revisions beyond the owner's limit that no pod has.</summary>
    public void Trim(JsonObject owner, IEnumerable<string> used)
    {
        var limit = (int)(owner.Number("spec", "revisionHistoryLimit") ?? 10);
        var keep = used.ToHashSet(StringComparer.Ordinal);
        var free = All(owner).Where(revision => !keep.Contains(revision.Name())).ToArray();
        foreach (var revision in free.Take(Math.Max(0, free.Length - limit)))
            view.Delete(Kinds.ControllerRevision, revision);
    }

    // Those that an owner of the same name left (kubectl delete --cascade=orphan) are adopted like its pods.
    private JsonObject[] All(JsonObject owner) =>
        [
            .. Owners
                .Claim(
                    view,
                    kind,
                    owner,
                    Kinds.ControllerRevision,
                    LabelSelector.Of(owner.At("spec", "selector"))
                )
                .OrderBy(Number),
        ];

    private JsonObject New(JsonObject owner, JsonNode? template, long number)
    {
        var hash = PodTemplate.Hash(template, 0);
        var data = template?.DeepClone() as JsonObject ?? [];
        data["$patch"] = "replace";
        var labels = new JsonObject { [HashLabel] = hash };
        foreach (var (name, value) in template.Map("metadata", "labels"))
            labels[name] = value;
        return new JsonObject
        {
            ["apiVersion"] = Kinds.ControllerRevision.ApiVersion,
            ["kind"] = Kinds.ControllerRevision.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{owner.Name()}-{hash}",
                ["namespace"] = owner.NamespaceName(),
                ["labels"] = labels,
                ["annotations"] = new JsonObject(
                    owner
                        .Map("metadata", "annotations")
                        .Where(p => p.Key == "kubernetes.io/change-cause")
                        .Select(p => KeyValuePair.Create(p.Key, (JsonNode?)JsonValue.Create(p.Value)))
                ),
                ["ownerReferences"] = new JsonArray(Owners.Reference(kind, owner)),
            },
            ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = data } },
            ["revision"] = number,
        };
    }

    private static JsonObject? Template(JsonObject? revision)
    {
        var template = revision.At("data", "spec", "template")?.DeepClone() as JsonObject;
        template?.Remove("$patch");
        return template;
    }

    private static long Number(JsonObject revision) => revision.Number("revision") ?? 0;
}
