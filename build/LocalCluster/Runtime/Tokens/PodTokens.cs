using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LocalCluster.Api.Access;
using LocalCluster.Objects;
using LocalCluster.Runtime.Variables;
using LocalCluster.Schema;
using LocalCluster.Watching;

namespace LocalCluster.Runtime.Tokens;

/// <summary>
/// The ServiceAccount tokens in the volumes of pods. Each is renewed when a fifth of its lifetime is left,
/// and after a day at the latest, as the kubelet does it.
/// </summary>
internal sealed class PodTokens(ClusterView view, AccountTokens tokens, TimeProvider time)
{
    private const long Usual = 3600;
    private const double Used = 0.8;
    private static readonly TimeSpan s_oldest = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<Wish, Held> _held = new();

    /// <summary>The token for a projection (core/v1 ServiceAccountTokenProjection).</summary>
    /// <exception cref="ContainerConfigurationException">The pod's ServiceAccount does not exist.</exception>
    public string Of(JsonObject pod, JsonObject projection)
    {
        var wish = Wish.Of(pod, projection);
        if (_held.TryGetValue(wish, out var held) && held.RenewAt > time.GetUtcNow())
            return held.Token;
        held = Issue(pod, wish);
        _held[wish] = held;
        return held.Token;
    }

    /// <summary>When the first of a pod's tokens must be renewed; null if it has none.</summary>
    public DateTimeOffset? RenewAt(JsonObject pod)
    {
        var dates = pod.Items("spec", "volumes")
            .SelectMany(volume => volume.Items("projected", "sources"))
            .Select(source => source.Object("serviceAccountToken"))
            .OfType<JsonObject>()
            .Select(projection => _held.GetValueOrDefault(Wish.Of(pod, projection))?.RenewAt)
            .OfType<DateTimeOffset>()
            .ToArray();
        return dates.Length == 0 ? null : dates.Min();
    }

    public void Forget(string pod)
    {
        foreach (var wish in _held.Keys.Where(wish => wish.Pod == pod))
            _held.TryRemove(wish, out _);
    }

    private Held Issue(JsonObject pod, Wish wish)
    {
        var name = pod.Text("spec", "serviceAccountName") ?? "default";
        var account = view.Get(Kinds.ServiceAccount, pod.NamespaceName(), name)
            ?? throw new ContainerConfigurationException(
                $"failed to fetch token: serviceaccounts \"{name}\" not found"
            );
        var now = time.GetUtcNow();
        var life = TimeSpan.FromSeconds(wish.Seconds);
        string[] audiences = wish.Audience.Length == 0 ? [] : [wish.Audience];
        var age = life * Used < s_oldest ? life * Used : s_oldest;
        return new Held(tokens.Issue(account, audiences, now + life, pod), now + age);
    }

    private sealed record Held(string Token, DateTimeOffset RenewAt);

    private sealed record Wish(string Pod, string Audience, long Seconds)
    {
        public static Wish Of(JsonObject pod, JsonObject projection) =>
            new(
                pod.Uid(),
                projection.Text("audience") ?? "",
                projection.Number("expirationSeconds") ?? Usual
            );
    }
}
