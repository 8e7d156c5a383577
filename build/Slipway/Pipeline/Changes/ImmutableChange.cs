using Slipway.Kubernetes.Objects;

namespace Slipway.Pipeline.Changes;

/// <summary>Decides what becomes of an object whose immutable fields change. Pure.</summary>
internal static class ImmutableChange
{
    /// <summary>
    /// How the object is replaced; with <see cref="ReplacementWay.Never"/>, it stays as it is.
    /// </summary>
    /// <param name="obj">The object.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="requested">Whether somebody wants replacements with consequences.</param>
    /// <param name="goingBack">
    /// Whether a release is rolled back. That is never refused over a field: what must not be replaced is kept.
    /// </param>
    /// <exception cref="ImmutableFieldsException">It must not be replaced, or nobody asked for it.</exception>
    public static Replacement Decide(
        ObjectKey obj,
        IReadOnlyList<FieldDifference> fields,
        bool requested,
        bool goingBack
    )
    {
        var rules = fields.Select(f => ImmutableFieldTable.For(obj, f.Field)).Distinct().ToList();
        var way = Hardest(rules);
        var names = string.Join(", ", fields.Select(f => f.Field));
        if (way == ReplacementWay.Never && goingBack)
            return new Replacement(way, $"{names} cannot be changed back: {Effects(rules)}");
        if (way == ReplacementWay.Never || (rules.Any(r => r.OnRequest) && !requested && !goingBack))
            throw new ImmutableFieldsException(
                obj,
                [.. fields.Select(f => $"{f}")],
                Recipe(obj, rules.First(r => r.Way == way), Effects(rules), Advice(rules))
            );
        return new Replacement(way, $"{names} cannot be changed, so {Effects(rules)}")
        {
            OnRequest = rules.Any(r => r.OnRequest),
        };
    }

    private static ReplacementWay Hardest(IReadOnlyList<ImmutableField> rules) =>
        rules.Any(r => r.Way == ReplacementWay.Never) ? ReplacementWay.Never : rules.Max(r => r.Way);

    private static string Effects(IReadOnlyList<ImmutableField> rules) =>
        string.Join("; ", rules.Select(r => r.Effect).Distinct());

    private static string? Advice(IReadOnlyList<ImmutableField> rules) =>
        string.Join("; ", rules.Select(r => r.Advice).OfType<string>().Distinct()) is { Length: > 0 } advice
            ? advice
            : null;

    private static string Recipe(ObjectKey obj, ImmutableField rule, string effects, string? advice)
    {
        if (rule.ByHand(obj) is not { } command)
            return $"It would have to be deleted, and {effects}. Undo the change, or {advice}.";
        var replace = rule.Way == ReplacementWay.Recreate ? "delete it and create it again" : "replace it";
        // A new selector does not find the pods that were left; Slipway labels them, kubectl does not.
        var byHand =
            rule.Field == "spec.selector" ? "" : $" By hand: {command}, then the same command again.";
        return $"Add --replace-immutable to {replace} ({effects}), or undo the change."
            + byHand
            + (advice is null ? "" : $" {advice}.");
    }
}
