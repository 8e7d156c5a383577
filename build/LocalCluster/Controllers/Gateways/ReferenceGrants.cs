using LocalCluster.Objects;
using LocalCluster.Resources;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>Whether an object may refer to one of another namespace.</summary>
internal sealed class ReferenceGrants(ClusterView view)
{
    /// <param name="from">The kind that refers, of the Gateway API.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="to">The kind referred to, of the core group.</param>
    /// <param name="target">The object referred to.</param>
    public bool Allow(ResourceKind from, string ns, ResourceKind to, ObjectName target) =>
        ns == target.Namespace
        || view.List(Kinds.ReferenceGrant, target.Namespace)
            .Any(grant =>
                grant
                    .Items("spec", "from")
                    .Any(f =>
                        f.Text("group") == from.Group
                        && f.Text("kind") == from.Kind
                        && f.Text("namespace") == ns
                    )
                && grant
                    .Items("spec", "to")
                    .Any(t =>
                        t.Text("group") == to.Group
                        && t.Text("kind") == to.Kind
                        && (t.Text("name") ?? target.Name) == target.Name
                    )
            );
}
