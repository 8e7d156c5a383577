using Slipway.Kubernetes.Errors;
using Slipway.Kubernetes.Objects;
using Slipway.Values;

namespace Slipway.Pipeline.Changes;

/// <summary>
/// The API server finds an object invalid together with items that somebody added to the live one.
/// </summary>
public sealed class ForeignItemsRefusal : Refusal
{
    internal ForeignItemsRefusal(
        InvalidObjectException refusal,
        ObjectKey key,
        IReadOnlyList<FieldConflict> items
    )
        : base(
            $"{refusal.What}\n"
                + string.Join(
                    '\n',
                    items.Select(i => $"{i.Field} is not in the manifest; {i.Manager} added it")
                ),
            refusal.Where,
            "Remove it from the live object "
                + $"(kubectl edit {key.Display}{(key.Namespace is { } ns ? $" --namespace {ns}" : "")}), or correct "
                + "the manifest, and run the command again."
        ) { }
}
