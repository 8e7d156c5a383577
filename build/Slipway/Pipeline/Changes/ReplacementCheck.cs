using Slipway.Kubernetes;
using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// Asks the API server whether an object that is to be replaced can be: once it is deleted, it is too late to
/// be refused. Changes nothing.
/// </summary>
internal sealed class ReplacementCheck(DeliveryContext context)
{
    /// <exception cref="ReplacementDeniedException">We lack a right that it takes.</exception>
    /// <exception cref="ApiException">Admission would refuse the new object.</exception>
    public async Task RunAsync(KubeObject obj, Replacement replacement, CancellationToken cancellation)
    {
        var key = ObjectKey.Of(obj);
        var denied = new List<string>();
        foreach (var (verb, kind) in await NeededAsync(key, replacement.Way, cancellation))
        {
            var question = new AccessReview(verb, kind.Group, kind.Plural, key.Namespace);
            if (!(await context.Cluster.MayAsync(question, cancellation)).Allowed)
                denied.Add($"{verb} {kind.In(key.Namespace)}");
        }
        if (denied.Count > 0)
            throw new ReplacementDeniedException(key, replacement, denied);
        if (
            obj.GroupKind is ("apps", "Deployment" or "StatefulSet" or "DaemonSet") or ("batch", "Job")
            && key.Group is "apps" or "batch"
        )
            await RehearseAsync(obj, cancellation);
    }

    // A dry run under the name that exists ends at the immutable field, before admission has its say.
    private async Task RehearseAsync(KubeObject obj, CancellationToken cancellation)
    {
        var name = $"{obj.Name[..Math.Min(obj.Name.Length, 50)].TrimEnd('-', '.')}-replaced";
        var other = obj.With(json => json["metadata"]!["name"] = name);
        try
        {
            await context.Cluster.ApplyAsync(other, new ApplyOptions(DryRun: true), cancellation);
        }
        catch (AdmissionRefusedException e)
            when (e.Status.Message.Contains("exceeded quota", StringComparison.Ordinal))
        {
            // The object that goes first still counts.
        }
    }

    private async Task<IReadOnlyList<(string Verb, ResourceKind Kind)>> NeededAsync(
        ObjectKey key,
        ReplacementWay way,
        CancellationToken cancellation
    )
    {
        var own = await context.Cluster.KindAsync(key.ApiVersion, key.Kind, cancellation);
        return way switch
        {
            ReplacementWay.Beside => await LeftAsync("apps/v1", "ReplicaSet", "patch", "delete"),
            ReplacementWay.Adopt => await LeftAsync("v1", "Pod", "patch"),
            _ => [("delete", own)],
        };

        async Task<IReadOnlyList<(string, ResourceKind)>> LeftAsync(
            string apiVersion,
            string kind,
            params string[] verbs
        )
        {
            var left = await context.Cluster.KindAsync(apiVersion, kind, cancellation);
            return [("delete", own), .. verbs.Select(verb => (verb, left))];
        }
    }
}

/// <summary>An object must be replaced, and we lack the rights to do so.</summary>
public sealed class ReplacementDeniedException(
    ObjectKey obj,
    Replacement replacement,
    IReadOnlyList<string> denied
)
    : Refusal(
        $"{obj.Display} must be replaced ({replacement.Reason}), and the cluster does not let us "
            + string.Join(" nor ", denied),
        $"{obj}",
        "Ask the cluster's administrator for a Role that allows this, or use another user in the kubeconfig."
    );
