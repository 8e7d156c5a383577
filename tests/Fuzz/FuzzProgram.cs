using System.Diagnostics;

namespace Slipway.Fuzz;

/// <summary>Runs all subjects in turn until a time is over, from the first case that the tests do not run.</summary>
/// <param name="Cases">How many cases ran.</param>
/// <param name="Elapsed">How long.</param>
/// <param name="Found">What was found.</param>
internal sealed record FuzzProgram(long Cases, TimeSpan Elapsed, IReadOnlyList<string> Found)
{
    private const int Batch = 200;

    /// <summary>How many cases, and how many in a second.</summary>
    public string Summary =>
        FormattableString.Invariant(
            $"{Cases:N0} cases in {Elapsed.TotalMinutes:0.0} minutes, {Cases / Elapsed.TotalSeconds:N0} in a second"
        );

    public static FuzzProgram Run(TimeSpan time, int first)
    {
        var started = Stopwatch.StartNew();
        var found = new HashSet<string>(StringComparer.Ordinal);
        long cases = 0;
        for (var next = first; started.Elapsed < time; next += Batch)
        {
            foreach (var subject in Subjects.All.TakeWhile(_ => started.Elapsed < time))
            {
                found.UnionWith(FuzzRun.Run(subject, next, Batch));
                cases += Batch;
            }
        }
        return new FuzzProgram(cases, started.Elapsed, [.. found]);
    }
}
