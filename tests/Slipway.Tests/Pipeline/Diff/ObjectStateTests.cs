using Slipway.Pipeline.Diff;
using Slipway.Values;

namespace Slipway.Tests.Pipeline.Diff;

/// <summary>What counts releases is not part of what a release changes.</summary>
public sealed class ObjectStateTests
{
    [Fact]
    public void Notes_and_counters_are_left_out_and_the_annotations_of_people_stay()
    {
        var agent = KubeObject.Parse(
            """
            {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"agent","generation":3,"annotations":{
             "slipway.dev/version":"1.0.0","slipway.dev/commit":"abc","deprecated.daemonset.template.generation":"3",
             "team":"core"}},"status":{"numberReady":1}}
            """
        );
        Assert.Equal(
            """{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"agent","annotations":{"team":"core"}}}""",
            $"{ObjectState.WithoutNotes(agent)}"
        );
    }
}
