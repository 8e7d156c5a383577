using Slipway.Reporting;

namespace Slipway.Fuzz;

/// <summary>Nobody reads what is reported about cases.</summary>
internal sealed class SilentReporter : IReporter
{
    public void Report(Notice notice) { }
}
