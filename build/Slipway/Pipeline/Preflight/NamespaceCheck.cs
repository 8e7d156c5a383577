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
        if (IsTerminating(live))
            throw new NamespaceTerminatingException(ns, cluster.Address);
        if (
            live is null
            && creates
            && !(await cluster.MayAsync(new("create", "", "namespaces", null), cancellation)).Allowed
        )
            throw new NamespaceMissingException(ns, cluster.Address);
    }

    /// <summary>
    /// Refuses what names a further namespace that is neither there nor part of the release: only the
    /// application's own is created.
    /// </summary>
    /// <param name="objects">The manifests.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NamespacesMissingException">Some are missing; all are listed.</exception>
    /// <exception cref="NamespaceTerminatingException">One is being deleted.</exception>
    public async Task RequireFurtherAsync(IReadOnlyList<KubeObject> objects, CancellationToken cancellation)
    {
        var brought = objects.Where(o => o.GroupKind is ("", "Namespace")).Select(o => o.Name);
        var further = objects.Select(o => o.Namespace).OfType<string>().Distinct();
        var missing = new List<string>();
        foreach (var ns in further.Except([context.Namespace, .. brought]).Order(StringComparer.Ordinal))
        {
            try
            {
                var key = new ObjectKey("v1", "Namespace", null, ns);
                var live = await context.Cluster.GetAsync(key, cancellation);
                if (IsTerminating(live))
                    throw new NamespaceTerminatingException(ns, context.Cluster.Address);
                if (live is null)
                    missing.Add(ns);
            }
            catch (AccessDeniedException e) when (e.Code == 403)
            {
                // The rights in it are asked for anyway.
            }
        }
        if (missing.Count > 0)
            throw new NamespacesMissingException(missing, context.Cluster.Address);
    }

    private static bool IsTerminating(KubeObject? live) => live?.Text("status", "phase") == "Terminating";
}
