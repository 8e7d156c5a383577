using Slipway.Values;

namespace Slipway.Versioning;

/// <summary>There is no version for these sources, for a reason that the user can fix.</summary>
public sealed class VersioningRefusal : Refusal
{
    internal VersioningRefusal(string what, string where, string next)
        : base(what, where, next) { }
}
