using System.Text.Json;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Kubernetes.Watching;
using Slipway.Values;

namespace Slipway.Pipeline.Releasing;

/// <summary>Follows the endpoints of a Service (EndpointSlices of discovery.k8s.io/v1).</summary>
internal static class ServiceEndpoints
{
    // The controller of the endpoints needs a second at most; pods that go meanwhile are not waited for longer.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Returns when a Service sends requests to the new pods. Watches, and does not poll.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="service">The Service.</param>
    /// <param name="isOld">Whether a pod of this name is an old one.</param>
    /// <param name="expected">How many new pods there are.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StrandedServiceException">It does not.</exception>
    public static async Task UntilServingAsync(
        DeliveryContext context,
        KubeObject service,
        Func<string, bool> isOld,
        long expected,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(s_patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var slices = new Dictionary<string, KubeObject>(StringComparer.Ordinal);
        var synced = false;
        try
        {
            var selector = new ObjectSelector($"kubernetes.io/service-name={service.Name}");
            var watch = context.Cluster.WatchAsync(
                "discovery.k8s.io/v1",
                "EndpointSlice",
                service.Namespace,
                selector,
                either.Token
            );
            await foreach (var news in watch)
            {
                synced |= news.Type == WatchEventType.Synced;
                if (news is { Object: { } slice, Type: WatchEventType.Deleted })
                    slices.Remove(slice.Name);
                else if (news.Object is { } current)
                    slices[current.Name] = current;
                if (synced && Serving() >= Math.Max(1, expected))
                    return;
            }
        }
        catch (OperationCanceledException)
            when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            if (Serving() == 0)
                throw new StrandedServiceException(ObjectKey.Of(service));
        }
        catch (AccessDeniedException e) when (e.Code == 403)
        {
            // The new pods are ready, which is what a Deployment's own rollout waits for.
        }

        int Serving() => slices.Values.SelectMany(Ready).Count(pod => !isOld(pod));
    }

    /// <summary>The names of the pods that get requests. Pure.</summary>
    internal static IEnumerable<string> Ready(KubeObject slice) =>
        slice.At("endpoints") is { ValueKind: JsonValueKind.Array } endpoints
            ? endpoints.Items().Where(IsReady).Select(PodOf).OfType<string>()
            : [];

    // "A nil value should be interpreted as true" (EndpointConditions of discovery.k8s.io/v1).
    private static bool IsReady(JsonElement endpoint) =>
        !(
            endpoint.TryField("conditions", out var conditions)
            && conditions.TryField("ready", out var ready)
            && ready.ValueKind == JsonValueKind.False
        );

    private static string? PodOf(JsonElement endpoint) =>
        endpoint.TryField("targetRef", out var target) && target.TryField("name", out var name)
            ? name.Text()
            : null;
}

/// <summary>A Service sends no requests to the pods of a Deployment that was replaced.</summary>
public sealed class StrandedServiceException(ObjectKey service)
    : Refusal(
        $"{service.Display} does not select the new pods, although they are ready",
        $"{service}",
        "Make its selector match the labels in the pod template, and deploy again. The old pods are kept, and "
            + "serve until then."
    )
{
    /// <inheritdoc />
    public override Outcome Outcome => Outcome.Failed;
}
