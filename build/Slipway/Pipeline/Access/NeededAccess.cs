using Slipway.Kubernetes;
using Slipway.Values;

namespace Slipway.Pipeline.Access;

/// <summary>A right that a command cannot do without.</summary>
/// <param name="AnyOf">The actions of which one must be allowed; the first is what to ask for.</param>
/// <param name="Object">
/// What it is needed for, where it depends on the state of one object: nobody needs the right to create what
/// is there, or to change what stays as it is.
/// </param>
public sealed record NeededAccess(IReadOnlyList<AccessReview> AnyOf, KubeObject? Object = null)
{
    /// <summary>A right that is needed in any case.</summary>
    public NeededAccess(AccessReview action)
        : this([action]) { }

    /// <summary>What to ask for.</summary>
    public AccessReview Action => AnyOf[0];
}
