using LocalCluster.Objects;
using LocalCluster.Schema;
using LocalCluster.Watching;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Watching;

public sealed class EventObjectTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 1, 0, TimeSpan.Zero);

    [Fact]
    public void A_repeated_event_is_counted()
    {
        var pod = ReadyPod("a");
        var first = EventObject.Of(
            EventSource.Kubelet("local"),
            Kinds.Pod,
            pod,
            "Normal",
            "Pulled",
            "m",
            "spec.containers{c}",
            s_now,
            1
        );
        var second = EventObject.Of(
            EventSource.Kubelet("local"),
            Kinds.Pod,
            pod,
            "Normal",
            "Pulled",
            "m",
            "spec.containers{c}",
            s_now.AddSeconds(9),
            2
        );
        Assert.Equal(EventObject.KeyOf(first), EventObject.KeyOf(second));
        var counted = EventObject.Repeated(first, second);
        Assert.Equal(2, counted.Number("count"));
        Assert.Equal("2030-01-01T00:01:09Z", counted.Text("lastTimestamp"));
        Assert.Equal("2030-01-01T00:01:00Z", counted.Text("firstTimestamp"));
    }
}
