using LocalCluster.Objects;
using LocalCluster.Runtime.Status;
using LocalCluster.Schema;
using LocalCluster.Tests.Support;

namespace LocalCluster.Tests.Runtime;

public sealed class SidecarTests : IAsyncLifetime
{
    private const string Always = "'restartPolicy': 'Always',";

    /// <summary>A program that notes its start and its end, and runs on until it is told to stop.</summary>
    private const string Lasting =
        "trap \\\"echo end-$0 >> $CONTAINER_ROOT/shared/log; exit 0\\\" TERM; "
        + "echo start-$0 >> $CONTAINER_ROOT/shared/log; while true; do sleep 0.05; done";

    private ProcessCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await ProcessCluster.Start();
        await _cluster.PushShell();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Sidecars_start_before_the_other_containers_and_end_after_them_in_reverse_order()
    {
        const string Main =
            "until grep -q start-first $CONTAINER_ROOT/shared/log "
            + "&& grep -q start-second $CONTAINER_ROOT/shared/log; do sleep 0.05; done; "
            + "echo main >> $CONTAINER_ROOT/shared/log; exit 0";
        _cluster.Run(
            "job",
            Noting("c", Main),
            "'restartPolicy': 'Never',",
            string.Join(
                ", ",
                Sidecar("first"),
                Noting("init", "echo init >> $CONTAINER_ROOT/shared/log"),
                Sidecar("second")
            )
        );
        await _cluster.UntilPhase("job", "Succeeded");
        var lines = _cluster.Shared("job", "log").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // A sidecar is started before what follows it, but its program may be slow to say so.
        Assert.Equal(
            ["init", "start-second", "main", "end-second", "end-first"],
            lines.Except(["start-first"])
        );
        string[] expected = ["first", "init", "second", "c"];
        await Eventually.True(
            () => Started("job").SequenceEqual(expected),
            () => string.Join(", ", Started("job"))
        );
    }

    [Fact]
    public async Task A_sidecar_does_not_hold_up_its_job()
    {
        _cluster.Apply(
            Kinds.Job,
            $$"""
            {'metadata': {'name': 'work', 'namespace': 'default'}, 'spec': {'template': {'spec': {
             'restartPolicy': 'Never', 'terminationGracePeriodSeconds': 1,
             'volumes': [{'name': 'shared', 'emptyDir': {} }],
             'initContainers': [{{Sidecar("side")}}], 'containers': [{{Noting("c", "exit 0")}}] } } } }
            """
        );
        await Eventually.True(() =>
            _cluster.Host.Resources.Get(Kinds.Job, "default", "work").Number("status", "succeeded") == 1
        );
    }

    [Fact]
    public async Task The_next_container_waits_for_the_startup_probe_of_a_sidecar()
    {
        var probe =
            "'startupProbe': {'exec': {'command': ['/bin/sh', '-c', "
            + "'test -e $CONTAINER_ROOT/shared/go']}, 'periodSeconds': 1, 'timeoutSeconds': 60, "
            + "'failureThreshold': 600},";
        _cluster.Run(
            "gated",
            Noting("c", "sleep 600"),
            init: _cluster.Shell("side", "sleep 600", Always + probe)
        );
        await Eventually.True(() => _cluster.Events("gated").Any(e => e.Text("reason") == "Unhealthy"));
        Assert.Equal("Pending", _cluster.Phase("gated"));
        Assert.Null(_cluster.Status("gated").Text("containerID"));
        var root = Path.GetDirectoryName(_cluster.RootFile("gated", "side", "shared/x"))!;
        await File.WriteAllTextAsync(Path.Combine(root, "go"), "", TestContext.Current.CancellationToken);
        await _cluster.UntilPhase("gated", "Running");
        await Eventually.True(() => _cluster.Status("gated").Flag("ready"));
        Assert.True(_cluster.Status("gated", "side").Flag("started"));
    }

    [Fact]
    public async Task A_sidecar_that_ends_is_started_again()
    {
        _cluster.Run(
            "crashing",
            Noting("c", "sleep 600"),
            "'restartPolicy': 'Never',",
            _cluster.Shell("side", "exit 0", Always)
        );
        await Eventually.True(() => _cluster.Status("crashing", "side").Number("restartCount") >= 1);
        await _cluster.UntilPhase("crashing", "Running");
        await Eventually.True(() =>
            _cluster
                .Events("crashing")
                .Any(e => e.Text("involvedObject", "fieldPath") == "spec.initContainers{side}")
        );
    }

    [Theory]
    [InlineData("running", "waiting", "Pending")]
    [InlineData("started", "waiting", "Pending")]
    [InlineData("started", "0", "Running")]
    [InlineData("0", "0", "Succeeded")]
    [InlineData("1", "0", "Succeeded")]
    public void A_sidecar_counts_for_the_phase_while_it_runs(string sidecar, string main, string expected) =>
        Assert.Equal(
            expected,
            PodPhase.Of("Never", [Record(sidecar) with { IsSidecar = true }], [Record(main)])
        );

    /// <summary>The containers in the order in which the kubelet started them.</summary>
    private IEnumerable<string> Started(string pod) =>
        _cluster
            .Events(pod)
            .Where(happened => happened.Text("reason") == "Started")
            .OrderBy(happened => happened.Name(), StringComparer.Ordinal)
            .Select(happened => happened.Text("message")!.Split(' ')[^1]);

    private string Sidecar(string name) => _cluster.Shell(name, Lasting.Replace("$0", name), Always);

    private string Noting(string name, string script) => _cluster.Shell(name, script);

    private static ContainerRecord Record(string state) =>
        new("c", "i")
        {
            Started = state == "started",
            State = state switch
            {
                "waiting" => new Waiting("PodInitializing"),
                "running" or "started" => new Running(default),
                _ => new Terminated(int.Parse(state, null), "", default, default, null),
            },
        };
}
