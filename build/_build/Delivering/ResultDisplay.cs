using Slipway.Reporting;
using Slipway.Values;

namespace Slipway.Targets.Delivering;

/// <summary>Shows what a finished command has brought about.</summary>
internal static class ResultDisplay
{
    /// <summary>
    /// Shows it where that is possible. The command is done, and what can be shown of it no longer changes how it
    /// ended, so anything but the user's wish to stop becomes a warning.
    /// </summary>
    public static async Task TryAsync(IReporter reporter, Func<Task> show)
    {
        try
        {
            await show();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            reporter.Warning(
                $"What runs now cannot be shown: {(e is Refusal refusal ? refusal.What : e.Message)}"
            );
        }
    }
}
