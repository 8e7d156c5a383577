using System.Text.Json.Nodes;
using LocalCluster.Api.Pods;
using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace LocalCluster.Api.Http.Subresources;

/// <summary>Answers <c>pods/NAME/log</c>.</summary>
internal sealed class LogHandler(ObjectStore store, IPodLogs? logs, CancellationToken stopping)
{
    public async Task GetAsync(HttpContext context, KindDefinition kind, ObjectKey key)
    {
        var pod = store.Get(key)?.Object ?? throw Refusals.NotFound(kind, key.Name);
        if (logs is null)
            throw new ApiException(
                501,
                "NotImplemented",
                "this cluster runs no pods, so there are no logs",
                []
            );
        var options = Options(context.Request.Query, pod);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = "text/plain";
        try
        {
            await logs.CopyAsync(
                key.Namespace,
                key.Name,
                options,
                new FlushedStream(context.Response),
                ending.Token
            );
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader has gone, or the cluster stops.
        }
    }

    private static PodLogOptions Options(IQueryCollection query, JsonObject pod) =>
        new(
            Container(query["container"].ToString(), pod),
            Follow: Flag(query, "follow"),
            Previous: Flag(query, "previous"),
            Timestamps: Flag(query, "timestamps"),
            TailLines: Number(query, "tailLines"),
            SinceSeconds: Number(query, "sinceSeconds"),
            SinceTime: DateTimeOffset.TryParse(query["sinceTime"], out var since) ? since : null,
            LimitBytes: Number(query, "limitBytes")
        );

    private static string Container(string wanted, JsonObject pod)
    {
        var containers = pod.Items("spec", "containers").Select(c => c.Text("name") ?? "").ToList();
        var all = containers
            .Concat(pod.Items("spec", "initContainers").Select(c => c.Text("name") ?? ""))
            .ToList();
        if (wanted.Length > 0)
        {
            return all.Contains(wanted)
                ? wanted
                : throw Refusals.BadRequest($"container {wanted} is not valid for pod {pod.Name()}");
        }
        return containers is [var only] && all.Count == 1
            ? only
            : throw Refusals.BadRequest(
                $"a container name must be specified for pod {pod.Name()}, choose one of: "
                    + $"[{string.Join(' ', containers)}]"
            );
    }

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() is "true" or "1";

    private static long? Number(IQueryCollection query, string name) =>
        query[name].ToString() is not { Length: > 0 } text ? null
        : long.TryParse(text, out var number) && number >= 0 ? number
        : throw Refusals.Invalid(
            "",
            "PodLogOptions",
            "",
            [FieldError.Invalid(name, text, "must be greater than or equal to 0")]
        );
}
