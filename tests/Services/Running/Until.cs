using System.Diagnostics;
using System.Net;

namespace Running;

/// <summary>Waits for conditions.</summary>
internal static class Until
{
    /// <summary>So late that only what never comes misses it.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition, Func<string>? tell = null) =>
        TrueAsync(() => Task.FromResult(condition()), tell);

    /// <param name="condition">What is waited for.</param>
    /// <param name="tell">What there is instead, for the one who reads that it never came.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string>? tell = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Deadline)
                throw new TimeoutException($"Still not true after {Deadline}. {tell?.Invoke()}");
            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for an answer with a status code; says which ones came instead.</summary>
    public static async Task AnswersAsync(HttpStatusCode wanted, Func<Task<HttpResponseMessage>> ask)
    {
        var last = "";
        await TrueAsync(
            async () =>
            {
                using var answer = await ask();
                last = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
                return answer.StatusCode == wanted;
            },
            () => $"The last answer was {last}");
    }
}
