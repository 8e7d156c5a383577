namespace Slipway.Targets.Tests.Running;

/// <summary>Waits for conditions, not for time to pass.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"waited in vain until {what}");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
