namespace LocalCluster.Api.Http;

/// <summary>
/// The order of groups in discovery: the API server's priorities, then custom kinds, then
/// what is measured. It decides in which order <c>kubectl get all</c> shows kinds, and which group a short
/// name means.
/// </summary>
internal static class GroupOrder
{
    private const string Measured = "metrics.k8s.io";

    private static readonly string[] s_first =
    [
        "",
        "apps",
        "events.k8s.io",
        "authentication.k8s.io",
        "authorization.k8s.io",
        "autoscaling",
        "batch",
        "networking.k8s.io",
        "policy",
        "rbac.authorization.k8s.io",
        "apiextensions.k8s.io",
        "coordination.k8s.io",
        "discovery.k8s.io",
    ];

    /// <summary>Resources by group, and by name within a group, as the API server sorts them.</summary>
    public static IEnumerable<ServedResource> Sort(IEnumerable<ServedResource> served) =>
        served
            .OrderBy(s => Rank(s.Group))
            .ThenBy(s => s.Group, StringComparer.Ordinal)
            .ThenBy(s => s.Name, StringComparer.Ordinal);

    private static int Rank(string group) =>
        Array.IndexOf(s_first, group) switch
        {
            -1 => group == Measured ? s_first.Length + 1 : s_first.Length,
            var place => place,
        };
}
