using Slipway.Releases;
using Slipway.Reporting;

namespace Slipway.Pipeline.Rollback;

/// <summary>An earlier release is brought back.</summary>
/// <param name="Target">The earlier release.</param>
/// <param name="Revision">The revision under which it is released again.</param>
public sealed record RollbackStarted(Release Target, int Revision)
    : Notice(Severity.Detail, $"Rolling back to {Target.Display}, as revision {Revision}");
