using System.Text.Json.Nodes;
using LocalCluster.Network.Gateways;
using LocalCluster.Watching;

namespace LocalCluster.Controllers.Gateways;

/// <summary>
/// The requests that a canary Ingress takes from the one with the same host and path, as in ingress-nginx: a
/// header decides first, then a cookie, then the weight. Pure.
/// </summary>
internal sealed record CanaryAnnotations
{
    private const string Prefix = "nginx.ingress.kubernetes.io/canary";
    private const int UsualTotal = 100;

    private CanaryAnnotations() { }

    /// <summary>How many of <see cref="Total"/> requests go to the canary.</summary>
    public int Weight { get; private init; }

    public int Total { get; private init; } = UsualTotal;

    /// <summary>Requests that go to the canary whatever its weight.</summary>
    public IReadOnlyList<FieldMatch> Always { get; private init; } = [];

    /// <summary>Requests that never go there, each behind the one in <see cref="Always"/> with the same
    /// position.</summary>
    public IReadOnlyList<FieldMatch?> Never { get; private init; } = [];

    /// <summary>Null if the Ingress is not a canary.</summary>
    public static CanaryAnnotations? Of(JsonObject ingress)
    {
        if (ingress.Annotation(Prefix) != "true")
            return null;
        var (always, never) = (new List<FieldMatch>(), new List<FieldMatch?>());
        if (ingress.Annotation($"{Prefix}-by-header") is { Length: > 0 } header)
        {
            var value = ingress.Annotation($"{Prefix}-by-header-value");
            always.Add(new FieldMatch(FieldPlace.Header, header, value ?? "always"));
            never.Add(value is null ? new FieldMatch(FieldPlace.Header, header, "never") : null);
        }
        if (ingress.Annotation($"{Prefix}-by-cookie") is { Length: > 0 } cookie)
        {
            always.Add(new FieldMatch(FieldPlace.Cookie, cookie, "always"));
            never.Add(new FieldMatch(FieldPlace.Cookie, cookie, "never"));
        }
        var total = Number(ingress, "weight-total", UsualTotal);
        return new CanaryAnnotations
        {
            Total = Math.Max(total, 1),
            Weight = Math.Clamp(Number(ingress, "weight", 0), 0, Math.Max(total, 1)),
            Always = always,
            Never = never,
        };
    }

    private static int Number(JsonObject ingress, string name, int otherwise) =>
        int.TryParse(ingress.Annotation($"{Prefix}-{name}"), out var number) ? number : otherwise;
}
