using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Api.Writing;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http;

/// <summary>Answers delete and deletecollection.</summary>
internal sealed class DeleteHandler(ObjectStore store, ResourceDeleter deleter)
{
    private static readonly string[] s_answeredWithObject =
    [
        "Pod",
        "PersistentVolumeClaim",
        "PersistentVolume",
        "ServiceAccount",
        "Service",
    ];

    public async Task DeleteAsync(HttpContext context, KindDefinition kind, ObjectKey key)
    {
        var result = deleter.Delete(kind, key, Options(context, await Bodies.OptionsAsync(context)));
        await result.Durable;
        if (!result.Removed || s_answeredWithObject.Contains(kind.Kind.Kind))
            await Answers.JsonAsync(context, 200, kind.FromStored(result.Object));
        else
            await Answers.JsonAsync(context, 200, Success(kind, result.Object));
    }

    public async Task DeleteAllAsync(HttpContext context, KindDefinition kind, string? ns)
    {
        var options = Options(context, await Bodies.OptionsAsync(context));
        var selection = Selection.Of(context.Request.Query, kind);
        var (objects, version) = store.List(kind, ns);
        var durable = new List<Task>();
        var items = new JsonArray();
        foreach (var stored in objects.Where(o => selection.Matches(o.Object)).ToList())
        {
            durable.Add(deleter.Delete(kind, stored.Key, options).Durable);
            items.Add(stored.Object.DeepClone());
        }
        await Task.WhenAll(durable);
        await Answers.JsonAsync(
            context,
            200,
            new JsonObject
            {
                ["kind"] = kind.Kind.Kind + "List",
                ["apiVersion"] = kind.Kind.ApiVersion,
                ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString() },
                ["items"] = items,
            }
        );
    }

    private static DeleteOptions Options(HttpContext context, JsonObject body)
    {
        var query = context.Request.Query;
        var propagation = body.Text("propagationPolicy") ?? query["propagationPolicy"].ToString();
        if (body.Flag("orphanDependents") || query["orphanDependents"] == "true")
            propagation = "Orphan";
        if (propagation is not ("" or "Background" or "Foreground" or "Orphan"))
        {
            throw Refusals.Invalid(
                "meta.k8s.io",
                "DeleteOptions",
                "",
                [
                    FieldError.NotSupported(
                        "propagationPolicy",
                        propagation,
                        "Foreground",
                        "Background",
                        "Orphan",
                        "nil"
                    ),
                ]
            );
        }
        var grace = body.Number("gracePeriodSeconds")
            ?? (long.TryParse(query["gracePeriodSeconds"], out var seconds) ? seconds : null);
        var dryRun = WriteQuery.DryRun(body.Strings("dryRun").FirstOrDefault() ?? query["dryRun"].ToString());
        return new DeleteOptions(
            propagation.Length == 0 ? "Background" : propagation,
            grace,
            body.Text("preconditions", "uid"),
            body.Text("preconditions", "resourceVersion"),
            dryRun
        );
    }

    private static JsonObject Success(KindDefinition kind, JsonObject obj)
    {
        var details = new JsonObject { ["name"] = obj.Name() };
        if (kind.Kind.Group.Length > 0)
            details["group"] = kind.Kind.Group;
        details["kind"] = kind.Kind.Plural;
        details["uid"] = obj.Uid();
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
    }
}
