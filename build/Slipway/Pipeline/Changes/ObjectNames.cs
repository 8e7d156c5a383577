using Slipway.Kubernetes.Objects;

namespace Slipway.Pipeline.Changes;

/// <summary>Names objects in a sentence.</summary>
internal static class ObjectNames
{
    private const int Most = 20;

    /// <summary>The names; of a long list the first ones and how many there are more.</summary>
    public static string Of(IReadOnlyCollection<ObjectKey> keys) =>
        string.Join(", ", keys.Take(Most).Select(k => k.Display))
        + (keys.Count > Most ? $" and {keys.Count - Most} more" : "");
}
