using LocalCluster.Hosting.Cli;

namespace LocalCluster.Tests.Hosting;

public sealed class IdleMemoryTests
{
    private const long Megabyte = 1 << 20;

    [Theory]
    [InlineData(1, 20, 10, true)]
    [InlineData(5, 20, 10, false)]
    [InlineData(1, 3, 10, false)]
    [InlineData(1, 20, 400, false)]
    [InlineData(1, 120, 400, true)]
    public void Memory_is_given_back_at_rest_and_after_enough_work(
        long lately,
        long since,
        long heap,
        bool expected
    ) => Assert.Equal(expected, IdleMemory.IsWorthIt(lately * Megabyte, since * Megabyte, heap * Megabyte));
}
