using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Pipeline.Preflight;

/// <summary>Whether a command finds its namespace, or may create it.</summary>
public sealed class NamespaceCheck(DeliveryContext context)
{
    /// <summary>Refuses a namespace in which nothing can be created.</summary>
    /// <param name="creates">Whether the command creates a missing one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NamespaceMissingException">It is missing, and we may not create it.</exception>
    /// <exception cref="NamespaceTerminatingException">It is being deleted.</exception>
    public async Task RequireAsync(bool creates, CancellationToken cancellation)
    {
        var (cluster, ns) = (context.Cluster, context.Namespace);
        KubeObject? live;
        try
        {
            live = await cluster.GetAsync(new ObjectKey("v1", "Namespace", null, ns), cancellation);
        }
        catch (AccessDeniedException e) when (e.Code == 403)
        {
            // A user with rights only in the namespace need not be able to read it.
            return;
        }
        if (live?.Text("status", "phase") == "Terminating")
            throw new NamespaceTerminatingException(ns, cluster.Address);
        if (
            live is null
            && creates
            && !(await cluster.MayAsync(new("create", "", "namespaces", null), cancellation)).Allowed
        )
            throw new NamespaceMissingException(ns, cluster.Address);
    }
}
