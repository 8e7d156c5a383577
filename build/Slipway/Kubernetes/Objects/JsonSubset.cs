using System.Text.Json;
using Slipway.Values;

namespace Slipway.Kubernetes.Objects;

/// <summary>Whether an object has everything that was sent.</summary>
internal static class JsonSubset
{
    /// <summary>
    /// Whether every value of <paramref name="sent"/> is in <paramref name="live"/>. What the server writes
    /// by itself
    /// (resourceVersion, managedFields) is not compared.
    /// </summary>
    public static bool Covers(JsonElement live, JsonElement sent) =>
        (live.ValueKind, sent.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => sent.Members()
                .Where(p => p.Name is not ("resourceVersion" or "managedFields"))
                .All(p => live.TryField(p.Name, out var value) && Covers(value, p.Value)),
            (JsonValueKind.Array, JsonValueKind.Array) => live.GetArrayLength() == sent.GetArrayLength()
                && live.Items().Zip(sent.Items()).All(pair => Covers(pair.First, pair.Second)),
            _ => JsonElement.DeepEquals(live, sent),
        };
}
