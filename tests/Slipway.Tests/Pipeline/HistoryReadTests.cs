using Slipway.Environments;
using Slipway.Tests.Kubernetes;
using Slipway.Values;

namespace Slipway.Tests.Pipeline;

/// <summary>A command reads the history once, and holds the lock when it does.</summary>
public sealed class HistoryReadTests(RehearsingCluster cluster) : IClassFixture<RehearsingCluster>
{
    public static TheoryData<string> Commands =>
        ["Deploy", "unchanged Deploy", "Deploy by canary", "Canary", "Promote", "Rollback"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_reads_the_history_once_under_the_lock(string command)
    {
        await using var stage = await Stage.OpenAsync(cluster);
        await stage.DeployAsync("1.0.0", Objects(stage, "1.0.0"));
        if (command is "Promote" or "Rollback")
            await stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0"));
        stage.Front.Open();

        await RunAsync(stage, command);

        var requests = stage.Front.Requests.ToList();
        var lists = Indexes(requests, request => request.StartsWith(
                $"GET /api/v1/namespaces/{stage.Namespace}/secrets?",
                StringComparison.Ordinal
            )
            && request.Contains("slipway.dev", StringComparison.Ordinal)
            // The content of those that matter is read by their revisions.
            && !request.Contains("revision", StringComparison.Ordinal));
        var locks = Indexes(requests, request =>
            !request.StartsWith("GET", StringComparison.Ordinal)
            && request.Contains("/leases", StringComparison.Ordinal)
        );
        Assert.InRange(Assert.Single(lists), locks[0], locks[^1]);
    }

    private static Task RunAsync(Stage stage, string command)
    {
        if (command == "Deploy by canary")
            stage.Strategy = Strategy.Canary;
        return command switch
        {
            "Canary" => stage.CanaryAsync("1.1.0", Objects(stage, "1.1.0")),
            "Promote" => stage.PromoteAsync(),
            "Rollback" => stage.RollBackAsync(),
            "unchanged Deploy" => stage.DeployAsync("1.0.0", Objects(stage, "1.0.0")),
            _ => stage.DeployAsync("1.1.0", Objects(stage, "1.1.0")),
        };
    }

    private static List<int> Indexes(IReadOnlyList<string> requests, Func<string, bool> isOne) =>
        [.. requests.Index().Where(r => isOne(r.Item)).Select(r => r.Index)];

    private static KubeObject[] Objects(Stage stage, string version) =>
        [Shop.Service(stage.Namespace, "movie", version), Shop.Address(stage.Namespace, "movie")];
}
