using Slipway.Kubernetes.Objects;

namespace Slipway.Pipeline.Changes;

/// <summary>A field that cannot change while its object exists, and what to do instead.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Field">The field, with all that is below it; empty for any field of the kind.</param>
/// <param name="Way">How the object takes on a new value.</param>
/// <param name="OnRequest">
/// Whether that has consequences which somebody must want: then it is done with
/// <c>--replace-immutable</c>, or to roll back.
/// </param>
/// <param name="Effect">What replacing the object means, in one sentence without a full stop.</param>
/// <param name="Advice">What to do rather than replace it; null where replacing is all there is.</param>
internal sealed record ImmutableField(
    string Group,
    string Kind,
    string Field,
    ReplacementWay Way,
    bool OnRequest,
    string Effect,
    string? Advice = null
)
{
    /// <summary>Whether the rule is about a field of an object.</summary>
    public bool Covers(ObjectKey obj, string field) =>
        (obj.Group, obj.Kind) == (Group, Kind)
        && (
            Field.Length == 0
            || field == Field
            || (field.StartsWith(Field, StringComparison.Ordinal) && field[Field.Length] is '.' or '[')
        );

    /// <summary>The command that makes room for the new object by hand; null where that must not be done.</summary>
    public string? ByHand(ObjectKey obj) =>
        Way == ReplacementWay.Never
            ? null
            : $"kubectl delete {Resource(obj)} {obj.Name}"
                + (obj.Namespace is null ? "" : $" --namespace {obj.Namespace}")
                + (Way == ReplacementWay.Recreate ? "" : " --cascade=orphan");

    // kubectl understands 'kind.group', which is needed where two groups have a kind of the same name.
    private static string Resource(ObjectKey obj) =>
        obj.Kind.ToLowerInvariant() + (obj.Group.Length == 0 || obj.Group == "apps" ? "" : $".{obj.Group}");
}
