using System.Text.Json.Nodes;
using LocalCluster.Api.Http.Messages;
using LocalCluster.Api.Writing;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Schema.ServedKinds;
using LocalCluster.Storage;
using Microsoft.AspNetCore.Http;
using Slipway.Formats;

namespace LocalCluster.Api.Http.Subresources;

/// <summary>Answers the subresources of pods that are actions: eviction and binding.</summary>
internal sealed class PodHandler(
    ObjectStore store,
    ResourceWriter writer,
    ResourceDeleter deleter,
    KindRegistry kinds
)
{
    /// <summary>Deletes a pod unless that would break a PodDisruptionBudget.</summary>
    public async Task EvictAsync(HttpContext context, KindDefinition kind, ObjectKey key)
    {
        var eviction = Bodies.Parse(await Bodies.TextAsync(context), context.Request.ContentType, "Eviction");
        var pod = store.Get(key)?.Object ?? throw Refusals.NotFound(kind, key.Name);
        if (pod.Text("status", "phase") is not ("Succeeded" or "Failed") && !pod.IsBeingDeleted())
            TakeFromBudgets(pod);
        var options = new DeleteOptions(
            GraceSeconds: eviction.Number("deleteOptions", "gracePeriodSeconds"),
            DryRun: WriteQuery.DryRun(context.Request.Query["dryRun"].ToString())
        );
        await deleter.Delete(kind, key, options).Durable;
        await Created(context);
    }

    /// <summary>Binds a pod to a node.</summary>
    public async Task BindAsync(HttpContext context, KindDefinition kind, ObjectKey key)
    {
        var binding = Bodies.Parse(await Bodies.TextAsync(context), context.Request.ContentType, "Binding");
        var node = binding.Text("target", "name")
            ?? throw Refusals.Invalid("", "Binding", key.Name, [FieldError.Required("target.name")]);
        var result = writer.Update(
            kind,
            key,
            live =>
            {
                if (live.Text("spec", "nodeName") is { Length: > 0 } taken)
                {
                    throw new ApiException(
                        409,
                        "Conflict",
                        $"Operation cannot be fulfilled on pods/binding "
                            + $"\"{key.Name}\": pod {key.Name} is already assigned to node \"{taken}\""
                    );
                }
                var next = live.DeepClone().AsObject();
                next.Child("spec")["nodeName"] = node;
                return next;
            },
            WriteQuery.Options(context, null)
        );
        await result.Durable;
        await Created(context);
    }

    private void TakeFromBudgets(JsonObject pod)
    {
        var budgetKind = kinds.Of(Kinds.PodDisruptionBudget);
        var labels = pod.Map("metadata", "labels");
        var budgets = store
            .List(budgetKind.Kind.Group, budgetKind.Kind.Plural, pod.Namespace())
            .Objects.Where(b =>
                b.Object.Object("spec", "selector") is { } s && LabelSelector.Of(s).Matches(labels)
            )
            .ToList();
        foreach (var budget in budgets)
        {
            if ((budget.Object.Number("status", "disruptionsAllowed") ?? 0) <= 0)
                throw Refused(budget.Object);
        }
        foreach (var budget in budgets)
            Take(budgetKind, budget.Key);
    }

    private void Take(KindDefinition kind, ObjectKey key) =>
        writer.Update(
            kind,
            key,
            live =>
            {
                var next = live.DeepClone().AsObject();
                next.Child("status")["disruptionsAllowed"] = live.Number("status", "disruptionsAllowed") - 1;
                return next;
            },
            new WriteOptions("kube-apiserver") { Subresource = "status" }
        );

    private static ApiException Refused(JsonObject budget) =>
        new(
            429,
            "TooManyRequests",
            "Cannot evict pod as it would violate the pod's disruption budget.",
            new JsonObject
            {
                ["causes"] = new JsonArray(
                    new JsonObject
                    {
                        ["reason"] = "DisruptionBudget",
                        ["message"] =
                            $"The disruption budget {budget.Name()} needs "
                            + $"{budget.Number("status", "desiredHealthy") ?? 0} healthy pods and has "
                            + $"{budget.Number("status", "currentHealthy") ?? 0} currently",
                    }
                ),
            }
        );

    private static Task Created(HttpContext context) =>
        Answers.JsonAsync(
            context,
            201,
            new JsonObject
            {
                ["kind"] = "Status",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject(),
                ["status"] = "Success",
                ["code"] = 201,
            }
        );
}
