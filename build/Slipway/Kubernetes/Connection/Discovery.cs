using Slipway.Kubernetes.Objects;
using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Kubernetes.Connection;

/// <summary>
/// Which kinds the API server serves: asked once in two requests where it can say all at once, else by group.
/// </summary>
internal sealed class Discovery(ApiConnection api)
{
    private const string Aggregated =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
        + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _gate = new(1);
    private IReadOnlyList<ResourceKind>? _kinds;

    /// <summary>All kinds; groups in the server's order, the preferred version of a group first.</summary>
    public async Task<IReadOnlyList<ResourceKind>> KindsAsync(bool again, CancellationToken cancellation)
    {
        if (!again && Volatile.Read(ref _kinds) is { } known)
            return known;
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (again || _kinds is null)
                Volatile.Write(ref _kinds, await ReadAsync(cancellation).ConfigureAwait(false));
            return _kinds!;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IReadOnlyList<ResourceKind>> ReadAsync(CancellationToken cancellation)
    {
        var core = RootAsync("/api", cancellation);
        var groups = RootAsync("/apis", cancellation);
        return [.. await core.ConfigureAwait(false), .. await groups.ConfigureAwait(false)];
    }

    private async Task<IReadOnlyList<ResourceKind>> RootAsync(string root, CancellationToken cancellation)
    {
        var request = new ApiRequest(HttpMethod.Get, root, "discover the served kinds")
        {
            Accept = Aggregated,
        };
        var answer = await api.AskAsync(request, cancellation).ConfigureAwait(false);
        var (kinds, versions) = answer.Read(DiscoveryDocuments.Root);
        if (kinds is not null)
            return kinds;
        var found = await Task.WhenAll(versions.Select(v => VersionAsync(v, cancellation)))
            .ConfigureAwait(false);
        return [.. found.SelectMany(f => f)];
    }

    private async Task<IReadOnlyList<ResourceKind>> VersionAsync(
        string version,
        CancellationToken cancellation
    )
    {
        var path = version.Contains('/') ? $"/apis/{version}" : $"/api/{version}";
        // Groups of extension API servers answer 503 for as long as those are down, which may be forever.
        var request = new ApiRequest(HttpMethod.Get, path, $"discover the kinds of {version}")
        {
            Patience = s_patience,
        };
        var answer = await api.TryAsync(request, cancellation).ConfigureAwait(false);
        if (!answer.IsSuccess)
            api.Reporter.Detail($"Cannot discover the kinds of {version}: {answer.Status().Message}");
        // A group whose extension API server is down must not hide all others.
        return answer.IsSuccess ? answer.Read(json => DiscoveryDocuments.Resources(version, json)) : [];
    }
}
