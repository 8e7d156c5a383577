namespace Slipway.Versioning;

/// <summary>How a commit stands to another one.</summary>
public enum CommitRelation
{
    /// <summary>It is the same.</summary>
    Same,

    /// <summary>It contains the other one, and more.</summary>
    Newer,

    /// <summary>The other one contains it, and more.</summary>
    Older,

    /// <summary>Neither contains the other, as on two branches or after an amend or a rebase.</summary>
    Diverged,

    /// <summary>The clone does not know one of them.</summary>
    Unknown,

    /// <summary>The clone is shallow, and what it lacks would tell.</summary>
    UnknownShallow,
}
