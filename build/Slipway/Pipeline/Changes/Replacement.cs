namespace Slipway.Pipeline.Changes;

/// <summary>How an object takes on a value that the API server does not let it change.</summary>
public enum ReplacementWay
{
    /// <summary>It cannot be replaced without losing what it holds: it stays, or a person decides.</summary>
    Never,

    /// <summary>It is deleted and created again; in between it is missing.</summary>
    Recreate,

    /// <summary>
    /// It is deleted with <c>propagationPolicy: Orphan</c> and created again, and adopts the pods that it left.
    /// </summary>
    Adopt,

    /// <summary>
    /// It is deleted with <c>propagationPolicy: Orphan</c> and created again; the pods that it left serve until
    /// the new ones do.
    /// </summary>
    Beside,
}

/// <summary>How an object of a release is replaced.</summary>
/// <param name="Way">The way.</param>
/// <param name="Reason">Why, and what it means, in one sentence.</param>
public sealed record Replacement(ReplacementWay Way, string Reason)
{
    /// <summary>
    /// Whether it has consequences that somebody must want, as <c>--replace-immutable</c> says.
    /// </summary>
    public bool OnRequest { get; init; }

    /// <summary>A Job that failed, or changed: another one takes its place.</summary>
    public static Replacement OfJob { get; } =
        new(ReplacementWay.Recreate, "a Job cannot change, so another one takes its place");
}
