namespace Slipway.Kubernetes.Connection;

/// <summary>A kubeconfig that is in memory, because it holds credentials that need not be on a disk.</summary>
/// <param name="Content">All of it.</param>
/// <param name="Where">Where it comes from, for errors.</param>
public sealed record KubeconfigText(string Content, string Where)
{
    /// <summary>Reveals nothing of the content.</summary>
    public override string ToString() => Where;
}
