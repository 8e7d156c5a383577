using System.Globalization;

namespace Slipway.Pipeline.ContainerTests;

/// <summary>Whether a container shuts down as pods must.</summary>
internal static class SignalRule
{
    /// <summary>Judges.</summary>
    /// <param name="signal">What it was sent.</param>
    /// <param name="ended">How it ended; null where it had to be killed.</param>
    /// <param name="took">How long that took.</param>
    /// <param name="grace">How long it may take.</param>
    /// <param name="requests">The requests that were under way.</param>
    public static CheckFinding Judge(
        string signal,
        int? ended,
        TimeSpan took,
        TimeSpan grace,
        TrafficSummary requests
    )
    {
        // 128 and the number of the signal: SIGKILL.
        if (ended is null or 137)
            return CheckFinding.Failed($"{signal} did not stop it within {Seconds(grace)}; it was killed");
        if (ended != 0)
        {
            return CheckFinding.Failed(
                $"{signal} stopped it after {Seconds(took)} with exit code {ended}, not 0"
            );
        }
        if (requests.Broken.Count > 0)
        {
            return CheckFinding.Failed(
                $"{requests.Broken.Count} of {requests.UnderWay} requests under way at {signal} were lost: "
                    + requests.Broken[0]
            );
        }
        return requests.UnderWay == 0
            ? CheckFinding.Failed($"no request was answered before {signal}, so none could be under way")
            : CheckFinding.Passed(
                $"{signal} stopped it after {Seconds(took)} with exit code 0; "
                    + $"{requests.UnderWay} requests under way were answered"
            );
    }

    private static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
