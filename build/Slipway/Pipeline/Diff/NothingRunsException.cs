using Slipway.Values;

namespace Slipway.Pipeline.Diff;

/// <summary>A release is to be compared with the one that runs, and none does.</summary>
public sealed class NothingRunsException(string where)
    : Refusal(
        "There is no release that runs, so there is nothing to compare with.",
        where,
        "Name both releases, with --from and --to; History lists them."
    );
