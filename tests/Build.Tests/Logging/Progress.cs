using Slipway.Reporting;

namespace Slipway.Targets.Tests.Logging;

/// <summary>Progress of anything.</summary>
internal sealed record Progress(string Name, string Cause, (long Done, long Of)? Parts)
    : ProgressNotice(Severity.Info, $"{Name}: {(Cause.Length == 0 ? "done" : Cause)}", Name, Cause)
{
    public override (long Done, long Of)? Share => Parts;
}
