using LocalCluster.Watching;

namespace LocalCluster.Tests.Watching;

public sealed class WorkQueueTests
{
    private static readonly ObjectName s_key = new("default", "a");

    [Fact]
    public void A_key_waits_once()
    {
        using var queue = new WorkQueue(TimeProvider.System);
        queue.Add(s_key);
        queue.Add(s_key);
        Assert.True(queue.Reader.TryRead(out _));
        Assert.False(queue.Reader.TryRead(out _));
    }

    [Fact]
    public void A_key_added_while_it_is_worked_on_comes_again_afterwards()
    {
        using var queue = new WorkQueue(TimeProvider.System);
        queue.Add(s_key);
        Assert.True(queue.Reader.TryRead(out var key));
        queue.Begin(key);
        queue.Add(s_key);
        Assert.False(queue.Reader.TryRead(out _));
        queue.End(key);
        Assert.True(queue.Reader.TryRead(out _));
    }

    [Fact]
    public void The_earliest_date_of_a_key_counts()
    {
        var time = new ManualTime();
        using var queue = new WorkQueue(time);
        queue.AddAfter(s_key, TimeSpan.FromSeconds(10));
        queue.AddAfter(s_key, TimeSpan.FromSeconds(5));
        queue.AddAfter(s_key, TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(queue.Reader.TryRead(out _));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(queue.Reader.TryRead(out _));
    }
}
