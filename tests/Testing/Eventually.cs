using System.Runtime.CompilerServices;

namespace Testing;

/// <summary>Waiting for what must come true, with a deadline that only a broken program meets.</summary>
internal static class Eventually
{
    public static TimeSpan Deadline { get; } = TimeSpan.FromMinutes(2);

    /// <inheritdoc cref="True(Func{Task{bool}}, Func{string}, string)"/>
    public static Task True(
        Func<bool> condition,
        Func<string>? tell = null,
        [CallerArgumentExpression(nameof(condition))] string words = ""
    ) => True(() => Task.FromResult(condition()), tell, words);

    /// <param name="condition">What is waited for.</param>
    /// <param name="tell">What there is instead, for the one who reads that it never came.</param>
    /// <param name="words">The condition, for the same reader.</param>
    public static async Task True(
        Func<Task<bool>> condition,
        Func<string>? tell = null,
        [CallerArgumentExpression(nameof(condition))] string words = ""
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        var end = TimeProvider.System.GetUtcNow() + Deadline;
        while (!await condition())
        {
            if (TimeProvider.System.GetUtcNow() > end)
                Assert.Fail($"It did not come true within {Deadline}: {words}\n{tell?.Invoke()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }
    }
}
