using Slipway.Targets.Tests.Events;

namespace Slipway.Targets.Tests.Running;

/// <summary>Commands with <c>--output json</c>, as a program runs them: standard output holds events alone.</summary>
public sealed class EventStreamTests(CountedCluster cluster) : IClassFixture<CountedCluster>, IDisposable
{
    private readonly BuildProgram _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task A_command_begins_and_ends_with_an_event()
    {
        var run = await RunAsync("Destroy", "--confirm", "shop");
        Assert.True(run.Code == 0, run.All);
        var events = EventSchema.Check(run.Output);
        Assert.Contains(events, e =>
            (string)e["type"]! == "runStarted"
            && (string)e["command"]! == "Destroy"
            && (string)e["app"]! == "shop"
        );
        Assert.Equal(("runFinished", 0), ((string)events[^1]["type"]!, (int)events[^1]["exitCode"]!));
    }

    [Theory]
    [InlineData("Destroy")]
    [InlineData("Rollback")]
    [InlineData("Rollback", "--to", "7", "--verbosity", "quiet")]
    [InlineData("Destroy", "--conform", "shop")]
    [InlineData("Promote", "--kube-context", "missing")]
    public async Task What_is_refused_is_an_event_too(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.True(run.Code == 2, run.All);
        var events = EventSchema.Check(run.Output);
        Assert.Contains(events, e => (string)e["type"]! == "error" && (int)e["exitCode"]! == 2);
        Assert.Single(events, e => (string)e["type"]! == "runFinished" && (int)e["exitCode"]! == 2);
        Assert.Contains("Refused: ", run.Errors);
    }

    private Task<Finished> RunAsync(params string[] arguments)
    {
        _build.Variables["NUKE_KUBECONFIG_CONTENT"] = cluster.Kubeconfig;
        string[] context = arguments.Contains("--kube-context") ? [] : ["--kube-context", "near"];
        return _build.RunAsync([.. arguments, "--env", "remote", "--output", "json", .. context]);
    }
}
