using Running;

namespace User.Tests;

/// <summary>Accounts and sessions in memory.</summary>
public sealed class InMemoryTests : AccountTests
{
    private protected override Task<RunningService> StartAsync(params string[] settings) =>
        RunningService.StartAsync(UserApp.Create, settings);

    [Fact]
    public async Task It_is_ready_and_says_that_all_is_gone_with_the_process()
    {
        await using var service = await StartAsync();

        Assert.Equal(
            "ready\naccounts: in memory\nsessions: in memory\n",
            await service.GetStringAsync("/healthz/ready")
        );
    }
}
