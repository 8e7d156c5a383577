using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;

namespace Running;

/// <summary>Waits for conditions.</summary>
internal static class Until
{
    /// <summary>So late that only what never comes misses it.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, Func{string}, string)"/>
    public static Task TrueAsync(
        Func<bool> condition, Func<string>? tell = null,
        [CallerArgumentExpression(nameof(condition))] string words = "") =>
        TrueAsync(() => Task.FromResult(condition()), tell, words);

    /// <param name="condition">What is waited for.</param>
    /// <param name="tell">What there is instead, for the one who reads that it never came.</param>
    /// <param name="words">The condition, for the same reader.</param>
    public static async Task TrueAsync(
        Func<Task<bool>> condition, Func<string>? tell = null,
        [CallerArgumentExpression(nameof(condition))] string words = "")
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Deadline)
                throw new TimeoutException($"Still not true after {Deadline}: {words}\n{tell?.Invoke()}");
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
