using System.Text.Json.Nodes;
using LocalCluster.Controllers.StatefulSets;
using LocalCluster.Objects;
using static LocalCluster.Tests.Support.TestObjects;

namespace LocalCluster.Tests.Controllers;

public sealed class StatefulStepTests
{
    [Theory]
    [InlineData("creates the first missing ordinal alone", "", "+0 ")]
    [InlineData("waits for it to be ready", "0:new:unready", " ")]
    [InlineData("then the next", "0:new:ready", "+1 ")]
    [InlineData("updates the highest of an old revision", "0:old:ready,1:old:ready,2:old:ready", " -db-2")]
    [InlineData("waits for an updated one", "0:old:ready,1:old:ready,2:new:unready", " ")]
    [InlineData(
        "replaces a broken one of an old revision",
        "0:old:ready,1:old:ready,2:old:unready",
        " -db-2"
    )]
    [InlineData("drops the highest surplus one", "0:new:ready,1:new:ready,2:new:ready,3:new:ready", " -db-3")]
    public void A_stateful_set_takes_one_step_at_a_time(string why, string present, string expected)
    {
        var set = Json("{'metadata': {'name': 'db'}, 'spec': {'replicas': 3}}");
        var pods = present
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => text.Split(':'))
            .ToDictionary(
                parts => int.Parse(parts[0], null),
                parts =>
                {
                    var labels = $", 'labels': {{'controller-revision-hash': '{parts[1]}'}}";
                    return parts[2] == "ready"
                        ? ReadyPod($"db-{parts[0]}", metadata: labels)
                        : Pod($"db-{parts[0]}", status: "{'phase': 'Running'}", metadata: labels);
                }
            );
        var step = StatefulStep.Next(set, pods, "new");
        var actual =
            string.Concat(step.Create.Select(o => $"+{o}"))
            + " "
            + string.Concat(step.Delete.Select(pod => $"-{pod.Name()}"));
        Assert.True(expected == actual, $"{why}: {actual}");
    }

    [Fact]
    public void A_partition_keeps_the_ordinals_below_it()
    {
        var set = Json(
            "{'metadata': {'name': 'db'}, 'spec': {'replicas': 1, "
                + "'updateStrategy': {'rollingUpdate': {'partition': 1}}}}"
        );
        var pods = new Dictionary<int, JsonObject>
        {
            [0] = ReadyPod("db-0", metadata: ", 'labels': {'controller-revision-hash': 'old'}"),
        };
        Assert.Empty(StatefulStep.Next(set, pods, "new").Delete);
    }
}
