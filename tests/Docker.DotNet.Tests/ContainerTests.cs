using Docker.DotNet.Models;

namespace Docker.DotNet.Tests;

public class ContainerTests
{
    private static readonly ContainerLogsParameters _all = new() { ShowStdout = true, ShowStderr = true };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_container_runs_to_its_end_and_leaves_its_output()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var image = await engine.BuildAsync(TinyProgram.Speak("to output", "to errors", 7));
        var id = await engine.CreateAsync(image);
        Assert.True(await engine.Client.Containers.StartContainerAsync(id, null, Cancellation));
        Assert.Equal(7, (await engine.Client.Containers.WaitContainerAsync(id, Cancellation)).StatusCode);

        using var logs = await engine.Client.Containers.GetContainerLogsAsync(id, false, _all, Cancellation);
        Assert.Equal(("to output\n", "to errors\n"), await logs.ReadOutputToEndAsync(Cancellation));
        var state = (await engine.Client.Containers.InspectContainerAsync(id, Cancellation)).State!;
        Assert.Equal(("exited", false, 7), (state.Status, state.Running, state.ExitCode));
    }

    [Fact]
    public async Task What_it_may_use_and_how_it_is_run_reach_the_container()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var image = await engine.BuildAsync(TinyProgram.Stay("here"));
        var name = $"slipway-test-{Guid.NewGuid():N}";
        await engine.CreateAsync(image, c =>
        {
            c.Name = name;
            c.User = "1000";
            c.Env = ["MOOD=calm"];
            c.Labels = new Dictionary<string, string> { ["team"] = "movies" };
            c.ExposedPorts = new Dictionary<string, EmptyStruct> { ["8080/tcp"] = default };
            c.HostConfig = new HostConfig
            {
                ReadonlyRootfs = true,
                CapDrop = ["ALL"],
                NetworkMode = "none",
                Memory = 16 * 1024 * 1024,
            };
        });
        var container = await engine.Client.Containers.InspectContainerAsync(name, Cancellation);
        Assert.Equal($"/{name}", container.Name);
        Assert.Equal("1000", container.Config!.User);
        Assert.Contains("MOOD=calm", container.Config.Env!);
        Assert.Equal("movies", container.Config.Labels!["team"]);
        Assert.Contains("8080/tcp", container.Config.ExposedPorts!);
        Assert.Equal("created", container.State!.Status);
    }

    [Fact]
    public async Task A_running_container_is_followed_killed_and_taken_away()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var id = await engine.CreateAsync(await engine.BuildAsync(TinyProgram.Stay("here I am")));
        var containers = engine.Client.Containers;
        Assert.True(await containers.StartContainerAsync(id, new ContainerStartParameters(), Cancellation));
        Assert.False(await containers.StartContainerAsync(id, new ContainerStartParameters(), Cancellation));

        var follow = new ContainerLogsParameters { ShowStdout = true, Follow = true };
        using var log = await containers.GetContainerLogsAsync(id, false, follow, Cancellation);
        var buffer = new byte[100];
        var part = await log.ReadOutputAsync(buffer, 0, buffer.Length, Cancellation);
        Assert.Equal(MultiplexedStream.TargetStream.StandardOut, part.Target);
        Assert.Equal("here I am\n", System.Text.Encoding.UTF8.GetString(buffer, 0, part.Count));
        var following = log.ReadOutputAsync(buffer, 0, buffer.Length, Cancellation);
        Assert.False(following.IsCompleted);

        var waiting = containers.WaitContainerAsync(id, Cancellation);
        var signal = new ContainerKillParameters { Signal = "SIGKILL" };
        await containers.KillContainerAsync(id, signal, Cancellation);
        Assert.Equal(137, (await waiting).StatusCode);
        Assert.True((await following).EOF);

        await containers.RemoveContainerAsync(id, new ContainerRemoveParameters(), Cancellation);
        var missing = await Assert.ThrowsAsync<DockerContainerNotFoundException>(() =>
            containers.InspectContainerAsync(id, Cancellation)
        );
        Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task A_container_that_does_not_end_by_itself_is_stopped()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var id = await engine.CreateAsync(await engine.BuildAsync(TinyProgram.Stay("here")));
        var containers = engine.Client.Containers;
        await containers.StartContainerAsync(id, null, Cancellation);
        var patience = new ContainerStopParameters { WaitBeforeKillSeconds = 0 };
        Assert.True(await containers.StopContainerAsync(id, patience, Cancellation));
        Assert.False(await containers.StopContainerAsync(id, patience, Cancellation));
    }

    [Fact]
    public async Task A_container_of_an_image_that_is_not_there_is_refused()
    {
        await using var engine = await RealEngine.ConnectAsync();
        await Assert.ThrowsAsync<DockerImageNotFoundException>(() =>
            engine.CreateAsync(engine.NewImageName())
        );
    }

    [Fact]
    public async Task Cancellation_ends_the_waiting()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var id = await engine.CreateAsync(await engine.BuildAsync(TinyProgram.Stay("here")));
        await engine.Client.Containers.StartContainerAsync(id, null, Cancellation);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = engine.Client.Containers.WaitContainerAsync(id, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
