namespace Testing;

/// <summary>Waiting for what must come true, with a deadline that only a broken program meets.</summary>
internal static class Eventually
{
    public static TimeSpan Deadline { get; } = TimeSpan.FromMinutes(2);

    public static Task True(Func<bool> condition, Func<string>? tell = null) =>
        True(() => Task.FromResult(condition()), tell);

    public static async Task True(Func<Task<bool>> condition, Func<string>? tell = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var end = TimeProvider.System.GetUtcNow() + Deadline;
        while (!await condition())
        {
            if (TimeProvider.System.GetUtcNow() > end)
                Assert.Fail($"It did not come true within {Deadline}. {tell?.Invoke()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }
    }
}
