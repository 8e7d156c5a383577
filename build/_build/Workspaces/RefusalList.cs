using Slipway.Values;

namespace Slipway.Targets.Workspaces;

/// <summary>
/// Gathers what several checks refuse while they run side by side, in the order in which they were started.
/// </summary>
internal sealed class RefusalList
{
    private readonly List<List<Refusal>> _found = [];
    private readonly List<Task> _running = [];

    /// <summary>
    /// What was refused so far. What several checks say in the same words is said once, with every place.
    /// </summary>
    public IReadOnlyList<Refusal> All =>
        [
            .. _found
                .SelectMany(refusals => refusals)
                .GroupBy(refusal => (refusal.What, refusal.Next, refusal.Outcome))
                .Select(same =>
                    same.DistinctBy(refusal => refusal.Where).ToList() is [var only]
                        ? only
                        : new SameRefusal(same.First(), [.. same.Select(refusal => refusal.Where).Distinct()])
                ),
        ];

    /// <summary>Starts a check; its result is null where it refuses.</summary>
    public Task<T?> TryAsync<T>(Func<Task<T>> check)
        where T : class?
    {
        var mine = Next();
        return Keep(RunAsync());

        async Task<T?> RunAsync()
        {
            try
            {
                return await check();
            }
            catch (Refusal refusal)
            {
                mine.Add(refusal);
                return null;
            }
        }
    }

    /// <summary>Starts a check that may refuse for several reasons.</summary>
    public void Try(Func<Task<IReadOnlyList<Refusal>>> check)
    {
        var mine = Next();
        Keep(RunAsync());

        async Task RunAsync()
        {
            try
            {
                mine.AddRange(await check());
            }
            catch (Refusal refusal)
            {
                mine.Add(refusal);
            }
        }
    }

    /// <summary>Waits for all checks that were started.</summary>
    public Task WaitAsync() => Task.WhenAll(_running);

    private List<Refusal> Next()
    {
        var slot = new List<Refusal>();
        _found.Add(slot);
        return slot;
    }

    private T Keep<T>(T running)
        where T : Task
    {
        _running.Add(running);
        return running;
    }

    private sealed class SameRefusal(Refusal one, IReadOnlyList<string> places)
        : Refusal(one.What, string.Join('\n', places), one.Next)
    {
        public override Outcome Outcome { get; } = one.Outcome;
    }
}
